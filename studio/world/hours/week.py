"""Opening hours of a week, as text in a world file and as minutes of a day."""

from __future__ import annotations

import re
from itertools import pairwise

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: From and until, in minutes after midnight; until may lie beyond the day's 1,440 where a period runs over midnight.
Period = tuple[int, int]
_PERIOD = re.compile(r"(\d{1,2}):(\d{2})\s*(?:-|–)\s*(\d{1,2}):(\d{2})")
A_DAY = 1_440


def read_periods(text: str) -> tuple[Period, ...]:
    """The periods of ``08:00-12:00, 13:00-17:00``; none of ``closed``. ValueError for anything else.

    A period that ends no later than it begins runs over midnight, into the next day.
    """
    written = text.strip().lower()
    if written in ("", "closed"):
        return ()
    found = [_period(each.strip()) for each in written.split(",")]
    ordered = sorted(found)
    for (_, until), (begins, _) in pairwise(ordered):
        if begins < until:
            raise ValueError(f"periods of {text!r} overlap")
    return tuple(ordered)


def _period(text: str) -> Period:
    parts = _PERIOD.fullmatch(text)
    if parts is None:
        raise ValueError(f"{text!r} is no period such as 08:00-12:00")
    begins, until = (_minutes(int(parts[place]), int(parts[place + 1]), text) for place in (1, 3))
    if begins >= A_DAY:
        raise ValueError(f"{text!r} begins at the end of the day")
    return begins, until if until > begins else until + A_DAY


def _minutes(hour: int, minute: int, text: str) -> int:
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise ValueError(f"{text!r} has a time that no clock shows")
    return hour * 60 + minute


def read_days(text: str) -> range | tuple[int, ...]:
    """The days, from 0 for Monday, of ``monday`` or ``monday-friday``; ValueError for anything else."""
    names = [each.strip() for each in text.lower().split("-")]
    if not 1 <= len(names) <= 2 or any(each not in DAYS for each in names):
        raise ValueError(f"{text!r} is no day, or days such as monday-friday")
    first, last = DAYS.index(names[0]), DAYS.index(names[-1])
    return range(first, last + 1) if first <= last else (*range(first, len(DAYS)), *range(last + 1))


def read_week(week: dict[str, str]) -> dict[int, tuple[Period, ...]]:
    """The periods of each day that is stated; ValueError where a day is stated twice."""
    found: dict[int, tuple[Period, ...]] = {}
    for days, periods in week.items():
        read = read_periods(periods)
        for day in read_days(days):
            if day in found:
                raise ValueError(f"{DAYS[day]} is stated twice")
            found[day] = read
    return found


def within(periods: tuple[Period, ...], minute: float) -> bool:
    """True from the begin of a period until before its end."""
    return any(begins <= minute < until for begins, until in periods)
