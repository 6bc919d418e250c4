"""A year of dialling across both clock changes and all North American zones: no call outside the hours.

What is judged are the calls that the world tells of; the judge is `legal_hours`, which knows nothing of the dialer.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from legal_hours import illegal, prefixes, zones_of_number
from phonenumbers import PhoneNumberType, is_valid_number, number_type, parse
from phonenumbers.tzdata import TIMEZONE_DATA

from studio.runtime.clock import SECOND
from studio.runtime.ports import LoadRequest
from studio.world.settings import WorldSettings
from studio.world.world import World

YEAR = 365
#: Records of each kind; STUDIO_YEAR_RECORDS makes a longer run.
EACH = int(os.environ.get("STUDIO_YEAR_RECORDS", "1"))
#: Zones of records by what is written in them, not by their number.
STATED = [
    "America/Phoenix",
    "Eastern Standard Time",
    "America/St_Johns",
    "Pacific/Honolulu",
    "AKT",
    "America/Puerto_Rico",
]
IANA = {"Eastern Standard Time": "America/New_York", "AKT": "America/Anchorage"}
STATES = {
    "NY": "America/New_York",
    "TX": "",
    "CA": "America/Los_Angeles",
    "HI": "Pacific/Honolulu",
    "MB": "America/Winnipeg",
}


#: The zone that the table names for the area code 867 alone, whose exchanges lie in five: such numbers tell no zone.
NEVER = frozenset({"America/Fort_Nelson"})


def records() -> tuple[list[dict[str, str]], dict[str, frozenset[str]]]:
    """Records of every combination of zones that prefixes have, of every split area code, and with zones of their own."""
    by_zones = defaultdict(list)
    for prefix in sorted(prefixes()):
        by_zones[tuple(TIMEZONE_DATA[prefix])].append(prefix)
    areas = {each[:4] for each in prefixes() if len(each) > 4}
    chosen = [prefix for found in by_zones.values() for prefix in found[:EACH]]
    chosen += [area for area in sorted(areas) for _ in range(EACH)]
    rows: list[dict[str, str]] = []
    zones: dict[str, frozenset[str]] = {}
    for number, prefix in enumerate(dict.fromkeys(chosen)):
        digits = known_number(prefix[1:], number)
        if not digits:
            continue
        rows.append({"id": f"N{number}", "phone": digits})
        zones[f"N{number}"] = zones_of_number(f"+1{digits}")
    for number, name in enumerate(STATED):
        rows.append({"id": f"S{number}", "phone": f"212555{number:04}", "zone": name})
        zones[f"S{number}"] = frozenset([IANA.get(name, name)])
    for number, (state, zone) in enumerate(STATES.items()):
        rows.append({"id": f"T{number}", "phone": f"907581{number:04}", "state": state})
        zones[f"T{number}"] = frozenset([zone]) if zone else zones_of_number(f"+1907581{number:04}")
    for row in rows[::5]:
        row["look"] = "yes"
    return rows, zones


def known_number(start: str, number: int) -> str:
    """Ten digits that begin so and are a number that there is; empty where none was found."""
    for between in range(10 ** max(0, 6 - len(start))):
        national = start + f"{between:0{6 - len(start)}}" if len(start) < 6 else start
        digits = national + f"{number % 10_000:04}"
        if is_valid_number(parse(f"+1{digits}")) and number_type(parse(f"+1{digits}")) in _WITH_A_PLACE:
            return digits
    return ""


_WITH_A_PLACE = (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


def settings() -> WorldSettings:
    return WorldSettings.model_validate(
        {
            "start": "2026-01-01T00:00:00Z",
            "zone": "America/New_York",
            "seed": 3,
            "sources": [
                {
                    "name": "L",
                    "map": {
                        "ExternalID": "id", "PhoneNumber": "phone", "TimeZone": "zone", "State": "state",
                        "ConfirmationRequired": "look",
                    },
                }
            ],
            "skills": [
                {
                    "number": 1,
                    # 25 hours: every record is called at every hour in turn.
                    "retry": {"minimumRetryMinutes": 25 * 60, "maximumAttempts": 300},
                    "calling": {
                        "agents": 6,
                        "preview_seconds": 600,
                        "outcomes": [{"name": "No Answer", "weight": 1, "classification": 20}],
                    },
                }
            ],
        }
    )  # fmt: skip


class Calls:
    """The calls that a world tells of: whom, and when."""

    def __init__(self) -> None:
        self.made: list[tuple[str, datetime]] = []

    def __call__(self, event: Any) -> None:
        if event.kind == "world" and event.data.get("text") == "call":
            self.made.append((event.data["prospect"], datetime.fromisoformat(event.data["at"])))


def test_the_judge_sees_what_is_wrong() -> None:
    eastern, chicago = zones_of_number("+12125550100"), zones_of_number("+13125550100")
    assert (eastern, chicago) == (frozenset(["America/New_York"]), frozenset(["America/Chicago"]))
    assert zones_of_number("+14235550100") == frozenset(["America/New_York", "America/Chicago"])
    morning = datetime(2026, 1, 15, 13, 0, tzinfo=UTC)
    assert illegal(morning, eastern) == []
    assert illegal(morning - timedelta(minutes=1), eastern)
    assert illegal(morning, chicago)
    evening = datetime(2026, 1, 16, 2, 0, tzinfo=UTC)
    assert illegal(evening, eastern)
    assert illegal(evening - timedelta(seconds=1), eastern) == []
    # In July the clocks are an hour on.
    assert illegal(datetime(2026, 7, 15, 12, 0, tzinfo=UTC), eastern) == []


@pytest.mark.slow
def test_no_call_of_a_year_is_outside_the_hours() -> None:
    rows, zones = records()
    calls = Calls()
    with closing(World(settings())) as world:
        world.engine.observe(calls)
        assert world.campaign is not None
        for start in range(0, len(rows), 10_000):
            request = LoadRequest("1", "L", rows[start : start + 10_000])
            result = world.engine.ports.prospects.load(request, world.now())
            assert not result.error
        loaded = {row.external_id for row in result.rows if row.code == "Success"}
        world.campaign.begin()
        world.go_on(until=world.engine.now + YEAR * 86_400 * SECOND)
    wrong = [(who, when) for who, when in calls.made if illegal(when, zones[who])]
    assert wrong == []
    # The year was one: everybody was called in all of it, at all hours, and around both clock changes.
    made = Counter(who for who, _ in calls.made)
    assert set(made) == {who for who in loaded if who in made}
    callable_ones = {who for who in loaded if _has_hours(zones[who])}
    assert set(made) == callable_ones
    hours = Counter(when.astimezone(ZoneInfo("America/New_York")).hour for who, when in calls.made if who == "S1")
    assert set(hours) == set(range(8, 21))
    days = {when.date() for _, when in calls.made}
    assert {datetime(2026, 3, 8).date(), datetime(2026, 11, 1).date()} <= days
    every = {zone for prefix in prefixes() for zone in TIMEZONE_DATA[prefix]}
    assert every - {zone for who in made for zone in zones[who]} <= NEVER


def _has_hours(zones: frozenset[str]) -> bool:
    """Whether there is an hour of a day in January at which all zones are inside the hours."""
    return any(not illegal(datetime(2026, 1, 15, hour, 30, tzinfo=UTC), zones) for hour in range(24))
