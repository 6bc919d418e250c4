"""What has to cost the same however many there are: turns of a loop, elements, characters."""

from __future__ import annotations

from typing import Any

from measuring import best, say, table
from tasks import LOOP

from studio.snippet.host import PlainHost
from studio.snippet.unit import SnippetUnit
from studio.snippet.variables import Variables

GROWING = {
    "append to an array": ('a = ""\nFOR i = 1 TO COUNT { a[1 + a.count] = "x" }', "", 10_000),
    "read an array": ("FOR i = 1 TO COUNT { y = a[i] }", "|".join, 10_000),
    "write into an array": ('FOR i = 1 TO COUNT { a[i] = "y" }', "|".join, 10_000),
    "append to a text": ('s = ""\nFOR i = 1 TO COUNT { s.append("x") }', "", 10_000),
    "append by substitution": ('s = ""\nFOR i = 1 TO COUNT { s = "{s}x" }', "", 10_000),
    "append to a dynamic array": ("DYNAMIC o\nFOR i = 1 TO COUNT { o.a[1 + o.a.count] = i }", "", 10_000),
    "a loop": (LOOP.snippet.replace("TURNS", "COUNT"), "", 1_000_000),
}


def growing(longest: int, rounds: int) -> dict[str, dict[str, float]]:
    """Nanoseconds per operation at ten times as many and again; they ought to stay the same."""
    say("what must be flat …")
    found: dict[str, dict[str, float]] = {}
    for name, (source, given, most) in GROWING.items():
        found[name] = {}
        count = 1_000 if most > 10_000 else 100
        while count <= min(most, longest):
            found[name][str(count)] = 1e9 * operation(source, given, count, rounds)
            count *= 10
    return found


def operation(source: str, given: Any, count: int, rounds: int) -> float:
    """Seconds per operation."""
    run = SnippetUnit({0: (source.replace("COUNT", str(count)), 32_768)}).snippet(0)
    text = given(["x"] * count) if given else ""
    # Short runs are repeated: a timer's own cost would show.
    times = max(20_000 // count, 1)

    def work() -> None:
        for _ in range(times):
            variables, host = Variables(), PlainHost()
            variables["a"] = text
            run(variables, host)

    return best(work, rounds) / count / times


def show_growing(part: dict[str, dict[str, float]]) -> str:
    counts = sorted({int(count) for each in part.values() for count in each})
    rows = [
        [name, *(f"{each[str(count)]:.0f}" if str(count) in each else "" for count in counts), f"{spread(each):.2f}"]
        for name, each in part.items()
    ]
    return table(
        "Nanoseconds per operation, by number", ["", *(f"{count:,}" for count in counts), "last / first"], rows
    )


def spread(each: dict[str, float]) -> float:
    values = list(each.values())
    return values[-1] / values[0]
