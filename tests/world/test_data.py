"""Databases of a world: how they are stated, what no statement can do, and a world that is saved half-way."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from studio.runtime.state import restore_engine, save_engine
from studio.world.data.guard import too_wide
from studio.world.data.settings import DataSettings
from studio.world.data.store import DataStore
from studio.world.data.tables import columns_of
from studio.world.data.values import plain
from studio.world.settings import WorldSettings
from studio.world.world import World

Bench = Callable[..., Any]


def store_of(folder: Path = Path(), seed: int = 1, **settings: Any) -> DataStore:
    world = World(WorldSettings(data=DataSettings.model_validate(settings), seed=seed), folder=folder)
    found: DataStore = world.engine.ports.data
    return found


def rows(store: DataStore, sql: str, **more: Any) -> Any:
    found = store.run("1", sql, **({"rows": 100} | more))
    assert found["failure"] == "", found
    return found["rows"]


def failure(store: DataStore, sql: str) -> str:
    found = store.run("1", sql, rows=100)
    assert found["rows"] == []
    return found["failure"]


# ----------------------------------------------------------------------------------------------------------- stated
def test_tables_from_rows_and_csv(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(
        '\ufeffId,Phone,Points,Name,Blank\n1,0171,1.5,"Ann, B",\n2,+49,,Bob,\n', encoding="utf-8"
    )
    tables: Any = {"c": "c.csv", "odd name": [{"a": 1}, {"b": "x", "a": None}, {"a": 2.5}]}
    store = store_of(tmp_path, databases=[{"tables": tables}])
    assert rows(store, "SELECT * FROM c ORDER BY id") == [[1, "0171", 1.5, "Ann, B", ""], [2, "+49", None, "Bob", ""]]
    assert rows(store, 'SELECT typeof(a), a, b FROM "odd name"') == [
        ["real", 1.0, None],
        ["null", None, "x"],
        ["real", 2.5, None],
    ]
    assert rows(store, "SELECT id FROM c WHERE points > 1") == [[1]]


def test_the_widest_kind_of_a_column_counts() -> None:
    kinds = columns_of([{"a": 1, "b": True, "c": None, "d": 1}, {"a": 2.5, "b": 3, "c": "x", "d": "x"}, {"e": None}])
    assert [kind.__name__ for kind in kinds.values()] == ["float", "int", "str", "str", "_Unknown"]


def test_a_file_is_relative_to_the_world_file_and_stays(tmp_path: Path) -> None:
    stated: Any = {"url": "sqlite:///shop.db", "tables": {"t": [{"a": 1}]}}
    first = store_of(tmp_path, databases=[stated])
    assert rows(first, "INSERT INTO t VALUES (2)") == []
    first.close()
    assert sqlite3.connect(tmp_path / "shop.db").execute("SELECT a FROM t").fetchall() == [(1,), (2,)]
    second = store_of(tmp_path, databases=[stated])
    assert rows(second, "SELECT count(*) FROM t") == [[2]]
    assert second.state()["databases"] == {"default": None}
    second.close()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"databases": [{"url": "no address"}]}, "this is no database URL"),
        ({"databases": [{"url": "postgresql://u:secret@h:port/x"}]}, "this is no database URL"),
        ({"databases": [{"name": "a"}, {"name": "a"}]}, "two databases have the name 'a'"),
        ({"databases": [{"faults": [{"fault": "odd"}]}]}, "Input should be 'down' or 'slow'"),
        ({"databases": [{"faults": [{"fault": "down", "from": 3, "until": 2}]}]}, "until is before from"),
        ({"databases": [{"faults": [{"fault": "down", "only": [1], "until": 2}]}]}, "give either only"),
        ({"workflow_profiles": {"a b": {"x": 1}}}, "is no name of a variable"),
        ({"workflow_profiles": {"A": {"x": 1}, "a": {"x": 1}}}, "is stated twice"),
        ({"workflow_profiles": {"A": 5}}, "Input should be a valid dictionary"),
        ({"row_limit": 0}, "greater than or equal to 1"),
    ],
)
def test_settings_that_make_no_sense(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message) as fault:
        DataSettings.model_validate(wrong)
    assert "secret" not in fault.value.errors()[0]["msg"]


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"setup": ["CREATE TABLE"]}, "incomplete input"),
        ({"tables": {"t": "nowhere.csv"}}, "No such file"),
        ({"tables": {"t": "ragged.csv"}}, r"ragged\.csv, line 3: 1 cells, not 2"),
        ({"tables": {"t": "headless.csv"}}, "the first line has to name every column"),
        ({"tables": {"t": "latin.csv"}}, "latin.csv, line"),
        ({"tables": {"t": []}}, "its columns are not known"),
        ({"url": "sqlite:///no/such/folder/x.db", "setup": ["SELECT 1"]}, "unable to open database file"),
        ({"url": "nosuchkind://u:secret@h/x", "setup": ["SELECT 1"]}, "nosuchkind"),
    ],
)
def test_what_can_not_be_set_up(tmp_path: Path, stated: dict[str, Any], message: str) -> None:
    (tmp_path / "ragged.csv").write_text("a,b\n1,2\n3\n")
    (tmp_path / "headless.csv").write_text("a,A\n")
    (tmp_path / "latin.csv").write_bytes(b"a\n\xfc\n")
    with pytest.raises(ValueError, match=message) as fault:
        store_of(tmp_path, databases=[stated])
    assert str(fault.value).startswith("database 'default': ")
    assert "secret" not in str(fault.value)


def test_a_database_that_can_not_be_reached_is_an_error_of_the_statement(tmp_path: Path) -> None:
    store = store_of(tmp_path, databases=[{"url": "sqlite:///no/such/folder/x.db"}, {"name": "b", "url": "odd://h/x"}])
    assert failure(store, "SELECT 1") == "unable to open database file"
    store.choose("1", "b", 0)
    assert "odd" in failure(store, "SELECT 1")


# ---------------------------------------------------------------------------------------------------------- hostile
CHAIN = "WITH a0 AS (SELECT 1 AS x)" + "".join(
    f", a{at} AS (SELECT p.x FROM a{at - 1} AS p, a{at - 1} AS q)" for at in range(1, 40)
)
#: Statements that would read or write elsewhere, change how the database works, or reach Python.
NOT_ALLOWED = [
    "ATTACH '{0}/x.db' AS x",
    "ATTACH ':memory:' AS x",
    "DETACH main",
    "VACUUM INTO '{0}/x.db'",
    "VACUUM",
    "PRAGMA max_page_count = 1000000000",
    "PRAGMA temp_store_directory = '{0}'",
    "PRAGMA writable_schema = 1",
    "PRAGMA journal_mode = OFF",
    "PRAGMA database_list",
    "SELECT load_extension('x')",
    "CREATE VIRTUAL TABLE v USING fts5(a)",
    "CREATE TEMP TABLE x(a)",
    "SELECT 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' REGEXP '(a+)+$'",
    "SELECT regexp('a', 'a')",
    "SELECT readfile('/etc/passwd')",
    "SELECT hex(zeroblob(150000))",
    "SELECT randomblob(1000000000)",
    "SELECT date('2026-01-01', 'localtime')",
    "SELECT 1; SELECT 2",
    "SELECT 1\0",
    "SELECT ?",
    "SELECT \ud800",
    "BEGIN",
    "/* nothing */ SELEC 1",
    CHAIN + " SELECT * FROM a39",
    "(" * 5_000,
]


@pytest.mark.parametrize("sql", NOT_ALLOWED, ids=lambda sql: sql[:30].encode("ascii", "replace").decode())
def test_statements_that_are_refused(sql: str, tmp_path: Path) -> None:
    store = store_of(tmp_path, databases=[{"tables": {"t": [{"a": 1}]}}])
    began = time.monotonic()
    assert failure(store, sql.replace("{0}", str(tmp_path)))
    assert time.monotonic() - began < 5
    assert list(tmp_path.iterdir()) == []
    assert rows(store, "SELECT a FROM t") == [[1]]


@pytest.mark.parametrize(
    "sql",
    [
        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r",
        "INSERT INTO t WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r",
        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r LIMIT 3000) SELECT count(*) FROM r, r AS s, r AS u",
    ],
)
def test_statements_that_never_end_are_broken_off(sql: str) -> None:
    """After a number of steps, so at the same place on every machine, and with nothing kept."""
    store = store_of(sqlite_steps=200_000, databases=[{"tables": {"t": [{"a": 1}]}}])
    found = store.run("1", sql, seconds=7)
    assert (found["timed_out"], found["seconds"], found["failure"]) == (True, 7, "timed out after 7 seconds")
    assert rows(store, "SELECT a FROM t") == [[1]]


def test_statements_that_take_long_in_few_steps_are_broken_off() -> None:
    store = store_of(real_seconds=0.2)
    slow = "SELECT sum(instr(hex(zeroblob(20000)), hex(zeroblob(10000 + n % 2)) || '1')) FROM r"
    began = time.monotonic()
    found = store.run("1", f"WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) {slow}")
    assert found["timed_out"]
    assert time.monotonic() - began < 5


def test_a_database_in_memory_does_not_grow_without_end() -> None:
    store = store_of(memory_bytes=200_000)
    assert rows(store, "CREATE TABLE t(a)") == []
    grow = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r LIMIT 1000) SELECT zeroblob(1000) FROM r"
    assert failure(store, f"INSERT INTO t {grow}") == "database or disk is full"
    assert rows(store, "SELECT count(*) FROM t") == [[0]]
    saved = store.state()
    store.restore(saved)
    assert failure(store, f"INSERT INTO t {grow}") == "database or disk is full"


def test_answers_are_bounded() -> None:
    store = store_of(row_limit=3, answer_bytes=500)
    many = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r LIMIT 9) SELECT"
    found = store.run("1", f"{many} n FROM r", rows=100)
    assert (found["rows"], found["more"]) == ([[1], [2], [3]], True)
    assert store.run("1", f"{many} n FROM r", rows=2, skip=7)["rows"] == [[8], [9]]
    assert failure(store, f"{many} hex(zeroblob(100)) FROM r") == "the answer is larger than 500 bytes"


@pytest.mark.parametrize(
    ("sql", "wide"),
    [
        (CHAIN + " SELECT * FROM a39", True),
        (CHAIN.replace("a3", '"a3"') + ' SELECT * FROM "a39"', True),
        (CHAIN.replace(" AS (", "/* x */AS NOT MATERIALIZED (") + " SELECT * FROM a39", True),
        (CHAIN.replace("a0 AS", "a0(x) AS") + " SELECT * FROM a39", True),
        ("SELECT 1", False),
        ("SELECT 'with a as (' || \"as\" FROM t", False),
        ("WITH a AS (SELECT 1 AS x), b AS (SELECT * FROM a JOIN a AS c ON a.x = c.x) SELECT a.x, b.x FROM a, b", False),
        ("WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT * FROM r", False),
        ("with", False),
        (") as (", False),
        ("with ) as (", False),
    ],
)
def test_queries_that_grow_with_a_power_of_two(sql: str, wide: bool) -> None:
    assert too_wide(sql) is wide


# ------------------------------------------------------------------------------------------------- world's own answers
def test_time_and_chance_are_the_worlds() -> None:
    ask = "SELECT random(), hex(randomblob(5)), CURRENT_TIMESTAMP, datetime('now', 'localtime'), unixepoch()"
    first, same, other = (rows(store_of(seed=seed), ask) for seed in (1, 1, 2))
    assert first == same
    assert first[0][2:] == other[0][2:] == ["2026-03-02 13:00:00", "2026-03-02 13:00:00", 1772456400]
    assert first[0][:2] != other[0][:2]


def test_a_default_of_a_column_is_the_worlds_time() -> None:
    store = store_of(
        databases=[{"setup": ["CREATE TABLE t(a, at DEFAULT CURRENT_TIMESTAMP, d DEFAULT (date('now')))"]}]
    )
    assert rows(store, "INSERT INTO t(a) VALUES (1)") == []
    assert rows(store, "SELECT * FROM t") == [[1, "2026-03-02 13:00:00", "2026-03-02"]]


def test_values_become_plain() -> None:
    east = timezone(timedelta(hours=2))
    for value, found in (
        (None, None), (True, 1), (7, 7), (2.5, 2.5), (float("inf"), "inf"), (Decimal("3.00"), 3), (Decimal("3.25"), 3.25),
        (b"\xc3\xbc\xff", "ü\ufffd"), (datetime(2026, 2, 3, 14, 5), "2/3/2026 2:05:00 PM"),
        (datetime(2026, 2, 3, 1, 0, tzinfo=east), "2/2/2026 11:00:00 PM"), (datetime(2026, 2, 3, tzinfo=UTC), "2/3/2026 12:00:00 AM"),
        (date(2026, 2, 3), "2/3/2026"), (datetime(2026, 2, 3, 4, 5).time(), "4:05:00 AM"), (1 + 2j, "(1+2j)"),
    ):  # fmt: skip
        assert plain(value) == found


def test_faults_count_statements() -> None:
    faults = [{"fault": "down", "from": 2, "until": 3}, {"fault": "slow", "only": [4], "delay": 2}]
    store = store_of(databases=[{"delay": 1, "faults": faults}])
    seen = []
    for _ in range(5):
        seen.append((store.available(""), store.run("1", "SELECT 1", seconds=9)))
    assert [available for available, _ in seen] == [True, False, False, True, True]
    assert [found["seconds"] for _, found in seen] == [1, 0, 0, 3, 1]
    assert not store.available("nobody")


# ------------------------------------------------------------------------------------------------------------ saving
SCRIPT = """
script "main"
    media = Generic

