"""Ids of actions, and the references of branches to them."""

from __future__ import annotations

from difflib import get_close_matches

from studio.script.faults import shortened
from studio.script.text.drafts import DraftAction, Target
from studio.script.text.faults import Faults

#: Above so many captions no similar one is looked for.
_MOST_CAPTIONS = 2000


def give_ids(drafts: list[DraftAction], next_id: int, faults: Faults) -> int:
    """Gives every action without an id the next free one; the first id that is free then.

    Where no action has one they count from 1, else on from the greatest, and not below ``next_id``. An id that a branch
    alone speaks of is not given away: the branch would lead to the new action.
    """
    used: dict[int, DraftAction] = {}
    for draft in drafts:
        if draft.id is None:
            continue
        if draft.id in used:
            first = used[draft.id]
            message = f"the id #{draft.id} is taken: line {first.head.number} has it for {_quoted(first.caption)}"
            hint = "give one of the two another id; after a merge look at the branches that lead to it as well"
            _fault(faults, "TX304", message, hint, draft, draft.head.number, draft.head.last.column)
        used.setdefault(draft.id, draft)
    spoken = (each.target.id or 0 for draft in drafts for each in draft.branches if each.target.caption is None)
    free = max(next_id, max(used) + 1, max(spoken, default=0) + 1, 1) if used else 1
    for draft in drafts:
        if draft.id is None:
            draft.id = free
            free += 1
    return free


class References:
    """Finds the action that a reference means."""

    def __init__(self, drafts: list[DraftAction], faults: Faults) -> None:
        self._faults = faults
        self._by_id: dict[int, DraftAction] = {}
        self._by_caption: dict[str, list[DraftAction]] = {}
        for draft in drafts:
            assert draft.id is not None
            self._by_id.setdefault(draft.id, draft)
            self._by_caption.setdefault(draft.caption, []).append(draft)
        self._guesses = 50 if len(self._by_caption) <= _MOST_CAPTIONS else 0

    def resolve(self, draft: DraftAction, target: Target) -> int | None:
        """The id of the action that a branch of ``draft`` leads to. None, and a fault, if that can't be told.

        An id alone is kept as it is: an export, or a part of a script that was copied, may lead to what isn't there.
        """
        if target.caption is None:
            return target.id
        fitting = self._by_caption.get(target.caption, [])
        if target.id is not None:
            return self._by_both(draft, target, target.caption, fitting)
        if len(fitting) == 1:
            return fitting[0].id
        if not fitting:
            message = f"no action has the caption {_quoted(target.caption)}"
            _fault(self._faults, "TX301", message, self._similar(target.caption), draft, target.line, target.column)
        else:
            message = f"{len(fitting)} actions have the caption {_quoted(target.caption)}"
            hint = f"add the id of the one you mean: {_listed(fitting)}"
            _fault(self._faults, "TX302", message, hint, draft, target.line, target.column)
        return None

    def _by_both(self, draft: DraftAction, target: Target, caption: str, fitting: list[DraftAction]) -> int | None:
        if any(each.id == target.id for each in fitting):
            return target.id
        other = self._by_id.get(target.id or 0)
        if other is None:
            message = f"no action has the id #{target.id}"
        else:
            message = f"#{target.id} is {_quoted(other.caption)}, not {_quoted(caption)}"
        hint = f"with this caption: {_listed(fitting)}" if fitting else "no action has this caption"
        _fault(self._faults, "TX303", message, hint, draft, target.line, target.column)
        return None

    def _similar(self, caption: str) -> str:
        if self._guesses <= 0 or len(caption) > 200:
            return ""
        self._guesses -= 1
        close = get_close_matches(caption, self._by_caption, n=3, cutoff=0.6)
        return f"did you mean {' or '.join(_quoted(each) for each in close)}?" if close else ""


def _fault(faults: Faults, code: str, message: str, hint: str, draft: DraftAction, line: int, column: int) -> None:
    faults.add(code, message, hint, line=line, column=column, action=draft.id, caption=draft.caption)


def _quoted(caption: str) -> str:
    return f'"{shortened(caption, 60)}"'


def _listed(drafts: list[DraftAction]) -> str:
    shown = ", ".join(f"#{each.id} (line {each.head.number})" for each in drafts[:5])
    return shown + (f" and {len(drafts) - 5} more" if len(drafts) > 5 else "")
