"""The graph of a script: actions are nodes, branches are edges. Checks, drawing and path search stand on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from studio.script.catalogue import kind_of
from studio.script.model import Branch, Script

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[int]


def graph(script: Script) -> Graph:
    """The script as a networkx MultiDiGraph: nodes are action ids (kind, caption), edges keyed by (type, label).

    A branch that leads to no action is left out.
    """
    import networkx

    made: Graph = networkx.MultiDiGraph()
    for each in script.actions:
        made.add_node(each.id, kind=each.kind, caption=each.caption)
    for each in script.actions:
        for branch in each.branches:
            if branch.to in made:
                made.add_edge(each.id, branch.to, key=(branch.type, branch.label))
    return made


def entries(script: Script) -> list[int]:
    """Where flows begin: the Begin that counts, the event actions, and actions of unknown kinds that nothing leads to.

    An unknown kind may be an event action for all we know [choice].
    """
    found = []
    begins = [each.id for each in script.actions if each.kind.upper() == "BEGIN"]
    if begins:
        found.append(max(begins))
    heads = set(unled(script))
    for each in script.actions:
        known = kind_of(each.kind)
        if known.event if known is not None else each.id in heads:
            found.append(each.id)
    return found


def unled(script: Script) -> list[int]:
    """Ids of the actions that no other action leads to."""
    led_to = {branch.to for each in script.actions for branch in each.branches if branch.to != each.id}
    return [each.id for each in script.actions if each.id not in led_to]


def reachable(
    script: Script, starts: Iterable[int] | None = None, taken: Callable[[Branch], bool] = lambda branch: True
) -> set[int]:
    """Ids of the actions that a flow can reach from some actions, these included; by default from where flows begin.

    ``taken`` says which branches it may take.
    """
    following: dict[int, list[int]] = {}
    for each in script.actions:
        following.setdefault(each.id, []).extend(branch.to for branch in each.branches if taken(branch))
    reached: set[int] = set()
    waiting = list(entries(script) if starts is None else starts)
    while waiting:
        at = waiting.pop()
        if at not in reached and at in following:
            reached.add(at)
            waiting += following[at]
    return reached
