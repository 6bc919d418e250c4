"""Rehearsals in processes and on a cluster: the same figures as here, whatever dies on the way."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rehearsals import dies_at_8, dies_once, make_world

from studio.rehearsal.bundle import Bundle, pack
from studio.rehearsal.rehearsal import Plan, Spread, rehearse
from studio.rehearsal.spreading import cluster
from studio.rehearsal.spreading.cluster import Cluster, ClusterError
from studio.rehearsal.spreading.here import Here
from studio.rehearsal.spreading.processes import Processes
from studio.rehearsal.versions import versions

PLAN = Plan(0.1, (7, 8, 9), shards=2)


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    """A small campaign."""
    packed, problems = pack(make_world(tmp_path))
    assert packed is not None, problems
    return packed.bundle


def document_of(bundle: Bundle, plan: Plan, spread: Spread) -> str:
    return json.dumps(rehearse(bundle, plan, spread))


# ------------------------------------------------------------------------------------------------ processes
@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 2, 5])
def test_processes_give_the_same_as_here(bundle: Bundle, count: int) -> None:
    assert document_of(bundle, PLAN, Processes(count)) == document_of(bundle, PLAN, Here())


@pytest.mark.slow
def test_a_seed_that_ends_its_process_is_told_and_the_others_go_on(bundle: Bundle) -> None:
    plan = Plan(0.05, (7, 8, 9, 10))
    document = rehearse(bundle, plan, Processes(2, dies_at_8))
    assert [each["seed"] for each in document["runs"]] == [7, 9, 10]
    assert [each["seed"] for each in document["failed"]] == [8]
    assert "died" in document["failed"][0]["why"]
    expected = rehearse(bundle, plan, Here())["runs"]
    assert document["runs"] == [each for each in expected if each["seed"] != 8]


@pytest.mark.slow
def test_a_process_that_dies_once_loses_nothing(bundle: Bundle, tmp_path: Path) -> None:
    marked = Bundle(bundle.world, bundle.project, bundle.files, {str(tmp_path / "died"): "nothing"})
    plan = Plan(0.05, (7, 8, 9))
    assert document_of(marked, plan, Processes(2, dies_once)) == document_of(bundle, plan, Here())
    assert (tmp_path / "died").exists()


@pytest.mark.slow
def test_leaving_early_ends_the_processes(bundle: Bundle) -> None:
    before = set(multiprocessing.active_children())
    results = Processes(2).run(bundle, Plan(30.0, tuple(range(20))).jobs())
    next(results)
    results.close()  # type: ignore[attr-defined]
    deadline = time.monotonic() + 20
    while set(multiprocessing.active_children()) - before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert set(multiprocessing.active_children()) <= before


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("on", ["here", "processes:2"])
def test_an_interruption_ends_it_in_a_line(tmp_path: Path, on: str) -> None:
    world = make_world(tmp_path, records=100)
    command = [
        sys.executable,
        "-m",
        "studio",
        "campaign",
        "run",
        str(world),
        "--days",
        "5",
        "--seeds",
        "500",
        "--on",
        on,
    ]
    path = os.pathsep.join(filter(None, sys.path))
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
    ) as run:  # fmt: skip
        assert run.stderr is not None
        first = run.stderr.readline()
        os.killpg(run.pid, signal.SIGINT)
        out, err = run.communicate(timeout=60)
    assert "of 500" in first
    assert run.returncode == 1
    assert out == ""
    assert err.splitlines()[-1] == "stopped; nothing is told of an unfinished rehearsal"
    assert "Traceback" not in err


# -------------------------------------------------------------------------------------------------- cluster
@pytest.fixture(scope="module")
def workers() -> Iterator[Any]:
    """A cluster of two processes on this machine."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=60
    ) as found:
        yield found


def address_of(workers: Any) -> str:
    return str(workers.scheduler_address).removeprefix("tcp://")


@pytest.mark.slow
def test_a_cluster_gives_the_same_as_here(bundle: Bundle, workers: Any) -> None:
    assert document_of(bundle, PLAN, Cluster(address_of(workers))) == document_of(bundle, PLAN, Here())


@pytest.mark.slow
def test_a_worker_of_the_cluster_that_is_killed_loses_nothing(bundle: Bundle, workers: Any) -> None:
    plan = Plan(1.0, (7, 8, 9, 10))
    spread = Cluster(address_of(workers))
    jobs = plan.jobs()
    results: dict[int, Any] = {}
    for place, result in spread.run(bundle, jobs):
        if not results:
            os.kill(next(iter(workers.workers.values())).pid, signal.SIGKILL)
        results[place] = result
    assert [results[place] for place in range(4)] == [result for _, result in Here().run(bundle, jobs)]


@pytest.mark.slow
def test_workers_with_another_studio_are_told(bundle: Bundle, workers: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    agree = cluster._agree
    monkeypatch.setattr(cluster, "_agree", lambda client, ours: agree(client, ours | {"studio": "0.0.1+other"}))
    with pytest.raises(ClusterError, match=r"has studio .*, here 0\.0\.1\+other"):
        list(Cluster(address_of(workers)).run(bundle, PLAN.jobs()))


@pytest.mark.slow
def test_a_cluster_that_is_not_there_is_told_in_a_line(bundle: Bundle) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(ClusterError, match=r"no dask scheduler answers at 127\.0\.0\.1:9: ") as told:
        list(Cluster("127.0.0.1:9", patience=1).run(bundle, PLAN.jobs()))
    assert "\n" not in str(told.value)


def test_versions_name_the_very_code() -> None:
    assert versions() == versions()
    assert "+" in versions()["studio"]
    assert versions()["phonenumbers"][0].isdigit()
