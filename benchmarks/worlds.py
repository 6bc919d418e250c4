"""What a world costs that has a CRM of 2,000 leads and a dialer: built again, and forked after an hour of dialling.

.venv/bin/python benchmarks/worlds.py [--quick] [--json]
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from measuring import Peer, race, table
from sqlalchemy import create_engine, insert
from sqlalchemy.pool import StaticPool

from studio.crm import schema as of_crm
from studio.dialer.store import schema as of_store
from studio.runtime.clock import SECOND
from studio.script.project import Project
from studio.world import lead_templates
from studio.world.places import read_yaml
from studio.world.settings import WorldSettings
from studio.world.world import World

PAIR = Path(__file__).resolve().parents[1] / "scripts" / "create_prospects"


def measure(times: int, rounds: int) -> dict[str, Any]:
    """Milliseconds of a world, a fork and a saved world, and of what they stand beside."""
    settings, problems = read_yaml(PAIR / "world.yaml", WorldSettings)
    if settings is None:
        raise SystemExit("; ".join(map(str, problems)))
    project, _ = Project.load(PAIR / "brain.studio")

    def new() -> World:
        return World(settings, project, folder=PAIR)

    with closing(new()) as played:
        brain = project.resolve("create_prospects\\brain", "")
        if brain is None:
            raise SystemExit("there is no brain")
        leads = _leads(played)
        played.run(brain, until=played.engine.now + 3600 * SECOND)
        held = sum(played.prospects.states().values()) if played.prospects is not None else 0
        databases = [engine.raw_connection().driver_connection for engine in played._databases().values()]

        def first() -> None:
            lead_templates._made.cache_clear()
            new().close()

        def backup() -> None:
            for each in databases:
                with closing(sqlite3.connect(":memory:")) as to:
                    each.backup(to)  # type: ignore[union-attr]

        built = [
            Peer("a world", _often(times, lambda: new().close())),
            Peer("the first of its list", first),
            Peer("tables and leads by SQL", lambda: _by_sql(leads)),
        ]
        forked = [
            Peer("a fork", _often(times, lambda: played.fork().close())),
            Peer("backup of its databases", _often(times, backup)),
            Peer("save", lambda: played.save() and None),
        ]
        for peers in (built, forked):
            race(peers, rounds)
    for each in (built[0], *forked[:2]):
        each.seconds = [seconds / times for seconds in each.seconds]
    return {
        "python": sys.version.split()[0],
        "leads": len(leads),
        "prospects": held,
        "built": _told(built),
        "forked": _told(forked),
    }


def _often(times: int, work: Callable[[], None]) -> Callable[[], None]:
    def all_of_them() -> None:
        for _ in range(times):
            work()

    return all_of_them


def _leads(world: World) -> list[dict[str, Any]]:
    engine = getattr(world.crm, "engine", None)
    if engine is None:
        raise SystemExit("the world has no CRM in memory")
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(of_crm.leads.select()).mappings()]


def _by_sql(leads: list[dict[str, Any]]) -> None:
    for metadata, rows in ((of_crm.metadata, leads), (of_store.metadata, [])):
        engine = create_engine("sqlite://", poolclass=StaticPool)
        metadata.create_all(engine)
        with engine.begin() as connection:
            if rows:
                connection.execute(insert(of_crm.leads), rows)
        engine.dispose()


def _told(peers: list[Peer]) -> dict[str, dict[str, float]]:
    return {each.name: {"ms": each.best * 1e3, "times": each.times(peers[0])} for each in peers}


def main() -> None:
    """Measure and tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    found = measure(*((10, 3) if given.quick else (50, 9)))
    if given.json:
        print(json.dumps(found, indent=2))
        return
    for name, title in (
        ("built", f"a CRM with {found['leads']:,} leads, a dialer"),
        ("forked", f"an hour later, {found['prospects']:,} prospects"),
    ):
        rows = [[peer, f"{each['ms']:.2f}", f"{each['times']:.1f}"] for peer, each in found[name].items()]
        print(table(title, ["", "ms", "times the first"], rows))


if __name__ == "__main__":
    main()
