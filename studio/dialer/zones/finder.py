"""The time zone of a prospect: from the record, its zip, its city and state, its numbers, or the default.

A dialer that takes a wrong zone calls people at night, so every step prefers no answer to a doubtful one.
What a record's zone is may stay open between two or three: then all are kept, and the record may be dialled
only when every one of them allows it. An offset is never stored, as offsets change with the season.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from studio.dialer.records.zone_names import zone_name
from studio.dialer.zones.canada import zone_of_fsa
from studio.dialer.zones.numbers import candidates, is_geographic, told_apart
from studio.dialer.zones.states import zone_of_state
from studio.dialer.zones.tables import CityTable, ZipTable

#: Where a zone came from; empty where there is none.
ZoneSource = Literal["", "Record", "Zip", "CityState", "Phone", "Default"]

_NORTH_AMERICAN_PREFIX = len("+1") + 6  # no entry of the library's table tells more of these numbers apart
_US_ZIP = re.compile(r"([0-9]{5})(?:-?[0-9]{4})?")
_CANADIAN_ZIP = re.compile(r"([A-Z][0-9][A-Z])[ -]?[0-9][A-Z][0-9]")


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

    ``zip_table`` and ``city_table`` are optional: without them US zips and cities are skipped; a Canadian code
    and a state that lie in one zone are known without. ``calling_codes`` are the countries whose numbers may
    tell a zone.
    """

    def __init__(
        self,
        zip_table: ZipTable | None = None,
        city_table: CityTable | None = None,
        calling_codes: Iterable[int] = (1,),
    ) -> None:
        self.zip_table = zip_table
        self.city_table = city_table
        self.prefixes = tuple(f"+{code}" for code in calling_codes)
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
        place = self.of_zip(zip_code) if zip_code else None
        if place is not None:
            return Found((place,), "Zip", ignored)
        place = self.of_city(city, state) if state else None
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
        if not number.startswith(self.prefixes) or not is_geographic(number):
            return ()
        day = now.date()
        if day != self._day:
            self._day = day
            self._by_prefix.clear()
        if not number.startswith("+1"):
            return told_apart(candidates(number).zones, now)
        prefix = number[:_NORTH_AMERICAN_PREFIX]
        zones = self._by_prefix.get(prefix)
        if zones is None:
            zones = self._by_prefix[prefix] = told_apart(candidates(number).zones, now)
        return zones

    def of_zip(self, written: str) -> str | None:
        """The zone of a US zip of 5 or 9 digits, or of a Canadian code; None where no table has it."""
        code = zip_key(written)
        if code is None:
            return None
        found = None if self.zip_table is None else self.zip_table(code)
        return found or (None if code.isdigit() else zone_of_fsa(code))

    def of_city(self, city: str, state: str) -> str | None:
        """The zone of a city in a state by the table; else that of the state if it lies in one."""
        if self.city_table is not None and city and state:
            found = self.city_table(city, state)
            if found is not None:
                return found
        return zone_of_state(state)


def zip_key(written: str) -> str | None:
    """What a zip is looked up by: five digits, or three characters of a Canadian code; None for another text."""
    text = written.strip().upper()
    found = _US_ZIP.fullmatch(text) or _CANADIAN_ZIP.fullmatch(text)
    return found[1] if found else None


def short(text: str, most: int = 40) -> str:
    """A value of a record as a message may show it: on one line, never long, nothing but what can be printed."""
    text = " ".join(text[: 4 * most].split())
    if not text.isprintable():
        text = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
    return text if len(text) <= most else text[: most - 1] + "…"
