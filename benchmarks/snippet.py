"""What the Snippet language costs, beside plain Python and other embedded languages, all measured in the same run.

    .venv/bin/python benchmarks/snippet.py [--quick] [--json]

The exit code is 1 if two peers give different results.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from typing import Any

from cold import cold, fresh, show_cold
from growth import growing, show_growing
from measuring import race, say, table
from peers import missing, peers
from tasks import LOOPS, SHORT, Task

#: Plain Python on locals on the machine that the goals were set on, in million turns a second.
GOAL_MACHINE = 16.5
#: The goals there: million turns or calls a second, milliseconds per 1,000 lines.
GOALS = {"loop": 4.0, "loop, hot variables in locals": 6.0, "short calls": 3.0, "milliseconds per 1,000 lines": 40.0}


@dataclass
class Size:
    """How much is measured."""

    turns: int
    calls: int
    rounds: int
    lines: int
    longest: int

    @classmethod
    def of(cls, quick: bool) -> Size:
        return cls(3_000, 3_000, 2, 400, 10_000) if quick else cls(100_000, 100_000, 7, 1_000, 1_000_000)


# ------------------------------------------------------------------------------------- loops and short calls
def raced(task: Task, count: int, short: bool, rounds: int) -> dict[str, Any]:
    """One task in all languages."""
    say(f"{task.title} …")
    found = peers(task, count, count if short else 0)
    race(found, rounds)
    plain = next(each for each in found if each.name == ("CPython, a dict" if short else "CPython, locals"))
    return {
        "title": task.title,
        "count": count,
        "unit": "calls" if short else "turns",
        "beside": plain.name,
        "peers": [
            {
                "name": each.name,
                "per_second": count / each.best,
                "median_per_second": count / each.median,
                "times_plain": each.times(plain),
                "note": each.note,
            }
            for each in found
        ],
    }


def show_race(part: dict[str, Any]) -> str:
    rows = [
        [each["name"], f"{each['per_second'] / 1e6:.3f}", f"{each['times_plain']:.2f}", each["note"]]
        for each in part["peers"]
    ]
    title = f"{part['title'][0].upper()}{part['title'][1:]} ({part['count']:,} {part['unit']})"
    return table(title, [f"{part['unit']}", "million/s", f"x {part['beside']}", ""], rows)


# ----------------------------------------------------------------------------------------------------- the whole
def goals(result: dict[str, Any]) -> list[dict[str, Any]]:
    """Each goal: there, brought to this machine by its plain Python, and what was measured."""

    def of(part: dict[str, Any], name: str) -> float:
        return next(each["median_per_second"] for each in part["peers"] if each["name"] == name) / 1e6

    loop, short = result["races"][0], result["races"][-1]
    speed = of(loop, "CPython, locals") / GOAL_MACHINE
    per = result["cold"]["median_ms_per_1000_lines"]
    cold_ms = per.get("Snippet, production scripts", per["Snippet, generated mix"])
    measured = [of(loop, "Snippet"), of(loop, "Snippet"), of(short, "Snippet"), cold_ms]
    found = []
    for (name, goal), value in zip(GOALS.items(), measured, strict=True):
        lines_ = name.startswith("milli")
        here = goal / speed if lines_ else goal * speed
        met = value <= here if lines_ else value >= here
        found.append({"goal": name, "there": goal, "here": here, "measured": value, "met": met})
    return found


def show_goals(part: list[dict[str, Any]], plain: float) -> str:
    rows = [
        [
            each["goal"],
            f"{each['there']:.2f}",
            f"{each['here']:.2f}",
            f"{each['measured']:.2f}",
            "yes" if each["met"] else "no",
        ]
        for each in part
    ]
    title = f"Goals, set where plain Python does {GOAL_MACHINE:g} million turns/s on locals; here it does {plain:.1f}"
    return table(title, ["million/s, but for the last", "there", "here", "measured", "met"], rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="about ten seconds, rougher")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    chosen = parser.parse_args()
    size = Size.of(chosen.quick)
    result: dict[str, Any] = {"python": sys.version.split()[0], "missing": missing()}
    for name in result["missing"]:
        say(f"{name} is not installed: left out")
    result["races"] = [raced(each, size.turns, False, size.rounds) for each in LOOPS]
    result["races"].append(raced(SHORT, size.calls, True, size.rounds))
    result["cold"] = cold(size.lines, size.rounds)
    result["fresh_ms"] = fresh(size.rounds)
    result["growing_ns"] = growing(size.longest, size.rounds)
    result["goals"] = goals(result)
    if chosen.json:
        print(json.dumps(result, indent=2))
        return
    plain = (
        next(each["median_per_second"] for each in result["races"][0]["peers"] if each["name"] == "CPython, locals")
        / 1e6
    )
    parts = [f"{name} is not installed: left out" for name in result["missing"]]
    parts += [show_race(each) for each in result["races"]]
    parts.append(show_cold(result["cold"]))
    rows = [[name, f"{value:.0f}"] for name, value in result["fresh_ms"].items()]
    parts.append(table("Import and first use in a fresh process", ["", "ms"], rows))
    parts += [show_growing(result["growing_ns"]), show_goals(result["goals"], plain)]
    print("\n\n".join(parts))


if __name__ == "__main__":
    main()
