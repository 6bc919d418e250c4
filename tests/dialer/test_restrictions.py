"""Numbers that must not be called, and records that are suppressed: asked when a record is dialled."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from campaigns import Heard, campaign, go, load, outcome, prospect, rows, world
from chances import Lists
from databases import new_store

from studio.dialer.calling.call_list import CallList
from studio.dialer.calling.chances import explain_chance
from studio.dialer.records.prospect import Destination, Prospect
from studio.dialer.settings.skills import Skill

HOUR = 3600
SALE = {"agents": 1, "outcomes": [outcome(final=True, connected=True)]}


def called(directory: dict[str, Any], hours: float = 1, **skill: Any) -> list[str]:
    with closing(world({"calling": SALE} | skill, directory=directory)) as here:
        heard = Heard(here, "call")
        load(here, rows(3))
        campaign(here).begin()
        go(here, round(hours * HOUR))
        return [each["prospect"] for each in heard.of("call")]


LISTED = [
    ({}, ["R0", "R1", "R2"]),
    ({"do_not_call": [{"group": "A", "skills": ["1"], "numbers": ["(212) 555-0001"]}]}, ["R0", "R2"]),
    ({"do_not_call": [{"group": "A", "skills": ["2"], "numbers": ["2125550001"]}]}, ["R0", "R1", "R2"]),
    ({"do_not_call": [{"group": "A", "numbers": ["2125550001"]}]}, ["R0", "R2"]),
    ({"suppressed": [{"value": "R0"}]}, ["R1", "R2"]),
    ({"suppressed": [{"value": "212-555-0002", "skills": ["1"]}]}, ["R0", "R1"]),
    ({"suppressed": [{"value": "R0", "skills": ["2"]}]}, ["R0", "R1", "R2"]),
    ({"suppressed": [{"value": "R0", "end": "2026-03-02T14:30:00Z"}]}, ["R1", "R2", "R0"]),
    ({"suppressed": [{"value": "R0", "start": "2026-03-03T00:00:00Z"}]}, ["R0", "R1", "R2"]),
]


@pytest.mark.parametrize(("directory", "expected"), LISTED)
def test_who_is_called(directory: dict[str, Any], expected: list[str]) -> None:
    assert called(directory) == expected


def test_a_record_whose_numbers_are_all_listed_is_finished() -> None:
    listed = {"do_not_call": [{"group": "A", "numbers": ["2125550001"]}]}
    with closing(world({"calling": SALE}, directory=listed)) as here:
        load(here, rows(2))
        campaign(here).begin()
        go(here, HOUR)
        held = prospect(here, "R1")
        assert (held.state, held.outcome, held.attempts) == ("finalized", "Do Not Call", 0)


@pytest.mark.parametrize(("classification", "others"), [(3, True), (4, False), (5, True)])
def test_who_says_so_is_not_called_again(classification: int, others: bool) -> None:
    no = {"agents": 1, "outcomes": [outcome("No More", final=True, connected=True, classification=classification)]}
    with closing(world({"calling": no}, {"number": 2, "calling": SALE, "running": False})) as here:
        load(here, rows(1))
        load(here, [{"id": "Same", "phone": "2125550000"}], skill="2")
        campaign(here).begin()
        go(here, HOUR)
        numbers = here.engine.ports.directory.numbers
        assert numbers.is_listed("+12125550000", 1) is (classification != 5)
        desk = campaign(here).desks[1]
        campaign(here).skill_changed(desk.skill, "Started")
        go(here, HOUR)
        assert (prospect(here, "Same").attempts == 1) is others


def test_lists_are_kept_with_a_saved_world() -> None:
    no = {"agents": 1, "outcomes": [outcome("No More", final=True, connected=True, classification=3)]}
    with closing(world({"calling": no})) as here, closing(world({"calling": no})) as other:
        load(here, rows(1))
        campaign(here).begin()
        go(here, HOUR)
        other.restore(here.save())
        assert other.engine.ports.directory.numbers.is_listed("+12125550000", 1)


def test_of_several_suppressions_the_longest_counts_to_its_end() -> None:
    suppressed = [
        {"value": "R0", "end": "2026-03-02T15:00:00Z"},
        {"value": "2125550000", "start": "2026-03-02T14:00:00Z", "end": "2026-03-02T15:30:00Z"},
        {"value": "R0", "end": "2026-03-02T14:30:00Z"},
    ]
    with closing(world({"calling": SALE}, directory={"suppressed": suppressed})) as here:
        asked = here.engine.ports.directory.numbers.suppressed_until
        end = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
        second = timedelta(seconds=1)
        # Which of them is asked about, and that a start counts and an end does not.
        assert asked(["R0", "+12125550000"], 1, datetime(2026, 3, 2, 14, tzinfo=UTC)) == end
        assert asked(["R0", "+12125550000"], 1, end - second) == end
        assert asked(["R0", "+12125550000"], 1, end) is None
        assert asked(["+12125550000"], 1, datetime(2026, 3, 2, 14, tzinfo=UTC) - second) is None


@pytest.mark.parametrize("minutes", [0, 60])
def test_a_suppression_that_has_ended_keeps_nobody_from_being_dialled(minutes: int) -> None:
    class Ended(Lists):
        def suppressed_until(self, values: Sequence[str], skill: int, now: datetime) -> datetime | None:
            return now - timedelta(minutes=minutes)

    now, zone = datetime(2026, 6, 15, 16, tzinfo=UTC), "America/New_York"
    store, skill = new_store(), Skill(number=1)
    held = Prospect(1, "CRM", "R0", 1, zones=(zone,), created=now, modified=now)
    held.destinations = [Destination("Home", "Phone", "+12125550000")]
    store.add([held])
    calls = CallList(store, skill, zone, Ended())
    assert [each.external_id for each in calls.pick(now)] == ["R0"]
    assert explain_chance(held, skill, now, zone, Ended()).next == now
