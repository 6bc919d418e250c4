"""Stopping a run at an action boundary."""

from __future__ import annotations

from studio.runtime.engine import Engine
from studio.runtime.events import Event


class StopAfter:
    """An observer that pauses its engine once so many actions are done."""

    wants_changes = False

    def __init__(self, engine: Engine, actions: int) -> None:
        self._engine, self._left = engine, actions

    def __call__(self, event: Event) -> None:
        if event.kind == "action":
            self._left -= 1
            if self._left == 0:
                self._engine.pause()
