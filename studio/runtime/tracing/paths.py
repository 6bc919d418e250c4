"""The way of each contact, for results."""

from __future__ import annotations

from array import array
from typing import Any

from studio.runtime.events import Event, Steps
from studio.runtime.loading import LoadedScript

#: Script, action id, caption, branch.
Step = tuple[str, int, str, str]


class PathRecorder:
    """Keeps the way of each contact: script, action id, caption and branch taken, in order; four bytes a step."""

    #: Events are nothing to it, so that none is made for it alone.
    only_steps = True

    def __init__(self) -> None:
        self._ways: dict[str, list[tuple[LoadedScript, array[int]]]] = {}
        #: What was restored: it comes first.
        self._earlier: dict[str, list[Step]] = {}

    def __call__(self, event: Event) -> None:
        """Nothing but the steps is of interest."""

    def steps(self, steps: Steps) -> None:
        """Note what was done."""
        kept = self._ways.setdefault(steps.contact.id, [])
        if not kept or kept[-1][0] is not steps.script:
            kept.append((steps.script, array("I")))
        kept[-1][1].extend(steps.ways)

    def contact_forgotten(self, contact: str) -> None:
        """Forget the way of a contact."""
        self._ways.pop(contact, None)
        self._earlier.pop(contact, None)

    def path(self, contact: str) -> list[Step]:
        """The way of a contact."""
        found = list(self._earlier.get(contact, []))
        for script, numbers in self._ways.get(contact, []):
            for number in numbers:
                way = script.ways[number]
                action = script.actions[way.source]
                found.append((script.name, action.id, action.caption, way.branch))
        return found

    def state(self) -> dict[str, Any]:
        """All ways as plain data."""
        return {contact: [list(step) for step in self.path(contact)] for contact in {**self._earlier, **self._ways}}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from saved ways."""
        self._ways = {}
        self._earlier = {
            contact: [(step[0], step[1], step[2], step[3]) for step in path] for contact, path in state.items()
        }

    def go_on_from(self, other: PathRecorder) -> None:
        """Have the ways that another one has noted, as a fork does."""
        self._earlier = {contact: list(path) for contact, path in other._earlier.items()}
        self._ways = {contact: [(script, ways[:]) for script, ways in kept] for contact, kept in other._ways.items()}
