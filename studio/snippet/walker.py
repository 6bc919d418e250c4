"""The reference: a plain walk over the tree, slow and easy to read. Compiled code must do exactly the same.

Values, parts of objects and the budgets are the same functions that compiled code calls. What is plain here, and clever
there, is everything else: the order of evaluation, conversions, comparisons, scopes, loops, cases, functions, places.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from studio.snippet import syntax as s
from studio.snippet import values
from studio.snippet.compiler import support
from studio.snippet.compiler.names import RESERVED, parts, path
from studio.snippet.dates import to_date
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError
from studio.snippet.functions import TABLE
from studio.snippet.host import Host
from studio.snippet.variables import Variables

_ARITHMETIC = {
    "+": values.add, "-": values.subtract, "*": values.multiply, "/": values.divide,
    "\\": values.int_divide, "%": values.modulus, "^": values.power,
}  # fmt: skip
_ORDER = {">": (1,), ">=": (0, 1), "<": (-1,), "<=": (-1, 0)}


class _Break(Exception):
    """BREAK, on its way to its loop."""


class _Return(Exception):
    """RETURN, on its way to its function."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value


def walk(program: s.Program, variables: Variables, host: Host, limit: int = 2048) -> None:
    """Run a snippet that has no problems and calls no functions but its own. SnippetError as compiled code gives it."""
    _Walker(program, variables, host, limit).run(program.body)


