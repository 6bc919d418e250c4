"""The way of each contact, for results."""

from __future__ import annotations

from studio.runtime.events import Event, Steps


class PathRecorder:
    """Keeps the way of each contact: script, action id, caption and branch taken, in order."""

    def __init__(self) -> None:
        self._steps: dict[str, list[Steps]] = {}

    def __call__(self, event: Event) -> None:
        """Nothing but the steps is of interest."""

    def steps(self, steps: Steps) -> None:
        """Note what was done."""
        self._steps.setdefault(steps.contact.id, []).append(steps)

    def path(self, contact: str) -> list[tuple[str, int, str, str]]:
        """The way of a contact."""
        return [
            (steps.script.name, action, caption, branch)
            for steps in self._steps.get(contact, [])
            for action, caption, branch, _ in steps
        ]
