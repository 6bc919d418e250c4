"""The exchange: calls to numbers, contacts that are linked, conferences."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from studio.runtime.ports.callers import Call, Line
from studio.world.callers.patterns import fits
from studio.world.callers.settings import CallersSettings
from studio.world.phone_numbers import number_of

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine

CONFERENCE = "CONFERENCE"


def on_line(contact: Contact | None) -> bool:
    """True while somebody can be on the contact's line."""
    return contact is not None and contact.alive and contact.begun and not contact.released


class Exchange:
    """What connects lines of one world. ``line`` gives the line of a contact by its id."""

    def __init__(self, settings: CallersSettings, line: Callable[[str], Line]) -> None:
        self._settings = settings
        self._line = line
        self._callers = {each.name: place for place, each in enumerate(settings.people) if each.name}
        #: Host first, then who has joined, by the conference's id.
        self.conferences: dict[str, list[str]] = {}
        self.opened = 0

    # -------------------------------------------------------------------------------------------- numbers
    def dial(self, number: str) -> Call:
        """What will become of a call to this number: as stated; a number without a digit is invalid [choice]."""
        plain = number_of(number)
        for each in self._settings.numbers:
            if fits(each.match, plain):
                return Call(
                    plain, each.outcome, each.after, each.talk, each.greeting, dict(each.headers),
                    self._callers.get(each.caller),
                )  # fmt: skip
        if not any(each.isdigit() for each in plain) and not plain.lower().startswith("sip:"):
            return Call(plain, "InvalidNumber", 0.0)
        return Call(plain, "Answered", self._settings.answer_seconds)

    # ---------------------------------------------------------------------------------------------- links
    def link(self, engine: Engine, contact: Contact, other: str, stays: bool, other_stays: bool) -> bool:
        """Let two contacts hear each other."""
        if other == contact.id or not on_line(engine.contacts.get(other)):
            return False
        self._line(contact.id).linked[other] = stays
        self._line(other).linked[contact.id] = other_stays
        engine.announce("world", contact, text="linked", other=other)
        return True

    def unlink(self, engine: Engine, contact: Contact) -> list[str]:
        """Part it from all others."""
        others = list(self._line(contact.id).linked)
        for other in others:
            self._line(other).linked.pop(contact.id, None)
        self._line(contact.id).linked.clear()
        if others:
            engine.announce("world", contact, text="unlinked", others=others)
        return others

    def left_behind(self, contact: Contact) -> list[str]:
        """Part the contact, which is gone, from all others; who of them does not outlive it."""
        mine = self._line(contact.id).linked
        gone = [other for other in mine if not self._line(other).linked.pop(contact.id, True)]
        mine.clear()
        return gone

    # ---------------------------------------------------------------------------------------- conferences
    def open(self, engine: Engine, contact: Contact, action: int) -> str:
        """Open a conference with this contact as its host."""
        line = self._line(contact.id)
        if line.conference:
            return ""
        self.opened += 1
        line.conference = str(700_000 + self.opened)
        line.armed[CONFERENCE] = action
        self.conferences[line.conference] = [contact.id]
        engine.announce("world", contact, text="conference opened", conference=line.conference)
        return line.conference

    def join(self, engine: Engine, contact: Contact, conference: str) -> str:
        """Put the contact into a conference; what is wrong, or ""."""
        parties = self.conferences.get(conference)
        most = engine.settings.platform.conference_parties
        if parties is None:
            return f"there is no conference {conference[:40]!r}"
        if self._line(contact.id).conference:
            return "the contact is in a conference already"
        if len(parties) >= most:
            return f"conference {conference} has {most} parties already"
        parties.append(contact.id)
        self._line(contact.id).conference = conference
        engine.announce("world", contact, text="conference joined", conference=conference, parties=len(parties))
        self._tell(engine, parties, "Join", contact.id)
        return ""

    def leave(self, engine: Engine, contact: Contact) -> bool:
        """Take it out; without its host a conference is over."""
        line = self._line(contact.id)
        conference, line.conference = line.conference, ""
        parties = self.conferences.get(conference)
        if parties is None or contact.id not in parties:
            return False
        host = parties[0]
        parties.remove(contact.id)
        engine.announce("world", contact, text="conference left", conference=conference, parties=len(parties))
        if host == contact.id:
            for other in parties:
                self._line(other).conference = ""
            del self.conferences[conference]
        else:
            self._tell(engine, parties, "Leave", contact.id)
        return True

    def _tell(self, engine: Engine, parties: list[str], branch: str, participant: str) -> None:
        fields = {"branch": branch, "participants": str(len(parties)), "participant": participant}
        action = self._line(parties[0]).armed.get(CONFERENCE)
        engine.raise_event(parties[0], CONFERENCE, fields=fields, action=action)

    # ---------------------------------------------------------------------------------------------- state
    def state(self) -> dict[str, Any]:
        """The conferences as plain data."""
        return {"conferences": {id: list(parties) for id, parties in self.conferences.items()}, "opened": self.opened}

    def restore(self, state: dict[str, Any]) -> None:
        """Take saved conferences."""
        self.conferences = {id: list(parties) for id, parties in state["conferences"].items()}
        self.opened = state["opened"]
