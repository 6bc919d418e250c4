"""Checks of stand-ins against the scripts that they are for: branches, outputs, and stand-ins that replace nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from studio.diagnostics import Diagnostic
from studio.runtime.action import ERROR
from studio.runtime.registry import Registry, library
from studio.script.branches import DEFAULT, normal
from studio.script.catalogue import kind_of
from studio.script.catalogue.finding import near
from studio.script.model import Action, Script
from studio.world.mock.matching import Matcher, plain
from studio.world.mock.outputs import output_names
from studio.world.mock.settings import RANDOM, Answer, StandInSettings


def check_stand_ins(
    entries: Sequence[StandInSettings],
    scripts: Iterable[Script],
    places: Callable[..., dict[str, Any]] | None = None,
    registry: Registry | None = None,
) -> list[Diagnostic]:
    """All that is wrong with the stand-ins of a world file for the scripts of a project, each thing once.

    ``places`` gives file, line and column for the steps that lead to a member of the file.
    """
    matcher = Matcher(entries)
    everything = list(scripts)
    found = _Findings(places)
    used: set[int] = set()
    fitting: set[int] = set()
    for script in everything:
        for action in script.actions:
            numbers = matcher.all(script.name, action)
            fitting.update(numbers)
            if numbers:
                used.add(numbers[0])
                _check(found, numbers[0], entries[numbers[0]], script, action, registry or library())
    for number, entry in enumerate(entries):
        if number not in fitting:
            message = f"nothing in the project is replaced by this stand-in for {_named(entry)}"
            found.add("WF106", "info", message, (number,), hint=_hint(entry, everything))
        elif number not in used:
            message = f"other stand-ins take the place of this one for {_named(entry)} everywhere"
            found.add("WF107", "info", message, (number,), hint="of several that fit, the most specific counts")
    return found.all()


def check_script(
    entries: Sequence[StandInSettings], matcher: Matcher, script: Script, registry: Registry
) -> list[Diagnostic]:
    """What is wrong with the stand-ins of one script's actions."""
    found = _Findings(None)
    for action in script.actions:
        number = matcher.find(script.name, action)
        if number is not None:
            _check(found, number, entries[number], script, action, registry)
    return found.all()


class _Findings:
    """Findings by what they say and where: a stand-in for many actions is told of once."""

    def __init__(self, places: Callable[..., dict[str, Any]] | None) -> None:
        self._places = places
        self._found: dict[tuple[Any, ...], Diagnostic] = {}

    def add(
        self, code: str, severity: Any, message: str, path: tuple[str | int, ...], *, hint: str = "", **place: Any
    ) -> None:
        where = self._places("mock", *path) if self._places is not None else {}
        key = (code, severity, path, place.get("action") is None)
        self._found.setdefault(key, Diagnostic(code, severity, message, hint, **(where | place)))

    def all(self) -> list[Diagnostic]:
        """The findings in the order of the file."""
        return sorted(self._found.values(), key=lambda each: (each.line or 0, each.column or 0))


def _check(
    found: _Findings, number: int, entry: StandInSettings, script: Script, action: Action, registry: Registry
) -> None:
    at: dict[str, Any] = {"script": script.name, "action": action.id, "caption": action.caption}
    known = kind_of(action.kind)
    if known is not None and known.ends:
        message = f"no branch leaves {known.display}: a contact rests at its stand-in"
        found.add("WF105", "warning", message, (number,), **at)
    for path, answer in _answers(number, entry):
        if known is None or not known.ends:
            _check_branch(found, path, answer, entry, action, registry, at)
        _check_outputs(found, path, answer, action, registry, at)


def _answers(number: int, entry: StandInSettings) -> Iterator[tuple[tuple[str | int, ...], Answer]]:
    if not entry.first:
        yield (number,), entry
        return
    yield from (((number, "first", place), each) for place, each in enumerate(entry.first))
    if entry.then is not None:
        yield (number, "then"), entry.then


