"""A trace that is kept in memory, small while it grows, made into events when it is read."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import replace

from studio.runtime.events import Event, Steps


class KeptTrace:
    """Everything that happened, in order: actions as four bytes each, all else as events.

    It costs so little that it can always be on. Changes of variables are not in it.
    """

    def __init__(self) -> None:
        self._kept: list[Event | Steps] = []

    def __call__(self, event: Event) -> None:
        """Keep an event."""
        self._kept.append(event)

    def steps(self, steps: Steps) -> None:
        """Keep what was done."""
        self._kept.append(replace(steps, ways=array("I", steps.ways)))

    def copy(self) -> KeptTrace:
        """What is kept until now, to be gone on with by itself."""
        other = KeptTrace()
        other._kept = list(self._kept)
        return other

    @property
    def count(self) -> int:
        """How much is kept: it grows with all that happens."""
        return len(self._kept)

    def events(self) -> Iterator[Event]:
        """All of it as events."""
        for each in self._kept:
            if isinstance(each, Steps):
                yield from each.events()
            else:
                yield each
