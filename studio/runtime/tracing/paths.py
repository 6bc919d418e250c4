"""The way of each contact, for results."""

from __future__ import annotations

from array import array

from studio.runtime.events import Event, Steps
from studio.runtime.loading import LoadedScript


class PathRecorder:
    """Keeps the way of each contact: script, action id, caption and branch taken, in order; four bytes a step."""

    def __init__(self) -> None:
        self._ways: dict[str, list[tuple[LoadedScript, array[int]]]] = {}

    def __call__(self, event: Event) -> None:
        """Nothing but the steps is of interest."""

    def steps(self, steps: Steps) -> None:
        """Note what was done."""
        kept = self._ways.setdefault(steps.contact.id, [])
        if not kept or kept[-1][0] is not steps.script:
            kept.append((steps.script, array("I")))
        kept[-1][1].extend(steps.ways)

    def path(self, contact: str) -> list[tuple[str, int, str, str]]:
        """The way of a contact."""
        found = []
        for script, numbers in self._ways.get(contact, []):
            for number in numbers:
                way = script.ways[number]
                action = script.actions[way.source]
                found.append((script.name, action.id, action.caption, way.branch))
        return found
