"""The prospect store: what goes in comes out, and what a call answers when the store fails."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from studio.dialer.loading.load_reports import load_reports
from studio.dialer.loading.loader import Loader
from studio.dialer.records.prospect import Destination, Prospect
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source
from studio.dialer.store.store import ProspectStore
from studio.runtime.ports import LoadRequest

NOW = datetime(2026, 6, 15, 12, 0, 0, 123456, tzinfo=UTC)
SOURCE = Source(name="Leads", map={"ExternalID": "Id", "PhoneNumber": "Phone"})


def rows(*numbers: int, phone: str = "801555{:04}") -> list[dict[str, str]]:
    return [{"Id": str(number), "Phone": phone.format(number)} for number in numbers]


def opened(path: Path | None = None) -> Loader:
    url = "sqlite://" if path is None else f"sqlite:///{path}"
    return Loader(ProspectStore(url, busy_seconds=0), [Skill(number=1)], [SOURCE])


def load(loader: Loader, some: list[dict[str, str]]) -> tuple[str, list[str]]:
    result = loader.load(LoadRequest("1", "Leads", some), NOW)
    return result.error, [each.code for each in result.rows]


def full() -> Prospect:
    return Prospect(
        id=7,
        source="Leads",
        external_id="Ünï-7",
        skill=1,
        state="resting",
        attempts=3,
        priority=True,
        zones=("America/Chicago", "America/New_York"),
        zone_source="Phone",
        expires=NOW + timedelta(days=3),
        created=NOW - timedelta(days=1),
        modified=NOW,
        last_attempt=NOW,
        due=NOW + timedelta(minutes=5),
        finalizations=1,
        outcome="Busy",
        fields={"City": "Ogden", "Score": 1.5, "Priority": True},
        original={"Id": "Ünï-7", "empty": None, "odd": "\ud800"},
        destinations=[Destination("PhoneNumber", "Phone", "+18015550100", 2, True), Destination("Cell", "Phone", "+18015550101")],
    )  # fmt: skip


def test_a_prospect_comes_back_as_it_was_stored() -> None:
    store = ProspectStore()
    store.add([full()])
    assert store.get(" LEADS ", "Ünï-7") == full()
    assert store.get("leads", "ünï-7") is None
    changed = full()
    changed.zones, changed.due, changed.destinations = ("America/Denver",), None, []
    store.replace([changed])
    assert list(store.all()) == [changed]
    assert store.states() == {"resting": 1}


@pytest.mark.slow
def test_a_file_keeps_prospects_and_reports(tmp_path: Path) -> None:
    path = tmp_path / "dialer.sqlite"
    first = opened(path)
    assert load(first, rows(*range(1200))) == ("", ["Success"] * 1200)
    first.store.close()
    again = opened(path)
    assert [each.external_id for each in again.store.all()] == [str(number) for number in range(1200)]
    result = again.load(LoadRequest("1", "Leads", rows(*range(1200))), NOW)
    assert {each.detail for each in result.rows} == {"Unchanged"}
    assert [each.rows for each in load_reports(again.store)] == [1200, 1200]
    again.store.close()


def test_what_is_done_together_is_undone_together() -> None:
    store = ProspectStore()

    def add_and_fail() -> None:
        with store.transaction():
            store.add([full()])
            raise KeyError

    with pytest.raises(KeyError):
        add_and_fail()
    assert list(store.all()) == []
    store.add([full()])
    assert list(store.all()) == [full()], "its zones are stored anew after they were undone"


def test_a_locked_store_loads_nothing_and_the_same_call_works_later(tmp_path: Path) -> None:
    path = tmp_path / "dialer.sqlite"
    loader = opened(path)
    load(loader, rows(1))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    result = loader.load(LoadRequest("1", "Leads", rows(1, 2)), NOW)
    assert result.error == "Service Unavailable"
    assert [(each.code, each.retry, each.check_in) for each in result.rows] == [(result.error, "Later", False)] * 2
    assert "locked" in result.detail
    other.execute("ROLLBACK")
    other.close()
    assert load(loader, rows(1, 2)) == ("", ["Success", "Success"])
    assert len(list(loader.store.all())) == 2
    loader.store.close()


@pytest.mark.slow
def test_a_full_store_loads_nothing_of_a_call(tmp_path: Path) -> None:
    loader = opened(tmp_path / "dialer.sqlite")
    load(loader, rows(1))
    with loader.store.transaction() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    error, codes = load(loader, rows(*range(2, 2000)))
    assert (error, set(codes)) == ("Service Unavailable", {"Service Unavailable"})
    assert [each.external_id for each in loader.store.all()] == ["1"]
    with loader.store.transaction() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert load(loader, rows(*range(2, 2000)))[0] == ""
    loader.store.close()


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 2000])
def test_a_corrupt_store_is_unavailable(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "dialer.sqlite"
    path.write_bytes(content)
    loader = opened(path)
    assert load(loader, rows(1)) == ("Service Unavailable", ["Service Unavailable"])
    loader.store.close()
    assert path.read_bytes() == content


def test_a_folder_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    loader = opened(tmp_path / "nowhere" / "dialer.sqlite")
    assert load(loader, rows(1))[0] == "Service Unavailable"


def test_a_row_that_the_store_refuses_fails_alone() -> None:
    loader = opened()
    load(loader, rows(1))
    with loader.store.transaction() as connection:
        for event in ("INSERT", "UPDATE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER refuse_{event} BEFORE {event} ON prospects "
                "WHEN NEW.external_id IN ('1', '3') BEGIN SELECT RAISE(ABORT, 'refused'); END"
            )
    result = loader.load(LoadRequest("1", "Leads", rows(1, 2, 3, 4, phone="602555{:04}")), NOW)
    assert not result.error
    assert [each.code for each in result.rows] == ["Update Rejected", "Success", "Record Not Saved", "Success"]
    assert "refused" in result.rows[2].detail
    held = {each.external_id: each.destinations[0].number for each in loader.store.all()}
    assert held == {"1": "+18015550001", "2": "+16025550002", "4": "+16025550004"}


def test_the_same_identity_in_two_sources_is_two_prospects() -> None:
    other = SOURCE.model_copy(update={"name": "Others"})
    loader = Loader(ProspectStore(), [Skill(number=1)], [SOURCE, other])
    for name in ("Leads", "others"):
        result = loader.load(LoadRequest("1", name, rows(1)), NOW)
        assert result.rows[0].detail == "Created"
    assert [each.source for each in loader.store.all()] == ["Leads", "Others"]
