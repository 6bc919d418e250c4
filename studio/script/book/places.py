"""Ways to actions: their anchors, their order in the flow, and words for findings."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from studio.script.book.blocks import Inline, Link, between
from studio.script.book.library import Entry
from studio.script.book.visible import short
from studio.script.catalogue import WORDS, display
from studio.script.conversion import by_flow
from studio.script.facts import Place
from studio.script.graph import reachable
from studio.script.model import Action, Script


class Flow:
    """The actions of a script as a page shows them: in the order of the flow, each with an anchor."""

    def __init__(self, entry: Entry) -> None:
        self._page = entry.path
        self._script = entry.script if entry.script is not None else Script(name=entry.file)

    @cached_property
    def ordered(self) -> tuple[list[Action], list[Action]]:
        """The actions that a flow reaches, in its order, then notes; and the others."""
        reached = reachable(self._script)
        found = [each.action for each in by_flow(self._script) if each.action.id in reached]
        shown = {id(each) for each in found}
        others = [each for each in self._script.actions if id(each) not in shown]
        notes = [each for each in others if each.kind.upper() in WORDS]
        return [*found, *notes], [each for each in others if each.kind.upper() not in WORDS]

    @cached_property
    def anchors(self) -> dict[int, str]:
        """The anchor of each action, by the object's ``id()``: two actions may bear one id."""
        found: dict[int, str] = {}
        counts: dict[int, int] = {}
        for each in self._script.actions:
            counts[each.id] = counts.get(each.id, 0) + 1
            found[id(each)] = f"action-{each.id}" + (f"-{counts[each.id]}" if counts[each.id] > 1 else "")
        return found

    @cached_property
    def _captions(self) -> dict[int, str]:
        return {each.id: caption_of(each) for each in reversed(self._script.actions)}

    def link(self, action: int, page: str | None = None) -> Inline:
        """The way to an action by its id; words alone where the book has no page for it."""
        caption = self._captions.get(action)
        if caption is None or not self._page:
            return caption if caption is not None else f"#{action}, which isn't there"
        return Link(caption, self._page, f"action-{action}")

    def links(self, places: Iterable[Place], most: int = 1000) -> list[Inline]:
        """The ways to the actions of some places, each once."""
        actions = list(dict.fromkeys(each.action for each in places))
        found: list[Inline] = [self.link(each) for each in actions[:most]]
        return between(found) + ([f" and {len(actions) - most} more"] if len(actions) > most else [])


def caption_of(action: Action) -> str:
    """An action's caption on one line; its kind where it has none."""
    return short(action.caption) or display(action.kind)
