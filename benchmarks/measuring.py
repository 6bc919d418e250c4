"""Timing that can be compared: peers take turns, ratios are those of one round, and all have to give the same result."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from studio.snippet import trees, unit

#: The rounds that a peer takes part in, by the seconds of its quickest run; the quicker ones take part in all.
SLOW = ((1.5, 1), (0.2, 3))


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

    @property
    def median(self) -> float:
        """Seconds of the run in the middle."""
        return median(self.seconds)

    def times(self, other: Peer) -> float:
        """How often longer it takes than another: the middle of the rounds' ratios, so that slow phases cancel out."""
        return median(mine / theirs for mine, theirs in zip(self.seconds, other.seconds, strict=False))

    def rests(self, turn: int) -> bool:
        """True if it is too slow to take part in a round, counted from 0."""
        return bool(turn) and any(self.best > seconds and turn >= rounds for seconds, rounds in SLOW)


def race(peers: Sequence[Peer], rounds: int) -> None:
    """Run all peers in turn, so that a slow phase of the machine hits every one of them.

    SystemExit if one gives another result than the first.
    """
    expected: list[str] | None = None
    for turn in range(rounds):
        for peer in peers:
            if peer.rests(turn):
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


def forget() -> None:
    """Empty what is kept of code that was read or compiled before."""
    for kept in (trees.snippet_tree, trees._expression, trees._text, trees._target, unit._code, unit._spelled):
        kept.cache_clear()


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
