"""What a piece of code uses: variables, functions it defines and calls, requests it makes. Worked out once for each text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from studio.script.facts.names import GUARD
from studio.script.facts.places import Mode, Step
from studio.snippet import syntax as s
from studio.snippet.compiler.names import path
from studio.snippet.functions import TABLE
from studio.snippet.trees import expression_tree, snippet_tree, target_tree, text_tree


class RawUse(NamedTuple):
    """A use of a variable, its place within the code alone."""

    name: str
    key: str
    main: bool
    mode: Mode
    how: str
    steps: tuple[Step, ...]
    guarded: bool
    tested: bool
    line: int
    column: int


class CodeFacts(NamedTuple):
    """What stands in one piece of code. ``broken`` is true where it can't be read: then it tells nothing."""

    uses: tuple[RawUse, ...] = ()
    #: Name, parameters, whether it has a body, line, column.
    definitions: tuple[tuple[str, tuple[str, ...], bool, int, int], ...] = ()
    #: Name, how many values, line, column.
    calls: tuple[tuple[str, int, int, int], ...] = ()
    #: Verb and address as far as they are literal, line, column.
    requests: tuple[tuple[str, str, int, int], ...] = ()
    broken: bool = False


NOTHING = CodeFacts()
BROKEN = CodeFacts(broken=True)


@lru_cache(maxsize=4096)
def of_snippet(source: str) -> CodeFacts:
    """A Snippet's code."""
    parsed = snippet_tree(source)
    program = parsed.program
    if program is None or any(each.severity == "error" for each in parsed.problems):
        return BROKEN
    walk = _Walk()
    walk.block(program.body)
    for each in program.functions:
        walk.function(each)
    return walk.found()


def of_expression(source: str, tested: bool = False) -> CodeFacts:
    """An expression property's text."""
    return _of_expression(source.strip(), tested) if source.strip() else NOTHING


@lru_cache(maxsize=8192)
def _of_expression(source: str, tested: bool) -> CodeFacts:
    node, _ = expression_tree(source)
    if node is None:
        return BROKEN
    walk = _Walk()
    walk.read(node, tested)
    return walk.found()


def of_text(source: str) -> CodeFacts:
    """Bare text with ``{…}`` in it."""
    return _of_text(source) if "{" in source else NOTHING


@lru_cache(maxsize=8192)
def _of_text(source: str) -> CodeFacts:
    walk = _Walk()
    walk.read(text_tree(source)[0], False, "text")
    return walk.found()


@lru_cache(maxsize=4096)
def of_target(source: str, mode: Mode, how: str) -> CodeFacts:
    """The name of a variable, or of a part of one, as a property holds it: ``x``, ``global:x``, ``v[i]``, ``o.m``."""
    node, _ = target_tree(source)
    if node is None:
        return BROKEN
    walk = _Walk()
    if mode == "set":
        walk.write(node, how)
    else:
        walk.read(node, False, how, mode)
    return walk.found()


