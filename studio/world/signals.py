"""Signals that come to scripts from elsewhere, at times that the world file states."""

from __future__ import annotations

from studio.runtime.clock import SECOND
from studio.runtime.engine import Engine
from studio.world.settings import SignalSettings


class OutsideSignals:
    """A process that signals every contact of a main script, once or again and again."""

    def __init__(self, settings: SignalSettings) -> None:
        self._settings = settings

    def begin(self, engine: Engine) -> None:
        """Signal for the first time when it is due."""
        engine.at(engine.now + round(self._settings.after * SECOND), self)

    def wake(self, engine: Engine) -> None:
        """Signal now, and again later."""
        wanted = self._settings.script.lower()
        for contact in list(engine.contacts.values()):
            if contact.alive and contact.frames[0].script.name.lower() == wanted:
                engine.signal(contact.id, list(self._settings.values))
        if self._settings.every is not None:
            engine.at(engine.now + round(self._settings.every * SECOND), self)
