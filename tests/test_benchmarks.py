"""The benchmarks still run, and everybody's steps still give the same result."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
#: Of the extra ``bench``: without these there is nobody to be measured beside.
PEERS = ("simpy", "transitions", "statemachine", "sismic", "burr", "SpiffWorkflow")


@pytest.mark.slow
def test_the_runtime_is_measured_beside_its_peers() -> None:
    missing = [each for each in PEERS if importlib.util.find_spec(each) is None]
    if missing:
        pytest.skip(f"the extra 'bench' is not installed: no {', '.join(missing)}")
    document = measured("runtime.py")
    for name in ("steps", "wakeups", "wakeups_many", "month"):
        part = document[name]
        assert part["missing"] == [], name
        assert all(each["per_second"] > 0 for each in part["rows"]), name
    assert document["flatness_ns"]
    assert document["forks"]["rows"]


@pytest.mark.slow
def test_loading_prospects_is_measured() -> None:
    document = measured("prospects.py")
    rows = document["rows"]
    assert set(document["call"]) >= {"Create Prospects v2, in memory", "bare phonenumbers"}
    for name in ("sqlite", "postgresql"):
        part = document[name]
        if part is not None:
            assert part["seconds"] > 0
            assert rows * document["calls"] * part["bytes_each"] > 1_000_000
            assert part["bytes_each"] < 3_000
    assert document["sqlite"] is not None


@pytest.mark.slow
def test_worlds_are_measured() -> None:
    document = measured("worlds.py")
    assert document["leads"] == 2_000
    assert document["prospects"] > 300
    assert document["built"]["tables and leads by SQL"]["times"] > 2
    assert document["built"]["the first of its list"]["times"] > 2
    assert document["forked"]["save"]["times"] > 1


def measured(benchmark: str) -> Any:
    """The document of a benchmark, run in a hurry."""
    path = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    done = subprocess.run(
        [sys.executable, f"benchmarks/{benchmark}", "--quick", "--json"],
        cwd=ROOT, capture_output=True, text=True, timeout=300, env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