class _Walk:
    """One walk through a tree."""

    __slots__ = ("_calls", "_definitions", "_guarded", "_parameters", "_requests", "_uses")

    def __init__(self) -> None:
        self._uses: list[RawUse] = []
        self._definitions: list[tuple[str, tuple[str, ...], bool, int, int]] = []
        self._calls: list[tuple[str, int, int, int]] = []
        self._requests: list[tuple[str, str, int, int]] = []
        self._parameters: frozenset[str] = frozenset()
        self._guarded = False

    def found(self) -> CodeFacts:
        """What was seen, in the order of the text."""
        uses = sorted(self._uses, key=lambda each: (each.line, each.column))
        return CodeFacts(tuple(uses), tuple(self._definitions), tuple(self._calls), tuple(self._requests))

    def function(self, node: s.Function) -> None:
        """A function: its parameters are its own, every other name is a variable of the script [choice of the language]."""
        self._definitions.append((node.name, tuple(node.parameters), bool(node.body), node.line, node.column))
        self._parameters = frozenset(map(s.fold, node.parameters))
        self.block(node.body or ())
        self._parameters = frozenset()

    def block(self, statements: Sequence[s.Statement]) -> None:
        """Statements; blocks nest no deeper than the parser allows."""
        for each in statements:
            _STATEMENTS[each.__class__](self, each)

    # ----------------------------------------------------------------------------------------- statements
    def _assign(self, node: s.Assign) -> None:
        self.read(node.value)
        self.write(node.target, "assigned")

    def _declare(self, node: s.Declare) -> None:
        if node.source is not None:
            self.read(node.source)
        self.write(node.target, "DYNAMIC" if node.source is None else "FROM", "declare")

    def _if(self, node: s.If) -> None:
        self.read(node.condition, True)
        outside = self._guarded
        self._guarded = outside or is_guard(node.condition)
        self.block(node.then)
        self._guarded = outside
        self.block(node.otherwise)

    def _switch(self, node: s.Switch) -> None:
        self.read(node.subject, True)
        self._cases(node.cases, False)

    def _select(self, node: s.Select) -> None:
        self._cases(node.cases, True)

    def _cases(self, cases: list[s.Case], tested: bool) -> None:
        for case in cases:
            for label in case.labels:
                self.read(label, tested)
            self.block(case.body)

    def _for(self, node: s.For) -> None:
        self.read(node.start)
        self.read(node.end)
        self.write(node.variable, "counter")
        self.block(node.body)

    def _foreach(self, node: s.ForEach) -> None:
        self.read(node.array)
        self.write(node.variable, "item")
        self.block(node.body)

    def _repeat(self, node: s.Repeat) -> None:
        self.read(node.count)
        self.block(node.body)

    def _value(self, node: s.Return | s.Trace) -> None:
        if node.value is not None:
            self.read(node.value)

    def _do(self, node: s.Do) -> None:
        self.read(node.call)

    def _nothing(self, node: s.Break) -> None:
        pass

    # ---------------------------------------------------------------------------------------- expressions
    def write(self, target: s.Expression, how: str, whole: Mode = "set") -> None:
        """Something that is assigned to: the name at its root, and what its positions read."""
        rooted = path(target)
        if rooted is None:
            return
        root, steps = rooted
        for each in steps:
            if not isinstance(each, str):
                self.read(each)
        self._use(root, whole if not steps else "touch", how, steps, False)

    def read(self, node: s.Expression, tested: bool = False, how: str = "read", mode: Mode = "read") -> None:
        """An expression: chains of operators may be long, so no recursion here."""
        waiting: list[Any] = [node]
        while waiting:
            each = waiting.pop()
            kind = each.__class__
            if kind is s.Name:
                self._use(each, mode, how, (), tested)
            elif kind is s.Member or kind is s.Element:
                waiting.extend(self._part(each, tested, how, mode))
            elif kind is s.Call:
                waiting.extend(self._call(each))
            elif kind is s.Join:
                waiting.extend([part for part in each.parts if part.__class__ is not str][::-1])
            elif kind is s.Binary:
                waiting += (each.right, each.left)
            elif kind is s.Unary:
                waiting.append(each.operand)
            elif kind is s.Date:
                waiting.append(each.text)

    def _part(self, node: s.Expression, tested: bool, how: str, mode: Mode) -> list[s.Expression]:
        """A member or an element: what is still to be looked at."""
        steps: list[str | s.Expression] = []
        while True:
            if isinstance(node, s.Member):
                steps.append(node.name)
                node = node.object
            elif isinstance(node, s.Element):
                steps.append(node.index)
                node = node.array
            else:
                break
        steps.reverse()
        rest: list[s.Expression] = [each for each in steps if not isinstance(each, str)]
        if isinstance(node, s.Name):
            self._use(node, mode, how, steps, tested)
        else:
            rest.insert(0, node)
        return rest[::-1]

    def _call(self, node: s.Call) -> list[s.Expression]:
        """A call: what is still to be looked at. Objects go by reference into the script's own functions [choice]."""
        values = [*([node.receiver] if node.receiver is not None else []), *node.arguments]
        built_in = TABLE.get(node.name.lower())
        self._calls.append((node.name, len(values), node.line, node.column))
        if built_in is None:
            for each in values:
                rooted = path(each)
                if rooted is not None:
                    self._use(rooted[0], "mention", "argument", rooted[1], False)
        elif built_in.mutates_receiver and values and path(values[0]) is not None:
            root, steps = path(values[0]) or (None, [])
            assert root is not None
            self._use(root, "read" if built_in.name == "savetodb" else "touch", built_in.name, steps, False)
            values = [each for each in steps if not isinstance(each, str)] + values[1:]
        elif built_in.name == "makerestrequest" and len(values) >= 2:
            verb = values[4] if len(values) > 4 else None
            address = literal(values[1])
            if address:
                self._requests.append((literal(verb) if verb is not None else "", address, node.line, node.column))
        return values[::-1]

    def _use(self, node: s.Name, mode: Mode, how: str, steps: Sequence[Any], tested: bool) -> None:
        key = s.fold(node.name)
        if key in self._parameters and not node.main:
            return
        inner = tuple(_step(each) for each in steps) if steps else ()
        self._uses.append(
            RawUse(node.name, key, node.main, mode, how, inner, self._guarded, tested, node.line, node.column)
        )


_STATEMENTS: dict[type, Callable[[_Walk, Any], None]] = {
    s.Assign: _Walk._assign,
    s.Declare: _Walk._declare,
    s.If: _Walk._if,
    s.Switch: _Walk._switch,
    s.Select: _Walk._select,
    s.For: _Walk._for,
    s.ForEach: _Walk._foreach,
    s.Repeat: _Walk._repeat,
    s.Break: _Walk._nothing,
    s.Return: _Walk._value,
    s.Trace: _Walk._value,
    s.Do: _Walk._do,
    s.Function: _Walk.function,
}


def is_guard(condition: s.Expression) -> bool:
    """True for ``test`` and ``test = 1``, which never hold in a run: sample values for the editor stand behind it [observed]."""
    if isinstance(condition, s.Binary) and condition.operator == "=":
        condition = condition.left
    return isinstance(condition, s.Name) and s.fold(condition.name) == GUARD


def literal(node: s.Expression) -> str:
    """The text of a literal, ``{…}`` where something is put in; "" for anything else."""
    if isinstance(node, s.Text):
        return node.value
    if isinstance(node, s.Join):
        return "".join(part if isinstance(part, str) else "{" + spelled(part) + "}" for part in node.parts)
    return ""


def spelled(node: s.Expression) -> str:
    """A name or a part of one as people write it; ``…`` for anything else."""
    rooted = path(node)
    if rooted is None:
        return "…"
    parts = [("global:" if rooted[0].main else "") + rooted[0].name]
    parts += [f".{each}" if isinstance(each, str) else "[…]" for each in rooted[1]]
    return "".join(parts)


def _step(each: str | s.Expression) -> Step:
    if isinstance(each, str):
        return each.lower()
    return each.value if isinstance(each, s.Number) and isinstance(each.value, int) else None
