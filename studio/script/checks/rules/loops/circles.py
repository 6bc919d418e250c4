"""Loops and waits: circles of branches without an end or a pause, loops that never repeat, waits of no time."""

from __future__ import annotations

from collections.abc import Iterator

from studio.diagnostics import Diagnostic
from studio.script.branches import connector_for
from studio.script.checks.findings import finding, finding_in_code
from studio.script.checks.rules.literals import number
from studio.script.checks.subject import Subject
from studio.script.cycles import cycles
from studio.script.facts import Variable
from studio.script.graph import reachable
from studio.script.model import Action
from studio.snippet import syntax as s
from studio.snippet.trees import expression_tree

#: They take no time, wait for nobody and ask nothing of the outside.
_INSTANT = frozenset("SNIPPET ASSIGN IF CASE ANNOTATION PARSE LOCATE LOOP FOR".split())
#: They ask for something that others change.
_ASKING = frozenset("GETVALUE GETLIST GETQUEUE COUNTAGENTS AGENTSTATE INFO FILEEXIST EWTESTIMATE QUERYCALLBACK".split())
_QUICK = _INSTANT - {"LOOP", "FOR"} | _ASKING
#: The ways out that such actions may take; of the others Default.
_WAYS = {"IF": ("True", "False"), "LOOP": ("Finished", "Repeat"), "FOR": ("Finished", "Repeat")}
_WEEK = 7 * 86_400


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Findings about loops and waits."""
    yield from _circles(subject)
    for kind in ("LOOP", "FOR"):
        for action in subject.by_kind.get(kind, ()):
            yield from _wired(subject, action)
            yield from _counts(action)
    for action in subject.by_kind.get("WAIT", ()):
        seconds = number(action, "Seconds")
        if seconds is not None and seconds <= 0:
            yield finding(
                "CK605", f"this waits {action.text('Seconds').strip()} seconds: no time passes", action, "", "Seconds"
            )
        elif seconds is not None and seconds > _WEEK:
            message = f"this waits {seconds / 86_400:.0f} days; Seconds are seconds"
            yield finding("CK606", message, action, "", "Seconds")


def _circles(subject: Subject) -> Iterator[Diagnostic]:
    """A circle of instant actions that no branch leaves never ends; one that asks others has to give them time."""
    if not subject.cyclic:
        return
    groups = {id(group): group for group in subject.cyclic.values()}
    endless: set[int] = set()
    for group in groups.values():
        members = (
            [each for each in subject.script.actions if each.id in group]
            if len(groups) == 1
            else [subject.by_id[id] for id in sorted(group)]
        )
        instant = all(_takes_no_time(each, _INSTANT) for each in members)
        if (
            instant
            and all(branch.to in group for each in members for branch in each.branches)
            and not _bounded(members)
        ):
            endless |= group
            first = next((each for each in members if each.id in subject.reached), None)
            if first is not None:
                yield finding(
                    "CK601",
                    f"nothing leads out of this circle of {_actions(len(group))}, and no time passes in it",
                    first,
                    "add a Wait, or a way out",
                )
    quick = {
        each.id: subject.following[each.id] if _takes_no_time(each, _QUICK) else []
        for each in subject.script.actions
        if each.id in subject.cyclic and each.id not in endless
    }
    for group in cycles(quick):
        asking = [each for id in sorted(group) if _asks_the_same(subject, each := subject.by_id[id], group)]
        if asking and asking[0].id in subject.reached:
            message = f"this is asked again and again without a pause ({_actions(len(group))} in a circle)"
            yield finding("CK602", message, asking[0], "put a Wait into the circle")


def _asks_the_same(subject: Subject, action: Action, circle: frozenset[int]) -> bool:
    """True for a question whose answer only others can change: nothing is taken away by it, and it is the same each time."""
    if action.kind.upper() not in _ASKING:
        return False
    # Without a False there Getvalue takes the value that it gives: a list is worked off.
    if action.kind.upper() == "GETVALUE" and action.text("Remove").strip().lower() not in ("false", "0"):
        return False
    reads: dict[int, list[Variable]] = subject.remembered("reads of actions", lambda: _reads(subject))
    return not any(write.place.action in circle for each in reads.get(action.id, ()) for write in each.writes)


def _reads(subject: Subject) -> dict[int, list[Variable]]:
    """The variables that each action that asks reads."""
    asking = {each.id for kind in _ASKING for each in subject.by_kind.get(kind, ())}
    found: dict[int, list[Variable]] = {}
    for known in subject.facts.variables.values():
        for id in {each.place.action for each in known.reads} & asking:
            found.setdefault(id, []).append(known)
    return found


def _takes_no_time(action: Action, kinds: frozenset[str]) -> bool:
    if action.kind.upper() == "WAIT":
        seconds = number(action, "Seconds")
        return seconds is not None and seconds <= 0
    return action.kind.upper() in kinds


def _bounded(members: list[Action]) -> bool:
    """True if some way out of a circle leads nowhere: there the contact rests."""
    return any(
        connector_for(each, name) is None for each in members for name in _WAYS.get(each.kind.upper(), ("Default",))
    )


def _actions(count: int) -> str:
    return "one action" if count == 1 else f"{count} actions"


def _wired(subject: Subject, action: Action) -> Iterator[Diagnostic]:
    if action.id not in _alive(subject):
        return
    repeat, finished = connector_for(action, "Repeat"), connector_for(action, "Finished")
    for name, branch in (("Repeat", repeat), ("Finished", finished)):
        if branch is None:
            yield finding("CK604", f"{name} leads nowhere: the contact gets stuck there", action, "connect it")
    if repeat is None or _comes_back(subject, action):
        return
    yield finding(
        "CK603",
        "no flow comes back here from Repeat: it is taken once",
        action,
        "lead the end of the body back to the loop",
        branch=repeat,
    )


def _alive(subject: Subject) -> set[int]:
    """What flows reach before the contact is released; behind Onrelease a script ends where no action follows [documented]."""
    releases = {each.id for each in subject.by_kind.get("ONRELEASE", ())}
    if not releases:
        return subject.reached
    starts = [each for each in subject.entries if each not in releases]
    found: set[int] = subject.remembered("alive", lambda: reachable(subject.script, starts))
    return found


def _comes_back(subject: Subject, action: Action) -> bool:
    """Some flow leads back, or an event's does: what waits in the body may be taken up from there [observed]."""
    if action.id in subject.cyclic:
        return True
    events = [id for id in subject.entries if subject.begin is None or id != subject.begin.id]
    from_events: set[int] = subject.remembered("from events", lambda: reachable(subject.script, events))
    return action.id in from_events


def _counts(action: Action) -> Iterator[Diagnostic]:
    if action.kind.upper() == "LOOP":
        times = number(action, "Repeat")
        if times is not None and times < 1:
            yield finding("CK607", f"this repeats {action.text('Repeat').strip()} times: never", action, "", "Repeat")
        return
    if number(action, "Step") == 0:
        yield finding("CK607", "a step of 0 never comes to the end", action, "write 1, or leave it blank", "Step")
    first, last = number(action, "FromValue"), expression_tree(action.text("ToValue").strip())[0]
    if first is not None and first >= 1 and last is not None and _counts_something(last):
        message = "where the list is empty this counts down: two passes, the second with 0"
        yield finding_in_code("CK608", message, action, "ToValue", *s.start(last), "test the count before the loop")


def _counts_something(node: s.Expression) -> bool:
    """True for ``x.count``, ``x.count()`` and ``{x.count()}``."""
    if isinstance(node, s.Call):
        return node.receiver is not None and node.name.lower() in ("count", "length", "size")
    return isinstance(node, s.Member) and node.name.lower() in ("count", "length", "size")
