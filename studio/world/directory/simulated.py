"""A simulated directory: it answers from what the world file states, and from what happens in the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio.world.directory.access import Access
from studio.world.directory.lookups import Lookups
from studio.world.directory.numbers import Numbers
from studio.world.directory.sessions import Sessions
from studio.world.directory.settings import DirectorySettings

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine


class SimulatedDirectory:
    """The directory of a world. ``engine.ports.directory``."""

    def __init__(self, engine: Engine, settings: DirectorySettings) -> None:
        self.settings = settings
        self.access = Access(settings)
        self.sessions = Sessions(settings)
        self.records = Lookups(settings)
        self.numbers = Numbers(settings)

    def contact_ended(self, engine: Engine, contact: Contact) -> None:
        """Note when a contact has ended."""
        self.records.ended[contact.id] = engine.now

    def contact_forgotten(self, contact: str) -> None:
        """Tell nobody of it any more."""
        self.records.ended.pop(contact, None)

    def state(self) -> dict[str, Any]:
        """What has changed since the world began, as plain data."""
        return {
            "calls": {user: list(times) for user, times in self.access.calls.items()},
            "joined": [list(each) for each in self.sessions.joined],
            "states": dict(self.sessions.states),
            "ended": dict(self.records.ended),
            "numbers": {group: list(numbers) for group, numbers in self.numbers.groups.items()},
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take saved state."""
        self.access.calls = {user: list(times) for user, times in state["calls"].items()}
        self.sessions.joined = [(user, session) for user, session in state["joined"]]
        self.sessions.states = dict(state["states"])
        self.records.ended = dict(state["ended"])
        self.numbers.groups = {group: dict.fromkeys(numbers) for group, numbers in state["numbers"].items()}
