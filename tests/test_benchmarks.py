"""The benchmark of running scripts still runs, and everybody's steps still give the same result."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
#: Of the extra ``bench``: without these there is nobody to be measured beside.
PEERS = ("simpy", "transitions", "statemachine", "sismic", "burr", "SpiffWorkflow")


@pytest.mark.slow
def test_the_runtime_is_measured_beside_its_peers() -> None:
    missing = [each for each in PEERS if importlib.util.find_spec(each) is None]
    if missing:
        pytest.skip(f"the extra 'bench' is not installed: no {', '.join(missing)}")
    path = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    done = subprocess.run(
        [sys.executable, "benchmarks/runtime.py", "--quick", "--json"],
        cwd=ROOT, capture_output=True, text=True, timeout=300, env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    for name in ("steps", "wakeups", "wakeups_many", "month"):
        part = document[name]
        assert part["missing"] == [], name
        assert all(each["per_second"] > 0 for each in part["rows"]), name
    assert document["flatness_ns"]
    assert document["forks"]["rows"]
