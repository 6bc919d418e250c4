"""What is told of a record's chance to be dialled: what stops it, in words, and when nothing does any more."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from campaigns import Heard, campaign, go, load, outcome, rows, world
from campaigns import prospect as held
from chances import Lists

from studio.dialer.calling.chances import Chance, explain_chance
from studio.dialer.records.prospect import Destination, Prospect
from studio.dialer.settings.skills import Skill

#: A Monday, noon in New York.
NOW = datetime(2026, 6, 15, 16, tzinfo=UTC)
NY = "America/New_York"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in June 2026, UTC."""
    return datetime(2026, 6, day, hour, minute, tzinfo=UTC)


def chance(
    now: datetime = NOW,
    lists: Lists | None = None,
    agents: tuple[int, ...] | None = None,
    settings: dict[str, Any] | None = None,
    numbers: list[Destination] | None = None,
    **record: Any,
) -> Chance:
    numbers = numbers or [Destination("Home", "Phone", "+12125550101")]
    prospect = Prospect(1, "CRM", "R1", 1, **{"zones": (NY,), "destinations": numbers, **record})
    return explain_chance(prospect, Skill.model_validate({"number": 1} | (settings or {})), now, NY, lists, agents)


def cell(**members: Any) -> Destination:
    return Destination("Cell", "Phone", "+12125550102", **members)


