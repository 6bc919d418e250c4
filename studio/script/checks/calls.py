"""Calls across scripts: is the other script there, can it be called, and does it come back."""

from __future__ import annotations

from collections.abc import Iterator

from studio.diagnostics import Diagnostic
from studio.script.catalogue import kind_of
from studio.script.checks import wiring
from studio.script.checks.codes import finding
from studio.script.graph import reachable
from studio.script.model import Action, Script
from studio.script.project import Project

_CALLING = ("RUNSUB", "RUNSCRIPT", "SPAWN")


def check(script: Script, project: Project | None) -> Iterator[Diagnostic]:
    """Findings about the scripts that this one calls; a name with a variable in it can only be seen at run time."""
    if project is None:
        return
    for action in script.actions:
        name = action.text("ScriptName").strip()
        if action.kind.upper() not in _CALLING or not name or "{" in name:
            continue
        callee = project.resolve(name, script.name)
        if callee is None:
            hint = "scripts are known by the name in their head, not by their file's name"
            yield finding("CK301", f"script {name!r} is not in the project", action, hint, "ScriptName")
        else:
            yield from _callee(script, action, callee)


def _callee(script: Script, action: Action, callee: Script) -> Iterator[Diagnostic]:
    known = kind_of(action.kind)
    what = known.display if known is not None else action.kind
    if callee.status.lower() not in ("", "active"):
        yield finding("CK303", f"script {callee.name!r} is not active", action, "", "ScriptName")
    media = (script.media.lower(), callee.media.lower())
    if all(media) and media[0] != media[1] and action.kind.upper() != "SPAWN":
        message = f"{what} needs a script of type {script.media}; {callee.name!r} is of type {callee.media}"
        yield finding("CK303", message, action, "", "ScriptName")
    broken = [each for each in wiring.check(callee) if each.severity == "error"]
    if broken:
        yield finding("CK305", f"script {callee.name!r} could not start: {broken[0].message}", action, "", "ScriptName")
    reached = reachable(callee)
    returns = any(each.kind.upper() == "RETURN" and each.id in reached for each in callee.actions)
    if action.kind.upper() == "RUNSUB" and not returns:
        yield finding("CK302", f"script {callee.name!r} has no Return that can be reached", action, "", "ScriptName")
    begins = [each for each in callee.actions if each.kind.upper() == "BEGIN"]
    names = max(begins, key=lambda each: each.id).items("Parameters") if begins else []
    given = action.items("Parameters")
    if names and len(given) > len(names):
        message = f"{len(given)} values are passed, {callee.name!r} names {len(names)}"
        yield finding("CK304", message, action, "the rest arrive as p1, p2, … by position", "Parameters")
