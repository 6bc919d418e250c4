"""Timing that can be compared: peers take turns, the best run of each counts, and all have to give the same result."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

#: A peer slower than this runs once only.
SLOW = 1.5


@dataclass
class Peer:
    """One way to do the work. ``work`` gives its results, if they can be compared; ``note`` says what is different about it."""

    name: str
    work: Callable[[], Sequence[Any] | None]
    note: str = ""
    seconds: list[float] = field(default_factory=list)

    @property
    def best(self) -> float:
        """Seconds of the quickest run."""
        return min(self.seconds)


def race(peers: Sequence[Peer], rounds: int) -> None:
    """Run all peers in turn, so that a slow phase of the machine hits every one of them.

    SystemExit if one gives another result than the first.
    """
    expected: list[str] | None = None
    for turn in range(rounds):
        for peer in peers:
            if turn and peer.best > SLOW:
                continue
            start = time.perf_counter()
            found = peer.work()
            peer.seconds.append(time.perf_counter() - start)
            if found is None:
                continue
            shown = [str(each) for each in found]
            expected = expected or shown
            if shown != expected:
                raise SystemExit(f"{peer.name} gives {shown}, {peers[0].name} {expected}")


def best(work: Callable[[], Any], rounds: int) -> float:
    """Seconds of the quickest of some runs."""
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def say(text: str) -> None:
    """Progress, on standard error."""
    print(text, file=sys.stderr, flush=True)


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A plain table: the first column to the left, the others to the right, a last one without a head as it comes."""
    widths = [max(len(row[place]) for row in [heads, *rows]) for place in range(len(heads))]
    lines = [title]
    for row in [heads, *rows]:
        cells = [
            cell.ljust(width) if not place or not heads[place] else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  " + "  ".join(cells).rstrip())
    return "\n".join(lines)
