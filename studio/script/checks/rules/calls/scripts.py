"""Calls across scripts: is the other script there, can it be called, and does it come back."""

from __future__ import annotations

from collections.abc import Iterator

from studio.diagnostics import Diagnostic
from studio.script.catalogue import display
from studio.script.checks.findings import finding, finding_at, named, shortened
from studio.script.checks.interface import Call, Interface
from studio.script.checks.interfaces import Interfaces
from studio.script.names import folded


def check(script: Interface, others: Interfaces) -> Iterator[Diagnostic]:
    """Findings about the scripts that this one calls, and how others call it."""
    yield from _others_of_the_name(script, others)
    as_subscript = any(call.kind == "RUNSUB" for _, call in others.callers(script))
    for call in script.calls:
        if call.kind == "RUNSCRIPT" and as_subscript:
            message = (
                "in a subscript Runscript takes its place: the caller gets no Return unless the new script has one"
            )
            yield finding_at("CK307", message, call.at, "return, and let the caller do the Runscript")
        if not call.target:
            continue
        if "{" in call.target:
            message = "the script's name holds a variable: whether it is there shows when it runs"
            yield finding_at("CK306", message, call.at_name)
            continue
        callee = others.callee(script, call)
        if callee is None:
            hint = "scripts are known by the name in their head, not by their file's name"
            yield finding_at("CK301", f"script {named(call.target)} is not in the project", call.at_name, hint)
        else:
            yield from _callee(script, call, callee)


def _others_of_the_name(script: Interface, others: Interfaces) -> Iterator[Diagnostic]:
    files = [each for each in others.files_of(script.name) if each != script.file]
    if files and script.file is not None:
        message = f"the project has this name in {', '.join(files[:3])} too"
        yield finding("CK308", message, None, "give each script a name of its own: calls find only the first")


def _callee(script: Interface, call: Call, callee: Interface) -> Iterator[Diagnostic]:
    if callee.status.lower() not in ("", "active"):
        yield finding_at("CK303", f"script {named(callee.name)} is not active", call.at_name)
    media = (script.media.lower(), callee.media.lower())
    if all(media) and media[0] != media[1] and call.kind != "SPAWN":
        message = f"{display(call.kind)} needs a script of type {script.media}; {named(callee.name)} is of type {callee.media}"
        yield finding_at("CK303", message, call.at_name)
    if callee.fault and folded(callee.name) != folded(script.name):
        yield finding_at("CK305", f"script {named(callee.name)} could not start: {callee.fault}", call.at_name)
    if call.kind == "RUNSUB" and not callee.returns:
        yield finding_at("CK302", f"script {named(callee.name)} has no Return that can be reached", call.at_name)
    if callee.parameters and len(call.given) > len(callee.parameters):
        message = f"{len(call.given)} values are passed, {named(callee.name)} names {len(callee.parameters)}"
        yield finding_at("CK304", message, call.at_given, "the rest arrive as p1, p2, … by position")
    yield from _missing(call, callee)


def _missing(call: Call, callee: Interface) -> Iterator[Diagnostic]:
    """Names of the callee's Begin that get no value, though they are read, never tested, and nothing else sets them.

    A call that hands over nothing at all is left in peace: what it leaves out is meant to be [choice].
    """
    left = [each for each in callee.parameters[len(call.given) :] if each in callee.needs]
    if call.given and left and call.kind != "RUNSCRIPT":
        message = f"{named(callee.name)} reads {', '.join(map(shortened, left[:3]))} too, which gets no value here"
        yield finding_at("CK310", message, call.at_given, "give every name a value, if only an empty one")
