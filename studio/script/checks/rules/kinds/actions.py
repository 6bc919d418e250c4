"""Kinds of actions, their properties and the values of these."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from studio.diagnostics import Diagnostic
from studio.script.catalogue import MEDIA, Kind, PropertySpec, kind_of, kinds
from studio.script.checks.findings import finding, named, shortened
from studio.script.checks.subject import Subject
from studio.script.model import Action

#: A script with more slips than this in names of kinds and properties gets no more guesses at what was meant: they cost.
MOST_HINTS = 50
#: How many parameters the platform offers [documented].
_PARAMETERS = {"BEGIN": 9, "RUNSUB": 9, "SIGNAL": 9, "SPAWN": 20}


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Findings about each action by itself."""
    script = subject.script
    hints = iter(range(MOST_HINTS))
    for action in script.actions:
        known = kind_of(action.kind)
        if known is None:
            passed = "it is drawn and checked, and passed by Default when it is reached"
            hint = (next(hints, None) is not None and _near_kind(shortened(action.kind))) or passed
            yield finding("CK101", f"no action is called {named(action.kind)}", action, hint)
            continue
        # Of a type that no list has nobody knows which actions its scripts have.
        if known.media and script.media in MEDIA and script.media not in known.media:
            types = ", ".join(known.media)
            yield finding(
                "CK105", f"{known.display} is not for scripts of type {script.media}", action, f"it is for {types}"
            )
        yield from _properties(action, known, hints)


def _properties(action: Action, known: Kind, hints: Iterator[int]) -> Iterator[Diagnostic]:
    # Desktop Studio's exports have values without names, and where these aren't known they are called by their numbers.
    by_number = not known.ordered() and any(name.isdigit() for name in action.properties)
    for name, value in action.properties.items():
        spec = known.property(name)
        if spec is None:
            nameless = name.lower().startswith(("reserved", "unused")) or (by_number and name.isdigit())
            if not known.open and not nameless:
                hint = _near(shortened(name), known.name) if next(hints, None) is not None else ""
                yield finding("CK102", f"{known.display} has no property {named(name)}", action, hint, name)
        elif isinstance(value, str) and not _is_choice(value, spec):
            hint = f"one of {', '.join(spec.choices or ('True', 'False'))}"
            yield finding("CK104", f"{named(value)} is no value of {name}", action, hint, name)
    given = {name.lower(): value for name, value in action.properties.items()}
    for spec in known.properties:
        value = given.get(spec.name.lower(), "")
        if spec.required and not by_number and isinstance(value, str) and not value.strip():
            yield finding("CK103", f"{known.display} needs {spec.name}", action, "", spec.name)
    most = _PARAMETERS.get(known.name, 0)
    given_here = len(action.items("Parameters"))
    if 0 < most < given_here:
        message = f"{given_here} parameters; the platform offers {most} here"
        yield finding("CK106", message, action, "pass several values as one array", "Parameters")


def _is_choice(value: str, spec: PropertySpec) -> bool:
    """Blank stands for the default, and what a variable gives is known only when the script runs."""
    text = value.strip().lower()
    choices = ("true", "false", "1", "0") if spec.kind == "bool" else [each.lower() for each in spec.choices]
    return not choices or spec.more or not text or "{" in text or text in choices


def _near(name: str, kind: str) -> str:
    """A hint for a mistyped property."""
    known = kind_of(kind)
    names = {each.name.lower(): each.name for each in known.properties} if known is not None else {}
    near = difflib.get_close_matches(name.lower(), list(names), 1, 0.7)
    return f"did you mean {names[near[0]]}?" if near else ""


def _near_kind(name: str) -> str:
    """A hint for a mistyped kind."""
    names = {each.name.upper(): each.display for each in kinds()}
    near = difflib.get_close_matches(name.upper(), list(names), 1, 0.75)
    return f"did you mean {names[near[0]]}?" if near else ""
