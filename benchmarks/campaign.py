"""What a campaign costs: 100,000 prospects dialled for 30 days of virtual time, beside a bare simpy model of as many calls.

    .venv/bin/python benchmarks/campaign.py [--quick] [--json]

The prospects lie in a store in memory; no script runs. simpy's model has agents and calls alone: no records, no hours, no zones, no store.
The exit code is 1 if a record is lost, or was tried more often than it may.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from measuring import say, table

from studio.runtime.clock import SECOND
from studio.runtime.ports import LoadRequest
from studio.world.settings import WorldSettings
from studio.world.world import World

#: What the figures are held to, at full size: seconds, loading aside.
GOAL = 60.0
AREAS = ("212", "312", "602", "801", "415", "206", "702", "303", "404", "305", "423", "808", "907")
MOST_ATTEMPTS = 5


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    prospects: int = 100_000
    days: int = 30
    agents: int = 14


QUICK = Size(2_000, 5, 4)


def settings(size: Size) -> WorldSettings:
    """One skill with agents and the usual outcomes."""
    return WorldSettings.model_validate(
        {
            "start": "2026-03-02T13:00:00Z",
            "seed": 7,
            "sources": [
                {
                    "name": "L",
                    "map": {"ExternalID": "id", "PhoneNumber": "p", "Home": "h"},
                    "fields": [{"name": "Home", "type": "Phone"}],
                }
            ],
            "skills": [
                {
                    "number": 1,
                    "retry": {"minimumRetryMinutes": 240, "maximumAttempts": MOST_ATTEMPTS},
                    "calling": {"agents": size.agents},
                }
            ],
        }
    )


def rows(count: int) -> list[dict[str, str]]:
    """Records with two numbers each, over thirteen area codes."""
    return [
        {
            "id": str(each),
            "p": f"{AREAS[each % 13]}{200 + each % 700}{each % 10_000:04}",
            "h": f"{AREAS[each % 13]}{201 + each % 700}{each * 7 % 10_000:04}",
        }
        for each in range(count)
    ]


def campaign(size: Size) -> dict[str, Any]:
    """Load the list and dial it."""
    with closing(World(settings(size))) as world:
        assert world.campaign is not None
        assert world.prospects is not None
        made = rows(size.prospects)
        start = time.perf_counter()
        for first in range(0, len(made), 10_000):
            world.engine.ports.prospects.load(LoadRequest("1", "L", made[first : first + 10_000]), world.now())
        loaded = time.perf_counter() - start
        say(f"{size.days} days …")
        start, busy = time.perf_counter(), time.process_time()
        world.campaign.begin()
        world.go_on(until=world.engine.now + size.days * 86_400 * SECOND)
        seconds, busy = time.perf_counter() - start, time.process_time() - busy
        figures = world.campaign.figures()[0]
        every = list(world.prospects.all())
        sound = len(every) == size.prospects and all(each.attempts <= MOST_ATTEMPTS for each in every)
        return {
            "loading": loaded,
            "seconds": seconds,
            "processor": busy,
            "attempts": figures.attempts,
            "connects": figures.connects,
            "finals": sum(figures.finals.values()),
            "states": dict(world.prospects.states()),
            "sound": sound and sum(each.attempts for each in every) == figures.attempts,
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }


def bare_simpy(calls: int, agents: int) -> float | None:
    """Seconds of a simpy model in which agents make as many calls; None where it is not installed."""
    try:
        import simpy
    except ImportError:
        return None
    chance = random.Random(7)
    left = [calls]

    def agent(environment: Any) -> Any:
        while left[0] > 0:
            left[0] -= 1
            yield environment.timeout(chance.choice((8, 10, 25, 35, 95, 420)))
            yield environment.timeout(10)

    environment = simpy.Environment()
    for _ in range(agents):
        environment.process(agent(environment))
    start = time.perf_counter()
    environment.run()
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description="What a campaign costs.")
    parser.add_argument("--quick", action="store_true", help="little of it, and rougher")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    asked = parser.parse_args()
    size = QUICK if asked.quick else Size()
    say(f"loading {size.prospects:,} prospects …")
    found = campaign(size)
    found["simpy"] = bare_simpy(found["attempts"], size.agents)
    if asked.json:
        print(json.dumps(found, indent=2))
    else:
        lines = [
            ["seconds, loading aside", f"{found['seconds']:.1f}"],
            ["of processor time", f"{found['processor']:.1f}"],
            ["seconds of loading", f"{found['loading']:.1f}"],
            ["attempts", f"{found['attempts']:,}"],
            ["attempts/s", f"{found['attempts'] / found['seconds']:,.0f}"],
            ["records finished", f"{found['finals']:,}"],
            ["MB of the process at most", f"{found['megabytes']:,.0f}"],
        ]
        if found["simpy"] is not None:
            lines.append(["times a bare simpy model of as many calls", f"{found['seconds'] / found['simpy']:.1f}"])
        print(table(f"{size.prospects:,} prospects, {size.days} days, {size.agents} agents", ["", "figure"], lines))
        if not asked.quick:
            print(f"\nGoal: {GOAL:.0f} seconds; {'met' if found['seconds'] <= GOAL else 'missed'}.")
    return 0 if found["sound"] else 1


if __name__ == "__main__":
    sys.exit(main())
