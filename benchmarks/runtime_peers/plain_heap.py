"""Plain Python: what a heap of times costs alone."""

from __future__ import annotations

from heapq import heapify, heapreplace

from runtime_own.turns import timed


def run(delays: list[int], until: int) -> float:
    """Seconds for all that is due up to a time, that time included."""
    heap = [(delay, place, delay) for place, delay in enumerate(delays)]
    heapify(heap)
    return timed(lambda: loop(heap, until))


def loop(heap: list[tuple[int, int, int]], until: int) -> None:
    """Put who is first back for its next time."""
    sequence = len(heap)
    while heap[0][0] <= until:
        now, _, delay = heap[0]
        sequence += 1
        heapreplace(heap, (now + delay, sequence, delay))
