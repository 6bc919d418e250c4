"""Expressions as Python text.

Guards stand in place, helpers are for the odd path: ``(t if (t := V['x']).__class__ is int else num(t))``. Every piece of
text knows how many brackets it is deep; one that gets too deep is put into a local variable first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studio.diagnostics import Diagnostic
from studio.snippet import syntax as s
from studio.snippet.codegen.emit import Emitter
from studio.snippet.functions import TABLE
from studio.snippet.problems import problem
from studio.snippet.scalars import is_numeric

#: Brackets within brackets after which a part gets a line of its own; CPython's parser takes 200.
DEEPEST = 24
_WORD = re.compile(r"[a-z_][a-z0-9_$]*")
_ARITHMETIC = {"+": "+", "-": "-", "*": "*"}
_HELPERS = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide", "\\": "int_divide", "%": "modulus", "^": "power"}
_ORDER = {"=": "==", "!=": "!=", ">": ">", ">=": ">=", "<": "<", "<=": "<="}


@dataclass(slots=True)
class Piece:
    """Python text of a value. ``kind`` is int (a small whole number for sure), number, text, or "" for anything."""

    text: str
    kind: str = ""
    depth: int = 0


class Callee:
    """What a unit knows of a user function: its slot in the table of functions, and how many parameters it has."""

    def __init__(self, slot: int, name: str, parameters: int, has_body: bool) -> None:
        self.slot = slot
        self.name = name
        self.parameters = parameters
        self.has_body = has_body


class Expressions:
    """Compiles the expressions of one piece of code."""

    def __init__(self, emitter: Emitter, functions: Mapping[str, Callee], parameters: Mapping[str, str]) -> None:
        self.emitter = emitter
        self.functions = functions
        #: Folded parameter name -> Python local; and FOR variables known to be whole numbers.
        self.locals = dict(parameters)
        self.whole: dict[str, str] = {}
        self.problems: list[Diagnostic] = []

    # -------------------------------------------------------------------------------------------- entry points
    def value(self, node: s.Expression) -> Piece:
        """A value."""
        made = self._value(node)
        return self._shallow(made)

    def condition(self, node: s.Expression) -> str:
        """Python text that is truthy exactly when the expression is."""
        if isinstance(node, s.Binary) and node.operator in _ORDER:
            return self._shallow(self._comparison(node)).text
        if isinstance(node, s.Unary) and node.operator == "!":
            return f"(not {self.condition(node.operand)})"
        made = self.value(node)
        return made.text if made.kind in ("int", "number") else f"truth({made.text})"

    def number(self, node: s.Expression) -> Piece:
        """A value as a number."""
        return self._number(self.value(node))

    def to_text(self, made: Piece) -> str:
        """Python text that gives a ``str``."""
        if made.kind == "text":
            return made.text
        if made.kind == "int":
            return f"str({made.text})"
        name = self.emitter.fresh("t")
        return f"({name} if ({name} := {made.text}).__class__ is str else text({name}))"

    # ----------------------------------------------------------------------------------------------- kinds
    def _value(self, node: s.Expression) -> Piece:
        match node:
            case s.Number():
                if node.value.__class__ is int:
                    return Piece(f"({node.value})" if node.value < 0 else str(node.value), "int")
                return Piece(self.emitter.constant(node.value), "number")
            case s.Text():
                return Piece(self.emitter.constant(node.value), "text")
            case s.Join():
                return self._join(node)
            case s.Date():
                return Piece(f"date({self.value(node.text).text}, R.host)", "", 1)
            case s.Name():
                return Piece(self.read(node), "int" if self._is_whole(node) else "")
            case s.Member():
                inner = self.value(node.object)
                return Piece(f"member({inner.text}, {self.emitter.constant(node.name)})", "", inner.depth + 1)
            case s.Element():
                array, index = self.value(node.array), self.value(node.index)
                return Piece(f"element({array.text}, {index.text})", "", max(array.depth, index.depth) + 1)
            case s.Call():
                return self.call(node)
            case s.Unary():
                return self._unary(node)
            case s.Binary():
                return self._chain(node)

    def read(self, node: s.Name) -> str:
        """Python text that reads a variable."""
        folded = s.fold(node.name)
        if not node.main and folded in self.whole:
            return self.whole[folded]
        if not node.main and folded in self.locals:
            return self.locals[folded]
        return f"{'G' if node.main else 'V'}[{self.key(folded)}]"

    def key(self, folded: str) -> str:
        """A variable's name as Python text: a plain word as it is, anything else by the table of constants."""
        return f"'{folded}'" if _WORD.fullmatch(folded) else self.emitter.constant(folded)

    def _is_whole(self, node: s.Name) -> bool:
        return not node.main and s.fold(node.name) in self.whole

    def _join(self, node: s.Join) -> Piece:
        parts, depth = [], 0
        for part in node.parts:
            if isinstance(part, str):
                parts.append(self.emitter.constant(part))
            else:
                made = self.value(part)
                depth = max(depth, made.depth)
                parts.append(self.to_text(made))
        if len(parts) == 1:
            return Piece(parts[0], "text", depth + 1)
        return Piece(f"''.join(({', '.join(parts)}))", "text", depth + 2)

    def _unary(self, node: s.Unary) -> Piece:
        if node.operator == "!":
            return Piece(f"(0 if {self.condition(node.operand)} else 1)", "int", 4)
        inner = self.value(node.operand)
        if inner.kind == "int":
            return Piece(f"(-{inner.text})", "int", inner.depth + 1)
        return Piece(f"negate({inner.text})", "number", inner.depth + 1)

    def _chain(self, node: s.Binary) -> Piece:
        """A chain of operators from its innermost left side outwards, so that a long one costs no recursion."""
        chain: list[s.Binary] = []
        left: s.Expression = node
        while isinstance(left, s.Binary):
            chain.append(left)
            left = left.left
        made = self.value(left)
        for each in reversed(chain):
            made = self._shallow(self._binary(each.operator, made, each))
        return made

    def _binary(self, operator: str, left: Piece, node: s.Binary) -> Piece:
        if operator in _ORDER:
            compared = self._compare(operator, left, self.value(node.right), node)
            return Piece(f"(1 if {compared.text} else 0)", "int", compared.depth + 1)
        if operator in ("&", "|", "~"):
            holds = self.condition(node.right)
            sign = "^" if operator == "~" else operator
            return Piece(f"((1 if {self._truth(left)} else 0) {sign} (1 if {holds} else 0))", "int", left.depth + 6)
        if operator not in _ARITHMETIC:
            right = self.value(node.right)
            return Piece(f"{_HELPERS[operator]}({left.text}, {right.text})", "number", max(left.depth, right.depth) + 1)
        one, other = self._number(left), self._number(self.value(node.right))
        name = self.emitter.fresh("t")
        sum_ = f"{one.text} {_ARITHMETIC[operator]} {other.text}"
        text = f"({name} if ({name} := {sum_}).__class__ is int and -X < {name} < X else clamp({name}))"
        return Piece(text, "number", max(one.depth, other.depth) + 3)

    def _truth(self, made: Piece) -> str:
        return made.text if made.kind in ("int", "number") else f"truth({made.text})"

    def _number(self, made: Piece) -> Piece:
        if made.kind in ("int", "number"):
            return made
        name = self.emitter.fresh("t")
        return Piece(f"({name} if ({name} := {made.text}).__class__ is int else num({name}))", "number", made.depth + 2)

    # ------------------------------------------------------------------------------------------ comparison
    def _comparison(self, node: s.Binary) -> Piece:
        return self._compare(node.operator, self.value(node.left), self.value(node.right), node)

    def _compare(self, operator: str, left: Piece, right: Piece, node: s.Binary) -> Piece:
        """Python text that is True or False."""
        textual = any(isinstance(side, s.Name) and side.name.endswith("$") for side in (node.left, node.right))
        depth = max(left.depth, right.depth) + 3
        python = _ORDER[operator]
        if left.kind == right.kind == "int" and not textual:
            return Piece(f"({left.text} {python} {right.text})", "int", depth)
        plain = operator in ("=", "!=") and isinstance(node.right, s.Text) and _only_text(node.right.value)
        name = self.emitter.fresh("t")
        if plain:
            slow = self._slow(operator, name, right.text, textual)
            fast = f"{name} {python} {right.text} if ({name} := {left.text}).__class__ is str"
            return Piece(f"({fast} else {slow})", "int", depth)
        if right.kind == "int" and not textual:
            slow = self._slow(operator, name, right.text, textual)
            fast = f"{name} {python} {right.text} if ({name} := {left.text}).__class__ is int"
            return Piece(f"({fast} else {slow})", "int", depth)
        return Piece(self._slow(operator, left.text, right.text, textual), "int", depth)

    def _slow(self, operator: str, left: str, right: str, textual: bool) -> str:
        if operator == "=":
            return f"equal({left}, {right}, {textual}, R.host)"
        if operator == "!=":
            return f"(not equal({left}, {right}, {textual}, R.host))"
        return f"(compare({left}, {right}, {textual}, R.host) {_ORDER[operator]} 0)"

    # ----------------------------------------------------------------------------------------------- calls
    def call(self, node: s.Call) -> Piece:
        """A call of a user function or of a built-in one."""
        nodes = ([node.receiver] if node.receiver is not None else []) + node.arguments
        user = self.functions.get(s.fold(node.name))
        if user is not None:
            return self._user_call(node, user, nodes)
        known = TABLE.get(s.fold(node.name))
        if known is None:
            self.problems.append(_unknown(node, self.functions))
            return Piece("None")
        if not known.takes(len(nodes)):
            message = f"{node.name} is called with {len(nodes)} value{'s' * (len(nodes) != 1)}"
            self.problems.append(problem("SN302", message, node.line, node.column, f"it takes {known.signature}"))
            return Piece("None")
        made = [self.value(each) for each in nodes]
        depth = max((each.depth for each in made), default=0) + 1
        arguments = "".join(f", {each.text}" for each in made)
        result = Piece(f"fn_{known.name}(R.host{arguments})", "", depth)
        return self.mutated(node, known.name, made, result) if known.mutates_receiver else result

    #: How a call that changes its first value is written; set by whoever can write targets.
    mutated: Callable[..., Piece] = staticmethod(lambda node, name, made, result: result)

    def _user_call(self, node: s.Call, user: Callee, nodes: list[s.Expression]) -> Piece:
        if len(nodes) != user.parameters:
            message = f"{user.name} takes {user.parameters} value{'s' * (user.parameters != 1)}, {len(nodes)} are given"
            self.problems.append(problem("SN302", message, node.line, node.column))
            return Piece("None")
        if not user.has_body:
            return Piece(f"R.no_body({self.emitter.constant(user.name)})", "", 1)
        made = [self.value(each) for each in nodes]
        depth = max((each.depth for each in made), default=0) + 1
        return Piece(f"R.call(F[{user.slot}], V{''.join(f', {each.text}' for each in made)})", "", depth)

    def _shallow(self, made: Piece) -> Piece:
        """A piece that is not too deep: a deep one gets a line of its own before the present one."""
        if made.depth <= DEEPEST:
            return made
        name = self.emitter.fresh("d")
        self.emitter.line(f"{name} = {made.text}")
        return Piece(name, made.kind)


def _only_text(value: str) -> bool:
    """True if a comparison with this literal can't be by number, truth or date."""
    return bool(value) and not is_numeric(value) and value.lower() not in ("true", "false") and not value[0].isdigit()


def _unknown(node: s.Call, functions: Mapping[str, Callee]) -> Diagnostic:
    import difflib

    names = [*TABLE, *functions]
    near = difflib.get_close_matches(s.fold(node.name), names, 1, 0.75)
    hint = f"did you mean {functions[near[0]].name if near[0] in functions else near[0]}?" if near else ""
    return problem("SN301", f"function {node.name} is not known", node.line, node.column, hint)
