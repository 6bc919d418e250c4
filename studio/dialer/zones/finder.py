"""The time zone of a prospect: from the record, its zip, its city and state, its numbers, or the default.

A dialer that takes a wrong zone calls people at night, so every step prefers no answer to a doubtful one.
What a record's zone is may stay open between two or three: then all are kept, and the record may be dialled
only when every one of them allows it. An offset is never stored, as offsets change with the season.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import Literal

from studio.dialer.records.phones import library_number
from studio.dialer.records.zone_names import zone, zone_name
from studio.dialer.zones.states import zone_of_state

#: Where a zone came from; empty where there is none.
ZoneSource = Literal["", "Record", "Zip", "CityState", "Phone", "Default"]

#: A zip of five digits, or the first three characters of a Canadian code, to the IANA name of its zone.
ZipTable = Callable[[str], str | None]

#: A city and its state, as written in the record, to the IANA name of its zone.
CityTable = Callable[[str, str], str | None]

#: More different clocks than this among the zones of a number, and the number says nothing.
MOST_PROFILES = 3

_WEEKS = 53
_NORTH_AMERICAN_PREFIX = len("+1") + 6  # no entry of the library's table tells more of these numbers apart
_AREA_CODE = 4  # digits of a North American area code with its country code
_US_ZIP = re.compile(r"([0-9]{5})(?:-?[0-9]{4})?")
_CANADIAN_ZIP = re.compile(r"([A-Z][0-9][A-Z]) ?[0-9][A-Z][0-9]")


@dataclass(frozen=True, slots=True)
class Found:
    """The zones of a record (IANA names, none where unknown), where they came from, and what is worth
    telling.
    """

    zones: tuple[str, ...]
    source: ZoneSource
    warnings: tuple[str, ...] = ()


class ZoneFinder:
    """Finds zones by the order of the platform [documented] and the guards of our own [our choice].

    ``zip_table`` and ``city_table`` are optional: without them these steps are skipped, but a state that lies
    in one zone is still known. ``calling_codes`` are the countries whose numbers may tell a zone.
    """

    def __init__(
        self,
        zip_table: ZipTable | None = None,
        city_table: CityTable | None = None,
        calling_codes: Iterable[int] = (1,),
    ) -> None:
        self._zip_table = zip_table
        self._city_table = city_table
        self._prefixes = tuple(f"+{code}" for code in calling_codes)
        self._by_prefix: dict[str, tuple[str, ...]] = {}
        self._day: object = None

    def find(
        self,
        now: datetime,
        *,
        time_zone: str = "",
        zip_code: str = "",
        city: str = "",
        state: str = "",
        numbers: Iterable[str] = (),
        default: str | None = None,
    ) -> Found:
        """The zones of a record with these columns at ``now``.

        ``numbers`` are its usable numbers in E.164, in the order of the map; the first decides. ``default``
        is an IANA name, taken where nothing else is found; None where the record is then to be rejected.
        """
        ignored: tuple[str, ...] = ()
        if time_zone:
            named = zone_name(time_zone)
            if named is not None:
                return Found((named,), "Record")
            ignored = (f"zone ignored: {short(time_zone)}",)
        place = self._of_zip(zip_code)
        if place is not None:
            return Found((place,), "Zip", ignored)
        place = self._of_city(city, state)
        if place is not None:
            return Found((place,), "CityState", ignored)
        for number in numbers:
            zones = self.of_number(number, now)
            if len(zones) > 1:
                return Found(zones, "Phone", (*ignored, f"zone ambiguous: {len(zones)} zones"))
            if zones:
                return Found(zones, "Phone", ignored)
            break
        if default is not None:
            return Found((default,), "Default", (*ignored, "zone from default"))
        return Found((), "", ignored)

    def of_number(self, number: str, now: datetime) -> tuple[str, ...]:
        """The zones that a number (E.164) may lie in at ``now``; none where it does not tell.

        Toll-free and other numbers without a place, and numbers that the library doesn't know as valid, tell
        nothing; nor does a number with more than three different clocks.
        """
        if not number.startswith(self._prefixes) or not _is_geographic(number):
            return ()
        day = now.date()
        if day != self._day:
            self._day = day
            self._by_prefix.clear()
        prefix = number[: _NORTH_AMERICAN_PREFIX if number.startswith("+1") else _longest_prefix() + 1]
        zones = self._by_prefix.get(prefix)
        if zones is None:
            zones = self._by_prefix[prefix] = _told_apart(_candidates(number), now)
        return zones

    def _of_zip(self, written: str) -> str | None:
        if self._zip_table is None or not written:
            return None
        text = written.strip().upper()
        found = _US_ZIP.fullmatch(text) or _CANADIAN_ZIP.fullmatch(text)
        return self._zip_table(found[1]) if found else None

    def _of_city(self, city: str, state: str) -> str | None:
        if not state:
            return None
        if self._city_table is not None and city:
            found = self._city_table(city, state)
            if found is not None:
                return found
        return zone_of_state(state)


def short(text: str, most: int = 40) -> str:
    """A value of a record as a message may show it: on one line, never long, nothing but what can be printed."""
    text = " ".join(text[: 4 * most].split())
    if not text.isprintable():
        text = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
    return text if len(text) <= most else text[: most - 1] + "…"


def _is_geographic(number: str) -> bool:
    """Whether the library knows the number as one that belongs to a place.

    In the North American plan the library judges by the US patterns first and by those of the other countries
    only where these say nothing; so is it done here, with the US patterns compiled once. Anything else is
    asked of it.
    """
    if number.startswith("+1"):
        placed, other = _us_patterns()
        if other.fullmatch(number, 2):
            return False
        if placed.fullmatch(number, 2):
            return True
    import phonenumbers
    from phonenumbers import PhoneNumberType as Kind

    kind = phonenumbers.number_type(library_number(number))
    return kind in (Kind.FIXED_LINE, Kind.MOBILE, Kind.FIXED_LINE_OR_MOBILE)


@cache
def _us_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The library's US patterns of numbers with a place, and of all others, which it tries first."""
    from phonenumbers import PhoneMetadata

    us = PhoneMetadata.metadata_for_region("US", None)
    assert us is not None, "the phone library always knows the US"
    others = (
        *(us.premium_rate, us.toll_free, us.shared_cost, us.voip),
        *(us.personal_number, us.pager, us.uan, us.voicemail),
    )

    def joined(descriptions: Iterable[object]) -> re.Pattern[str]:
        patterns = (getattr(each, "national_number_pattern", None) for each in descriptions)
        return re.compile("|".join(f"(?:{each})" for each in patterns if each) or "(?!)")

    return joined((us.fixed_line, us.mobile)), joined(others)


