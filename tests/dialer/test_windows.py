"""The edges of calling hours, to the minute: where a window opens, and where its last minute hands out nothing more."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from studio.dialer.calling.windows import is_open
from studio.dialer.settings.skills import Skill

DENVER, CHICAGO = "America/Denver", "America/Chicago"


def is_open_at(clock: str, zones: tuple[str, ...] = (DENVER,), unit_zone: str = "UTC", **settings: Any) -> bool:
    """Whether a record in ``zones`` may be dialled when the clock in Denver shows this time, on a Monday in June."""
    now = datetime.fromisoformat(f"2026-06-15T{clock}").replace(tzinfo=ZoneInfo(DENVER))
    return is_open(Skill.model_validate({"number": 1} | settings), zones, now, unit_zone)


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("07:59:59", False),
        ("08:00", True),
        ("20:58", True),
        ("20:58:59", True),
        ("20:59", False),
        ("20:59:59", False),
        ("21:00", False),
        ("23:59", False),
    ],
)
def test_the_default_window_to_the_minute(clock: str, expected: bool) -> None:
    assert is_open_at(clock) is expected


@pytest.mark.parametrize(
    ("end", "clock", "expected"),
    [
        ("24:00", "23:58", True),
        ("24:00", "23:59", True),
        ("24:00", "23:59:59", True),
        ("24:00", "00:00", False),
        ("23:59", "23:57", True),
        ("23:59", "23:58", False),
        ("18:30", "18:28:59", True),
        ("18:30", "18:29", False),
    ],
)
def test_a_window_ends_a_minute_early_but_at_midnight(end: str, clock: str, expected: bool) -> None:
    assert is_open_at(clock, window={"start": "12:00", "end": end}) is expected


@pytest.mark.parametrize(
    ("clock", "expected"), [("07:30", False), ("08:00", True), ("19:58", True), ("19:59", False), ("20:58", False)]
)
def test_every_zone_that_it_may_be_in_must_be_inside_its_hours(clock: str, expected: bool) -> None:
    assert is_open_at(clock, (DENVER, CHICAGO)) is expected
    assert is_open_at(clock, (CHICAGO, DENVER)) is expected


@pytest.mark.parametrize(
    ("clock", "expected"), [("08:59", False), ("09:00", True), ("16:58", True), ("16:59", False), ("17:00", False)]
)
def test_the_schedule_of_the_skill_has_a_last_minute_too(clock: str, expected: bool) -> None:
    schedule = {"monday": {"start": "09:00", "end": "17:00"}}
    assert is_open_at(clock, unit_zone=DENVER, schedule=schedule) is expected


def test_a_day_that_ends_at_midnight_is_open_to_its_end_and_one_that_is_off_never() -> None:
    window = {"start": "00:00", "end": "24:00"}
    for active in (True, False):
        schedule = {"monday": {"start": "00:00", "end": "24:00", "active": active}}
        for clock in ("00:00", "12:00", "23:59"):
            assert is_open_at(clock, unit_zone=DENVER, window=window, schedule=schedule) is active


def test_without_a_zone_it_is_never_dialled() -> None:
    assert is_open_at("12:00", ()) is False
