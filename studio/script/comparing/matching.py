"""Which action of one script is which of another.

An id is an action's identity in an export, and stays with it whatever is changed. In a text without ids they only count
the actions, so there, and where a script was numbered anew, kind and caption tell instead [choice].
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from studio.script.model import Action, Script
from studio.script.text.strings import Unprintable

#: Ids tell nothing where fewer than one in so many of those that both scripts have mean the same kind and caption.
_FEWEST_AGREE = 4


@dataclass(frozen=True, slots=True)
class Pairs:
    """Actions of two scripts that are one: by the id in the first, and by the id in the second."""

    of_first: dict[int, Action] = field(default_factory=dict)
    of_second: dict[int, Action] = field(default_factory=dict)

    def add(self, one: Action, other: Action) -> None:
        """These two are one action."""
        self.of_first[one.id] = other
        self.of_second[other.id] = one


def ids_count_only(script: Script) -> bool:
    """True if the ids only count the actions in their order, and no text of the script would say them."""
    from studio.script.text.editor_print import editor_lines
    from studio.script.text.printer import needs_ids

    try:
        return not needs_ids(script, editor_lines(script))
    except Unprintable:
        return False


def matched(first: Script, second: Script) -> Pairs:
    """The actions that both scripts have; by id, then by kind and caption, then by what else makes them one."""
    by_id = not (ids_count_only(first) or ids_count_only(second)) and not _renumbered(first, second)
    pairs = Pairs()
    if by_id:
        known = {each.id: each for each in second.actions}
        for each in first.actions:
            other = known.get(each.id)
            # Another kind under another caption is another action: two people took one free number.
            if (
                other is not None
                and each.id not in pairs.of_first
                and (each.kind == other.kind or each.caption == other.caption)
            ):
                pairs.add(each, other)
    _pair(pairs, first, second, lambda each: (each.kind, each.caption), same_id_first=True)
    if not by_id:
        _pair_alone(pairs, first, second, lambda each: each.caption)
        _pair_alone(pairs, first, second, _content)
        _pair_by_flow(pairs, first, second)
    return pairs


def _renumbered(first: Script, second: Script) -> bool:
    """True if nearly no id means the same in both scripts, and kind and caption would find more."""
    known = {each.id: (each.kind, each.caption) for each in second.actions}
    common = [each for each in first.actions if each.id in known]
    agree = sum(known[each.id] == (each.kind, each.caption) for each in common)
    if agree * _FEWEST_AGREE >= len(common) and common:
        return False
    names = set(known.values())
    return sum((each.kind, each.caption) in names for each in first.actions) > agree


def _pair(
    pairs: Pairs,
    first: Script,
    second: Script,
    key: Callable[[Action], Hashable],
    *,
    same_id_first: bool = False,
) -> None:
    """Pairs what is left by a key; several that share it in their order, those with one id first."""
    left = _groups(second.actions, pairs.of_second, key)
    ones = _groups(first.actions, pairs.of_first, key)
    for name, some in ones.items():
        others = left.get(name, [])
        if same_id_first and (len(some) > 1 or len(others) > 1):
            by_id = {each.id: each for each in others}
            for each in some:
                if each.id in by_id:
                    pairs.add(each, by_id[each.id])
        some = [each for each in some if each.id not in pairs.of_first]
        for one, other in zip(some, (each for each in others if each.id not in pairs.of_second), strict=False):
            pairs.add(one, other)


def _pair_alone(pairs: Pairs, first: Script, second: Script, key: Callable[[Action], Hashable]) -> None:
    """Pairs what is left by a key that only one action on either side has; None is no key."""
    left = _groups(second.actions, pairs.of_second, key)
    for name, some in _groups(first.actions, pairs.of_first, key).items():
        others = left.get(name, [])
        if name is not None and len(some) == len(others) == 1:
            pairs.add(some[0], others[0])


def _pair_by_flow(pairs: Pairs, first: Script, second: Script) -> None:
    """Pairs what is left where one outcome of one action leads to actions of one kind."""
    ones = {each.id: each for each in first.actions if each.id not in pairs.of_first}
    others = {each.id: each for each in second.actions if each.id not in pairs.of_second}
    waiting = [(each, pairs.of_first[each.id]) for each in reversed(first.actions) if each.id in pairs.of_first]
    while waiting:
        leader, same = waiting.pop()
        targets = {(branch.type, branch.label): branch.to for branch in reversed(same.branches)}
        for branch in leader.branches:
            target = targets.get((branch.type, branch.label))
            one, other = ones.get(branch.to), others.get(target) if target is not None else None
            if one is not None and other is not None and one.kind == other.kind:
                pairs.add(ones.pop(one.id), others.pop(other.id))
                waiting.append((one, other))


def _groups(
    actions: Iterable[Action], paired: dict[int, Action], key: Callable[[Action], Hashable]
) -> dict[Hashable, list[Action]]:
    groups: dict[Hashable, list[Action]] = defaultdict(list)
    seen: set[int] = set()
    for each in actions:
        if each.id not in paired and each.id not in seen:
            seen.add(each.id)
            groups[key(each)].append(each)
    return groups


def _content(action: Action) -> Hashable:
    """What an action does, by which it is known under another caption; None where it says nothing."""
    said = {name: value for name, value in action.properties.items() if value}
    return (action.kind, repr(sorted(said.items()))) if said else None
