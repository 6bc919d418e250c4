"""Calls across scripts: is the other script there, can it be called, and does it come back."""

from __future__ import annotations

from collections.abc import Iterator

from studio.diagnostics import Diagnostic
from studio.script.catalogue import kind_of
from studio.script.checks import code, wiring
from studio.script.checks.codes import finding
from studio.script.graph import reachable
from studio.script.model import Action, Script
from studio.script.project import Project

_CALLING = ("RUNSUB", "RUNSCRIPT", "SPAWN")


def check(script: Script, project: Project | None) -> Iterator[Diagnostic]:
    """Findings about the scripts that this one calls, and how others call it."""
    if project is None:
        return
    yield from _others_of_the_name(script, project)
    for action in script.actions:
        if action.kind.upper() == "RUNSCRIPT" and project.called_as_subscript(script.name):
            message = (
                "in a subscript Runscript takes its place: the caller gets no Return unless the new script has one"
            )
            yield finding("CK307", message, action, "return, and let the caller do the Runscript")
        name = action.text("ScriptName").strip()
        if action.kind.upper() not in _CALLING or not name:
            continue
        if "{" in name:
            message = "the script's name holds a variable: whether it is there shows when it runs"
            yield finding("CK306", message, action, "", "ScriptName")
            continue
        callee = project.resolve(name, script.name)
        if callee is None:
            hint = "scripts are known by the name in their head, not by their file's name"
            yield finding("CK301", f"script {name!r} is not in the project", action, hint, "ScriptName")
        else:
            yield from _callee(script, action, callee, project)


def _others_of_the_name(script: Script, project: Project) -> Iterator[Diagnostic]:
    others = [each for each in project.files_of(script.name) if each != script.file]
    if others and script.file is not None:
        message = f"the project has this name in {', '.join(others[:3])} too"
        yield finding("CK308", message, None, "give each script a name of its own: calls find only the first")


def _callee(script: Script, action: Action, callee: Script, project: Project) -> Iterator[Diagnostic]:
    known = kind_of(action.kind)
    what = known.display if known is not None else action.kind
    if callee.status.lower() not in ("", "active"):
        yield finding("CK303", f"script {callee.name!r} is not active", action, "", "ScriptName")
    media = (script.media.lower(), callee.media.lower())
    if all(media) and media[0] != media[1] and action.kind.upper() != "SPAWN":
        message = f"{what} needs a script of type {script.media}; {callee.name!r} is of type {callee.media}"
        yield finding("CK303", message, action, "", "ScriptName")
    broken: str = project.remembered(("broken", callee.name), lambda: _fault(callee))
    if broken and callee is not script:
        yield finding("CK305", f"script {callee.name!r} could not start: {broken}", action, "", "ScriptName")
    returns: bool = project.remembered(("returns", callee.name), lambda: _returns(callee))
    if action.kind.upper() == "RUNSUB" and not returns:
        yield finding("CK302", f"script {callee.name!r} has no Return that can be reached", action, "", "ScriptName")
    begins = [each for each in callee.actions if each.kind.upper() == "BEGIN"]
    names = max(begins, key=lambda each: each.id).items("Parameters") if begins else []
    given = action.items("Parameters")
    if names and len(given) > len(names):
        message = f"{len(given)} values are passed, {callee.name!r} names {len(names)}"
        yield finding("CK304", message, action, "the rest arrive as p1, p2, … by position", "Parameters")


def _fault(script: Script) -> str:
    """The first of what keeps a script from starting: its connectors, or code that doesn't compile; "" if nothing."""
    found = [each for check in (wiring.check, code.check) for each in check(script) if each.severity == "error"]
    return found[0].message if found else ""


def _returns(script: Script) -> bool:
    """True if a flow reaches a Return, or a Runscript, whose script may return instead."""
    reached = reachable(script)
    return any(each.kind.upper() in ("RETURN", "RUNSCRIPT") and each.id in reached for each in script.actions)
