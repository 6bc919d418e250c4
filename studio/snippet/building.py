"""The tree building half of the grammar: one callback a rule, each making one node.

Callbacks hold no state. What they find wrong rides along in :class:`Noted` until the tree is settled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from studio.diagnostics import Diagnostic
from studio.snippet import syntax as s
from studio.snippet.problems import problem
from studio.snippet.tokens import Token
from studio.snippet.words import foreign_hint


@dataclass(slots=True)
class Noted:
    """A statement with a finding about it; without the statement where the finding is an error."""

    statement: s.Statement | None
    problem: Diagnostic


@dataclass(slots=True)
class Broken:
    """What could still be read behind a head that could not."""

    body: list[Any]


@dataclass(slots=True)
class Block:
    """The statements between two braces."""

    items: list[Any]


class Builder:
    """The callbacks, by the names of the grammar. Children are nodes, lists and tokens."""

    # -------------------------------------------------------------------------------- expressions
    def number(self, children: list[Any]) -> s.Number:
        _, value, line, column = children[0]
        return s.Number(line, column, value)

    def string(self, children: list[Any]) -> s.Expression:
        node: s.Expression = children[0][1]
        return node

    def name(self, children: list[Any]) -> s.Name:
        kind, word, line, column = children[0]
        return s.Name(line, column, word, kind == "GLOBAL")

    def call(self, children: list[Any]) -> s.Call:
        _, word, line, column = children[0]
        return s.Call(line, column, word, children[1] if len(children) > 1 else [])

    def member(self, children: list[Any]) -> s.Member:
        owner, (_, word, line, column) = children
        return s.Member(line, column, owner, word)

    def method(self, children: list[Any]) -> s.Call:
        _, word, line, column = children[1]
        return s.Call(line, column, word, children[2] if len(children) > 2 else [], children[0])

    def element(self, children: list[Any]) -> s.Element:
        array, (_, _, line, column), index = children
        return s.Element(line, column, array, index)

    def arguments(self, children: list[Any]) -> list[Any]:
        return children

    def unary(self, children: list[Any]) -> s.Unary:
        (_, operator, line, column), operand = children
        return s.Unary(line, column, operator, operand)

    def binary(self, children: list[Any]) -> s.Binary:
        left, (_, operator, line, column), right = children
        return s.Binary(line, column, operator, left, right)

    # -------------------------------------------------------------------------------- simple statements
    def assign(self, children: list[Any]) -> s.Assign | Noted:
        target, _, value = children[-3:]
        line, column = children[0][2:] if len(children) > 3 else s.start(target)
        return target_problem(target) or s.Assign(line, column, target, value)

    def declare(self, children: list[Any]) -> s.Declare | Noted:
        (_, _, line, column), target = children[:2]
        source = children[-1] if len(children) > 2 else None
        # _FROM leaves nothing behind, = a token.
        return target_problem(target) or s.Declare(line, column, target, source, parsed=len(children) == 3)

    def declare_from(self, children: list[Any]) -> s.Declare | Noted:
        made = self.declare(children)
        if isinstance(made, s.Declare):
            made.parsed = True
        return made

    def do(self, children: list[Any]) -> s.Do | Noted:
        node = children[0]
        line, column = s.start(node)
        if isinstance(node, s.Call):
            return s.Do(line, column, node)
        word = node.name if isinstance(node, s.Name) else ""
        known = foreign_hint(word)
        if known:
            said = f"Snippet has no {word.upper()} statement"
            return Noted(None, problem("SN122", said, line, column, known))
        said = f"the name {word} alone does nothing" if word else "this does nothing as a statement"
        hint = "a statement assigns (x = …), calls (f(…)) or begins with a keyword"
        return Noted(None, problem("SN114", said, line, column, hint))

    def break_(self, children: list[Any]) -> s.Break:
        _, _, line, column = children[0]
        return s.Break(line, column)

    def return_(self, children: list[Any]) -> s.Return:
        _, _, line, column = children[0]
        return s.Return(line, column, children[1] if len(children) > 1 else None)

    def trace(self, children: list[Any]) -> s.Trace:
        _, _, line, column = children[0]
        return s.Trace(line, column, children[1])

    def uses(self, children: list[Any]) -> Noted:
        _, _, line, column = children[0]
        hint = "SOAP proxies need a DLL of the tenant; call the service by GetRESTProxy() or by REST API"
        return Noted(None, problem("SN118", "USES is not supported", line, column, hint))

    def bare_if(self, children: list[Any]) -> Noted:
        _, _, line, column = children[0]
        hint = "put what depends on it between { and } on the lines that follow"
        found = problem("SN201", "this IF has no block, so it has no effect", line, column, hint)
        return Noted(s.If(line, column, children[1], []), found)

    # -------------------------------------------------------------------------------- blocks
    def program(self, children: list[Any]) -> list[Any]:
        return children

    def block(self, children: list[Any]) -> Block:
        return Block(children)

    def if_(self, children: list[Any]) -> s.If:
        otherwise = children[4].items if len(children) > 3 else []
        _, _, line, column = children[0]
        return s.If(line, column, children[1], children[2].items, otherwise)

    def switch(self, children: list[Any]) -> s.Switch:
        _, _, line, column = children[0]
        return s.Switch(line, column, children[1], children[2:])

    def select(self, children: list[Any]) -> s.Select:
        _, _, line, column = children[0]
        return s.Select(line, column, children[1:])

    def case(self, children: list[Any]) -> s.Case:
        *labels, block = children
        (_, _, line, column), _ = labels[0]
        values = [value for _, value in labels if value is not None]
        return s.Case(line, column, values, len(values) < len(labels), block.items)

    def label(self, children: list[Any]) -> tuple[Token, s.Expression | None]:
        return children[0], children[1] if len(children) > 1 else None

    def for_(self, children: list[Any]) -> s.For:
        (_, _, line, column), variable, _, start, end, block = children
        return s.For(line, column, variable, start, end, block.items)

    def foreach(self, children: list[Any]) -> s.ForEach:
        (_, _, line, column), variable, array, block = children
        return s.ForEach(line, column, variable, array, block.items)

    def repeat(self, children: list[Any]) -> s.Repeat:
        _, _, line, column = children[0]
        return s.Repeat(line, column, children[1], children[2].items)

    def variable(self, children: list[Any]) -> s.Name:
        return self.name(children)

    def function(self, children: list[Any]) -> s.Function | Noted:
        *head, block = children
        return self._function(head, block.items)

    def header(self, children: list[Any]) -> s.Function | Noted:
        return self._function(children, None)

    def parameters(self, children: list[Any]) -> list[Token]:
        return children

    def _function(self, head: list[Any], body: list[Any] | None) -> s.Function | Noted:
        (_, _, line, column), (_, name, *_) = head[:2]
        parameters: list[Token] = head[2] if len(head) > 2 else []
        made = s.Function(line, column, name, [word for _, word, _, _ in parameters], body)
        seen: set[str] = set()
        for _, word, at_line, at_column in parameters:
            if s.fold(word) in seen:
                said = f"the parameter {word} stands twice"
                hint = "letter case does not count in names"
                return Noted(made, problem("SN120", said, at_line, at_column, hint))
            seen.add(s.fold(word))
        return made

    def broken(self, children: list[Any]) -> Broken:
        body: list[Any] = []
        for child in children:
            if isinstance(child, Block):
                body += child.items
            elif isinstance(child, s.Case | Broken):
                body += child.body
        return Broken(body)


def target_problem(target: s.Expression) -> Noted | None:
    """What keeps an expression from standing on the left of an assignment, if anything does."""
    if isinstance(target, s.Member) and target.name == "__type":
        said = "no member may be called __type: the word is kept for reading JSON"
        return Noted(None, problem("SN119", said, target.line, target.column, "take another name"))
    node = target
    while isinstance(node, s.Member | s.Element):
        node = node.object if isinstance(node, s.Member) else node.array
    if isinstance(node, s.Name):
        return None
    line, column = s.start(target)
    what = f"the result of {node.name}(…)" if isinstance(node, s.Call) else "this"
    hint = "a variable, a member (o.m) or an element (v[i]) can be assigned to"
    return Noted(None, problem("SN113", f"{what} cannot be assigned to", line, column, hint))
