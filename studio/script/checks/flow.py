"""Where flows begin, and what none of them reaches."""

from __future__ import annotations

from collections import Counter

from studio.diagnostics import Diagnostic
from studio.script.catalogue import display
from studio.script.checks.code import only_functions
from studio.script.checks.codes import finding, named
from studio.script.graph import entries, is_event, is_kind, reachable
from studio.script.model import Action, Script


def check_flow(script: Script) -> list[Diagnostic]:
    """Findings about Begin, event actions and actions that no flow reaches."""
    return [*_begins(script), *_events(script), *_unreachable(script)]


def _begins(script: Script) -> list[Diagnostic]:
    begins = [action for action in script.actions if is_kind(action, "BEGIN")]
    if not begins:
        return [finding("SC201", "the script has no Begin", hint="add a Begin action: every flow starts there")]
    counts = max(begins, key=lambda each: each.id)
    return [
        finding("SC202", f"the script has {len(begins)} Begin actions; #{counts.id} counts, added last", each)
        for each in begins
        if each is not counts
    ]


def _events(script: Script) -> list[Diagnostic]:
    """Of several event actions of a kind the one added last counts [choice]."""
    found: list[Diagnostic] = []
    events = [action for action in script.actions if is_event(action)]
    counts = Counter(action.kind.upper() for action in events)
    last = {action.kind.upper(): action for action in sorted(events, key=lambda each: each.id)}
    for action in events:
        kind = action.kind.upper()
        if counts[kind] > 1 and last[kind] is not action:
            message = f"the script has {counts[kind]} {display(kind)} actions; #{last[kind].id} counts, added last"
            found.append(finding("SC203", message, action, hint="only one may stand in a script"))
    return found


def _unreachable(script: Script) -> list[Diagnostic]:
    """Each action that no flow comes to. Comments, and Snippets that only declare functions, need no flow."""
    reached = reachable(script, entries(script))
    lost = [action for action in script.actions if action.id not in reached and not _rests(action)]
    return [finding("SC206", f"nothing leads to {named(action)}", action) for action in lost]


def _rests(action: Action) -> bool:
    return is_kind(action, "ANNOTATION", "NOTE") or only_functions(action)
