"""What a running snippet may ask of the outside: the time, chance, a request. No more is within its reach."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, tzinfo
from random import Random
from typing import Any, Protocol

from studio.snippet.dates import DateTime
from studio.snippet.errors import SnippetError
from studio.snippet.limits import VENDOR, Limits


class Host(Protocol):
    """The services of whoever runs the snippet."""

    @property
    def string_overflow(self) -> str:
        """``cut`` or ``error``: what becomes of text above Max String Size."""
        ...

    @property
    def limits(self) -> Limits:
        """How much a run may take."""
        ...

    def stopwatch(self) -> float:
        """Real seconds since some moment: for the limit of time, and for nothing that a script can see."""
        ...

    def now(self) -> DateTime:
        """The wall clock of the script's zone."""
        ...

    def to_utc(self, value: datetime) -> datetime:
        """A wall-clock time of the script's zone, in UTC; both without offset."""
        ...

    def from_utc(self, value: datetime) -> datetime:
        """The other way round."""
        ...

    def utc_offset(self, value: datetime) -> timedelta:
        """The zone's offset at a wall-clock time."""
        ...

    def random(self, below: int) -> int:
        """A whole number from 0, below the bound."""
        ...

    def trace(self, text: str) -> None:
        """A TRACE statement."""
        ...

    def warn(self, code: str, message: str, line: int | None = None, column: int | None = None) -> None:
        """Something odd that does not stop the run."""
        ...

    def request(
        self, method: str, url: str, headers: dict[str, str], body: bytes | None, timeout: float
    ) -> tuple[int, str, bytes]:
        """One request: status, its text, body. SnippetError if no answer came."""
        ...

    def save_to_db(self, name: str, value: Any, marked: bool = True) -> None:
        """Mark a variable for the platform's database, or take the mark back."""
        ...


class PlainHost:
    """A host that stands alone: a fixed clock, numbers by a seed, no network.

    ``now`` is the wall clock of ``zone``. ``traced``, ``warnings`` (code, message, line) and ``saved`` keep what came.
    """

    string_overflow = "cut"

    def __init__(
        self,
        now: datetime = datetime(2026, 3, 2, 8, 0),
        seed: int = 1,
        zone: tzinfo = UTC,
        limits: Limits = VENDOR,
    ) -> None:
        self.limits = limits
        self._now = now
        self._random = Random(seed)
        self._zone = zone
        self.traced: list[str] = []
        self.warnings: list[tuple[str, str, int | None]] = []
        self.saved: dict[str, Any] = {}

    def stopwatch(self) -> float:
        """Real seconds."""
        return time.monotonic()

    def now(self) -> DateTime:
        """The clock, which stands."""
        return DateTime(self._now)

    def to_utc(self, value: datetime) -> datetime:
        """A wall-clock time of the zone in UTC."""
        return value.replace(tzinfo=self._zone).astimezone(UTC).replace(tzinfo=None)

    def from_utc(self, value: datetime) -> datetime:
        """A UTC time on the zone's wall clock."""
        return value.replace(tzinfo=UTC).astimezone(self._zone).replace(tzinfo=None)

    def utc_offset(self, value: datetime) -> timedelta:
        """The zone's offset at a wall-clock time."""
        return value.replace(tzinfo=self._zone).utcoffset() or timedelta()

    def random(self, below: int) -> int:
        """A whole number from 0, below the bound; the same row for the same seed."""
        return int(self._random.random() * below)

    def trace(self, text: str) -> None:
        """Keep the text in ``traced``."""
        self.traced.append(text)

    def warn(self, code: str, message: str, line: int | None = None, column: int | None = None) -> None:
        """Keep the warning in ``warnings``."""
        self.warnings.append((code, message, line))

    def request(
        self, method: str, url: str, headers: dict[str, str], body: bytes | None, timeout: float
    ) -> tuple[int, str, bytes]:
        """Refused."""
        raise SnippetError("there is no network here")

    def save_to_db(self, name: str, value: Any, marked: bool = True) -> None:
        """Keep the value in ``saved``, or forget it."""
        if marked:
            self.saved[name] = value
        else:
            self.saved.pop(name, None)