def _candidates(number: str) -> tuple[str, ...]:
    """The zones of the longest known prefix; all zones of its area code where only that is known and it is
    split.

    An area code that spans two zones has one answer for every exchange that isn't listed, and that answer is
    often the wrong one of the two; hence the union.
    """
    from phonenumbers.tzdata import TIMEZONE_DATA

    digits = number[1:]
    for length in range(_longest_prefix(), 0, -1):
        zones = TIMEZONE_DATA.get(digits[:length])
        if zones is not None:
            if length == _AREA_CODE and digits.startswith("1"):
                return _split_area_codes().get(digits[:length], zones)
            return tuple(zones)
    return ()


@cache
def _split_area_codes() -> dict[str, tuple[str, ...]]:
    """The North American area codes whose exchanges lie in several zones, with all of these."""
    from phonenumbers.tzdata import TIMEZONE_DATA

    by_area: dict[str, set[str]] = {}
    for prefix, zones in TIMEZONE_DATA.items():
        if prefix.startswith("1") and len(prefix) >= _AREA_CODE:
            by_area.setdefault(prefix[:_AREA_CODE], set()).update(zones)
    return {area: tuple(sorted(found)) for area, found in by_area.items() if len(found) > 1}


@cache
def _longest_prefix() -> int:
    """Digits of the longest prefix of the library's table."""
    from phonenumbers.tzdata import TIMEZONE_LONGEST_PREFIX

    return int(TIMEZONE_LONGEST_PREFIX)


def _told_apart(zones: tuple[str, ...], now: datetime) -> tuple[str, ...]:
    """One zone where all keep the same time over the next year; all of them up to three clocks; none beyond."""
    if len(zones) <= 1:
        return zones
    profiles = {_profile(name, now) for name in zones}
    if len(profiles) == 1:
        return (min(zones),)
    return tuple(sorted(zones)) if len(profiles) <= MOST_PROFILES else ()


def _profile(name: str, now: datetime) -> tuple[timedelta | None, ...]:
    """The offsets of a zone today and in every week of the coming year."""
    return _profile_from(name, datetime(now.year, now.month, now.day, tzinfo=UTC))


@lru_cache(maxsize=1000)
def _profile_from(name: str, start: datetime) -> tuple[timedelta | None, ...]:
    rules = zone(name)
    return tuple((start + timedelta(weeks=week)).astimezone(rules).utcoffset() for week in range(_WEEKS))
