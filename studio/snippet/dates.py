"""Dates: wall-clock times of the script's zone. As numbers they are days since 30 December 1899 [documented]."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from studio.snippet.errors import SnippetError, shown

if TYPE_CHECKING:
    from studio.snippet.host import Host

_EPOCH = datetime(1899, 12, 30)
_DAY = timedelta(days=1)
_TIME = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]{1,7}))?)?"
_US = re.compile(
    r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4})"
    r"(?:[ \t]+" + _TIME + r"(?:[ \t]*(?P<half>[AaPp][Mm]))?)?"
)
_ISO = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"(?:[Tt ]" + _TIME + r"[ \t]*(?P<zone>[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)


class DateTime:
    """A date with a time, without a zone. Immutable."""

    __slots__ = ("value",)

    def __init__(self, value: datetime) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DateTime) and other.value == self.value

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return f"DateTime({self.value.isoformat()})"

    def number(self) -> int | float:
        """Days since 30 December 1899; the fraction is the time of day [documented]."""
        days = (self.value - _EPOCH) / _DAY
        return int(days) if days == int(days) else days

    def date_text(self) -> str:
        """``M/d/yyyy`` [choice]."""
        return f"{self.value.month}/{self.value.day}/{self.value.year:04d}"

    def time_text(self) -> str:
        """``h:mm:ss tt`` [choice]."""
        at = self.value
        return f"{at.hour % 12 or 12}:{at.minute:02d}:{at.second:02d} {'AM' if at.hour < 12 else 'PM'}"

    def text(self) -> str:
        """``M/d/yyyy h:mm:ss tt`` [choice]."""
        return f"{self.date_text()} {self.time_text()}"


def from_number(days: int | float) -> DateTime:
    """The date of so many days since 30 December 1899, to the millisecond; SnippetError outside the years 1 to 9999.

    A double can't tell the microseconds of a day number: the nearest millisecond is what was meant.
    """
    try:
        exact = _EPOCH + timedelta(days=days, microseconds=500)
    except (OverflowError, ValueError):
        raise SnippetError(f"{days} is no date: it lies outside the years 1 to 9999") from None
    return DateTime(exact.replace(microsecond=exact.microsecond // 1000 * 1000))


def shifted(value: datetime, by: timedelta) -> datetime:
    """A time moved; SnippetError outside the years 1 to 9999."""
    try:
        return value + by
    except OverflowError:
        raise SnippetError("the date lies outside the years 1 to 9999") from None


def parse(text: str, host: Host | None = None) -> DateTime | None:
    """The date that a text gives, or None: ``M/d/yyyy`` with 12 or 24 hours, or ISO 8601.

    ISO text with an offset is converted to the script's zone [choice]; without a host it stays in UTC.
    """
    text = text.strip()
    if not 8 <= len(text) <= 40:
        return None
    found = _US.fullmatch(text) or _ISO.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    hour = int(parts["hour"] or 0)
    half = parts.get("half")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] in "Pp" else 0)
    fraction = (parts["fraction"] or "").ljust(6, "0")[:6]
    try:
        value = datetime(
            int(parts["year"]), int(parts["month"]), int(parts["day"]),
            hour, int(parts["minute"] or 0), int(parts["second"] or 0), int(fraction),
        )  # fmt: skip
    except ValueError:
        return None
    return _in_zone(value, parts.get("zone"), host)


def _in_zone(value: datetime, zone: str | None, host: Host | None) -> DateTime | None:
    """A time with its offset as ISO text has it, on the wall clock of the host's zone."""
    if not zone:
        return DateTime(value)
    try:
        if zone not in "Zz":
            size = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:].lstrip(":") or 0))
            value = value + size if zone[0] == "-" else value - size
        return DateTime(value if host is None else host.from_utc(value))
    except OverflowError:
        return None


def to_date(value: object, host: Host | None = None) -> DateTime:
    """A value as a date: a date, its number, or text that reads as one; else SnippetError [choice]."""
    if isinstance(value, DateTime):
        return value
    if isinstance(value, (int, float)):
        return from_number(value)
    if isinstance(value, str):
        found = parse(value, host)
        if found is not None:
            return found
        raise SnippetError(f"{shown(value)} is no date")
    raise SnippetError("null is no date" if value is None else "an object is no date")


def to_utc(value: DateTime, host: Host) -> DateTime:
    """A date of the script's zone in UTC; SnippetError where that lies outside the years 1 to 9999."""
    try:
        return DateTime(host.to_utc(value.value))
    except OverflowError:
        raise SnippetError("the date lies outside the years 1 to 9999") from None
