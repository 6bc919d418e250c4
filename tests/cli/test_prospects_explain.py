"""``studio prospects explain``: what a world's settings and lists say of a record of a store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from studio.dialer.connection.removing import remove
from studio.dialer.settings.sources import Source
from studio.dialer.store.store import ProspectStore

WORLD = """\
zone: America/New_York
sources:
  - name: CRM
    map: {ExternalID: id, PhoneNumber: phone, Cell: cell}
    fields: [{name: Cell, type: Phone}]
skills:
  - number: 1
    cadence: {steps: [{field: Cell, weekdays: {start: "17:00", end: "20:00"}}, {field: PhoneNumber}]}
  - {number: 2, running: false}
directory:
  do_not_call: [{group: All, numbers: ["212-555-0103"]}]
  suppressed: [{value: R2, end: "2026-06-17T15:30:00Z"}]
"""
LEADS = """\
id,phone,cell
R1,2125550101,2125550111
R2,2125550102,
R3,2125550103,
R4,3035550104,
"""
#: A Monday, nine in New York and seven in Denver.
NOW = "2026-06-15T13:00:00Z"

Explain = Callable[..., Any]


@pytest.fixture
def explain(studio: Callable[..., Any], tmp_path: Path) -> Explain:
    """Explains one of the records, that were loaded to a skill."""
    (tmp_path / "world.yaml").write_text(WORLD, encoding="utf-8")
    (tmp_path / "leads.csv").write_text(LEADS, encoding="utf-8")

    def call(record: str, *more: str, skill: int = 1, world: bool = True, at: str = NOW) -> Any:
        by = ("--world", "world.yaml", "--store", "held.db", "--at")
        loaded = studio("prospects", "load", "leads.csv", "--source", "CRM", "--skill", skill, *by, NOW)
        assert loaded.code == 0, loaded
        return studio("prospects", "explain", record, *(by if world else by[2:]), at, *more)

    return call


CASES = [
    ("R1", ["Cell is called from 17:00 to 20:00 on weekdays by its cadence"], "2026-06-15T21:00:00+00:00"),
    ("R2", ["it is suppressed until 2026-06-17 11:30 America/New_York"], "2026-06-17T15:30:00+00:00"),
    ("R3", ["the numbers that are left must not be called: they are on lists of Do Not Call"], None),
    ("R4", ["America/Denver is outside its hours, 08:00 to 21:00: it is Mon 07:00 there"], "2026-06-15T14:00:00+00:00"),
]


@pytest.mark.parametrize(("record", "reasons", "following"), CASES)
def test_what_stops_a_record(explain: Explain, record: str, reasons: list[str], following: str | None) -> None:
    document = explain(record, "--json").document
    assert (document["may_be_dialled"], document["reasons"], document["next"]) == (False, reasons, following)


def test_in_words(explain: Explain) -> None:
    lines = explain("R4").out.splitlines()
    first = lines.index("At 2026-06-15 13:00:00 UTC: it may not be dialled")
    assert lines[first + 1 : first + 3] == [
        "  America/Denver is outside its hours, 08:00 to 21:00: it is Mon 07:00 there",
        "  next: 2026-06-15 14:00:00 UTC, Mon 08:00 in America/Denver",
    ]
    assert "  next: never, as things stand" in explain("R3").out.splitlines()


def test_a_stopped_skill(explain: Explain) -> None:
    lines = explain("R1", skill=2).out.splitlines()
    assert {"  skill 2 is stopped", "  next: as soon as the skill runs"} <= set(lines)


def test_without_a_world(explain: Explain) -> None:
    lines = explain("R3", world=False).out.splitlines()
    assert "At 2026-06-15 13:00:00 UTC: it may be dialled" in lines
    assert "  (skill 1 with default settings; --world FILE names its own)" in lines


@pytest.mark.parametrize("at", ["0001-01-01", "1899-12-31T00:00:00Z", "9999-12-31T23:59:59Z", "soon"])
def test_a_time_that_is_none(explain: Explain, at: str) -> None:
    done = explain("R1", at=at)
    assert done.code == 2
    assert "PS004" in done.out + done.err


def test_that_a_record_was_removed_is_in_its_history(
    explain: Explain, studio: Callable[..., Any], tmp_path: Path
) -> None:
    assert "History: nothing was noted" in explain("R1").out
    source = Source.model_validate({"name": "CRM", "map": {"ExternalID": "id"}})
    store = ProspectStore(f"sqlite:///{tmp_path / 'held.db'}")
    for _ in range(2):  # the second time it is gone already
        remove(store, source, [{"id": "R1"}, {"id": "R1"}, {"id": "nobody"}], datetime(2026, 6, 15, 14, tzinfo=UTC))
    assert [each.event for each in store.history.all()] == ["removed"]
    store.close()
    told = studio("prospects", "explain", "R1", "--store", "held.db", "--at", NOW)
    assert "History:\n  2026-06-15 14:00:00 UTC  removed, skill 1\n" in told.out
