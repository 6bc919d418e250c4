"""Runners that take turns: each says what one unit of its work costs, set-up aside."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median


@dataclass
class Runner:
    """One way to do the work. ``run`` does it once and gives the seconds of one unit; ``note`` says what is different."""

    name: str
    run: Callable[[], float]
    note: str = ""
    seconds: list[float] = field(default_factory=list)

    @property
    def best(self) -> float:
        """Seconds of a unit in the quickest run."""
        return min(self.seconds)

    def times(self, other: Runner) -> float:
        """How often longer a unit takes than another's: the middle of the rounds' ratios, so that slow phases cancel out."""
        return median(mine / theirs for mine, theirs in zip(self.seconds, other.seconds, strict=True))


def take_turns(runners: Sequence[Runner], repeats: int) -> None:
    """Run all in turn, so that a slow phase of the machine hits every one of them."""
    for _ in range(repeats):
        for each in runners:
            each.seconds.append(each.run())


def timed(work: Callable[[], object]) -> float:
    """Seconds of the work, begun without rubbish of what ran before."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
