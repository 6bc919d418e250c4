"""Dates and times in records: ISO 8601 first, then the US order of month and day; nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from studio.dialer.records.zone_names import zone

_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)? ?(Z|[+-][0-9]{2}:?[0-9]{2})?)?",
    re.IGNORECASE,
)
_US = re.compile(
    r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?: +([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))? ?([AP])M)?", re.IGNORECASE
)
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?: ?([AP])M)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as written: the clock's reading, its distance from UTC where that is said, and whether a time
    is.
    """

    clock: datetime
    offset: timedelta | None = None
    has_time: bool = True


def read_date(text: str) -> Moment | None:
    """The date in ``text``, or None.

    Accepted are ``2026-05-31``, ``2026-05-31T18:00[:00[.000]]`` with or without ``Z`` or ``±hh:mm``, and
    ``5/31/2026[ 6:00[:00] PM]``. [our choice]
    """
    text = text.strip()
    if len(text) > 60:
        return None
    try:
        found = _ISO.fullmatch(text)
        if found is not None:
            return _iso(found)
        found = _US.fullmatch(text)
        return _us(found) if found is not None else None
    except (ValueError, OverflowError):
        return None


def utc_of(moment: Moment, zones: tuple[str, ...], end_of_day: bool) -> datetime:
    """The instant of ``moment`` in UTC, read in the zone of ``zones`` (IANA names) where it comes first.

    A date without a time is the end of that day where ``end_of_day`` is true, else its begin. ``zones`` must
    not be empty. A moment at the very edge of the calendar is moved inside it.
    """
    clock = moment.clock
    if end_of_day and not moment.has_time:
        clock = _moved(clock, timedelta(days=1))
    if moment.offset is not None:
        return _moved(clock, -moment.offset).replace(tzinfo=UTC)
    if clock.year in (1, 9999):  # no zone could be applied without leaving the calendar
        return clock.replace(tzinfo=UTC)
    return min(clock.replace(tzinfo=zone(name)).astimezone(UTC) for name in zones)


def iso_text(when: datetime | None) -> str:
    """An instant as ISO text in UTC, to the second, as scripts and records have it; "" for none."""
    return "" if when is None else f"{when:%Y-%m-%dT%H:%M:%SZ}"


def read_time(text: str) -> str | None:
    """A time of day as ``hh:mm:ss`` of 24 hours, or None where ``text`` is none."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, second = _hour(int(found[1]), found[4]), int(found[2]), int(found[3] or 0)
    if hour is None or hour > 23 or minute > 59 or second > 59:
        return None
    return f"{hour:02}:{minute:02}:{second:02}"


def _iso(found: re.Match[str]) -> Moment:
    year, month, day, hour, minute, second, fraction, offset = found.groups()
    micro = int((fraction or "0").ljust(6, "0")[:6])
    clock = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), micro)
    return Moment(clock, None if offset is None else _offset(offset), hour is not None)


def _offset(text: str) -> timedelta:
    if text in "Zz":
        return timedelta(0)
    distance = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    if int(text[-2:]) > 59:
        raise ValueError(text)
    timezone(distance)  # refuses a day and more
    return -distance if text[0] == "-" else distance


def _us(found: re.Match[str]) -> Moment | None:
    month, day, year, hour, minute, second, half = found.groups()
    hours = _hour(int(hour), half) if hour else 0
    if hours is None:
        return None
    clock = datetime(int(year), int(month), int(day), hours, int(minute or 0), int(second or 0))
    return Moment(clock, None, hour is not None)


def _hour(hour: int, half: str | None) -> int | None:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half in "Pp" else 0)


def _moved(clock: datetime, by: timedelta) -> datetime:
    try:
        return clock + by
    except OverflowError:
        return clock
