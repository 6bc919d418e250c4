"""The order in which actions stand when a script becomes text for the first time: by flow.

Begin and what it leads to, depth first along the branches; then each event action with its flow; then what nothing leads
to. Within these the order of the script is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from studio.script.graph import entries, unled
from studio.script.model import Action, Script


@dataclass(frozen=True, slots=True)
class Placed:
    """An action in the order of flow, and the one from which the walk came to it; None where a flow begins."""

    action: Action
    leader: Action | None


def by_flow(script: Script) -> list[Placed]:
    """All actions in the order of flow."""
    known = script.by_id()
    placed: dict[int, Placed] = {}
    for start in _starts(script):
        _walk(start, known, placed)
    return list(placed.values())


def in_flow_order(script: Script) -> Script:
    """The script with its actions in the order of flow."""
    return script.model_copy(update={"actions": [each.action for each in by_flow(script)]})


def _starts(script: Script) -> Iterable[int]:
    """Begins, the one that counts first; event actions; what nothing leads to; at last whatever only a ring leads to."""
    begins = sorted((each.id for each in script.actions if each.kind.upper() == "BEGIN"), reverse=True)
    return [*begins, *entries(script), *unled(script), *(each.id for each in script.actions)]


def _walk(start: int, known: dict[int, Action], placed: dict[int, Placed]) -> None:
    waiting: list[tuple[int, Action | None]] = [(start, None)]
    while waiting:
        id, leader = waiting.pop()
        action = known.get(id)
        if action is None or id in placed:
            continue
        placed[id] = Placed(action, leader)
        waiting += [(branch.to, action) for branch in reversed(action.branches)]
