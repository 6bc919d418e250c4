"""simpy: a process waits for its delay again and again."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any

from runtime_own.turns import timed
from simpy import Environment


def process(environment: Environment, delay: int) -> Generator[Any, Any, None]:
    while True:
        yield environment.timeout(delay)


def waiting(delays: list[int]) -> Environment:
    """Processes at their first timeout."""
    environment = Environment()
    for delay in delays:
        environment.process(process(environment, delay))
    environment.run(1)
    return environment


def run(delays: list[int], until: int) -> float:
    """Seconds for all that is due up to a time, that time included."""
    environment = waiting(delays)
    return timed(lambda: environment.run(until + 1))


def crowd(delays: list[int]) -> tuple[Any, float, float]:
    """Processes each of which has waited once: what holds them, seconds to start them, seconds of the waits."""
    start = time.perf_counter()
    environment = waiting(delays)
    started = time.perf_counter()
    environment.run(2_000_001)
    return environment, started - start, time.perf_counter() - started
