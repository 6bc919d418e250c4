"""System values: what every script can read without having set it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from studio.runtime.clock import moment
from studio.snippet.dates import DateTime

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine


class SystemValues:
    """The reserved values of one contact, by folded name; computed at each reading."""

    __slots__ = ("_contact", "_engine")

    def __init__(self, engine: Engine, contact: Contact) -> None:
        self._engine = engine
        self._contact = contact

    def get(self, name: str) -> Any:
        """The value of a system name, or None."""
        about = self._contact.about
        if about is not None and name in about:
            return about[name]
        match name:
            case "contactid":
                return self._contact.id
            case "masterid":
                return self._contact.master
            case "busno":
                return self._engine.settings.business_unit
            case "now" | "date" | "time":
                return self._clock(name)
        return None

    def _clock(self, name: str) -> Any:
        zone = ZoneInfo(self._contact.zone) if self._contact.zone else self._engine.zone
        wall = DateTime(moment(self._engine.now).astimezone(zone).replace(tzinfo=None))
        if name == "now":
            return wall
        return wall.date_text() if name == "date" else wall.time_text()
