"""What is odd in one piece of Snippet code by itself. Worked out once for each text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from studio.script.checks.rules.limits.secret_texts import SECRET_HINT, named_secret, secrets_in
from studio.snippet import syntax as s
from studio.snippet.compiler.names import path
from studio.snippet.trees import snippet_tree

#: Members that every value has.
OF_ALL = frozenset(("count", "length", "size", "$value"))
_SIMPLE = (s.Assign, s.Trace, s.Do, s.Return, s.Declare)


class Oddity(NamedTuple):
    """A finding inside a piece of code."""

    code: str
    message: str
    line: int
    column: int
    hint: str = ""


@lru_cache(maxsize=4096)
def oddities(source: str) -> tuple[Oddity, ...]:
    """The findings of a Snippet, in the order of its text; none for code that can't be read."""
    parsed = snippet_tree(source)
    if parsed.program is None or any(each.severity == "error" for each in parsed.problems):
        return ()
    found = list(_block(parsed.program.body, frozenset()))
    for function in parsed.program.functions:
        found += _block(function.body or (), frozenset())
    found += _anywhere(parsed.program)
    return tuple(sorted(found, key=lambda each: (each.line, each.column)))


def _block(statements: Sequence[s.Statement], counters: frozenset[str]) -> Iterator[Oddity]:
    """Statements in a row; ``counters`` are those of the loops around them."""
    scalars: dict[str, str] = {}
    for number, each in enumerate(statements):
        if number and isinstance(statements[number - 1], s.Return | s.Break):
            word = "RETURN" if isinstance(statements[number - 1], s.Return) else "BREAK"
            yield Oddity(
                "CK609", f"nothing behind a {word} of the same block ever runs", each.line, each.column, "delete it"
            )
        if isinstance(each, _SIMPLE):
            yield from _members(each, scalars)
        else:
            scalars.clear()
        yield from _statement(each, counters)
        if isinstance(each, s.Assign) and isinstance(each.target, s.Name):
            _learn(each.target, each.value, scalars)
        elif isinstance(each, s.Declare) and isinstance(each.target, s.Name):
            scalars.pop(s.fold(each.target.name), None)


def _statement(node: s.Statement, counters: frozenset[str]) -> Iterator[Oddity]:
    match node:
        case s.If():
            yield from _condition(node)
            yield from _block(node.then, counters)
            yield from _block(node.otherwise, counters)
        case s.For():
            key = s.fold(node.variable.name)
            if key in counters:
                message = f"the loop around this one counts in {node.variable.name} too: this one moves it"
                yield Oddity(
                    "CK409", message, node.variable.line, node.variable.column, "count in a variable of its own"
                )
            yield from _block(node.body, counters | {key})
        case s.ForEach() | s.Repeat():
            yield from _block(node.body, counters)
        case s.Switch() | s.Select():
            if isinstance(node, s.Switch):
                yield from _labels(node)
            for case in node.cases:
                yield from _block(case.body, counters)
        case s.Assign():
            if _same(node.target, node.value):
                message = "this value is assigned to where it comes from"
                yield Oddity("CK910", message, node.line, node.column, "delete the line, or name what was meant")


def _condition(node: s.If) -> Iterator[Oddity]:
    if constant(node.condition):
        line, column = s.start(node.condition)
        yield Oddity(
            "CK908", "nothing in this condition can change", line, column, "delete the IF, or compare a variable"
        )


def constant(node: s.Expression) -> bool:
    """True for an expression of literals alone."""
    return not any(isinstance(each, s.Name | s.Call | s.Member | s.Element) for each in s.nodes(node))


def _labels(node: s.Switch) -> Iterator[Oddity]:
    seen: set[tuple[str, str]] = set()
    for case in node.cases:
        for label in case.labels:
            if isinstance(label, s.Text | s.Number):
                value = (label.__class__.__name__, str(label.value))
                if value in seen:
                    message = f"an earlier CASE has the value {str(label.value)[:40]!r}: this one is never taken"
                    yield Oddity("CK911", message, label.line, label.column, "delete one of them, or mend its value")
                seen.add(value)


def _same(target: s.Expression, value: s.Expression) -> bool:
    """True for ``x = x`` and ``x = "{x}"``; parts of objects only where nothing is worked out on the way."""
    if isinstance(value, s.Join) and len(value.parts) == 1 and not isinstance(value.parts[0], str):
        return isinstance(target, s.Name) and isinstance(value.parts[0], s.Name) and _same(target, value.parts[0])
    one, other = path(target), path(value)
    if one is None or other is None or one[0].main != other[0].main:
        return False
    return (
        s.fold(one[0].name) == s.fold(other[0].name)
        and len(one[1]) == len(other[1])
        and all(
            isinstance(a, str) and isinstance(b, str) and a.lower() == b.lower()
            for a, b in zip(one[1], other[1], strict=True)
        )
    )


# ------------------------------------------------------------------------------------ members of what has none
def _learn(target: s.Name, value: s.Expression, scalars: dict[str, str]) -> None:
    """What a variable holds behind an assignment, as far as a literal tells."""
    key = s.fold(target.name)
    scalars.pop(key, None)
    if target.main:
        return
    if isinstance(value, s.Number):
        scalars[key] = "a number"
    elif (isinstance(value, s.Text) and value.value) or isinstance(value, s.Join):
        scalars[key] = "a text"


def _members(node: s.Statement, scalars: dict[str, str]) -> Iterator[Oddity]:
    if not scalars:
        return
    for each in s.nodes(node):
        if isinstance(each, s.Member) and isinstance(each.object, s.Name) and not each.object.main:
            held = scalars.get(s.fold(each.object.name))
            if held and each.name.lower() not in OF_ALL:
                name = each.object.name
                message = f"{name} holds {held} here: it has no member {each.name}"
                yield Oddity("CK504", message, *s.start(each), f"DYNAMIC {name} makes an object of it")
        elif isinstance(each, s.Call):
            # A function may put something else there.
            for value in (each.receiver, *each.arguments):
                if isinstance(value, s.Name):
                    scalars.pop(s.fold(value.name), None)


# --------------------------------------------------------------------------------------------- expressions
def _anywhere(program: s.Program) -> Iterator[Oddity]:
    for node in s.nodes([program.body, program.functions]):
        kind = node.__class__
        if kind is s.Element:
            assert isinstance(node, s.Element)
            if isinstance(node.index, s.Number) and node.index.value == 0:
                yield Oddity(
                    "CK503", "elements count from 1: there is no element 0", *s.start(node), "the first one is [1]"
                )
        elif kind is s.Text:
            assert isinstance(node, s.Text)
            yield from _secrets(node, node.value)
        elif kind is s.Join:
            assert isinstance(node, s.Join)
            # What is put in stands as braces, so that a name and its value aren't torn apart.
            yield from _secrets(node, "".join(each if isinstance(each, str) else "{}" for each in node.parts))
        elif kind is s.Assign:
            assert isinstance(node, s.Assign)
            if isinstance(node.value, s.Text):
                yield from _named(node.target, node.value)


def _secrets(node: s.Text | s.Join, text: str) -> Iterator[Oddity]:
    for code in dict.fromkeys((code, message, hint) for code, message, hint, _ in secrets_in(text)):
        yield Oddity(code[0], code[1], node.line, node.column, code[2])


def _named(target: s.Expression, value: s.Text) -> Iterator[Oddity]:
    name = target.name if isinstance(target, s.Name | s.Member) else ""
    told = named_secret(name, value.value)
    if told:
        yield Oddity("CK801", told, value.line, value.column, SECRET_HINT)
