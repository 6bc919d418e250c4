"""What a phone number tells of its zone: the library's table of prefixes, behind guards of our own.

The table has one answer for a whole area code where an exchange isn't listed. Where the area code spans several
zones, that answer is the wrong one for many of its numbers, so all zones of the area code are taken instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache

from studio.dialer.records.phones import library_number
from studio.dialer.records.zone_names import zone

#: More different clocks than this among the zones of a number, and the number says nothing.
MOST_PROFILES = 3

_WEEKS = 53
_AREA_CODE = 4  # digits of a North American area code with its country code


@dataclass(frozen=True, slots=True)
class Candidates:
    """The zones that a number may be in by the table.

    ``prefix`` are the digits that were found there, empty for none. With ``whole_area`` only the area code was
    found, and it is split: the zones are all of it. With ``whole_country`` the number is a mobile one, outside
    North America, whose prefix tells nothing: the zones are all of its country.
    """

    zones: tuple[str, ...]
    prefix: str = ""
    whole_area: bool = False
    whole_country: bool = False


def is_geographic(number: str) -> bool:
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
    from phonenumbers import PhoneNumberType as Kind

    return _kind(number) in (Kind.FIXED_LINE, Kind.MOBILE, Kind.FIXED_LINE_OR_MOBILE)


def kind_of(number: str) -> str:
    """What sort of number it is, in words."""
    from phonenumbers import PhoneNumberType as Kind

    words: dict[object, str] = {
        Kind.TOLL_FREE: "toll-free",
        Kind.PREMIUM_RATE: "premium rate",
        Kind.SHARED_COST: "shared cost",
        Kind.VOIP: "voice over IP",
        Kind.PERSONAL_NUMBER: "a personal number",
        Kind.PAGER: "a pager",
        Kind.UAN: "a company's number",
        Kind.VOICEMAIL: "a voice mail",
    }
    return words.get(_kind(number), "in no area code that the table knows")


def candidates(number: str) -> Candidates:
    """The zones of the longest known prefix; all of the area code where only that is known and it is split."""
    from phonenumbers.tzdata import TIMEZONE_DATA

    digits = number[1:]
    if not digits.startswith("1") and (code := _roaming(number)):
        return Candidates(_of_country(code), code, whole_country=True)
    for length in range(longest_prefix(), 0, -1):
        zones = TIMEZONE_DATA.get(digits[:length])
        if zones is not None:
            if length == _AREA_CODE and digits.startswith("1"):
                whole = split_area_codes().get(digits[:length])
                return Candidates(whole or tuple(zones), digits[:length], whole is not None)
            return Candidates(tuple(zones), digits[:length])
    return Candidates(())


@cache
def split_area_codes() -> dict[str, tuple[str, ...]]:
    """The North American area codes (with their 1) whose exchanges lie in several zones, with all of these."""
    from phonenumbers.tzdata import TIMEZONE_DATA

    by_area: dict[str, set[str]] = {}
    for prefix, zones in TIMEZONE_DATA.items():
        if prefix.startswith("1") and len(prefix) >= _AREA_CODE:
            by_area.setdefault(prefix[:_AREA_CODE], set()).update(zones)
    return {area: tuple(sorted(found)) for area, found in by_area.items() if len(found) > 1}


@cache
def longest_prefix() -> int:
    """Digits of the longest prefix of the library's table."""
    from phonenumbers.tzdata import TIMEZONE_LONGEST_PREFIX

    return int(TIMEZONE_LONGEST_PREFIX)


def told_apart(zones: tuple[str, ...], now: datetime) -> tuple[str, ...]:
    """One zone where all keep the same time over the next year; all of them up to three clocks; none beyond."""
    if len(zones) <= 1:
        return zones
    clocks = count_clocks(zones, now)
    if clocks == 1:
        return (min(zones),)
    return tuple(sorted(zones)) if clocks <= MOST_PROFILES else ()


def count_clocks(zones: Iterable[str], now: datetime) -> int:
    """How many different clocks zones keep, today and in every week of the coming year."""
    start = datetime(now.year, now.month, now.day, tzinfo=UTC)
    return len({_profile(name, start) for name in zones})


@lru_cache(maxsize=1000)
def _profile(name: str, start: datetime) -> tuple[timedelta | None, ...]:
    rules = zone(name)
    return tuple((start + timedelta(weeks=week)).astimezone(rules).utcoffset() for week in range(_WEEKS))


def _kind(number: str) -> object:
    import phonenumbers

    return phonenumbers.number_type(library_number(number))


def _roaming(number: str) -> str:
    """The country code of a mobile number that may be anywhere in a country of several zones; else empty.

    The table has such prefixes, and names one city for them.
    """
    import phonenumbers

    found = library_number(number)
    if phonenumbers.number_type(found) != phonenumbers.PhoneNumberType.MOBILE:
        return ""
    code = str(found.country_code)
    return code if len(_of_country(code)) > 1 else ""


@lru_cache(maxsize=300)
def _of_country(code: str) -> tuple[str, ...]:
    from phonenumbers.tzdata import TIMEZONE_DATA

    return tuple(TIMEZONE_DATA.get(code, ()))


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
