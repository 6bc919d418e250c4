"""Signals and other events that come to contacts from elsewhere, at times that the world file states."""

from __future__ import annotations

from collections.abc import Iterator

from studio.runtime.clock import SECOND
from studio.runtime.contact import Contact
from studio.runtime.engine import Engine
from studio.world.settings import EventSettings, SignalSettings


class _Outside:
    """A process that reaches the living contacts of a main script, once or again and again."""

    def __init__(self, name: str, script: str, after: float, every: float | None) -> None:
        self.name = name
        self._script = script.lower()
        self._after = after
        self._every = every

    def begin(self, engine: Engine) -> None:
        """Reach them for the first time when it is due."""
        engine.at(engine.now + round(self._after * SECOND), self)

    def wake(self, engine: Engine) -> None:
        """Reach them now, and again later."""
        for contact in list(self._reached(engine)):
            self.reach(engine, contact)
        if self._every is not None:
            engine.at(engine.now + round(self._every * SECOND), self)

    def reach(self, engine: Engine, contact: Contact) -> None:
        """Do to one contact what is to be done."""
        raise NotImplementedError

    def _reached(self, engine: Engine) -> Iterator[Contact]:
        for contact in engine.contacts.values():
            if contact.alive and self._script in ("", contact.frames[0].script.name.lower()):
                yield contact


class OutsideSignals(_Outside):
    """Signals every contact of a main script."""

    def __init__(self, settings: SignalSettings, number: int) -> None:
        super().__init__(f"signals {number}", settings.script, settings.after, settings.every)
        self._values = list(settings.values)

    def reach(self, engine: Engine, contact: Contact) -> None:
        """Signal it."""
        engine.signal(contact.id, self._values)


class OutsideEvents(_Outside):
    """Lets an event happen to every contact of a main script, or to all."""

    def __init__(self, settings: EventSettings, number: int) -> None:
        super().__init__(f"events {number}", settings.script, settings.after, settings.every)
        self._settings = settings

    def reach(self, engine: Engine, contact: Contact) -> None:
        """Let it happen."""
        stated = self._settings
        engine.raise_event(contact.id, stated.event, list(stated.values), stated.fields)
