"""Expressions as Python text.

Guards stand in place, helpers are for the odd path: ``(t if (t := V['x']).__class__ is int else num(t))``. Operands are
evaluated from left to right. Text that gets too many brackets deep is put into a local before the present line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from studio.diagnostics import Diagnostic
from studio.snippet import syntax as s
from studio.snippet.compiler.comparison import ORDER, compared, named
from studio.snippet.compiler.emit import Emitter
from studio.snippet.compiler.names import Callee, Known, Piece, Ready
from studio.snippet.compiler.scope import Scope
from studio.snippet.functions import TABLE
from studio.snippet.problems import problem
from studio.snippet.scalars import EXACT

#: Brackets within brackets after which a part gets a line of its own; CPython's parser takes 200.
DEEPEST = 24
#: Values in one text that are joined without a look at the length of the result.
FEW = 16
_SMALL = 52
#: Written as Python's own operators.
_DIRECT = ("+", "-", "*")
_HELPERS = {"/": "divide", "\\": "int_divide", "%": "modulus", "^": "power"}
#: The left side is made a number before the right one is evaluated.
ARITHMETIC = frozenset((*_DIRECT, *_HELPERS))
_BOOLEAN = {"&": "&", "|": "|", "~": "^"}
#: Looking for a name that is nearly right takes as long as compiling many lines.
_HINTS = 50
#: What is known of a built-in function's value by its ``result``; the tests hold the functions to it.
_KINDS = {
    "text": "text", "number": "number", "1 or 0": "int", "date": "object", "dynamic object": "object",
    "dynamic array": "object", "REST proxy": "object", "nothing": "object",
}  # fmt: skip


class Expressions:
    """Compiles the expressions of one piece of code."""

    def __init__(self, emitter: Emitter, scope: Scope, known: Known) -> None:
        self.emitter = emitter
        self.scope = scope
        self.known = known
        self.problems: list[Diagnostic] = []
        #: Writes a call that changes its first value; set by whoever can write targets.
        self.changing: Callable[[s.Call, str], Piece | None] = lambda node, name: None
        self._near: dict[str, str] = {}
        self._makers: dict[type[s.Node], Callable[[Any], Piece]] = {
            s.Number: self._number,
            s.Text: lambda node: self._literal(node.value),
            s.Join: self._join,
            s.Date: self._date,
            s.Name: scope.read,
            s.Member: self._member,
            s.Element: self._element,
            s.Call: self.call,
            s.Unary: self._unary,
            s.Binary: self._spine,
            Ready: lambda node: node.piece,
        }

    # -------------------------------------------------------------------------------------------- entry points
    def value(self, node: s.Expression | Ready) -> Piece:
        """A value."""
        return as_value(self._any(node))

    def condition(self, node: s.Expression) -> str:
        """Python text that is True or False."""
        return self._as_bool(self._any(node)).text

    def equality(self, left: Piece, node: s.Expression, textual: bool) -> str:
        """Python text that is True or False: whether a value that is there already equals another."""
        right = self.value(node)
        textual = textual or (isinstance(node, s.Name) and node.name.endswith("$"))
        return self._compared("=", left, right, textual, node).text

    def number(self, node: s.Expression) -> Piece:
        """A value as a number."""
        return self.as_number(self.value(node), node)

    def fixed(self, made: Piece) -> Piece:
        """The value in a local of its own, unless it is one already."""
        if made.fixed:
            return made
        name = self.emitter.fresh("d")
        self.emitter.line(f"{name} = {made.text}")
        return _local(name, made)

    def in_order(self, nodes: Sequence[s.Expression | Ready]) -> list[Piece]:
        """Values that are evaluated one after the other."""
        made: list[Piece] = []
        for node in nodes:
            mark = len(self.emitter.lines)
            one = self.value(node)
            if len(self.emitter.lines) > mark:
                made = self._kept(made, mark)
            made.append(one)
        return made

    # ------------------------------------------------------------------------------------------------ kinds
    def _any(self, node: s.Expression | Ready) -> Piece:
        return self._shallow(self._made(node))

    def _made(self, node: s.Expression | Ready) -> Piece:
        return self._makers[node.__class__](node)

    def _date(self, node: s.Date) -> Piece:
        inner = self.value(node.text)
        text = self._sited(f"date({inner.text}, {self.scope.use('H')})", node)
        return Piece(text, "object", inner.depth + 2)

    def _member(self, node: s.Member) -> Piece:
        inner = self.value(node.object)
        return Piece(f"member({inner.text}, {self.emitter.constant(node.name)})", "", inner.depth + 1)

    def _element(self, node: s.Element) -> Piece:
        array, index = self.in_order([node.array, node.index])
        text = self._sited(f"element({array.text}, {index.text}, {self.scope.use('H')})", node)
        return Piece(text, "", max(array.depth, index.depth) + 2)

    def _number(self, node: s.Number) -> Piece:
        value = node.value
        if value.__class__ is int and int(value).bit_length() <= _SMALL:
            return Piece(f"({value})" if value < 0 else str(value), "int", bits=int(value).bit_length(), fixed=True)
        return Piece(self.emitter.constant(value), "number", fixed=True)

    def _literal(self, value: str) -> Piece:
        return Piece(self.emitter.constant(value), "text", most=len(value) or 1, fixed=True, literal=value)

    def _join(self, node: s.Join) -> Piece:
        inner = self.in_order([part for part in node.parts if not isinstance(part, str)])
        following = iter(inner)
        made = [self._literal(part) if isinstance(part, str) else next(following) for part in node.parts]
        texts = [self.as_text(each) for each in made]
        depth = max(each.depth for each in texts) + 3
        most = sum(each.most for each in texts) if all(each.most for each in texts) else 0
        leaves = sum(each.leaves for each in texts if each.literal is None)
        if len(texts) == 1:
            return texts[0]
        if leaves > FEW:
            return Piece(self._sited(f"joined(({', '.join(each.text for each in texts)},))", node), "text", depth)
        if any('"' in each.text or Emitter.is_sited(each.text) for each in texts):
            return Piece(
                f"''.join(({', '.join(each.text for each in texts)},))", "text", depth, most=most, leaves=leaves
            )
        # Only names, numbers, brackets and single quotes stand in the text: it is safe within double ones. A small
        # whole number may stand in it as it is.
        pairs = zip(made, texts, strict=True)
        inside = "".join("{" + (each.text if each.kind == "int" else text.text) + "}" for each, text in pairs)
        return Piece(f'f"{inside}"', "text", depth, most=most, leaves=leaves)

    def _unary(self, node: s.Unary) -> Piece:
        inner = self._any(node.operand)
        if node.operator == "!":
            inner = self._as_bool(inner)
            return Piece(f"(not {inner.text})", "bool", inner.depth + 1)
        inner = as_value(inner)
        if inner.kind == "int":
            return Piece(f"(-{inner.text})", "int", inner.depth + 1, bits=inner.bits, most=inner.most)
        return Piece(self._sited(f"negate({inner.text})", node), "number", inner.depth + 2)

    # -------------------------------------------------------------------------------------------- operators
    def _spine(self, node: s.Binary) -> Piece:
        """A chain of operators from its innermost left side outwards, so that a long one costs no recursion."""
        chain: list[s.Binary] = []
        left: s.Expression = node
        while isinstance(left, s.Binary):
            chain.append(left)
            left = left.left
        made = self._any(left)
        for each in reversed(chain):
            if each.operator in ARITHMETIC:
                made = self.as_number(as_value(made), each.left)
            mark = len(self.emitter.lines)
            right = self._any(each.right)
            if len(self.emitter.lines) > mark:
                made = self._kept([made], mark)[0]
            made = self._shallow(self._operation(each, made, right))
        return made

    def _operation(self, node: s.Binary, left: Piece, right: Piece) -> Piece:
        if node.operator in _BOOLEAN:
            one, other = self._as_bool(left), self._as_bool(right)
            return Piece(
                f"({one.text} {_BOOLEAN[node.operator]} {other.text})", "bool", max(one.depth, other.depth) + 1
            )
        left, right = as_value(left), as_value(right)
        if node.operator in ORDER:
            textual = any(isinstance(side, s.Name) and side.name.endswith("$") for side in (node.left, node.right))
            return self._compared(node.operator, left, right, textual, node)
        right = self.as_number(right, node.right)
        if node.operator not in _DIRECT:
            text = self._sited(f"{_HELPERS[node.operator]}({left.text}, {right.text})", node)
            return Piece(text, "number", max(left.depth, right.depth) + 2)
        return self._arithmetic(node, left, right)

    def _compared(self, operator: str, left: Piece, right: Piece, textual: bool, at: s.Node) -> Piece:
        return compared(
            operator, left, right, textual, self.emitter.fresh, self.scope.use, lambda text: self._sited(text, at)
        )

    def _arithmetic(self, node: s.Binary, left: Piece, right: Piece) -> Piece:
        """``+ - *``, the result brought to what a number may be unless it is small for sure."""
        operator = node.operator
        text = f"{left.text} {operator} {right.text}"
        depth = max(left.depth, right.depth)
        if left.kind == right.kind == "int":
            bits = left.bits + right.bits if operator == "*" else max(left.bits, right.bits) + 1
            if bits <= _SMALL:
                return Piece(f"({text})", "int", depth + 1, bits=bits)
        name = self.emitter.fresh("t")
        clamped = self._sited(f"clamp({name})", node)
        guarded = f"({name} if ({name} := {text}).__class__ is int and -{EXACT} < {name} < {EXACT} else {clamped})"
        return Piece(guarded, "number", depth + 3)

    # ------------------------------------------------------------------------------------------ conversions
    def _sited(self, text: str, node: s.Node) -> str:
        """An expression that may fail, with the place of a node."""
        return self.emitter.sited(text, (node.line, node.column))

    def as_number(self, made: Piece, node: s.Expression) -> Piece:
        """The value of a node as a number."""
        if made.kind in ("int", "number"):
            return made
        name, first = self._named(made)
        number = self.emitter.sited(f"num({name})", s.start(node))
        return Piece(f"({name} if {first}.__class__ is int else {number})", "number", made.depth + 3)

    def _named(self, made: Piece) -> tuple[str, str]:
        return named(made, self.emitter.fresh)

    def as_text(self, made: Piece) -> Piece:
        """The value as text."""
        if made.kind == "text":
            return made
        if made.kind == "int":
            return Piece(f"str({made.text})", "text", made.depth + 1, most=17)
        name, first = self._named(made)
        if made.kind == "number":
            text = f"(str({name}) if {first}.__class__ is int else text({name}))"
        else:
            told = f"told({name}, {self.scope.use('H')})"
            text = f"({name} if {first}.__class__ is str else {told})"
        return Piece(text, "text", made.depth + 2)

    def _as_bool(self, made: Piece) -> Piece:
        if made.kind == "bool":
            return made
        if made.kind in ("int", "number"):
            return Piece(f"({made.text} != 0)", "bool", made.depth + 1)
        if made.kind == "text":
            return Piece(f"truth({made.text})", "bool", made.depth + 1)
        name, first = self._named(made)
        text = f"({name} != 0 if {first}.__class__ is int else truth({name}))"
        return Piece(text, "bool", made.depth + 2)

    # ------------------------------------------------------------------------------------------------ calls
    def call(self, node: s.Call) -> Piece:
        """A call of a user function or of a built-in one."""
        nodes = given(node)
        user = self.known.callees.get(s.fold(node.name))
        if user is not None:
            return self._user_call(node, user, nodes)
        built_in = TABLE.get(s.fold(node.name))
        if built_in is None:
            self.problems.append(self._unknown(node))
            return Piece("None", fixed=True)
        if not built_in.takes(len(nodes)):
            message = f"{node.name} is called with {len(nodes)} value{'s' * (len(nodes) != 1)}"
            self.problems.append(problem("SN302", message, node.line, node.column, f"it takes {built_in.signature}"))
            return Piece("None", fixed=True)
        if built_in.mutates_receiver:
            changing = self.changing(node, built_in.name)
            if changing is not None:
                return changing
        return self.built_in(built_in.name, self.in_order(nodes), node)

    def _unknown(self, node: s.Call) -> Diagnostic:
        folded = s.fold(node.name)
        if folded not in self._near and len(self._near) < _HINTS:
            self._near[folded] = _near(folded, self.known)
        message = f"function {node.name} is not known"
        return problem("SN301", message, node.line, node.column, self._near.get(folded, ""))

    def built_in(self, name: str, arguments: list[Piece], node: s.Call) -> Piece:
        """The result of a built-in function."""
        depth = max((each.depth for each in arguments), default=0) + 2
        given = "".join(f", {each.text}" for each in arguments)
        if TABLE[name].limited:
            given += f", limit={self.scope.use('L')}"
        text = f"fn_{name}({self.scope.use('H')}{given})"
        if TABLE[name].makes:
            text = f"{self.scope.use('R')}.made({text}, {TABLE[name].makes == 'tree'})"
            depth += 1
        return Piece(self._sited(text, node), _KINDS.get(TABLE[name].result, ""), depth, bits=1)

    def _user_call(self, node: s.Call, user: Callee, nodes: list[s.Expression]) -> Piece:
        if len(nodes) != user.parameters:
            message = f"{user.name} takes {user.parameters} value{'s' * (user.parameters != 1)}, {len(nodes)} are given"
            self.problems.append(problem("SN302", message, node.line, node.column))
            return Piece("None", fixed=True)
        made = self.in_order(nodes)
        depth = max((each.depth for each in made), default=0) + 2
        arguments = "".join(f", {each.text}" for each in made)
        self.scope.forget_all(self.known.writes)
        run = self.scope.use("R")
        if user.has_body:
            text = f"{self.emitter.callee(s.fold(node.name))}.run(V, {run}{arguments})"
        else:
            text = f"{run}.no_body({self.emitter.constant(user.name)}{arguments})"
        return Piece(self._sited(text, node), "", depth)

    # ------------------------------------------------------------------------------------------------ depth
    def _shallow(self, made: Piece) -> Piece:
        return made if made.depth <= DEEPEST else self.fixed(made)

    def _kept(self, made: list[Piece], mark: int) -> list[Piece]:
        """Earlier values in locals, set before the lines since ``mark``, which a later value needed."""
        kept = []
        for each in made:
            if not each.fixed:
                name = self.emitter.fresh("d")
                self.emitter.insert(mark, f"{name} = {each.text}")
                mark += 1
                each = _local(name, each)
            kept.append(each)
        return kept


def as_value(made: Piece) -> Piece:
    """A condition as the number 1 or 0; a value as it is."""
    if made.kind != "bool":
        return made
    return Piece(f"(1 if {made.text} else 0)", "int", made.depth + 1, bits=1)


def given(node: s.Call) -> list[s.Expression]:
    """The values of a call, the receiver first."""
    return ([node.receiver] if node.receiver is not None else []) + node.arguments


def _local(name: str, made: Piece) -> Piece:
    return Piece(name, made.kind, 0, made.bits, made.most, True, made.leaves)


def _near(folded: str, known: Known) -> str:
    """The hint for a function that is not known: one that is called nearly so."""
    import difflib

    callees = known.callees
    near = difflib.get_close_matches(folded, [*TABLE, *callees], 1, 0.75)
    return f"did you mean {callees[near[0]].name if near[0] in callees else near[0]}?" if near else ""
