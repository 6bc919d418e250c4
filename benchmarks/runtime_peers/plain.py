"""Plain Python: a loop on locals of a function."""

from __future__ import annotations

from runtime_own.turns import timed

from runtime_peers import check


def run(rounds: int) -> float:
    """Seconds of so many rounds."""
    found: list[tuple[int, str]] = []
    seconds = timed(lambda: found.append(loop(rounds)))
    check(rounds, *found[0])
    return seconds


def loop(limit: int) -> tuple[int, str]:
    """The three steps until the test fails."""
    n, y = 0, ""
    while True:
        x = "hello"
        if not n < limit:
            return n, y
        n = n + 1
        y = f"{x}-{n}"
