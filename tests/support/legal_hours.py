"""Whether a call was legal, by means that share nothing with the dialer: zoneinfo and the raw table of number prefixes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from phonenumbers.tzdata import TIMEZONE_DATA

#: The US federal hours for telemarketing, local time of who is called.
FIRST, LAST = 8, 21


@cache
def zones_of_number(number: str) -> frozenset[str]:
    """Every zone in which a number of the North American plan (E.164) may lie.

    Those of the longest prefix that the table has; where only the area code is known and its prefixes lie in several zones,
    all of these.
    """
    digits = number.removeprefix("+")
    prefix = max((each for each in prefixes() if digits.startswith(each)), key=len)
    if len(prefix) == 4:
        area = frozenset(zone for each, zones in TIMEZONE_DATA.items() if each.startswith(prefix) for zone in zones)
        if len(area) > 1:
            return area
    return frozenset(TIMEZONE_DATA[prefix])


@cache
def prefixes() -> tuple[str, ...]:
    """The prefixes of the North American plan, area codes and longer ones."""
    return tuple(each for each in TIMEZONE_DATA if each.startswith("1") and len(each) >= 4)


def illegal(at: datetime, zones: Iterable[str]) -> list[str]:
    """The zones in which a call at this instant falls outside the hours."""
    wrong = []
    for zone in zones:
        local = at.astimezone(ZoneInfo(zone))
        if not FIRST <= local.hour < LAST:
            wrong.append(f"{zone} {local:%Y-%m-%d %H:%M}")
    return wrong
