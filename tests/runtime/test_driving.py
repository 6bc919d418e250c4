"""Clocks around the engine, with a clock of the test's own: nothing sleeps."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition
from typing import Any

import pytest

from studio.runtime.driving import Driver, speed_of

SCRIPT = """
script "main"
    media = Generic

Begin "Begin"
    -> "Wait"

Wait "Wait"
    Seconds = 10
    -> "Mark"

Snippet "Mark"
    Data:
        | n = n + 1
    -> "Wait"

Onsignal "Heard"
    -> "End"

End "End"
"""


class Hand:
    """A clock that is moved by sleeping; ``slow`` is what every look at it takes."""

    def __init__(self, slow: float = 0.0) -> None:
        self.now, self.slow = 100.0, slow
        self.slept: list[float] = []

    def monotonic(self) -> float:
        self.now += self.slow
        return self.now

    def sleep(self, seconds: float, woken: Condition) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.mark.parametrize(("speed", "real"), [(1, 35), (60, 35 / 60), (0.5, 70)])
def test_virtual_time_follows_the_clock(bench: Callable[..., Any], speed: float, real: float) -> None:
    run, clock = bench(SCRIPT), Hand()
    contact = run.start()
    start = run.engine.now
    Driver(run.engine, speed, clock).run(start + 35_000_000)
    assert contact.main.variables["n"] == 3
    assert run.engine.now == start + 35_000_000
    assert clock.now - 100 == pytest.approx(real)
    assert max(clock.slept) <= 0.5 + 1e-6


def test_the_same_happens_as_in_virtual_time(bench: Callable[..., Any]) -> None:
    first, second = bench(SCRIPT), bench(SCRIPT)
    first.start()
    second.start()
    Driver(first.engine, 7, Hand(slow=0.013)).run(first.engine.now + 100_000_000)
    second.engine.run(second.engine.now + 100_000_000)
    assert first.events == second.events


def test_what_is_posted_happens_at_the_present(bench: Callable[..., Any]) -> None:
    run, clock = bench(SCRIPT), Hand()
    contact = run.start()
    start = run.engine.now
    driver = Driver(run.engine, 1, clock)

    def sleep(seconds: float, woken: Condition) -> None:
        clock.now += seconds
        if clock.now >= 104 and contact.alive:
            driver._inbox.append(lambda engine: engine.signal(contact.id, ["now"]))

    clock.sleep = sleep  # type: ignore[method-assign]
    driver.run()
    assert contact.status == "ended"
    assert 4 <= (run.engine.now - start) / 1e6 < 5


def test_stops_when_told(bench: Callable[..., Any]) -> None:
    run = bench(SCRIPT)
    run.start()
    driver = Driver(run.engine, 1, Hand())
    driver.post(lambda engine: driver.stop())
    driver.run(wait_for_more=True)
    assert run.kinds().count("action") == 1


def test_ends_when_nothing_is_left(bench: Callable[..., Any]) -> None:
    run = bench('script "main"\n    media = Generic\n\nBegin "Begin"\n    -> "End"\n\nEnd "End"\n')
    contact = run.start()
    Driver(run.engine, 1, Hand()).run()
    assert contact.status == "ended"


@pytest.mark.parametrize(("text", "speed"), [("virtual", None), ("real", 1), ("60x", 60), (" 0.5X ", 0.5)])
def test_speeds(text: str, speed: float | None) -> None:
    assert speed_of(text) == speed


@pytest.mark.parametrize("text", ["", "fast", "60", "0x", "-1x", "nanx", "infx"])
def test_what_is_no_speed(text: str) -> None:
    with pytest.raises(ValueError, match="a clock is virtual, real"):
        speed_of(text)


@pytest.mark.parametrize("speed", [0, -1, float("inf"), float("nan")])
def test_a_speed_is_above_0(bench: Callable[..., Any], speed: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        Driver(bench(SCRIPT).engine, speed)
