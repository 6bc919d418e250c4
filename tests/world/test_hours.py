"""Opening hours: across both changes of the clocks, set by hand, and mistakes in a world file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.runtime.clock import micros
from studio.runtime.ports.hours import NoSuchProfile
from studio.world.hours.settings import HoursSettings
from studio.world.hours.week import read_periods, within
from studio.world.settings import WorldSettings
from studio.world.world import World


def world(**profile: Any) -> World:
    return World(WorldSettings.model_validate({"hours": {"profiles": [{"name": "Main", **profile}]}}))


def says(made: World, text: str) -> str:
    """What the profile says at a moment in UTC."""
    made.engine.now = micros(datetime.fromisoformat(text).replace(tzinfo=UTC))
    state: str = made.engine.ports.hours.state_of("Main")
    return state


@pytest.mark.parametrize(
    ("zone", "moments"),
    [
        # Clocks go from 2:00 to 3:00 on 8 March 2026 in New York, and back from 2:00 to 1:00 on 1 November.
        (
            "America/New_York",
            {
                "2026-03-08T06:29:59": "Closed",  # 1:29:59
                "2026-03-08T06:30:00": "Open",  # 1:30
                "2026-03-08T06:59:59": "Open",  # 1:59:59
                "2026-03-08T07:00:00": "Open",  # 3:00, an hour later by the wall
                "2026-03-08T07:30:00": "Closed",  # 3:30
                "2026-11-01T05:30:00": "Open",  # 1:30, the first time
                "2026-11-01T06:00:00": "Closed",  # 1:00, the second time
                "2026-11-01T06:30:00": "Open",  # 1:30, the second time
                "2026-11-01T08:29:59": "Open",  # 3:29:59
                "2026-11-01T08:30:00": "Closed",  # 3:30
            },
        ),
        (
            "Europe/Berlin",
            {
                "2026-03-29T00:30:00": "Open",  # 1:30
                "2026-03-29T01:00:00": "Open",  # 3:00
                "2026-03-29T01:30:00": "Closed",  # 3:30
                "2026-10-25T00:10:00": "Open",  # 2:10, the first time
                "2026-10-25T01:10:00": "Open",  # 2:10, the second time
                "2026-10-25T02:30:00": "Closed",  # 3:30
            },
        ),
    ],
)
def test_changes_of_the_clocks(zone: str, moments: dict[str, str]) -> None:
    made = world(zone=zone, week={"sunday": "01:30-03:30"})
    assert {moment: says(made, moment) for moment in moments} == moments


def test_a_period_that_lies_in_the_hour_that_is_skipped_never_comes() -> None:
    made = world(zone="America/New_York", week={"sunday": "02:15-02:45"})
    start = datetime(2026, 3, 8)
    moments = [start + timedelta(minutes=5 * each) for each in range(12 * 24)]
    assert {says(made, moment.isoformat()) for moment in moments} == {"Closed"}


def test_set_by_hand_while_the_world_runs() -> None:
    made = world(week={"monday-sunday": "00:00-24:00"})
    hours = made.engine.ports.hours
    hours.override("main", "Meeting")
    assert hours.state_of("Main") == "Meeting"
    other = world(week={"monday-sunday": "00:00-24:00"})
    other.engine.ports.hours.restore(hours.state())
    assert other.engine.ports.hours.state_of("Main") == "Meeting"
    hours.override("Main", None)
    assert hours.state_of("Main") == "Open"
    with pytest.raises(NoSuchProfile):
        hours.override("Nobody", "Other")
    empty = World().engine.ports.hours
    empty.override("Anything", "Weather")
    assert (empty.state_of("anything"), empty.state_of("Else")) == ("Weather", "Open")


MINUTES = st.integers(0, 1439)


@settings(derandomize=True, deadline=None)
@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    MINUTES,
    MINUTES,
    st.sampled_from(["America/New_York", "Europe/Berlin", "Asia/Tokyo", "America/St_Johns", "Australia/Lord_Howe"]),
)
def test_a_daily_period_is_open_as_the_wall_clock_says(moment: datetime, begins: int, until: int, zone: str) -> None:
    text = f"{begins // 60:02d}:{begins % 60:02d}-{until // 60:02d}:{until % 60:02d}"
    made = world(zone=zone, week={"monday-sunday": text})
    wall = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    minute = wall.hour * 60 + wall.minute
    wanted = begins <= minute < until if begins < until else minute >= begins or minute < until
    assert (says(made, moment.isoformat()) == "Open") is wanted


def test_periods() -> None:
    assert read_periods("13:00 - 17:00, 8:00–12:00") == ((480, 720), (780, 1020))
    assert read_periods(" Closed ") == ()
    assert read_periods("22:00-06:00") == ((1320, 1800),)
    assert read_periods("00:00-00:00") == ((0, 1440),)
    assert within(read_periods("00:00-24:00"), 1439.999)


@pytest.mark.parametrize(
    ("profile", "message"),
    [
        ({}, "a profile has an id, a name, or both"),
        ({"name": "M", "week": {"monday": "8-12"}}, "is no period"),
        ({"name": "M", "week": {"monday": "25:00-26:00"}}, "no clock shows"),
        ({"name": "M", "week": {"monday": "24:00-24:00"}}, "begins at the end of the day"),
        ({"name": "M", "week": {"monday": "08:00-12:00, 11:00-13:00"}}, "overlap"),
        ({"name": "M", "week": {"moonday": "08:00-12:00"}}, "is no day"),
        ({"name": "M", "week": {"monday-friday": "08:00-12:00", "tuesday": "closed"}}, "tuesday is stated twice"),
        ({"name": "M", "zone": "Atlantis"}, "no known time zone"),
        ({"name": "M", "holidays": [{"date": "2026-12-25", "hours": "noon"}]}, "is no period"),
        ({"name": "M", "holidays": [{"date": "2026-02-30"}]}, "valid date"),
        ({"name": "M", "overrides": [{"state": "Holiday"}]}, "Weather"),
    ],
)
def test_mistakes(profile: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        HoursSettings.model_validate({"profiles": [profile]})


def test_two_profiles_of_one_name() -> None:
    with pytest.raises(ValueError, match="two profiles are called '1'"):
        HoursSettings.model_validate({"profiles": [{"id": 1}, {"name": "1"}]})


def test_a_mistake_is_told_at_its_place(tmp_path: Path) -> None:
    from studio.world.places import read_yaml

    file = tmp_path / "world.yaml"
    file.write_text("hours:\n  profiles:\n    - name: Main\n      week: {monday: 8-12}\n")
    _, found = read_yaml(file, WorldSettings)
    assert [(each.line, each.column) for each in found] == [(4, 13)]
    assert "is no period" in found[0].message
