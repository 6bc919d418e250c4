"""Variables and functions of one script: parameters, reserved names, counters, functions that stand there twice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from studio.diagnostics import Diagnostic
from studio.script.branches import connector_for
from studio.script.checks.findings import finding, named
from studio.script.checks.spots import found
from studio.script.checks.subject import Subject
from studio.script.facts import Use
from studio.script.model import Action
from studio.snippet.compiler.names import RESERVED

#: Events that bring values of their own as p1, p2, …
_BRINGING = ("ONSIGNAL", "ONDATA", "ONRELEASE", "INDICATE", "ONRESKILL", "ONPREVIEW", "RUNAPP")
_COUNTING = ("LOOP", "FOR")
#: Actions that are looked at for the bodies of all loops of a script: loops within loops would be dear.
_MOST_STEPS = 200_000


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Findings about names that one script alone decides."""
    yield from _reserved(subject)
    yield from _parameters(subject)
    yield from _counters(subject)
    yield from _functions(subject)


def _reserved(subject: Subject) -> Iterator[Diagnostic]:
    for key in RESERVED:
        known = subject.facts.variables.get(key)
        for each in known.writes if known is not None else ():
            if not each.guarded and each.how not in ("parameter", "signal"):
                message = f"{each.name} is the platform's own: it can be read and not set"
                yield found("CK405", message, subject, each.place, "choose another name")


def _parameters(subject: Subject) -> Iterator[Diagnostic]:
    begin = subject.begin
    if begin is None:
        return
    seen: dict[str, int] = {}
    for number, name in enumerate(subject.facts.parameters, 1):
        key = name.strip().lower()
        if key and key in seen:
            message = (
                f"the parameters {seen[key]} and {number} are both called {named(name.strip())}: one value is lost"
            )
            yield finding("CK408", message, begin, "give each a name of its own", "Parameters")
        seen.setdefault(key, number)
    if any(kind in subject.by_kind for kind in _BRINGING):
        return
    for number, name in enumerate(subject.facts.parameters, 1):
        known = subject.facts.variables.get(f"p{number}") if name.strip() else None
        if known is None or known.writes or name.strip().lower() == f"p{number}":
            continue
        for each in [use for use in known.reads if not use.main and not use.guarded][:1]:
            message = f"Begin calls this parameter {name.strip()}: p{number} is no more"
            yield found("CK407", message, subject, each.place, f"read {name.strip()}")


def _counters(subject: Subject) -> Iterator[Diagnostic]:
    """Writing to the counter of a Loop or For changes nothing: the action counts by itself [choice of the runtime]."""
    steps = iter(range(_MOST_STEPS))
    for kind in _COUNTING:
        for action in subject.by_kind.get(kind, ()):
            key = action.text("CounterName").strip().lower()
            moved = (
                subject.remembered(("moved", key), partial(_moved, subject, key)) if action.id in subject.cyclic else {}
            )
            for id in sorted(_body(subject, action, steps) & moved.keys()) if moved else ():
                each: Use = moved.pop(id)
                message = (
                    f"the loop {named(action.caption)} counts by itself in {each.name}: this changes nothing of it"
                )
                yield found(
                    "CK410", message, subject, each.place, "use a variable of its own, or leave the loop by a branch"
                )


def _moved(subject: Subject, key: str) -> dict[int, Use]:
    """The first assignment of a variable in each action that has one."""
    known = subject.facts.variables.get(key)
    first: dict[int, Use] = {}
    for each in known.writes if known is not None else ():
        if each.mode == "set" and each.how in ("assigned", "counter") and not each.guarded:
            first.setdefault(each.place.action, each)
    return first


def _body(subject: Subject, loop: Action, steps: Iterator[int]) -> set[int]:
    """What stands between a loop's Repeat and the loop itself, and not behind its Finished as well."""
    repeat, finished = connector_for(loop, "Repeat"), connector_for(loop, "Finished")
    inside = _before(subject, repeat.to, loop.id, steps) if repeat is not None else None
    behind = _before(subject, finished.to, loop.id, steps) if finished is not None else set()
    return set() if inside is None or behind is None else inside - behind


def _before(subject: Subject, start: int, end: int, steps: Iterator[int]) -> set[int] | None:
    """What flows from a start reach before they come to an end; None where all steps are spent."""
    reached: set[int] = set()
    waiting = [start]
    while waiting:
        at = waiting.pop()
        if at in reached or at == end or at not in subject.following:
            continue
        if next(steps, None) is None:
            return None
        reached.add(at)
        waiting += subject.following[at]
    return reached


def _functions(subject: Subject) -> Iterator[Diagnostic]:
    for known in subject.facts.functions.values():
        bodies = [each for each in known.definitions if each.body]
        for each in bodies[1:]:
            if len(each.parameters) != len(bodies[0].parameters):
                message = (
                    f"{each.name} takes {len(each.parameters)} values here and {len(bodies[0].parameters)} in its other body:"
                    " which one a call means depends on where it stands"
                )
                yield found("CK411", message, subject, each.place, "give one of them another name")
        if bodies and not known.calls:
            yield found("CK413", f"nothing in the script calls {known.name}", subject, bodies[0].place, "delete it")
