"""A mutant: a script with one small change, and the words for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from studio.script.catalogue import kind_of
from studio.script.model import Action, Branch, Script


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change at one action. ``what`` says it in words, ``before`` and ``after`` show the changed line or branches.

    ``branches`` are those of the action of which one has to be taken for the change to make a difference; without any it is
    enough that the action is reached.
    """

    original: Script
    action: Action
    what: str
    before: str
    after: str
    changed: Script
    place: str = ""
    branches: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The change as one line."""
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.what}: {self.before} → {self.after}"

    @property
    def where(self) -> str:
        """The action, as people call it: ``If "Any records?"``."""
        known = kind_of(self.action.kind)
        return f'{known.display if known is not None else self.action.kind} "{self.action.caption}"'

    def as_json(self) -> dict[str, Any]:
        """The members that programs read."""
        return {
            "script": self.original.name,
            "action": self.action.id,
            "kind": self.action.kind,
            "caption": self.action.caption,
            "place": self.place,
            "change": self.what,
            "before": self.before,
            "after": self.after,
        }


def with_action(script: Script, changed: Action) -> Script:
    """The script with another action in the place of that with its id; all others are the same objects."""
    actions = [changed if each.id == changed.id else each for each in script.actions]
    return script.model_copy(update={"actions": actions})


def with_property(script: Script, action: Action, name: str, value: Any) -> Script:
    """The script with another value for a property of an action."""
    properties = {**action.properties, name: value}
    return with_action(script, action.model_copy(update={"properties": properties}))


def with_branches(script: Script, action: Action, branches: Sequence[Branch]) -> Script:
    """The script with other branches of an action."""
    return with_action(script, action.model_copy(update={"branches": list(branches)}))
