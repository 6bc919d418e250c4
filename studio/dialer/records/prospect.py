"""A prospect as the dialer holds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

#: The life of a prospect [our names]. Fresh: never tried. Ready: handed to pacing. In play: being dialled or
#: with an agent. Resting, callback: to be tried again later. Exhausted: tried as often as allowed, not
#: finalized. Finalized: not tried again, its check-in to come. Checked in: given back to its lead source.
#: Removed: taken out.
State = Literal["fresh", "ready", "in play", "resting", "callback", "exhausted", "finalized", "checked in", "removed"]

#: States in which the dialer holds the prospect and has not finished with it.
LIVE: tuple[State, ...] = ("fresh", "ready", "in play", "resting", "callback", "exhausted")

#: States from which a prospect may be dialled.
WAITING: tuple[State, ...] = ("fresh", "ready", "resting", "callback")


@dataclass(slots=True)
class Destination:
    """One number of a prospect, in E.164. ``final`` numbers are not tried again."""

    field: str
    kind: str
    number: str
    attempts: int = 0
    final: bool = False
    last_attempt: datetime | None = None


@dataclass(slots=True)
class Prospect:
    """One prospect. Identified by ``source`` (in any letter case) and ``external_id``; instants are UTC.

    ``zones`` are IANA names: more than one where its place is open between them. ``fields`` are the values of
    the mapped fields, numbers to dial apart; ``original`` is the row as it came. ``live_answers`` counts attempts at which
    somebody was spoken to, ``callbacks`` the callbacks that were agreed; ``agent`` is the only one who may have it;
    ``classification`` is the platform's number for the last outcome, 0 for none; one that is ``leaving`` is removed when its
    call has ended.
    """

    id: int
    source: str
    external_id: str
    skill: int
    state: State = "fresh"
    attempts: int = 0
    priority: bool = False
    zones: tuple[str, ...] = ()
    zone_source: str = ""
    expires: datetime | None = None
    created: datetime = datetime.min
    modified: datetime = datetime.min
    last_attempt: datetime | None = None
    due: datetime | None = None
    finalizations: int = 0
    outcome: str = ""
    classification: int = 0
    live_answers: int = 0
    callbacks: int = 0
    agent: int | None = None
    leaving: bool = False
    fields: dict[str, Any] = field(default_factory=dict)
    original: dict[str, Any] = field(default_factory=dict)
    destinations: list[Destination] = field(default_factory=list)

    @property
    def is_live(self) -> bool:
        """Whether the dialer still has work to do on it."""
        return self.state in LIVE

    @property
    def is_dialable(self) -> bool:
        """Whether state and numbers allow a call; hours, rest and expiration come on top."""
        return self.state in WAITING and self.next_number() is not None

    def next_number(self) -> Destination | None:
        """The number to dial next: of those to be tried the one with the fewest attempts, in the map's order."""
        open_ones = [each for each in self.destinations if each.kind == "Phone" and not each.final]
        return min(open_ones, key=lambda each: each.attempts, default=None)


def seconds(when: datetime) -> float:
    """An instant as the store keeps it."""
    return when.timestamp()


def instant(stored: float | None) -> datetime | None:
    """An instant of the store as UTC time."""
    return None if stored is None else datetime.fromtimestamp(stored, UTC)


def utc(when: datetime) -> datetime:
    """``when`` in UTC; a time without zone is taken as UTC."""
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
