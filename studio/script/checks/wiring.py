"""Branches: where they lead, which are missing, and what nothing leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from studio.diagnostics import Diagnostic
from studio.script.branches import DEFAULT, normal
from studio.script.catalogue import Kind, kind_of
from studio.script.checks.codes import finding
from studio.script.graph import reachable
from studio.script.model import Action, Branch, Script

#: Kinds that the flow needn't reach: they are words for people.
_WORDS = ("ANNOTATION", "NOTE")


def check(script: Script) -> Iterator[Diagnostic]:
    """Findings about the graph."""
    yield from _entries(script)
    ids = Counter(each.id for each in script.actions)
    kinds = {each.id: kind_of(each.kind) for each in script.actions}
    for action in script.actions:
        known = kinds[action.id]
        if ids[action.id] > 1:
            yield finding("CK204", f"{ids[action.id]} actions have the id {action.id}", action)
        yield from _branches(action, known, ids, kinds)
        yield from _default(action, known)
    yield from _unreached(script)


def _entries(script: Script) -> Iterator[Diagnostic]:
    begins = [each for each in script.actions if each.kind.upper() == "BEGIN"]
    if not begins:
        yield finding("CK201", "the script has no Begin", None, "every script starts at a Begin action")
    events: dict[str, list[Action]] = {}
    for each in script.actions:
        known = kind_of(each.kind)
        if known is not None and known.event:
            events.setdefault(known.name, []).append(each)
    for code, group in [("CK202", begins), *(("CK203", found) for found in events.values())]:
        last = max(group, key=lambda each: each.id, default=None)
        for each in group:
            if each is not last and last is not None:
                yield finding(code, f'"{last.caption}" #{last.id} was added later and counts; this one is never entered', each)


def _branches(
    action: Action, known: Kind | None, ids: Counter[int], kinds: dict[int, Kind | None]
) -> Iterator[Diagnostic]:
    outcomes = Counter(_outcome(each) for each in action.branches)
    told: set[str] = set()
    for branch in action.branches:
        name = branch.label or DEFAULT
        if branch.to not in ids:
            yield finding("CK205", f"branch {name!r} leads to action {branch.to}, which isn't there", action)
            continue
        key = _outcome(branch)
        if outcomes[key] > 1 and key not in told:
            told.add(key)
            yield finding("CK206", f"{outcomes[key]} branches {name!r} lead out of this action", action)
        if known is not None and known.ends:
            if known.name not in _WORDS:
                yield finding("CK210", f"no flow leaves {known.display}; branch {name!r} is never taken", action)
        elif known is not None and not _has(known, branch):
            yield finding("CK207", f"{known.display} has no branch {name!r}; it is never taken", action, _names(known))
        target = kinds.get(branch.to)
        if target is not None and (target.event or target.name == "BEGIN"):
            yield finding("CK211", f"branch {name!r} leads to {target.display}, which is entered by itself", action)


def _outcome(branch: Branch) -> str:
    return "case " + branch.label if branch.type == "custom" else normal(branch.label if branch.type == "branch" else "")


def _has(known: Kind, branch: Branch) -> bool:
    if branch.type == "custom":
        return known.cases
    if branch.type == "default":
        return known.default
    return normal(branch.label) in {normal(each) for each in known.branches}


def _names(known: Kind) -> str:
    names = [DEFAULT] * known.default + list(known.branches)
    return f"it has {', '.join(names)}" + (" and cases" if known.cases else "") if names else ""


def _default(action: Action, known: Kind | None) -> Iterator[Diagnostic]:
    """The vendor's own warning: it goes by the kind, whether or not anything leads to the action [observed]."""
    if known is None or known.ends or not known.default or known.event or known.name in _WORDS:
        return
    if any(each.type == "default" for each in action.branches):
        return
    fixed = {normal(each.label) for each in action.branches if each.type == "branch"}
    if action.kind.upper() == "SNIPPET" and not action.branches and _only_functions(action):
        return
    if known.cases or fixed or not action.branches:
        yield finding("CK208", f"the Default of {known.display} leads nowhere", action, "connect it, if only to Stop or End")


def _only_functions(action: Action) -> bool:
    """A Snippet that isn't wired may serve others by the functions it declares."""
    return "function" in action.text("Data").lower() or "if test" in action.text("Data").lower()


def _unreached(script: Script) -> Iterator[Diagnostic]:
    reached = reachable(script)
    for action in script.actions:
        known = kind_of(action.kind)
        apart = known is not None and (known.event or known.name in (*_WORDS, "BEGIN"))
        if action.id in reached or apart:
            continue
        if action.kind.upper() == "SNIPPET" and _only_functions(action):
            continue
        yield finding("CK209", "nothing leads to this action", action, "wire it, or delete it")
