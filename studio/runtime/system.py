"""System values: what every script can read without having set it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from studio.runtime.clock import moment
from studio.runtime.contact import Contact
from studio.snippet.dates import DateTime

if TYPE_CHECKING:
    from studio.runtime.engine import Engine


class SystemValues:
    """The reserved values of one engine's contacts, by folded name; computed at each reading."""

    __slots__ = ("_engine",)

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def value(self, contact: Contact, name: str) -> Any:
        """The value of a system name, or None; what is known of the contact itself (ANI, DNIS, …) comes first."""
        about = contact.about
        if about is not None and name in about:
            return about[name]
        match name:
            case "contactid":
                return contact.id
            case "masterid":
                return contact.master
            case "busno":
                return self._engine.settings.business_unit
            case "now" | "date" | "time":
                return self._clock(contact, name)
        return None

    def _clock(self, contact: Contact, name: str) -> Any:
        zone = ZoneInfo(contact.zone) if contact.zone else self._engine.zone
        wall = DateTime(moment(self._engine.now).astimezone(zone).replace(tzinfo=None))
        if name == "now":
            return wall
        return wall.date_text() if name == "date" else wall.time_text()
