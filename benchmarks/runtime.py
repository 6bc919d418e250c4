"""What running scripts costs, beside state machines, workflow engines and a simulator, all measured in the same run.

    .venv/bin/python benchmarks/runtime.py [--quick] [--json]

The exit code is 1 if somebody's steps give another result than the rest's.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from typing import Any

from growth import spread
from measuring import best, say, table
from runtime_own import contacts, forks, steps, wakeups
from runtime_peers import versions


@dataclass
class Size:
    """How much is measured."""

    rounds: int
    peers: float
    longest: int
    waiting: int
    many: int
    wakeups: int
    monthly: int
    parked: int
    forks: int
    repeats: int

    @classmethod
    def of(cls, quick: bool) -> Size:
        if quick:
            return cls(
                rounds=2_000, peers=0.02, longest=10_000, waiting=100, many=1_000, wakeups=2_000, monthly=5, parked=200,
                forks=20, repeats=2,
            )  # fmt: skip
        return cls(
            rounds=100_000, peers=1.0, longest=1_000_000, waiting=1_000, many=100_000, wakeups=300_000, monthly=1_000,
            parked=2_000, forks=1_000, repeats=5,
        )  # fmt: skip


# --------------------------------------------------------------------------------------------- plain Python
def plain_speed(turns: int, repeats: int) -> float:
    """Turns a second of the plainest loop, by which machines can be compared."""

    def work() -> int:
        x = 0
        for i in range(turns):
            x = x + i
        return x

    return turns / best(work, repeats)


# --------------------------------------------------------------------------------------------------- tables
def ratio(value: float) -> str:
    """A ratio to about three digits."""
    return f"{value:,.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def absent(part: dict[str, Any], width: int) -> list[list[str]]:
    """Rows for those that are not there."""
    return [[name, *[""] * (width - 2), "not installed"] for name in part["missing"]]


def show_steps(part: dict[str, Any]) -> str:
    rows = [
        [
            each["name"],
            f"{each['per_second'] / 1e6:.4f}",
            f"{1e9 / each['per_second']:,.0f}",
            ratio(each["times"]),
            each["note"],
        ]
        for each in part["rows"]
    ]
    title = "Steps: set a text, test a number, two lines of code"
    return table(title, ["", "million/s", "ns", "studio's speed / its", ""], rows + absent(part, 5))


def show_flatness(part: dict[str, dict[str, float]]) -> str:
    counts = list(next(iter(part.values())))
    rows = [[name, *(f"{value:,.0f}" for value in each.values()), f"{spread(each):.2f}"] for name, each in part.items()]
    heads = ["", *(f"{int(count):,}" for count in counts), "last / first"]
    return table("Nanoseconds of a step, by the number of steps", heads, rows)


def show_wakeups(title: str, part: dict[str, Any]) -> str:
    rows = [
        [
            each["name"],
            f"{each['per_second'] / 1e6:.4f}",
            f"{each['seconds']:.3f}",
            ratio(each["times"]),
            each["note"],
        ]
        for each in part["rows"]
    ]
    heads = ["", "million/s", "seconds", "studio's speed / its", ""]
    return table(f"{title}: {part['wakeups']:,} wake-ups of {part['waiting']:,}", heads, rows + absent(part, 5))


def show_crowd(part: dict[str, Any]) -> str:
    rows = [
        [each["name"], f"{each['start_seconds']:.3f}", f"{each['wait_seconds']:.3f}", f"{each['bytes_each']:,.0f}", ""]
        for each in part["rows"]
    ]
    heads = ["", "seconds to start", "seconds of one wait", "bytes each", ""]
    return table(f"{part['count']:,} alive at once", heads, rows + absent(part, 5))


def show_memory(part: dict[str, dict[str, float]]) -> str:
    rows = [[name, *(f"{each[name]:,.0f}" for each in part.values())] for name in next(iter(part.values()))]
    return table("Bytes of a contact that rests, with 20 texts", ["", *part], rows)


def show_forks(part: dict[str, Any]) -> str:
    rows = [
        [
            f"{forks.VARIABLES} variables, {each['objects']} of them dynamic objects",
            "" if each["studio_us"] is None else f"{each['studio_us']:,.1f}",
            f"{each['deepcopy_us']:,.1f}",
        ]
        for each in part["rows"]
    ]
    title = "A fork of a contact" + "".join(f"; {name} is not there: left out" for name in part["missing"])
    return table(title, ["microseconds", "studio", "deepcopy of the data"], rows)


# ------------------------------------------------------------------------------------------------ the whole
def measure(size: Size) -> dict[str, Any]:
    """All figures."""
    result: dict[str, Any] = {"python": sys.version.split()[0], "peers": versions()}
    say("plain Python …")
    result["plain_per_second"] = plain_speed(max(size.longest, 100_000), size.repeats)
    result["steps"] = steps.race(size.rounds, size.repeats, size.peers)
    result["flatness_ns"] = steps.flatness(size.longest, min(size.repeats, 3))
    result["wakeups"] = wakeups.small(size.waiting, size.wakeups, size.repeats)
    result["wakeups_many"] = wakeups.small(size.many, size.wakeups, min(size.repeats, 3))
    result["month"] = wakeups.month(size.monthly, min(size.repeats, 3))
    result["idle_bytes"] = contacts.idle_memory(size.parked)
    result["crowd"] = contacts.crowd(size.many, min(size.repeats, 3))
    result["forks"] = forks.forks(size.forks, size.repeats)
    return result


def show(result: dict[str, Any]) -> str:
    there = [f"{name} {version}" for name, version in result["peers"].items() if version]
    head = (
        f"Python {result['python']}, {result['plain_per_second'] / 1e6:.1f} million turns/s of a plain loop on locals"
    )
    parts = [f"{head}\n{', '.join(there) or 'no peer is installed'}"]
    parts += [show_steps(result["steps"]), show_flatness(result["flatness_ns"])]
    parts += [show_wakeups("Delays of 1 to 10 s", result[name]) for name in ("wakeups", "wakeups_many")]
    parts += [show_wakeups("An hour again and again for 30 days", result["month"])]
    parts += [show_memory(result["idle_bytes"]), show_crowd(result["crowd"]), show_forks(result["forks"])]
    return "\n\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a few seconds, rough")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    chosen = parser.parse_args()
    result = measure(Size.of(chosen.quick))
    print(json.dumps(result, indent=2) if chosen.json else show(result))


if __name__ == "__main__":
    main()
