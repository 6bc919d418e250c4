"""Why a record has the zone that it has: every way that was tried, and what it said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from studio.dialer.records.phones import shown
from studio.dialer.records.zone_names import zone_name
from studio.dialer.zones.finder import Found, ZoneFinder, short, zip_key
from studio.dialer.zones.numbers import MOST_PROFILES, candidates, count_clocks, is_geographic, kind_of
from studio.dialer.zones.states import zone_of_state


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was found, and the steps that led there: each a sentence, the last one decided."""

    found: Found
    steps: tuple[str, ...]


def explain_zone(
    finder: ZoneFinder,
    now: datetime,
    *,
    time_zone: str = "",
    zip_code: str = "",
    city: str = "",
    state: str = "",
    numbers: Iterable[str] = (),
    default: str | None = None,
) -> Explanation:
    """What `ZoneFinder.find` finds of these columns, step by step as far as they were taken."""
    called = list(numbers)
    found = finder.find(
        now,
        time_zone=time_zone,
        zip_code=zip_code,
        city=city,
        state=state,
        numbers=called,
        default=default,
    )
    steps = [_of_record(time_zone)]
    if found.source != "Record":
        steps.append(_of_zip(finder, zip_code))
        if found.source != "Zip":
            steps += _of_place(finder, city, state)
            if found.source != "CityState":
                steps += _of_number(finder, called, now)
                if found.source != "Phone":
                    steps.append(f"default: {default}" if default else "no default")
    return Explanation(found, tuple(each for each in steps if each))


def _of_record(time_zone: str) -> str:
    if not time_zone:
        return "the record names no zone"
    named = zone_name(time_zone)
    if named is None:
        return f"zone ignored: {short(time_zone)} is no known zone"
    return f"zone {short(time_zone)!r} of the record: {named}"


def _of_zip(finder: ZoneFinder, written: str) -> str:
    if not written:
        return "no zip"
    code = zip_key(written)
    if code is None:
        return f"zip {short(written, 12)!r} is neither 5 or 9 digits nor a Canadian code"
    zone = finder.of_zip(written)
    if zone is not None:
        return f"zip {code}: {zone}"
    if finder.zip_table is not None:
        return f"zip {code} is not in the table"
    return f"zip {code}: no table installed" if code.isdigit() else f"zip {code} may lie in several zones"


def _of_place(finder: ZoneFinder, city: str, state: str) -> list[str]:
    if not state:
        return ["no state"]
    steps = []
    if city and finder.city_table is not None:
        zone = finder.city_table(city, state)
        if zone is not None:
            return [f"{short(city)}, {short(state)}: {zone}"]
        steps.append(f"{short(city)}, {short(state)} is not in the table")
    elif city:
        steps.append(f"{short(city)}: no table of cities installed")
    zone = zone_of_state(state)
    told = "is unknown, or lies in several zones" if zone is None else f"lies in one zone: {zone}"
    return [*steps, f"state {short(state)} {told}"]


def _of_number(finder: ZoneFinder, numbers: list[str], now: datetime) -> list[str]:
    if not numbers:
        return ["no number"]
    number = numbers[0]
    if not number.startswith(finder.prefixes):
        codes = ", ".join(finder.prefixes) or "none"
        return [f"{shown(number)}: numbers of its country are not asked, only those that begin with {codes}"]
    if not is_geographic(number):
        return [f"{shown(number)} is {kind_of(number)}: it tells no place"]
    known = candidates(number)
    north_american = number.startswith("+1")
    prefix = known.prefix[1:] if north_american else f"+{known.prefix}"
    if not known.prefix:
        return [f"{shown(number)} is not in the table of prefixes"]
    if known.whole_area:
        told = f"{prefix} is a split area code and exchange {number[5:8]} is not listed: union of {_list(known.zones)}"
    elif known.whole_country:
        told = (
            f"{shown(number)} is a mobile number, which may be anywhere in its country: union of {_list(known.zones)}"
        )
    else:
        told = f"prefix {prefix}: {_list(known.zones)}"
    return [told, *_of_clocks(known.zones, now)]


def _of_clocks(zones: tuple[str, ...], now: datetime) -> list[str]:
    if len(zones) < 2:
        return []
    clocks = count_clocks(zones, now)
    if clocks == 1:
        return [f"they keep the same time all year: {min(zones)}"]
    if clocks > MOST_PROFILES:
        return [f"these keep {clocks} different times, and more than {MOST_PROFILES} tell nothing"]
    return [f"these keep {clocks} different times: it may be dialled when all of them allow it"]


def _list(zones: tuple[str, ...], most: int = 6) -> str:
    names = ", ".join(sorted(zones)[:most])
    return names if len(zones) <= most else f"{names} and {len(zones) - most} more"
