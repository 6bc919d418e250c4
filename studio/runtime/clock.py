"""Virtual time: whole microseconds since the Unix epoch, UTC, so that adding waits never rounds."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

SECOND = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LENGTH = re.compile(r"(?P<count>[0-9]+(?:\.[0-9]+)?)(?P<unit>ms|s|m|h|d)?")
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
#: The longest length, in seconds: a hundred years.
LONGEST = 36_500 * 86_400.0


def micros(moment: datetime) -> int:
    """The time of an aware datetime in microseconds since the epoch."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment(now: int) -> datetime:
    """The aware UTC datetime of a time in microseconds."""
    return _EPOCH + timedelta(microseconds=now)


@lru_cache(maxsize=256)
def iso(now: int) -> str:
    """A time as ISO 8601 text in UTC, to the millisecond."""
    return moment(now).strftime("%Y-%m-%dT%H:%M:%S.") + f"{now // 1000 % 1000:03d}Z"


def length(text: str) -> float | None:
    """The seconds of ``90s``, ``30m``, ``1.5h``, ``2d``, ``250ms`` or a bare number of seconds; None if it is none of these."""
    found = _LENGTH.fullmatch(text.strip())
    if found is None:
        return None
    seconds = float(found["count"]) * _UNITS[found["unit"] or "s"]
    return seconds if seconds <= LONGEST else None
