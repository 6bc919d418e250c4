"""Whether hostile sources and runs cost no more than in proportion to their size.

    .venv/bin/python benchmarks/linear.py [--json] [part of a name …]

Each shape is measured at an eighth, a quarter, half and all of its greatest size. The exit code is 1 if the cost of a unit
more than doubles from one size to the next or from the least size to the greatest, three times in a row, or if anything takes
longer than a second. (What is quadratic doubles with every size, so neighbours alone would not show it.)
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from dataclasses import dataclass

from measuring import say, table
from shapes import Shape, Work, shapes

#: How much a unit's cost may grow, and the tries that a shape has to stay below that.
MOST = 2.0
TRIES = 3
#: Seconds: what a measurement takes at least, so that the timer's own cost does not show; and what nothing may take.
LEAST = 0.004
LONGEST = 1.0


@dataclass
class Found:
    """One shape: sizes, nanoseconds per unit at each, seconds of the greatest."""

    shape: Shape
    sizes: list[int]
    each: list[float]
    longest: float

    @property
    def ratio(self) -> float:
        """The greatest growth of a unit's cost from one size to the next."""
        return max(after / before for before, after in zip(self.each, self.each[1:], strict=False))

    @property
    def growth(self) -> float:
        """The growth over all sizes."""
        return self.each[-1] / self.each[0]

    @property
    def fine(self) -> bool:
        """True for a shape that costs in proportion to its size, and not too much."""
        return max(self.ratio, self.growth) <= MOST and self.longest <= LONGEST


def measured(shape: Shape) -> Found:
    """A shape at its four sizes."""
    sizes = [shape.most // 8, shape.most // 4, shape.most // 2, shape.most]
    seconds = [cost(shape.made(size)) for size in sizes]
    return Found(shape, sizes, [1e9 * taken / size for taken, size in zip(seconds, sizes, strict=True)], seconds[-1])


def cost(work: Work) -> float:
    """Seconds of the processor that one run takes, the better of some."""
    taken: list[float] = []
    begun = time.perf_counter()
    while len(taken) < 2 or (len(taken) < 5 and time.perf_counter() - begun < 0.08):
        gc.collect()
        times, start = 0, time.process_time()
        while (now := time.process_time()) - start < LEAST or not times:
            work()
            times += 1
        now = time.process_time()
        taken.append((now - start) / times)
    return min(taken)


def tried(shape: Shape) -> Found:
    """The best of a few tries, fewer where one is fine."""
    best: Found | None = None
    for _ in range(TRIES):
        found = measured(shape)
        if best is None or max(found.ratio, found.growth) < max(best.ratio, best.growth):
            best = found
        if best.fine:
            break
    assert best is not None
    return best


def shown(found: Found) -> list[str]:
    return [
        found.shape.name,
        f"{found.sizes[-1]:,}",
        *(f"{each:,.0f}" if each >= 100 else f"{each:.1f}" for each in found.each),
        f"{found.longest * 1e3:.0f}",
        f"{found.ratio:.2f}",
        f"{found.growth:.2f}",
        "" if found.fine else "  NO",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", help="only shapes whose name or group has this in it")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    chosen = parser.parse_args()
    wanted = [
        each for each in shapes() if not chosen.names or any(n in f"{each.group} {each.name}" for n in chosen.names)
    ]
    results: list[Found] = []
    for group in dict.fromkeys(each.group for each in wanted):
        part = []
        for shape in wanted:
            if shape.group == group:
                say(f"{group}: {shape.name} …")
                part.append(tried(shape))
        results += part
        if not chosen.json:
            heads = [group, "units", "n/8", "n/4", "n/2", "n", "ms", "worst", "whole", ""]
            print(table("Nanoseconds per unit, by size", heads, [shown(each) for each in part]), end="\n\n", flush=True)
    if chosen.json:
        document = [
            {
                "group": each.shape.group, "name": each.shape.name, "sizes": each.sizes, "ns_per_unit": each.each,
                "seconds": each.longest, "worst_ratio": each.ratio, "growth": each.growth,
                "fine": each.fine,
            }
            for each in results
        ]  # fmt: skip
        print(json.dumps(document, indent=2))
    sys.exit(0 if all(each.fine for each in results) else 1)


if __name__ == "__main__":
    main()