class _Walker:
    def __init__(self, program: s.Program, variables: Variables, host: Host, limit: int) -> None:
        self.variables = variables
        self.host = host
        self.limit = limit
        self.budget = support.Run(host, limit)
        self.passes = 0
        self.parameters: dict[str, Any] = {}
        self.functions: dict[str, s.Function] = {}
        for each in program.functions:
            known = self.functions.get(s.fold(each.name))
            if each.body or known is None or not known.body:
                self.functions[s.fold(each.name)] = each

    def own_call(self, node: s.Function, arguments: list[Any]) -> Any:
        run = self.budget
        if not node.body:
            return run.no_body(node.name)
        run.depth, run.left = run.depth - 1, run.left - 1
        if run.depth < 0 or run.left < 0:
            run.enter()
        outer = self.parameters
        result = None
        pairs = zip(node.parameters, arguments, strict=True)
        self.parameters = {s.fold(name): self.cut(value) for name, value in pairs}
        try:
            self.block(node.body)
        except _Return as back:
            result = back.value
        finally:
            self.parameters = outer
        run.depth += 1
        return result

    # ------------------------------------------------------------------------------------------ statements
    def run(self, body: list[s.Statement]) -> None:
        with suppress(_Return):
            self.block(body)

    def block(self, body: list[s.Statement]) -> None:
        for each in body:
            try:
                self.statement(each)
            except SnippetError as fault:
                place = s.start(each.target) if isinstance(each, s.Assign) else (each.line, each.column)
                raise fault.at(*place) from None

    def statement(self, node: s.Statement) -> None:
        match node:
            case s.Assign():
                self.assign(node.target, self.value(node.value))
            case s.Declare():
                if support.is_given(node):
                    made = support.declared(self.value(node.target))
                else:
                    made = Dynamic() if node.source is None else self.value(node.source)
                self.assign(node.target, self.budget.made(support.parsed(made), True) if node.parsed else made)
            case s.If():
                self.block(node.then if values.truth(self.value(node.condition)) else node.otherwise)
            case s.Switch() | s.Select():
                self.cases(node)
            case s.For():
                self.count(node)
            case s.ForEach():
                for each in values.elements(self.value(node.array)):
                    if not self.turn(node.body, node.variable, each):
                        break
            case s.Repeat():
                for _ in range(support.bound(self.number(node.count))):
                    if not self.turn(node.body):
                        break
            case s.Break():
                raise _Break
            case s.Return():
                value = None if node.value is None else self.value(node.value)
                inside = self.budget.depth < self.host.limits.call_depth
                raise _Return(support.returned(value) if inside and isinstance(value, str) else value)
            case s.Trace():
                self.host.trace(support.told(self.value(node.value), self.host))
            case s.Do():
                self.value(node.call)
            case s.Function():
                pass

    def cases(self, node: s.Switch | s.Select) -> None:
        subject = self.value(node.subject) if isinstance(node, s.Switch) else None
        for case in node.cases:
            for label in case.labels:
                if isinstance(node, s.Switch):
                    textual = _textual(node.subject) or _textual(label)
                    holds = values.equal(subject, self.value(label), textual, self.host)
                else:
                    holds = values.truth(self.value(label))
                if holds:
                    return self.block(case.body)
        default = next((case for case in node.cases if case.default), None)
        return self.block(default.body) if default is not None else None

    def count(self, node: s.For) -> None:
        start = support.bound(self.number(node.start))
        end = support.bound(self.number(node.end))
        step = 1 if start <= end else -1
        present = start
        while (present <= end) if step == 1 else (present >= end):
            if not self.turn(node.body, node.variable, present):
                break
            present = support.bound(self.number(node.variable)) + step

    def turn(self, body: list[s.Statement], variable: s.Name | None = None, value: Any = None) -> bool:
        """One pass of a loop; False after BREAK."""
        self.passes += 1
        if self.passes > self.host.limits.loop_passes:
            support.exhausted(self.host)
        if variable is not None:
            self.assign(variable, value)
        try:
            self.block(body)
        except _Break:
            return False
        return True

    # ------------------------------------------------------------------------------------------- variables
    def frame(self, name: s.Name) -> dict[str, Any]:
        if not name.main and s.fold(name.name) in self.parameters:
            return self.parameters
        return self.variables if not name.main or self.variables.main is None else self.variables.main

    def cut(self, value: Any) -> Any:
        return support.cut(value, self.host, self.limit)

    def assign(self, target: s.Expression, value: Any, indexes: list[Any] | None = None) -> None:
        """``indexes`` are those of the target if they have been evaluated."""
        rooted = path(target)
        assert rooted is not None
        base, steps = rooted
        folded = s.fold(base.name)
        frame = self.frame(base)
        if folded in RESERVED and folded not in frame:
            support.reserved(base.name)
        if not steps:
            frame[folded] = self.cut(value)
            return
        known = iter(indexes if indexes is not None else self.indexes(steps))
        parts = tuple((False, each) if isinstance(each, str) else (True, next(known)) for each in steps)
        whole = self.variables.for_part_write(folded) if frame is self.variables and not base.main else frame[folded]
        frame[folded] = self.budget.put(value, parts, whole, base.name)

    def indexes(self, steps: list[str | s.Expression]) -> list[Any]:
        return [self.value(each) for each in steps if not isinstance(each, str)]

    # ----------------------------------------------------------------------------------------- expressions
    def number(self, node: s.Expression) -> int | float:
        value = self.value(node)
        try:
            return values.to_number(value)
        except SnippetError as fault:
            raise fault.at(*s.start(node)) from None

    def value(self, node: s.Expression) -> Any:
        try:
            return self.evaluated(node)
        except SnippetError as fault:
            raise fault.at(node.line, node.column) from None

    def evaluated(self, node: s.Expression) -> Any:
        match node:
            case s.Number() | s.Text():
                return node.value
            case s.Join():
                return "".join(e if isinstance(e, str) else support.told(self.value(e), self.host) for e in node.parts)
            case s.Date():
                return to_date(self.value(node.text), self.host)
            case s.Name():
                return self.frame(node)[s.fold(node.name)]
            case s.Member():
                return values.member(self.value(node.object), node.name)
            case s.Element():
                return support.element(self.value(node.array), self.value(node.index), self.host)
            case s.Call():
                return self.call(node)
            case s.Unary():
                inner = self.value(node.operand)
                return values.negate(inner) if node.operator == "-" else 0 if values.truth(inner) else 1
            case s.Binary():
                return self.binary(node)

    def binary(self, node: s.Binary) -> Any:
        operator = node.operator
        if operator in _ARITHMETIC:
            left = self.number(node.left)
            return _ARITHMETIC[operator](left, self.number(node.right))
        left, right = self.value(node.left), self.value(node.right)
        textual = _textual(node.left) or _textual(node.right)
        if operator in ("=", "!="):
            return 1 if values.equal(left, right, textual, self.host) == (operator == "=") else 0
        if operator in _ORDER:
            return 1 if values.compare(left, right, textual, self.host) in _ORDER[operator] else 0
        one, other = values.truth(left), values.truth(right)
        return int(one and other if operator == "&" else one or other if operator == "|" else one != other)

    def call(self, node: s.Call) -> Any:
        given = ([node.receiver] if node.receiver is not None else []) + node.arguments
        if s.fold(node.name) in self.functions:
            return self.own_call(self.functions[s.fold(node.name)], [self.value(each) for each in given])
        built_in = TABLE[s.fold(node.name)]
        options = {"limit": self.limit} if built_in.limited else {}
        rooted = path(given[0]) if built_in.mutates_receiver else None
        if rooted is None:
            result = built_in.call(self.host, *[self.value(each) for each in given], **options)
            return self.budget.made(result, built_in.makes == "tree") if built_in.makes else result
        base, steps = rooted
        indexes = self.indexes(steps) if built_in.name == "append" else []
        first = self.frame(base)[s.fold(base.name)]
        known = iter(indexes)
        for each in parts(given[0]):
            if isinstance(each, s.Member):
                first = values.member(first, each.name)
                continue
            index = next(known) if indexes else self.value(each.index)
            try:
                first = support.element(first, index, self.host)
            except SnippetError as fault:
                raise fault.at(each.line, each.column) from None
        rest = [self.value(each) for each in given[1:]]
        if built_in.name == "savetodb":
            local = not base.main and self.variables.main is not None
            return support.save(base.name, first, values.truth(rest[0]) if rest else True, local, self.host)
        result = built_in.call(self.host, first, *rest, **options)
        self.assign(given[0], result, indexes)
        return result


def _textual(node: s.Expression) -> bool:
    return isinstance(node, s.Name) and node.name.endswith("$")
