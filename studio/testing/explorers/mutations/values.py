"""Mutants of properties: code, expressions, constants, times, parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from studio.diagnostics import has_errors
from studio.runtime.registry import Registry
from studio.script.catalogue import kind_of
from studio.script.catalogue.model import PropertySpec
from studio.script.model import Action, Script
from studio.snippet.scalars import number_of_text
from studio.snippet.trees import expression_tree, snippet_tree, text_tree
from studio.testing.explorers.mutations.code import Edit, in_snippet, in_tree, other_text, same_meaning
from studio.testing.explorers.mutations.mutant import Mutant, with_property

#: Reads a source: its tree, and what is wrong with it.
Parse = Callable[[str], tuple[Any, Any]]
#: Names of properties that say how long something may take: a little more or less is never meant to be noticed.
_TIME = re.compile("second|timeout|delay", re.IGNORECASE)
#: Sizes of the platform's memory are no part of what a script means.
_LEFT_ALONE = ("maxstringsize",)
_TRUTHS = {"true": "False", "false": "True", "1": "0", "0": "1", "yes": "No", "no": "Yes"}


def values(script: Script, action: Action, registry: Registry) -> Iterator[Mutant | None]:
    """The mutants of an action's properties, as far as what runs the action reads them.

    None for each change after which the code would be none, or would say the same.
    """
    known, runs = kind_of(action.kind), registry.get(action.kind.upper())
    if known is None or runs is None:
        return
    read = {each.name.lower() for each in runs.properties()}
    for name, value in action.properties.items():
        spec = known.property(name)
        if spec is None or name.lower() not in read or name.lower() in _LEFT_ALONE:
            continue
        if isinstance(value, list):
            yield from _swapped(script, action, name, value)
        elif isinstance(value, str) and value.strip():
            yield from _text(script, action, spec, name, value)


def _text(script: Script, action: Action, spec: PropertySpec, name: str, value: str) -> Iterator[Mutant | None]:
    kind = spec.kind
    if kind == "value":
        kind = "expr" if action.text("Type").strip().lower() == "numeric" else "text"
    match kind:
        case "bool" | "enum" | "num" | "text" if value.strip().lower() == spec.default.strip().lower():
            # What stands as Studio set it, nobody has decided.
            return
        case "code":
            yield from _code(script, action, name, value)
        case "expr" | "num" if _TIME.search(name) and number_of_text(value) is not None:
            number = number_of_text(value) or 0
            yield _whole(script, action, name, value, f"{number * 2:g}" if number else "1", "another time")
        case "expr" | "num":
            yield from _edited(script, action, name, value, expression_tree)
        case "bool" if value.strip().lower() in _TRUTHS:
            yield _whole(script, action, name, value, _TRUTHS[value.strip().lower()], "true and false swapped")
        case "enum" if value in spec.choices and len(spec.choices) > 1:
            choice = spec.choices[(spec.choices.index(value) + 1) % len(spec.choices)]
            yield _whole(script, action, name, value, choice, "another choice")
        case "text":
            constant = number_of_text(value)
            if constant is None:
                yield _whole(script, action, name, value, other_text(value), "another text")
                yield from _edited(script, action, name, value, text_tree)
            else:
                yield _whole(script, action, name, value, f"{constant + 1:g}", "another number")


def _whole(script: Script, action: Action, name: str, before: str, after: str, what: str) -> Mutant:
    return Mutant(script, action, what, _short(before), _short(after), with_property(script, action, name, after), name)


def _edited(script: Script, action: Action, name: str, value: str, parse: Parse) -> Iterator[Mutant | None]:
    """Mutants of an expression, or of bare text with expressions in it."""
    tree = parse(value)[0]
    if tree is None:
        return
    for each in in_tree(value, tree):
        after = each.on(value)
        found, problems = parse(after)
        if found is None or has_errors(problems) or same_meaning(found, tree):
            yield None
        else:
            yield _changed(script, action, name, value, after, each)


def _code(script: Script, action: Action, name: str, source: str) -> Iterator[Mutant | None]:
    parsed = snippet_tree(source)
    if parsed.program is None:
        return
    tree = [*parsed.program.body, *parsed.program.functions]
    for each in in_snippet(source, parsed.program):
        after = each.on(source)
        found = snippet_tree.__wrapped__(after)
        if (
            found.program is None
            or has_errors(found.problems)
            or same_meaning([*found.program.body, *found.program.functions], tree)
        ):
            yield None
        else:
            yield _changed(script, action, name, source, after, each)


def _changed(script: Script, action: Action, name: str, source: str, after: str, edit: Edit) -> Mutant:
    lines = source.split("\n")
    several = len(lines) > 1
    place = f"line {edit.line}" if several or name == "Data" else name
    before, then = (lines[edit.line - 1], after.split("\n")[edit.line - 1]) if several else (source, after)
    shown = _short(then) or "(nothing)"
    return Mutant(script, action, edit.what, _short(before), shown, with_property(script, action, name, after), place)


def _swapped(script: Script, action: Action, name: str, value: list[Any]) -> Iterator[Mutant]:
    for first, second in pairwise(range(len(value))):
        if str(value[first]).strip() == str(value[second]).strip():
            continue
        items = list(value)
        items[first], items[second] = items[second], items[first]
        told = (_short(", ".join(map(str, value))), _short(", ".join(map(str, items))))
        what = f"{first + 1} and {second + 1} swapped"
        yield Mutant(script, action, what, *told, with_property(script, action, name, items), name)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 100 else f"{line[:99]}…"
