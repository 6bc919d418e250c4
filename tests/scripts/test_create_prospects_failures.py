"""What goes wrong around the example pair: each takes its documented branch, says why, and the balance holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

MINUTE = 60


def test_a_load_without_trouble(example: Callable[..., Any]) -> None:
    run = example()
    run.signal()
    run.go_on()
    assert run.balance().holds
    assert run.variable("outcome").startswith("110|")
    assert set(run.places()) == {"in the dialer", "checked back in"}


@pytest.mark.parametrize(
    ("fault", "error", "tries"),
    [
        ({"fault": "down"}, "refused", 3),
        ({"fault": "slow"}, "timed out after 10000 ms", 3),
        ({"fault": "status", "status": 500}, "HTTP 500 Internal Server Error", 3),
        ({"fault": "rubbish"}, "response is not JSON", 1),
        ({"fault": "big"}, "response exceeds 32 KB", 1),
    ],
)
def test_the_pull_fails(example: Callable[..., Any], fault: dict[str, Any], error: str, tries: int) -> None:
    run = example(faults=[fault | {"path": "/leads/check-out*"}], lease_minutes=15)
    run.signal()
    run.go_on()
    assert run.took("Pull records", "OnError") == 1
    assert sum(each.kind == "http" for each in run.events) == tries
    assert error in run.variable("outcome")
    assert run.variable("outcome").startswith("pull failed")
    run.go_on(20 * MINUTE)  # what was given out for an answer that never came is offered again
    assert run.places() == {"still in the CRM": 110}


def test_the_second_page_fails(example: Callable[..., Any]) -> None:
    run = example(faults=[{"fault": "down", "path": "/leads/check-out*", "from": 2}], lease_minutes=15)
    run.signal()
    run.go_on(20 * MINUTE)
    assert run.took("Pull records", "OnError") == 1
    places = run.places()
    assert run.balance().holds
    assert places["still in the CRM"] > 0
    assert places["in the dialer"] > 50


def test_a_lost_answer_is_asked_for_again_and_gives_the_same_rows(example: Callable[..., Any]) -> None:
    run = example(faults=[{"fault": "lost", "path": "/leads/check-out*", "only": [1, 2]}])
    run.signal()
    run.go_on()
    assert run.took("Pull records", "OnError") == 0
    assert run.balance().holds
    assert run.variable("outcome").startswith("110|")


SLOW = [pytest.param(kind, marks=pytest.mark.slow) for kind in ("slow", "rubbish", "status")]


@pytest.mark.parametrize("kind", ["down", "lost", *SLOW])
def test_the_check_in_fails_and_is_done_by_the_next_run(example: Callable[..., Any], kind: str) -> None:
    # Two pages have failed records; all but an answer that is no JSON are tried three times.
    fault = {"fault": kind, "path": "/leads/check-in*", "until": 2 if kind == "rubbish" else 6}
    run = example(leads=220, faults=[fault])
    run.signal("S-1")
    run.go_on(10 * MINUTE)
    assert run.took("Check in", "OnError") >= 1
    kept = run.variable("keptsets")
    assert kept.get("sets").count() >= 1
    run.signal("S-2")
    run.go_on(10 * MINUTE)
    assert run.took("Check in the kept set", "Default") >= 1
    assert run.balance().holds, run.places()
    assert run.variable("keptsets").count() == 0


def test_the_crm_does_not_hear_what_is_loaded(example: Callable[..., Any]) -> None:
    run = example(faults=[{"fault": "down", "path": "/leads/loaded*"}], lease_minutes=15)
    run.signal("S-1")
    run.go_on(20 * MINUTE)
    assert run.took("Tell the CRM what is loaded", "OnError") >= 1
    assert run.balance().holds
    before = run.places()["in the dialer"]
    run.signal("S-2")  # the lease has ended: the same records come again, and are unchanged
    run.go_on()
    assert run.balance().holds
    assert run.places()["in the dialer"] == before


def test_the_store_is_locked(example: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "prospects.sqlite"
    run = example(changes={"store": f"sqlite:///{file}", "store_busy_seconds": 0.0}, lease_minutes=15)
    assert list(run.world.prospects.all()) == []  # the tables are there
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    run.signal("S-1")
    run.go_on()
    other.execute("ROLLBACK")
    other.close()
    assert run.took("Create Prospects v2", "OnError") >= 1
    assert "Service Unavailable" in run.errors()
    assert (
        run.took("Check in", "Default") == 0
    )  # whether they were stored is not known: they stay out until the lease ends
    run.go_on(20 * MINUTE)
    assert run.places() == {"still in the CRM": 110}
    run.signal("S-2")
    run.go_on()
    assert run.balance().holds
    assert run.places()["in the dialer"] > 90


def test_the_store_is_full(example: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "prospects.sqlite"
    run = example(changes={"store": f"sqlite:///{file}"}, lease_minutes=15)
    store = run.world.prospects
    with store.transaction() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")
    run.signal("S-1")
    run.go_on(20 * MINUTE)
    assert run.took("Create Prospects v2", "OnError") + run.took("Check in", "Default") >= 1
    assert run.balance().holds, run.places()


def test_an_empty_map(example: Callable[..., Any]) -> None:
    run = example()
    sources = run.world.settings.sources
    unmapped = example(changes={"sources": tuple(each.model_copy(update={"map": None}) for each in sources)})
    unmapped.signal()
    unmapped.go_on()
    assert unmapped.took("Create Prospects v2", "Default") >= 1
    assert unmapped.places() == {"checked back in": 110}
    assert unmapped.balance().reasons["checked back in"] == {"Missing External ID": 110}


def test_an_unknown_source(example: Callable[..., Any]) -> None:
    run = example(changes={"sources": ()})
    run.signal()
    run.go_on()
    assert run.took("Create Prospects v2", "OnError") >= 1
    assert "Invalid Source Name" in run.errors()
    assert run.balance().holds


def test_all_rows_bad(example: Callable[..., Any], leads: list[dict[str, str]]) -> None:
    bad = [row | {"Home Phone": "", "Cell Phone": "123", "Work Phone": ""} for row in leads[:50]]
    run = example(rows=bad)
    run.signal()
    run.go_on()
    assert run.took("Create Prospects v2", "Default") >= 1
    assert run.places() == {"checked back in": 50}


def test_the_same_batch_twice(example: Callable[..., Any]) -> None:
    run = example()
    run.signal("S-1")
    run.go_on()
    first = run.balance().lead
    prospects = len(list(run.world.prospects.all()))
    run.signal("S-1")
    run.go_on()
    assert run.balance().lead == first
    assert len(list(run.world.prospects.all())) == prospects


def test_nothing_in_the_crm(example: Callable[..., Any]) -> None:
    run = example(rows=[])
    run.signal()
    run.go_on()
    assert run.variable("outcome") == "NONE"
    assert run.took("Any records?", "False") == 1


def test_a_skill_that_has_changed(example: Callable[..., Any]) -> None:
    run = example()
    run.signal(what="SkillChanged", wanted=0)
    run.go_on()
    assert run.took("What is asked", "SkillChanged") == 1
    assert run.places() == {"still in the CRM": 110}
