"""What spreading a rehearsal brings: eight seeds of a middling campaign here, in processes, and on a cluster of this machine.

    .venv/bin/python benchmarks/rehearsals.py [--quick] [--json]

All ways must give the same document. The cluster is there before the clock starts; processes are started within it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import multiprocessing
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from measuring import Peer, race, say, table

from studio.rehearsal.bundle import Bundle, pack
from studio.rehearsal.rehearsal import Plan, Spread, rehearse
from studio.rehearsal.spreading.cluster import Cluster
from studio.rehearsal.spreading.here import Here
from studio.rehearsal.spreading.processes import Processes

WORLD = """\
start: 2026-03-02T13:00:00Z
zone: America/New_York
lists:
  - {file: leads.csv, source: List, skill: 4001, map: auto}
skills:
  - number: 4001
    retry: {minimumRetryMinutes: 120, maximumAttempts: 4}
    calling: {agents: 20}
"""


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    records: int = 2_000
    days: float = 3.0
    seeds: int = 8
    rounds: int = 3


QUICK = Size(records=500, days=1.0, rounds=1)


def campaign(folder: Path, size: Size) -> Bundle:
    """A list of so many records, and a world that dials it."""
    rows = [f"K{n},{212 + n % 3}{2_500_000 + n},NY" for n in range(size.records)]
    (folder / "leads.csv").write_text("\n".join(["Id,Phone,State", *rows, ""]), encoding="utf-8")
    (folder / "world.yaml").write_text(WORLD, encoding="utf-8")
    packed, problems = pack(folder / "world.yaml")
    if packed is None:
        raise SystemExit("; ".join(map(str, problems)))
    return packed.bundle


def _serve(workers: int, pipe: Connection) -> None:
    """A scheduler and workers, until the other end of the pipe says so or is gone."""
    import distributed

    with distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=60
    ) as found:
        pipe.send(str(found.scheduler_address).removeprefix("tcp://"))
        with suppress(EOFError):
            pipe.recv()


@contextmanager
def local_cluster(workers: int) -> Iterator[Cluster]:
    """A cluster on this machine, its scheduler in a process of its own: as threads of ours it would slow down what runs here."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(workers, theirs))
    process.start()
    try:
        yield Cluster(ours.recv())
    finally:
        ours.send(None)
        process.join()


def measure(size: Size) -> dict[str, Any]:
    """How often faster than here each way is."""
    plan = Plan(size.days, tuple(range(1, size.seeds + 1)))
    with ExitStack() as stack:
        bundle = campaign(Path(stack.enter_context(TemporaryDirectory())), size)
        ways: dict[str, Spread] = {"here": Here(), "processes:1": Processes(1), "processes:2": Processes(2)}
        if importlib.util.find_spec("distributed") is not None:
            ways["dask, 1 worker"] = stack.enter_context(local_cluster(1))
            ways["dask, 2 workers"] = stack.enter_context(local_cluster(2))
        else:
            say("dask is left out: the extra 'cluster' is not installed")

        def peer(name: str, spread: Spread) -> Peer:
            return Peer(name, lambda: [json.dumps(rehearse(bundle, plan, spread))])

        peers = [peer(name, spread) for name, spread in ways.items()]
        race(peers, size.rounds)
    faster = {each.name: 1 / each.times(peers[0]) for each in peers}
    return {"python": sys.version.split()[0], "seeds": size.seeds, "records": size.records, "times as fast": faster}


def main() -> None:
    """Measure and tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    found = measure(QUICK if given.quick else Size())
    if given.json:
        print(json.dumps(found, indent=2))
        return
    title = f"{found['seeds']} seeds of a campaign with {found['records']:,} records"
    print(table(title, ["", "times as fast"], [[name, f"{each:.2f}"] for name, each in found["times as fast"].items()]))


if __name__ == "__main__":
    main()
