"""Who may call the platform's API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.runtime.clock import SECOND
from studio.runtime.ports.directory import Verdict
from studio.world.directory import people
from studio.world.directory.settings import DirectorySettings

if TYPE_CHECKING:
    from studio.runtime.engine import Engine

MINUTE = 60 * SECOND


class Access:
    """Users and what they may do. A world that names no users takes every user for valid [choice]."""

    def __init__(self, settings: DirectorySettings) -> None:
        self._settings = settings
        #: When each user has called within the last minute, where calls are limited.
        self.calls: dict[str, list[int]] = {}

    def user(self, engine: Engine, wanted: str) -> str:
        """The id of the valid, active user of this id or name; "" if there is none.

        Agents who are active are users too, by their id or the name for logging in [choice].
        """
        wanted = wanted.strip()
        users = self._settings.users
        if not users or not wanted:
            return wanted
        for each in users:
            if wanted == each.id or wanted.lower() == each.name.lower():
                return each.id if each.active else ""
        found = next(
            (each for each in people.agents(engine) if wanted in (each.id, each.user_id, each.user_name)), None
        )
        return found.id if found is not None and found.active else ""

    def is_stated(self, wanted: str) -> bool:
        """True if the world file names a user of this id."""
        return any(each.id == wanted.strip() for each in self._settings.users)

    def refuses(self, engine: Engine, user: str, kind: str) -> Verdict:
        """Why a user may not call what an action of this kind calls."""
        valid = self.user(engine, user)
        if not valid:
            return "InvalidSecurityUser", f"{user!r} is no valid security user" if user else "no security user is set"
        stated = next((each for each in self._settings.users if each.id == valid), None)
        if stated is not None and kind.lower() in (each.lower() for each in stated.denied):
            return "Unauthorized", f"user {valid} has no permission for {kind}"
        most = self._settings.calls_a_minute
        if most is not None:
            calls = self.calls[valid] = [each for each in self.calls.get(valid, ()) if each > engine.now - MINUTE]
            if len(calls) >= most:
                return "TooManyRequests", f"user {valid} has called {most} times within a minute"
            calls.append(engine.now)
        return "", ""
