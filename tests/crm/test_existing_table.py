"""A table that somebody else keeps: its rows are given out as they are now, and it is never written to."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from studio.crm.existing import TableNames
from studio.crm.store import Crm, CrmError, CrmUnavailable

_NAMES = TableNames("people", key="No", campaign="list", columns={"Name": "full name", "Since": "since"})


def _table(url: str, rows: list[tuple[Any, ...]], key: str = "INTEGER") -> None:
    with Crm(url) as crm, crm.engine.begin() as connection:
        connection.execute(text(f'CREATE TABLE people (no {key}, "full name" TEXT, list TEXT, since DATE)'))
        for row in rows:
            connection.execute(text("INSERT INTO people VALUES (:n, :f, :l, :s)"), dict(zip("nfls", row, strict=True)))


def _change(crm: Crm, statement: str) -> None:
    with crm.engine.begin() as connection:
        connection.execute(text(statement))


def _given(crm: Crm, batch: str, campaign: str = "") -> list[str]:
    return [row["LeadId"] for row in crm.check_out(batch, campaign=campaign).rows]


def test_values_are_given_as_text_under_the_names_wanted(shared_url: str) -> None:
    _table(shared_url, [(7, " Zoë ", "x", "2026-03-01"), (8, None, None, None)])
    with Crm(shared_url, table=_NAMES) as crm:
        assert crm.check_out("b1").rows == [
            {"LeadId": "7", "Name": "Zoë", "Since": date(2026, 3, 1).isoformat()},
            {"LeadId": "8", "Name": "", "Since": ""},
        ]
    with Crm(shared_url, table=TableNames("people", key="no")) as crm:
        crm.check_in("b1", [{"LeadId": "8", "ResultCode": "Service Unavailable"}])
        assert list(crm.check_out("b2").rows[0]) == ["LeadId", "no", "full name", "list", "since"]


def test_rows_that_come_change_or_go_are_seen_when_they_are_given_out(shared_url: str, clock: Any) -> None:
    _table(shared_url, [(n, f"Name {n}", "spring", None) for n in range(1, 5)])
    with Crm(shared_url, clock, table=_NAMES) as crm:
        first = crm.check_out("b1", count=1, wanted=1)
        _change(crm, "UPDATE people SET \"full name\" = 'Other' WHERE no = 1")
        assert crm.check_out("b1", count=1) == first
        _change(crm, "DELETE FROM people WHERE no = 2")
        _change(crm, "UPDATE people SET list = 'autumn' WHERE no = 3")
        _change(crm, "INSERT INTO people VALUES (5, 'Five', 'Spring', NULL)")
        assert _given(crm, "b2", "Spring") == ["4", "5"]
        assert _given(crm, "b3", "Autumn") == ["3"]
        clock.pass_minutes(16)
        assert [row["Name"] for row in crm.check_out("b4", wanted=1).rows] == ["Other"]
        found = crm.summary()
        assert found["reasons"]["finished"] == {"No Longer In The Table": 1}
        assert (found["leads"], found["withoutKey"]) == (5, 0)


def test_rows_without_a_usable_key_are_counted(shared_url: str) -> None:
    _table(
        shared_url,
        [(None, "a", "", None), (" ", "b", "", None), ("x" * 300, "c", "", None), (" 7 ", "d", "", None)],
        "TEXT",
    )
    with Crm(shared_url, table=_NAMES) as crm:
        assert crm.summary()["withoutKey"] == 3
        assert _given(crm, "b1") == ["7"]
        assert crm.check_in("b1", [{"LeadId": "7", "ResultCode": "Record Expired"}]).accepted == 1


def test_a_row_that_no_script_can_receive_rests(shared_url: str) -> None:
    _table(shared_url, [(1, "x" * 17_000, "", None), (2, "short", "", None)])
    with Crm(shared_url, table=_NAMES) as crm:
        assert _given(crm, "b1") == ["2"]
        assert crm.summary()["reasons"]["checked in"] == {"Row Too Long": 1}


def test_the_table_is_only_read(shared_url: str) -> None:
    rows = [(n, f"Name {n}", "spring", None) for n in range(1, 4)]
    _table(shared_url, rows)
    with Crm(shared_url, table=_NAMES) as crm:
        _given(crm, "b1")
        crm.check_in("b1", [{"LeadId": "1", "ResultCode": "Record Expired"}])
        with crm.engine.begin() as connection:
            assert [tuple(row) for row in connection.execute(text("SELECT * FROM people ORDER BY no"))] == rows


@pytest.mark.parametrize(
    ("names", "word"),
    [
        (TableNames("nosuch"), "no table nosuch"),
        (TableNames("people; DROP TABLE people"), "no table"),
        (TableNames("people"), "no column LeadId; it has no, full name"),
        (TableNames("people", key="list"), "several rows"),
        (TableNames("people", key="no", campaign="nope"), "no column nope"),
        (TableNames("people", key="no", columns={"A": "b"}), "no column b"),
        (TableNames("people", key="no", columns={"leadid": "list"}), "LeadId is the name"),
    ],
)
def test_names_that_do_not_fit_are_told(shared_url: str, names: TableNames, word: str) -> None:
    _table(shared_url, [(1, "a", "x", None), (2, "b", "x", None)])
    with pytest.raises(CrmError, match=word):
        Crm(shared_url, table=names)


@pytest.mark.parametrize("key", ["UUID", "CHAR(40)", "NUMERIC"])
def test_other_kinds_of_keys(shared_url: str, key: str) -> None:
    if shared_url.startswith("sqlite") and key != "CHAR(40)":
        pytest.skip("SQLite has no such type")
    value = {"UUID": "0f8fad5b-d9cb-469f-a165-70867728950e", "CHAR(40)": "A-1", "NUMERIC": "12"}[key]
    _table(shared_url, [(value, "a", "", None)], key)
    with Crm(shared_url, table=_NAMES) as crm:
        assert _given(crm, "b1") == [value]


def test_a_column_of_numbers_with_other_values_in_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'theirs.db'}"
    values = [-3, 7, "x7", "9" * 30]
    _table(url, [(value, str(value), "", None) for value in values])
    with Crm(url, table=_NAMES) as crm:
        assert sorted(row["Name"] for row in crm.check_out("b1").rows) == sorted(map(str, values))


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "a" * 5_000, '"', "x.y.z"])
def test_hostile_names(shared_url: str, name: str) -> None:
    with pytest.raises((CrmError, CrmUnavailable, ValueError)):
        Crm(shared_url, table=TableNames(name))
