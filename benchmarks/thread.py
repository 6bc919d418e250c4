"""What the main job costs, part by part, each beside a peer that is measured in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import phonenumbers
from phonenumbers import timezone

from studio.crm.seed import read_leads
from studio.dialer.loading.loader import Loader
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source
from studio.dialer.store.store import ProspectStore
from studio.runtime.clock import SECOND
from studio.runtime.ports import LoadRequest
from studio.script.files import read_script
from studio.snippet.host import PlainHost
from studio.snippet.unit import SnippetUnit
from studio.snippet.variables import Variables
from studio.world.world import World

EXAMPLE = Path(__file__).resolve().parents[1] / "scripts" / "create_prospects"
TURNS = 100_000
CALLS = 50_000
ROWS = 10_000
NOW = datetime(2026, 3, 2, 13, tzinfo=UTC)


def best(work: Callable[[], Any], repeats: int = 5) -> float:
    """Seconds of the quickest of some runs."""
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def snippet(source: str, times: int = 1) -> Callable[[], None]:
    """A snippet, compiled, to be run so many times."""
    run = SnippetUnit({0: (source, 2048)}).snippet(0)
    host, variables = PlainHost(), Variables()

    def work() -> None:
        for _ in range(times):
            run(variables, host)

    return work


def plain_loop() -> None:
    """The same loop in Python, on locals."""
    total, text = 0, ""
    for i in range(1, TURNS + 1):
        total = total + i * 2
        text = f"{i}"
    assert text


def languages() -> None:
    loop = best(snippet(f'FOR i = 1 TO {TURNS} {{ total = total + i * 2\n s = "{{i}}" }}'))
    python = best(plain_loop)
    print(f"Snippet loop:       {TURNS / loop / 1e6:5.2f} M turns/s, {loop / python:4.1f} x plain Python")
    call = best(snippet('a = 1 + 1\nIF a > 5 { c = "x" }\nd = "{a}-{c}"', CALLS))
    empty = best(snippet("a = 1", CALLS))
    print(f"Snippet short call: {CALLS / call / 1e6:5.2f} M calls/s, {call / empty:4.1f} x a call of one statement")


def rows() -> list[dict[str, str]]:
    """Made-up rows with two numbers each, zone by the first."""
    areas = (212, 312, 303, 602, 415, 808, 617, 713, 206, 404)
    return [
        {"ID": str(n), "Home": f"{areas[n % 10]}555{n % 10_000:04d}", "Cell": f"{areas[n % 7]}556{n % 10_000:04d}"}
        for n in range(ROWS)
    ]


def prospects() -> None:
    source = Source(
        name="CRM",
        map={"ExternalID": "ID", "PhoneNumber": "Home", "Cell": "Cell"},
        fields=[{"name": "Cell", "type": "Phone"}],  # type: ignore[arg-type]  # pydantic reads it
    )
    data = rows()

    def load() -> None:
        result = Loader(ProspectStore(), [Skill(number=1)], [source]).load(LoadRequest("1", "CRM", data), NOW)
        assert all(row.code == "Success" for row in result.rows), result.error

    def bare() -> None:
        for row in data:
            for column in ("Home", "Cell"):
                number = phonenumbers.parse(row[column], "US")
                phonenumbers.is_possible_number(number)
            timezone.time_zones_for_geographical_number(phonenumbers.parse(row["Home"], "US"))

    ours, theirs = best(load, 3), best(bare, 3)
    print(
        f"Create Prospects:   {ROWS:,} rows in {ours:4.2f} s, {ours / theirs:4.1f} x bare phonenumbers on the same numbers"
    )


def campaign() -> None:
    script, _ = read_script(EXAMPLE / "brain.studio")
    assert script is not None

    def run() -> None:
        world, problems = World.load(EXAMPLE / "world.yaml", EXAMPLE / "brain.studio")
        assert world is not None, problems
        world.run(script, until=world.engine.now + 2 * 86_400 * SECOND)
        world.close()

    seed = best(lambda: read_leads(EXAMPLE / "leads.csv"))
    took = best(run, 2)
    print(f"Two simulated days: {took:5.2f} s, {took / seed:,.0f} x reading its CSV of leads")


if __name__ == "__main__":
    languages()
    prospects()
    campaign()
