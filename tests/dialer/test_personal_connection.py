"""What scripts get from Personal Connection, by cases: loads, updates, removals, searches, sources, fields and skills.

Every case is a world and a list of steps; each step is one action in a script of its own, or something that happens in the
dialer in between. ``settings`` are members of a world file beside the usual source and skills (`connection.USUAL`). Of a step:

- ``do``: the kind of the action; ``with``: its properties, and values for ``Data``, ``Mapping`` and such as plain data
  (an empty mapping there is an empty object);
- ``given``: variables of the script; ``branch`` (Default where it isn't said), ``error`` (all of _ERR), ``error_has`` (a part of it);
- ``ok`` and ``failed``: the records of the two groups, each with all of its columns; ``codes``: only their ResultCodes, in
  the order SuccessfulRecords, FailedRecords; ``gives``: the whole value of the variable with results; ``gives_has``: for
  each of its records some members; ``count``: how many there are;
- ``report``: of every row some members of the load report;
- ``then``: what happens in the dialer: ``play``, ``end`` (the call's), ``finalize``, ``check in``, ``remove``, to all or to
  those whose external IDs follow (``play: 1, 2``); ``save`` and ``fork``, after which a copy of the world goes on; ``break``,
  after which the store fails; ``hours``: so much time passes;
- ``held``: what the store has, by external ID: some members of prospects (``fields``, ``numbers``, ``state`` …);
  ``prospects``: how many there are, removed ones aside.

The time is 2026-06-15 12:00 UTC, the business unit is in New York.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases
from connection import Connection, long
from databases import SERVER, postgresql_schema

from studio.dialer.loading.codes import BY_TEXT, CALL_CODES, ROW_CODES
from studio.dialer.loading.load_reports import load_reports
from studio.dialer.records.prospect import Prospect
from studio.dialer.store.store import ProspectStore

FILES = sorted(Path(__file__).parent.glob("connection_*_cases.yaml"))
#: Codes that need settings that a world file does not have; test_loading.py meets them.
ELSEWHERE = {"Record Too Long", "Do Not Call"}
CASES = [pytest.param(case, id=f"{path.stem[:-6]}: {case['name']}") for path in FILES for case in read_cases(path)]


def _copies(case: dict[str, Any]) -> bool:
    return any(each in ("save", "fork") for step in case["steps"] for each in step.get("then", ()))


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    with closing(Connection(case.get("settings", {}), case["steps"])) as connection:
        _play(connection)


@pytest.mark.skipif(not SERVER, reason="STUDIO_POSTGRESQL names no server")
@pytest.mark.parametrize("case", [each for each in CASES if not _copies(each.values[0])])
def test_case_on_postgresql(case: dict[str, Any]) -> None:
    with (
        postgresql_schema() as url,
        closing(Connection(case.get("settings", {}) | {"store": url}, case["steps"])) as here,
    ):
        _play(here)


def _play(connection: Connection) -> None:
    for number, step in enumerate(connection.steps):
        if "do" in step:
            _check(connection, number, step)
        for what in step.get("then", ()):
            connection.happen(what)
        if "hours" in step:
            connection.world.engine.run(connection.world.engine.now + round(step["hours"] * 3_600_000_000))
        for external_id, wanted in step.get("held", {}).items():
            _has(_shown(_prospect(connection.store, external_id)), wanted)
        if "prospects" in step:
            assert sum(each.state != "removed" for each in connection.store.all()) == step["prospects"]


def _check(connection: Connection, number: int, step: dict[str, Any]) -> None:
    branch, variables = connection.act(number)
    wanted = step.get("branch", "Default").removeprefix("On")
    told = str(variables.get("_err", ""))
    assert branch == wanted, told
    assert told == step.get("error", told)
    assert step.get("error_has", "") in told
    if wanted == "Default":
        assert not told
    kind = step["do"].upper()
    found = variables.get("skillinfo" if kind == "GETSKILLINFO" else "found")
    if kind in ("CREATEPROSPECTS2", "CREATEPROSPECTS", "REMOVEPROSPECTS"):
        _check_groups(found, step)
    if "gives" in step:
        assert found == step["gives"]
    if "count" in step:
        assert len(found) == step["count"]
    if "gives_has" in step:
        for record, members in zip(found, step["gives_has"], strict=True):
            _has(record, members)
    if "report" in step:
        [*_, last] = load_reports(connection.store)
        for row, members in zip(last.result.rows, step["report"], strict=True):
            _has({name: getattr(row, name) for name in row.__slots__}, members)


def _check_groups(found: Any, step: dict[str, Any]) -> None:
    """The guarantees that hold of every call, and what the step says of it."""
    assert list(found) == ["SuccessfulRecords", "FailedRecords"]
    good, bad = found["SuccessfulRecords"] or [], found["FailedRecords"] or []
    given = long(step["with"].get("Data", step["with"].get("ProspectsToRemove")))
    rows = given if isinstance(given, list) else None
    if isinstance(given, dict):
        arrays = [each for each in given.values() if isinstance(each, list)]
        rows = arrays[0] if len(arrays) == 1 else None
    assert len(good) + len(bad) == len(rows or ())
    assert {each["ResultCode"] for each in good} <= {"Success"}
    assert all(each["ResultCode"] in BY_TEXT and each["ResultCode"] != "Success" for each in bad)
    assert all([name.lower() for name in each].count("resultcode") == 1 for each in (*good, *bad))
    if "ok" in step:
        assert good == step["ok"]
    if "failed" in step:
        assert bad == step["failed"]
    if "codes" in step:
        assert [each["ResultCode"] for each in (*good, *bad)] == step["codes"]


def _prospect(store: ProspectStore, external_id: str) -> Prospect:
    source, _, name = external_id.rpartition("/")
    found = store.get(source or "Leads", str(name))
    assert found is not None, external_id
    return found


def _shown(prospect: Prospect) -> dict[str, Any]:
    members = {name: getattr(prospect, name) for name in prospect.__slots__}
    for name in ("expires", "created", "modified", "last_attempt", "due"):
        members[name] = None if members[name] is None else f"{members[name]:%Y-%m-%dT%H:%M:%SZ}"
    members["zones"] = list(prospect.zones)
    members["numbers"] = {each.field: each.number for each in prospect.destinations}
    members["tries"] = {each.field: each.attempts for each in prospect.destinations}
    return members


def _has(found: Any, wanted: dict[str, Any]) -> None:
    for name, value in wanted.items():
        have = found[name]
        if isinstance(value, dict) and isinstance(have, dict) and name in ("fields", "original"):
            assert {each: have.get(each) for each in value} == value
        else:
            assert (list(have) if isinstance(have, tuple) else have) == value, name


def test_the_cases_meet_every_code() -> None:
    met = {
        code
        for param in CASES
        for step in param.values[0]["steps"]
        for code in (
            step.get("error", ""),
            *step.get("codes", ()),
            *(each["ResultCode"] for each in (*step.get("ok", ()), *step.get("failed", ()))),
        )
    }
    assert {code.text for code in (*ROW_CODES, *CALL_CODES)} - met <= ELSEWHERE
