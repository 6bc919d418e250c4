"""Several processes that load into one store, and processes that are killed while they do."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import loading_process
import pytest
from loading_process import load, loader_of, row_of

from studio.dialer.loading.load_reports import load_reports
from studio.dialer.loading.loader import Loader
from studio.dialer.store.schema import zone_sets

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
#: Killed processes a database; more with the variable.
KILLS = int(os.environ.get("STUDIO_STORE_KILLS", "8"))


class Process:
    """A process that loads batches."""

    def __init__(self, url: str, busy_seconds: float, batches: list[list[int]]) -> None:
        path = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
        self.batches = batches
        self._process = subprocess.Popen(
            [sys.executable, str(Path(loading_process.__file__)), url, str(busy_seconds)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n", self._process.communicate()[1]

    def go(self) -> None:
        """Let it begin."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"\n{json.dumps(self.batches)}\n")
        self._process.stdin.flush()

    def kill(self) -> None:
        """End it as a crash would."""
        self._process.send_signal(signal.SIGKILL)

    def results(self) -> list[Any]:
        """What became of its batches, of those that it told of."""
        out, problems = self._process.communicate(timeout=120)
        assert not problems, problems
        return [json.loads(line) for line in out.splitlines() if line.endswith("]")]


def assert_sound(loader: Loader) -> list[str]:
    """Assert that every prospect of a store is whole and there once; their external IDs."""
    held = list(loader.store.all())
    names = [each.external_id for each in held]
    assert len(set(names)) == len(names)
    assert len({each.id for each in held}) == len(held)
    for each in held:
        assert each.original == row_of(int(each.external_id))
        assert [number.field for number in each.destinations] == ["PhoneNumber", "Cell"]
        assert each.zones
    with loader.store.reading() as connection:
        zones = [row.zones for row in connection.execute(zone_sets.select())]
    assert len(set(zones)) == len(zones)
    return names


def test_processes_that_load_the_same_rows_load_each_once(shared_url: str) -> None:
    chance = Random(7)
    processes = [
        Process(shared_url, 60, [chance.sample(range(1000), 250) for _ in range(8)])
        for _ in range(4)
    ]  # fmt: skip
    for each in processes:
        each.go()
    became: Counter[tuple[str, str]] = Counter()
    for each in processes:
        results = each.results()
        assert len(results) == 8
        for batch, (error, rows) in zip(each.batches, results, strict=True):
            assert error == ""
            assert [name for name, _, _ in rows] == [str(number) for number in batch]
            assert {code for _, code, _ in rows} == {"Success"}
            became.update((name, detail) for name, _, detail in rows)
    loader = loader_of(shared_url, 0)
    names = assert_sound(loader)
    assert {name: count for (name, detail), count in became.items() if detail == "Created"} == dict.fromkeys(names, 1)
    assert {detail for _, detail in became} == {"Created", "Unchanged"}
    reports = load_reports(loader.store)
    assert len(reports) == 32
    assert sum(each.rows for each in reports) == 32 * 250
    loader.store.close()


def test_who_does_not_wait_is_told_so_and_can_repeat(shared_url: str) -> None:
    loader_of(shared_url, 0).store.states()
    chance = Random(8)
    processes = [
        Process(shared_url, 0, [chance.sample(range(1000), 250) for _ in range(12)])
        for _ in range(3)
    ]  # fmt: skip
    for each in processes:
        each.go()
    loaded: set[str] = set()
    answers: Counter[str] = Counter()
    refused = []
    for each in processes:
        for batch, (error, rows) in zip(each.batches, each.results(), strict=True):
            answers[error] += 1
            assert {code for _, code, _ in rows} == {error or "Success"}
            if error:
                refused.append(batch)
            else:
                loaded.update(name for name, _, _ in rows)
    assert set(answers) <= {"", "Service Unavailable"}
    loader = loader_of(shared_url, 0)
    assert set(assert_sound(loader)) == loaded, "what was refused is not stored in part"
    for batch in refused:
        assert load(loader, batch)[0] == ""
    assert set(assert_sound(loader)) == {
        str(number) for each in processes for batch in each.batches for number in batch
    }
    loader.store.close()


def test_the_store_is_waited_for_as_long_as_is_said(shared_url: str) -> None:
    first, second = loader_of(shared_url, 0), loader_of(shared_url, 0.5)
    load(first, [1])
    load(second, [1])
    with first.store.transaction():
        start = time.monotonic()
        assert load(second, [2])[0] == "Service Unavailable"
        assert 0.4 < time.monotonic() - start < 5
    assert load(second, [2])[0] == ""
    first.store.close()
    second.store.close()


def test_a_process_that_is_killed_leaves_whole_calls_behind(shared_url: str) -> None:
    chance = Random(9)
    loader = loader_of(shared_url, 30)
    at = 0
    partly = 0
    for _ in range(KILLS):
        batches = [list(range(at + place * 400, at + place * 400 + 400)) for place in range(20)]
        process = Process(shared_url, 30, batches)
        process.go()
        time.sleep(chance.random() * 0.6)
        process.kill()
        told = process.results()
        held = set(assert_sound(loader))
        there = [len(held & {str(number) for number in batch}) for batch in batches]
        assert set(there) <= {0, 400}, "of a call all rows are there, or none"
        assert there == sorted(there, reverse=True)
        whole = sum(map(bool, there))
        assert len(told) <= whole <= len(told) + 1, "what was told is kept"
        partly += 0 < whole < len(batches)
        reports = load_reports(loader.store, 10_000)
        assert sum(each.rows for each in reports) == len(held), "a report for every row, and rows for every report"
        # The same again mends it.
        batch = batches[min(whole, 19)]
        error, rows = load(loader, batch)
        assert error == ""
        assert {code for _, code, _ in rows} == {"Success"}
        assert {detail for _, _, detail in rows} == {"Created" if whole < 20 else "Unchanged"}
        assert len(assert_sound(loader)) == len(held | {str(number) for number in batch})
        at += 8000
        _drop_repeated_report(loader, whole < 20)
    assert partly, "no process was killed in the middle of its work"
    loader.store.close()


def _drop_repeated_report(loader: Loader, created: bool) -> None:
    """Take the report of a call that created nothing away, so that rows and reports can still be compared."""
    if not created:
        with loader.store.transaction() as connection:
            connection.exec_driver_sql("DELETE FROM loads WHERE id = (SELECT max(id) FROM loads)")