def by_cadence(*steps: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {"settings": {"cadence": {"steps": list(steps), **members}}}


WORK_HOURS = {"field": "Home", "weekdays": {"start": "09:00", "end": "12:00"}}
GONE: dict[str, Any] = {
    "settings": {"retry": {"releaseAgentSpecificCalls": False, "callbackStaleMinutes": 60}},
    "state": "callback",
    "agent": 7,
    "agents": (8,),
}
CASES: dict[str, tuple[dict[str, Any], list[str], datetime | None]] = {
    "nothing": ({}, [], NOW),
    "at pacing": ({"state": "ready"}, [], NOW),
    "rest": ({"state": "resting", "due": at(15, 18)}, ["it rests until 2026-06-15 14:00 America/New_York"], at(15, 18)),
    "rest that ends at night": (
        {"state": "resting", "due": at(16, 2)},
        ["it rests until 2026-06-15 22:00 America/New_York"],
        at(16, 12),
    ),
    "long rest that ends at night": (
        {"state": "resting", "due": datetime(2026, 7, 9, 2, tzinfo=UTC)},
        ["it rests until 2026-07-08 22:00 America/New_York"],
        datetime(2026, 7, 9, 12, tzinfo=UTC),
    ),
    "callback": (
        {"state": "callback", "due": at(15, 17, 1)},
        ["a callback is agreed for 2026-06-15 13:01 America/New_York"],
        at(15, 17, 1),
    ),
    "hours": (
        {"now": at(15, 11)},
        ["America/New_York is outside its hours, 08:00 to 21:00: it is Mon 07:00 there"],
        at(15, 12),
    ),
    "last minute": (
        {"now": at(16, 0, 59)},
        ["the last minute of the hours of America/New_York has begun: no call starts any more"],
        at(16, 12),
    ),
    "one of two zones": (
        {"now": at(15, 13), "zones": (NY, "America/Denver")},
        ["America/Denver is outside its hours, 08:00 to 21:00: it is Mon 07:00 there"],
        at(15, 14),
    ),
    "schedule": (
        {"settings": {"schedule": {"monday": {"start": "13:00", "end": "17:00"}}}},
        ["skill 1 calls from 13:00 to 17:00 on Mondays: it is 12:00 in America/New_York"],
        at(15, 17),
    ),
    "day off": (
        {"settings": {"schedule": {"monday": {"active": False}}}},
        ["skill 1 calls not at all on Mondays: it is 12:00 in America/New_York"],
        at(16, 12),
    ),
    "no zone": ({"zones": ()}, ["it has no zone"], None),
    "zone off": (
        {"settings": {"only_listed_zones": True}},
        ["skill 1 does not call in America/New_York"],
        None,
    ),
    "hours that never meet": (
        {"settings": {"window": {"start": "01:00", "end": "02:00"}}, "zones": (NY, "Pacific/Honolulu")},
        [
            "America/New_York is outside its hours, 01:00 to 02:00: it is Mon 12:00 there",
            "Pacific/Honolulu is outside its hours, 01:00 to 02:00: it is Mon 06:00 there",
            "no hours of its zones and its skill come together within a week",
        ],
        None,
    ),
    "stopped": ({"settings": {"running": False}}, ["skill 1 is stopped"], NOW),
    "in play": ({"state": "in play"}, ["it is being dialled, or with an agent"], None),
    "finalized": ({"state": "finalized", "outcome": "Sale"}, ["it is finalized, Sale"], None),
    "exhausted": (
        {"state": "exhausted", "attempts": 5, "outcome": "No Answer"},
        ["it is exhausted, No Answer"],
        None,
    ),
    "exhausted, more granted": (
        {"state": "exhausted", "attempts": 4},
        ["it is exhausted; the skill grants more tries by now, but the dialer has not taken it up again"],
        None,
    ),
    "expired": ({"expires": at(15, 16)}, ["it has expired: 2026-06-15 12:00 America/New_York"], None),
    "expires before its turn": (
        {"now": at(15, 10), "expires": at(15, 11)},
        [
            "America/New_York is outside its hours, 08:00 to 21:00: it is Mon 06:00 there",
            "by 2026-06-15 08:00 America/New_York it has expired: 2026-06-15 07:00 America/New_York",
        ],
        None,
    ),
    "no number left": ({"numbers": [cell(final=True)]}, ["none of its numbers is left to dial"], None),
    "listed": (
        {"lists": Lists(frozenset({"+12125550101"}))},
        ["the numbers that are left must not be called: they are on lists of Do Not Call"],
        None,
    ),
    "one of two listed": (
        {"lists": Lists(frozenset({"+12125550101"})), "numbers": [Destination("Home", "Phone", "+12125550101"), cell()]},
        [],
        NOW,
    ),
    "suppressed": (
        {"lists": Lists(suppressed=[(at(1, 0), at(16, 3)), (at(16, 1), at(18, 16))])},
        ["it is suppressed until 2026-06-15 23:00 America/New_York"],
        at(18, 16),
    ),
    "suppressed for good": (
        {"lists": Lists(suppressed=[(at(1, 0), datetime(9999, 12, 31, tzinfo=UTC))])},
        ["it is suppressed for good"],
        None,
    ),
    "suppressed by then": (
        {"now": at(15, 11), "lists": Lists(suppressed=[(at(15, 12), datetime(9999, 12, 31, tzinfo=UTC))])},
        [
            "America/New_York is outside its hours, 08:00 to 21:00: it is Mon 07:00 there",
            "by 2026-06-15 08:00 America/New_York it is suppressed for good",
        ],
        None,
    ),
    "fresh ones not loaded": (
        {"settings": {"retry": {"loadFresh": False}}},
        ["skill 1 does not dial fresh records"],
        None,
    ),
    "tried ones not loaded": (
        {"settings": {"retry": {"loadNonFresh": False}}, "state": "resting", "attempts": 1},
        ["skill 1 does not dial records that were tried before"],
        None,
    ),
    "callbacks not loaded, until it is none any more": (
        {
            "settings": {"retry": {"loadCallbacks": False, "callbackStaleMinutes": 60}},
            "state": "callback", "attempts": 1, "due": at(15, 15, 30),
        },
        ["skill 1 does not dial callbacks"],
        at(15, 16, 30),
    ),
    "agent gone": (
        {"settings": {"retry": {"releaseAgentSpecificCalls": False}}, "agent": 7, "agents": (8,)},
        ["its agent 7 is not with skill 1"],
        None,
    ),
    "agent gone before a callback, which ends it": (
        GONE | {"due": at(15, 17)},
        ["a callback is agreed for 2026-06-15 13:00 America/New_York", "its agent 7 is not with skill 1"],
        None,
    ),
    "agent gone before a callback, which is none any more when hours begin": (
        GONE | {"due": at(16, 3)},
        ["a callback is agreed for 2026-06-15 23:00 America/New_York", "its agent 7 is not with skill 1"],
        at(16, 12),
    ),
    "agent gone, which ends it though it is suppressed": (
        GONE | {"due": at(15, 15, 30), "lists": Lists(suppressed=[(at(15, 0), at(15, 17))])},
        ["its agent 7 is not with skill 1"],
        None,
    ),
    "agent gone, record released": ({"agent": 7, "agents": (8,)}, [], NOW),
    "cadence's number rests": (
        by_cadence({"field": "Cell"}, destinationRetryRestMinutes=90)
        | {"numbers": [cell(attempts=1, last_attempt=at(15, 15))]},
        ["Cell rests until 2026-06-15 12:30 America/New_York"],
        at(15, 16, 30),
    ),
    "cadence waits for its next step": (
        by_cadence({"field": "Cell", "attempts": 2}, {"field": "Home"}, destinationRetryRestMinutes=90)
        | {"numbers": [Destination("Home", "Phone", "+12125550101"), cell(attempts=1, last_attempt=at(15, 15))]},
        ["Cell rests until 2026-06-15 12:30 America/New_York"],
        at(15, 16, 30),
    ),
    "cadence's hours": (
        by_cadence(WORK_HOURS),
        ["Home is called from 09:00 to 12:00 on weekdays by its cadence"],
        at(16, 13),
    ),
    "cadence, the next best": (
        by_cadence(WORK_HOURS, {"field": "Cell"}, recordRequestMode="Next Best")
        | {"numbers": [Destination("Home", "Phone", "+12125550101"), cell(attempts=0)]},
        [],
        NOW,
    ),
    "cadence done": (
        by_cadence({"field": "Cell"}, attemptMode="Single Pass") | {"numbers": [cell(attempts=1, last_attempt=at(1, 0))]},
        ["no number has a turn left in its cadence"],
        None,
    ),
    "cadence outside the legal hours": (
        by_cadence({"field": "Home", "weekdays": {"start": "22:00", "end": "23:00"}, "weekends": {"active": False}}),
        [
            "Home is called from 22:00 to 23:00 on weekdays by its cadence",
            "by 2026-06-24 08:00 America/New_York no hours of its zones, its skill and its cadence come together within a week",
        ],
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("given", "reasons", "following"), CASES.values(), ids=CASES.keys())
def test_reasons(given: dict[str, Any], reasons: list[str], following: datetime | None) -> None:
    assert chance(**given) == Chance(not reasons, reasons, following)


#: Windows, before the change of clocks, and when a record in New York may be dialled first after it (UTC).
CLOCKS = [
    ("02:30", "05:00", datetime(2026, 3, 8, 5, tzinfo=UTC), datetime(2026, 3, 8, 7, tzinfo=UTC)),
    ("01:30", "02:00", datetime(2026, 11, 1, 6, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)),
    ("00:00", "01:30", datetime(2026, 11, 1, 5, 40, tzinfo=UTC), datetime(2026, 11, 1, 6, tzinfo=UTC)),
]


@pytest.mark.parametrize(("start", "end", "now", "following"), CLOCKS)
def test_hours_when_clocks_are_changed(start: str, end: str, now: datetime, following: datetime) -> None:
    found = chance(now, settings={"window": {"start": start, "end": end}})
    assert (found.may_now, found.next) == (False, following)


@pytest.mark.parametrize("year", [1, 9999])
def test_times_at_the_edge_of_the_calendar_are_told(year: int) -> None:
    edge = datetime(year, 12 if year > 1 else 1, 31 if year > 1 else 1, tzinfo=UTC)
    assert chance(state="callback", due=edge).may_now is (year == 1)
    assert chance(expires=edge).may_now is (year == 9999)
    late = chance(zones=("Pacific/Auckland",), state="callback", due=edge + timedelta(hours=23), now=NOW)
    assert late.next is None or year == 1


def test_a_number_is_not_named() -> None:
    for given, _, _ in CASES.values():
        assert "+1212" not in " ".join(chance(**given).reasons)


#: Settings of a skill, lists of the world and columns of the record, with which it is not called at nine on a Monday.
LATER: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ({"window": {"start": "11:07", "end": "12:00"}}, {}, {}),
    ({"schedule": {"monday": {"active": False}, "tuesday": {"start": "10:01", "end": "11:00"}}}, {}, {}),
    ({"cadence": {"steps": [{"field": "PhoneNumber", "weekdays": {"start": "17:05", "end": "18:00"}}]}}, {}, {}),
    ({}, {"suppressed": [{"value": "R0", "end": "2026-03-02T16:31:00Z"}]}, {}),
    ({}, {}, {"phone": "8085550101"}),
]


@pytest.mark.parametrize(("skill", "directory", "columns"), LATER)
def test_a_campaign_calls_when_it_was_told(
    skill: dict[str, Any], directory: dict[str, Any], columns: dict[str, Any]
) -> None:
    calling = {"agents": 1, "outcomes": [outcome(final=True, connected=True)]}
    with closing(world({"calling": calling} | skill, directory=directory)) as here:
        heard = Heard(here, "call")
        load(here, rows(1, **columns))
        numbers = here.engine.ports.directory.numbers
        told = explain_chance(held(here, "R0"), here.settings.skills[0], here.now(), NY, numbers)
        campaign(here).begin()
        go(here, 26 * 3600)
        assert told.next is not None
        assert not told.may_now
        assert [each["at"] for each in heard.of("call")] == [told.next.isoformat()]
