"""What prospects cost: one call of Create Prospects v2, a million of them in a store on disk, and the phone work alone.

    .venv/bin/python benchmarks/prospects.py [--quick] [--json]

STUDIO_POSTGRESQL may name a PostgreSQL server, on which the million is loaded too, into a schema that is dropped afterwards.
The exit code is 1 if a row fails, or is stored twice or not at all.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict, dataclass
from typing import Any

from measuring import say, table
from prospects_loading import Million, on_postgresql, on_sqlite, one_call


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    rows: int = 10_000
    rounds: int = 5
    calls: int = 100


QUICK = Size(rows=2_000, rounds=2, calls=6)

#: What the figures are held to, at full size.
GOALS = {"seconds of a call": 1.0, "seconds of a million": 120.0, "bytes of a prospect": 3_000}


def measure(size: Size) -> dict[str, Any]:
    """All figures."""
    say("one call …")
    found: dict[str, Any] = {"python": sys.version.split()[0], "rows": size.rows, "calls": size.calls}
    found["call"] = one_call(size.rows, size.rounds)
    say(f"{size.rows * size.calls:,} rows on disk …")
    found["sqlite"] = asdict(on_sqlite(size.rows, size.calls))
    server = os.environ.get("STUDIO_POSTGRESQL")
    if server:
        say(f"{size.rows * size.calls:,} rows on PostgreSQL …")
    found["postgresql"] = asdict(on_postgresql(server, size.rows, size.calls)) if server else None
    return found


def show_call(part: dict[str, float], rows: int) -> str:
    lines = [
        [name, f"{seconds:.3f}", f"{rows / seconds:,.0f}", f"{seconds / part['bare phonenumbers']:.2f}"]
        for name, seconds in part.items()
    ]
    return table(f"{rows:,} rows with two phones, zone by the first", ["", "seconds", "rows/s", "times bare"], lines)


def show_million(part: dict[str, Any], rows: int, calls: int, where: str) -> str:
    shown = Million(**part)
    lines = [
        ["seconds", f"{shown.seconds:,.1f}"],
        *([f"rows/s, {name}", f"{speed:,.0f}"] for name, speed in shown.rows_per_second.items()),
        *([f"rows/s of processor time, {name}", f"{speed:,.0f}"] for name, speed in shown.rows_per_cpu_second.items()),
        ["slowest call, seconds", f"{shown.slowest:.2f}"],
        ["seconds of a call of rows that are held", f"{shown.again:.2f}"],
        ["seconds of a call of rows that are changed", f"{shown.changed:.2f}"],
        ["bytes of a prospect on disk", f"{shown.bytes_each:,.0f}"],
        ["MB of the process after a tenth, at the end", f"{shown.early_mb:,.0f}, {shown.late_mb:,.0f}"],
    ]
    return table(f"{calls} calls of {rows:,} rows into {where}", ["", "figure"], lines)


def show(found: dict[str, Any]) -> str:
    rows, calls = found["rows"], found["calls"]
    parts = [
        f"Python {found['python']}",
        show_call(found["call"], rows),
        show_million(found["sqlite"], rows, calls, "an SQLite file"),
    ]
    if found["postgresql"]:
        parts.append(show_million(found["postgresql"], rows, calls, "PostgreSQL"))
    else:
        parts.append("PostgreSQL: left out, as STUDIO_POSTGRESQL names no server")
    parts.append("Goals at full size: " + ", ".join(f"{name} {goal:,.0f}" for name, goal in GOALS.items()))
    return "\n\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a few seconds, rough")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    chosen = parser.parse_args()
    found = measure(QUICK if chosen.quick else Size())
    print(json.dumps(found, indent=2) if chosen.json else show(found))


if __name__ == "__main__":
    main()