Begin "Begin"
    -> "Choose"

Setdb "Choose"
    GroupName = Second
    -> "Open"

Sqlcursor "Open"
    SQLQuery = SELECT a FROM t ORDER BY a
    -> "Note"

Sqlexec "Note"
    SQLStatement = INSERT INTO log(contact, a, at, chance) VALUES ({ContactID}, {a}, CURRENT_TIMESTAMP, random())
    -> "Wait"

Wait "Wait"
    Seconds = 10
    -> "Next"

Sqlnext "Next"
    -> "Note"
    EndOfDataset -> "End"

End "End"
"""
SECOND: dict[str, Any] = {
    "name": "Second",
    "delay": 1.5,
    "setup": ["CREATE TABLE log(id INTEGER PRIMARY KEY, contact, a, at, chance)"],
    "tables": {"t": [{"a": 1}, {"a": 2}, {"a": 3}]},
    "faults": [{"fault": "slow", "only": [5], "delay": 4}],
}


@pytest.mark.parametrize("stop", [0, 0.5, 2, 12, 15, 22])
def test_a_saved_run_goes_on_the_same(bench: Bench, stop: float) -> None:
    def made() -> Any:
        return bench(SCRIPT, data={"databases": [{"name": "First"}, SECOND]})

    def seen(run: Any) -> Any:
        return rows(run.engine.ports.data, "SELECT * FROM log ORDER BY id", group="Second")

    whole = made()
    for _ in range(2):
        whole.start()
    whole.go_on(stop)
    data = json.loads(json.dumps(save_engine(whole.engine)))
    other = made()
    rows(other.engine.ports.data, "DROP TABLE t", group="Second")
    restore_engine(other.engine, data)
    assert save_engine(other.engine) == data
    for run in (whole, other):
        run.go_on(100)
    assert save_engine(whole.engine) == save_engine(other.engine)
    assert seen(whole) == seen(other)
    assert len(seen(whole)) == 6
    assert whole.engine.ports.data.state()["open"] == {}
    assert whole.engine.ports.data.state()["chosen"] == {}


def test_other_databases_are_no_place_to_go_on(bench: Bench) -> None:
    data = save_engine(bench(SCRIPT, data={"databases": [{"name": "First"}, SECOND]}).engine)
    with pytest.raises(ValueError, match="other databases"):
        restore_engine(bench(SCRIPT).engine, data)


def test_an_empty_database_stays_empty() -> None:
    store = store_of(databases=[{"tables": {"t": [{"a": 1}]}}])
    rows(store, "DROP TABLE t")
    saved = store.state()
    other = store_of(databases=[{"tables": {"t": [{"a": 1}]}}])
    other.restore(saved)
    assert "no such table" in failure(other, "SELECT a FROM t")


def test_saved_variables_are_kept_for_each_prospect(bench: Bench) -> None:
    store = store_of()
    store.save_variables("7", {"a": 1})
    store.save_variables("7", {"b": None})
    other = store_of()
    other.restore(json.loads(json.dumps(store.state())))
    assert other.saved_variables("7") == {"b": None}
    assert other.saved_variables("8") == {}
