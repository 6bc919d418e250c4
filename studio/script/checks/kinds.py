"""Kinds of actions, their properties and the values of these."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from studio.diagnostics import Diagnostic
from studio.script.catalogue import Kind, PropertySpec, kind_of, kinds
from studio.script.checks.codes import finding
from studio.script.model import Action, Script

#: How many parameters the platform offers [documented].
_PARAMETERS = {"BEGIN": 9, "RUNSUB": 9, "SIGNAL": 9, "SPAWN": 20}


def check(script: Script) -> Iterator[Diagnostic]:
    """Findings about each action by itself."""
    for action in script.actions:
        known = kind_of(action.kind)
        if known is None:
            yield finding("CK101", f"no action is called {action.kind!r}", action, _near_kind(action.kind))
            continue
        if known.media and script.media and script.media not in known.media:
            types = ", ".join(known.media)
            yield finding(
                "CK105", f"{known.display} is not for scripts of type {script.media}", action, f"it is for {types}"
            )
        yield from _properties(action, known)


def _properties(action: Action, known: Kind) -> Iterator[Diagnostic]:
    for name, value in action.properties.items():
        spec = known.property(name)
        if spec is None:
            if not name.lower().startswith(("reserved", "unused")):
                yield finding("CK102", f"{known.display} has no property {name!r}", action, _near(name, known), name)
        elif isinstance(value, str) and not _is_choice(value, spec):
            hint = f"one of {', '.join(spec.choices or ('True', 'False'))}"
            yield finding("CK104", f"{value[:60]!r} is no value of {name}", action, hint, name)
    given = {name.lower(): value for name, value in action.properties.items()}
    for spec in known.properties:
        value = given.get(spec.name.lower(), "")
        if spec.required and isinstance(value, str) and not value.strip():
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
    return not choices or not text or "{" in text or text in choices


def _near(name: str, known: Kind) -> str:
    near = difflib.get_close_matches(name.lower(), [each.name.lower() for each in known.properties], 1, 0.7)
    spec = known.property(near[0]) if near else None
    return f"did you mean {spec.name}?" if spec is not None else ""


def _near_kind(name: str) -> str:
    near = difflib.get_close_matches(name.upper(), [each.name.upper() for each in kinds()], 1, 0.75)
    known = kind_of(near[0]) if near else None
    return (
        f"did you mean {known.display}?"
        if known is not None
        else "it is drawn and checked, and passed by Default when it is reached"
    )
