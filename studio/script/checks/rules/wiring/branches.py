"""Branches: where they lead, which are missing, and what nothing leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from studio.diagnostics import Diagnostic
from studio.script.branches import DEFAULT, normal
from studio.script.catalogue import WORDS, Kind
from studio.script.checks.findings import finding, named, shortened
from studio.script.checks.rules.syntax.code import serves_others
from studio.script.checks.subject import Subject
from studio.script.graph import reachable, unled
from studio.script.model import Action, Branch


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Findings about the graph."""
    yield from _entries(subject)
    kinds = subject.kinds
    ids = Counter(each.id for each in subject.script.actions)
    for action in subject.script.actions:
        known = kinds[action.id]
        if ids[action.id] > 1:
            yield finding("CK204", f"{ids[action.id]} actions have the id {action.id}", action)
        yield from _branches(action, known, ids, kinds)
        yield from _default(action, known, action.id in subject.led_to)
    yield from _unreached(subject)


def _entries(subject: Subject) -> Iterator[Diagnostic]:
    begins = subject.by_kind.get("BEGIN", [])
    if not begins:
        yield finding("CK201", "the script has no Begin", None, "every script starts at a Begin action")
    events: dict[str, list[Action]] = {}
    for each in subject.script.actions:
        known = subject.kinds[each.id]
        if known is not None and known.event:
            events.setdefault(known.name, []).append(each)
    for code, group in [("CK202", begins), *(("CK203", found) for found in events.values())]:
        last = max(group, key=lambda each: each.id, default=None)
        for each in group:
            if each is not last and last is not None:
                message = (
                    f'"{shortened(last.caption)}" #{last.id} was added later and counts; this one is never entered'
                )
                yield finding(code, message, each)


def _branches(
    action: Action, known: Kind | None, ids: Counter[int], kinds: dict[int, Kind | None]
) -> Iterator[Diagnostic]:
    outcomes = Counter(_outcome(each) for each in action.branches)
    told: set[str] = set()
    for branch in action.branches:
        name = shortened(branch.label) or DEFAULT
        if branch.to not in ids:
            message = f"branch {named(name)} leads to action {branch.to}, which isn't there"
            yield finding("CK205", message, action, branch=branch)
            continue
        key = _outcome(branch)
        if outcomes[key] > 1 and key not in told:
            told.add(key)
            message = f"{outcomes[key]} branches {named(name)} lead out of this action"
            yield finding("CK206", message, action, "keep the one that is meant", branch=branch)
        if known is not None and known.ends:
            if known.name not in WORDS:
                message = f"no flow leaves {known.display}; branch {named(name)} is never taken"
                yield finding("CK210", message, action, branch=branch)
        elif known is not None and known.whole and not _has(known, branch):
            yield finding("CK207", f"{known.display} has no branch {named(name)}", action, _names(known), branch=branch)
        target = kinds.get(branch.to)
        if target is not None and (target.event or target.name == "BEGIN"):
            message = f"branch {named(name)} leads to {target.display}, which is entered by itself"
            yield finding("CK211", message, action, branch=branch)


def _outcome(branch: Branch) -> str:
    return (
        "case " + branch.label.strip()
        if branch.type == "custom"
        else normal(branch.label if branch.type == "branch" else "")
    )


def _has(known: Kind, branch: Branch) -> bool:
    if branch.type == "custom":
        return known.cases
    if branch.type == "default":
        return known.default
    return normal(branch.label) in {normal(each) for each in known.branches}


def _names(known: Kind) -> str:
    names = [DEFAULT] * known.default + ["OnError" if each == "Error" else each for each in known.branches]
    return f"it has {', '.join(names)}" + (" and cases" if known.cases else "") if names else ""


def _default(action: Action, known: Kind | None, led_to: bool) -> Iterator[Diagnostic]:
    """The vendor's own warning: it goes by the kind, whether or not anything leads to the action [observed].

    A Snippet that stands by itself and declares functions for the script is left in peace [choice].
    """
    if known is None or known.ends or not known.default or known.event or known.name in WORDS:
        return
    if any(each.type == "default" for each in action.branches):
        return
    if not led_to and serves_others(action):
        return
    yield finding(
        "CK208", f"the Default of {known.display} leads nowhere", action, "connect it, if only to Stop or End"
    )


def _unreached(subject: Subject) -> Iterator[Diagnostic]:
    """What no flow reaches. Comments aren't lost, nor what hangs on a comment that nothing leads to [choice: a habit of
    real scripts], nor a Snippet that declares functions for the others."""
    script = subject.script
    heads = set(unled(script))
    notes = [each.id for word in WORDS for each in subject.by_kind.get(word, []) if each.id in heads]
    reached = subject.reached | reachable(script, notes) if notes else subject.reached
    for action in script.actions:
        known = subject.kinds[action.id]
        apart = known is not None and (known.event or known.name in (*WORDS, "BEGIN"))
        if action.id in reached or apart:
            continue
        if serves_others(action):
            continue
        yield finding("CK209", "nothing leads to this action", action, "wire it, or delete it")
