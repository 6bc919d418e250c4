"""What a part of the world will do at times of its own, as plain data, so that it can be saved."""

from __future__ import annotations

import heapq
from typing import Any

from studio.runtime.clock import SECOND
from studio.runtime.engine import Engine


class Agenda:
    """The appointments of one part. What is due calls the owner's method ``do_TOPIC(engine, **data)``."""

    def __init__(self, engine: Engine, name: str, owner: Any) -> None:
        """``name`` tells it from all other processes of the world."""
        self.name = name
        self._owner = owner
        self._entries: list[tuple[int, int, str, dict[str, Any]]] = []
        self._number = 0
        engine.processes[name] = self

    def plan(self, engine: Engine, seconds: float, topic: str, **data: Any) -> None:
        """Do this after so many seconds of virtual time. ``data`` is plain."""
        self._number += 1
        time = engine.now + round(max(0.0, seconds) * SECOND)
        heapq.heappush(self._entries, (time, self._number, topic, data))
        engine.at(time, self)

    def cancel(self, **wanted: Any) -> None:
        """Forget every appointment whose data has these members."""
        self._entries = [
            each for each in self._entries if any(each[3].get(name) != value for name, value in wanted.items())
        ]
        heapq.heapify(self._entries)

    def wake(self, engine: Engine) -> None:
        """Do the next thing that is due. Every appointment has a wake of its own, so that what else is due at the moment,
        a contact's turn say, keeps its place between two of them.
        """
        if self._entries and self._entries[0][0] <= engine.now:
            _, _, topic, data = heapq.heappop(self._entries)
            getattr(self._owner, f"do_{topic}")(engine, **data)

    def state(self) -> dict[str, Any]:
        """The appointments as plain data."""
        return {
            "number": self._number,
            "entries": [list(each) for each in sorted(self._entries, key=lambda each: each[:2])],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take saved appointments; the engine's own agenda is saved with them."""
        self._number = state["number"]
        self._entries = [(time, number, topic, data) for time, number, topic, data in state["entries"]]