# ------------------------------------------------------------------------------------------------ branches
def _check_branch(
    found: _Findings,
    path: tuple[str | int, ...],
    answer: Answer,
    entry: StandInSettings,
    action: Action,
    registry: Registry,
    at: dict[str, Any],
) -> None:
    if answer.branch is None:
        if answer.error and not _has(action, ERROR, registry) and _all_known(action):
            message = f"{action.kind} has no branch Error: after the error it takes Default"
            found.add("WF103", "warning", message, (*path, "error"), hint="say a branch beside the error", **at)
        return
    label = answer.branch.strip()
    if label.lower() == RANDOM or _has(action, label, registry):
        return
    where = (*path, "branch")
    known = kind_of(action.kind)
    labels = _labels(action, registry)
    hint = f"it has {', '.join(labels)}" if labels else "no branch leaves it"
    if known is not None and known.cases and not entry.caption.strip():
        # A stand-in for a whole kind meets actions with other cases.
        found.add("WF102", "warning", f"this {known.display} has no case {label!r}: it takes Default", where, **at)
    elif _all_known(action):
        found.add("WF101", "error", f"{action.kind} has no branch {label!r}", where, hint=hint, **at)
    else:
        message = f"it is not known whether {action.kind} has a branch {label!r}; the script has none"
        found.add("WF102", "warning", message, where, hint=hint, **at)


def _has(action: Action, label: str, registry: Registry) -> bool:
    if any(each.type == "custom" and each.label.strip() == label for each in action.branches):
        return True
    return normal(label) in {normal(each) for each in _fixed(action, registry)}


def _labels(action: Action, registry: Registry) -> list[str]:
    cases = [each.label for each in action.branches if each.type == "custom"]
    by_form = {normal(each): each for each in reversed(_fixed(action, registry))}
    return [*reversed(by_form.values()), *cases]


def _fixed(action: Action, registry: Registry) -> list[str]:
    """The fixed branches of an action: of the catalogue, of the class that runs it, and those that the script has."""
    known, runs = kind_of(action.kind), registry.get(action.kind)
    found = [DEFAULT] if known is None or known.default else []
    found += list(known.branches) if known is not None else []
    found += list(runs.branches) if runs is not None else []
    return found + [each.label or DEFAULT for each in action.branches if each.type != "custom"]


def _all_known(action: Action) -> bool:
    known = kind_of(action.kind)
    return known is not None and known.whole


# ------------------------------------------------------------------------------------------------- outputs
def _check_outputs(
    found: _Findings,
    path: tuple[str | int, ...],
    answer: Answer,
    action: Action,
    registry: Registry,
    at: dict[str, Any],
) -> None:
    names = output_names(action, registry.get(action.kind))
    for name in answer.outputs:
        if name.strip().lower() in names:
            continue
        where = (*path, "outputs", name)
        known = kind_of(action.kind)
        near_names = get_close_matches(name.lower(), names, 3, 0.6)
        told = ", ".join(names[each] for each in near_names) or ", ".join(list(names.values())[:8])
        hint = f"those that do: {told}" if told else "put it under variables, by the variable's name"
        written = any(each.lower() == name.strip().lower() for each in action.properties)
        if (known is None or known.open) and written:
            message = f"it is not known whether {name} of {action.kind} names a variable"
            found.add("WF104", "warning", message, where, hint=hint, **at)
        else:
            message = f"{action.kind} has no property {name!r} that names a variable"
            found.add("WF104", "error", message, where, hint=hint, **at)


# -------------------------------------------------------------------------------------------------- unused
def _named(entry: StandInSettings) -> str:
    told = [entry.kind] if entry.kind else []
    told += [f'"{entry.caption}"'] if entry.caption else []
    told += [f"in {entry.script}"] if entry.script else []
    return " ".join(told)


def _hint(entry: StandInSettings, scripts: Sequence[Script]) -> str:
    """What comes near to what was written."""
    names = [each.name for each in scripts]
    if entry.script and entry.script.lower() not in [each.lower() for each in names]:
        close = get_close_matches(entry.script, names, 3)
        return f"there is no script {entry.script}" + (f"; near: {', '.join(close)}" if close else "")
    if entry.caption:
        captions = {plain(each.caption): each.caption for script in scripts for each in script.actions}
        close = get_close_matches(plain(entry.caption), captions, 3)
        if close:
            return "near: " + ", ".join(f'"{captions[each]}"' for each in close)
    if entry.kind and kind_of(entry.kind) is None:
        kinds = [each.display for each in near(entry.kind, 3)]
        return f"there is no kind {entry.kind}" + (f"; near: {', '.join(kinds)}" if kinds else "")
    return ""
