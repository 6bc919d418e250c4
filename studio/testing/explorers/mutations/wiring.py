"""Mutants of the branches: two swapped, an error left to Default, an action left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from studio.script.branches import DEFAULT, normal
from studio.script.catalogue import kind_of
from studio.script.model import Action, Branch, Script
from studio.testing.explorers.mutations.mutant import Mutant, with_branches

_ERROR = normal("OnError")
#: Of more branches than these only neighbours are swapped [choice].
_EACH_PAIR = 4


def wiring(script: Script, action: Action) -> Iterator[Mutant]:
    """The mutants of an action's branches."""
    yield from _swapped(script, action)
    yield from _no_error(script, action)
    yield from _left_out(script, action)


def _swapped(script: Script, action: Action) -> Iterator[Mutant]:
    among = [place for place, each in enumerate(action.branches) if _outcome(each) != _ERROR]
    for first, second in combinations(among, 2) if len(among) <= _EACH_PAIR else pairwise(among):
        one, other = action.branches[first], action.branches[second]
        if one.to == other.to:
            continue
        branches = list(action.branches)
        branches[first] = one.model_copy(update={"to": other.to})
        branches[second] = other.model_copy(update={"to": one.to})
        names = (label(one), label(other))
        yield Mutant(
            script,
            action,
            f"{names[0]} and {names[1]} swapped",
            f"{_leads(script, one)}, {_leads(script, other)}",
            f"{_leads(script, branches[first])}, {_leads(script, branches[second])}",
            with_branches(script, action, branches),
            branches=names,
        )
    if action.kind.upper() == "IF" and len(among) == 1 and normal(action.branches[among[0]].label) in ("true", "false"):
        yield from _other_way(script, action, among[0])


def _other_way(script: Script, action: Action, place: int) -> Iterator[Mutant]:
    """An If of which one branch alone is wired: it becomes the other."""
    before = action.branches[place]
    other = "False" if normal(before.label) == "true" else "True"
    after = before.model_copy(update={"label": other})
    branches = [*action.branches[:place], after, *action.branches[place + 1 :]]
    changed = with_branches(script, action, branches)
    told = (_leads(script, before), _leads(script, after))
    yield Mutant(script, action, f"{label(before)} becomes {other}", *told, changed)


def _no_error(script: Script, action: Action) -> Iterator[Mutant]:
    for place, each in enumerate(action.branches):
        default = next((other for other in action.branches if other.type == "default"), None)
        if _outcome(each) != _ERROR or (default is not None and default.to == each.to):
            continue
        branches = [*action.branches[:place], *action.branches[place + 1 :]]
        after = _leads(script, default) if default is not None else "it leads nowhere"
        changed = with_branches(script, action, branches)
        what = f"{label(each)} is not wired"
        yield Mutant(script, action, what, _leads(script, each), after, changed, branches=(label(each),))


def _left_out(script: Script, action: Action) -> Iterator[Mutant]:
    known = kind_of(action.kind)
    default = next((each for each in action.branches if each.type == "default"), None)
    if default is None or default.to == action.id or action.kind.upper() == "BEGIN" or (known and known.event):
        return
    if not any(branch.to == action.id for each in script.actions for branch in each.branches if each.id != action.id):
        return
    actions = [
        each.model_copy(update={"branches": [_past(branch, action.id, default.to) for branch in each.branches]})
        if each.id != action.id and any(branch.to == action.id for branch in each.branches)
        else each
        for each in script.actions
    ]
    changed = script.model_copy(update={"actions": actions})
    yield Mutant(script, action, "left out", f'-> "{action.caption}"', f'-> "{_caption(script, default.to)}"', changed)


def _past(branch: Branch, action: int, to: int) -> Branch:
    return branch.model_copy(update={"to": to}) if branch.to == action else branch


def label(branch: Branch) -> str:
    """A branch as the script spells it."""
    return branch.label or DEFAULT


def _outcome(branch: Branch) -> str:
    return "" if branch.type == "custom" else normal(branch.label)


def _leads(script: Script, branch: Branch) -> str:
    return f'{label(branch)} -> "{_caption(script, branch.to)}"'


def _caption(script: Script, number: int) -> str:
    found = script.action(number)
    return found.caption if found is not None else f"#{number}"
