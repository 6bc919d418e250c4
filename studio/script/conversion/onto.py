"""A script put onto the text that stands for it already: the text keeps its order and its comments.

So a change made in Studio shows as that change, not as a script written anew.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from studio.script.comparing.lines import Room
from studio.script.comparing.matching import Pairs, matched
from studio.script.conversion.comments import action_comments, carry_comments, count_comments
from studio.script.conversion.order import Placed, by_flow
from studio.script.model import Action, Script


@dataclass(frozen=True, slots=True)
class Onto:
    """The script in its new order, the actions that came, and those that went with the number of their comments."""

    script: Script
    came: list[Action] = field(default_factory=list)
    went: list[tuple[Action, int]] = field(default_factory=list)


def put_onto(script: Script, old: Script) -> Onto:
    """Orders the actions of ``script`` as in ``old`` and gives them its comments.

    Actions that both have stay where they are; a new one comes behind the one that leads to it, and what nothing leads
    to comes last.
    """
    merged = script.model_copy(deep=True)
    pairs = matched(old, merged)
    flow = by_flow(merged)
    merged.actions = _ordered(flow, old, pairs)
    came = [each.action for each in flow if each.action.id not in pairs.of_second]
    gone = [each for each in old.actions if each.id not in pairs.of_first]
    carry_comments(old, merged, pairs, Room())
    return Onto(merged, came, [(each, count_comments(action_comments(each))) for each in gone])


def _ordered(flow: list[Placed], old: Script, pairs: Pairs) -> list[Action]:
    behind: dict[int | None, list[Action]] = defaultdict(list)
    for each in flow:
        if each.action.id not in pairs.of_second:
            behind[each.leader.id if each.leader is not None else None].append(each.action)
    kept = [pairs.of_first[each.id] for each in old.actions if each.id in pairs.of_first]
    ordered: list[Action] = []
    for first in [*kept, *behind[None]]:
        waiting = [first]
        while waiting:
            action = waiting.pop()
            ordered.append(action)
            waiting += reversed(behind[action.id])
    return ordered
