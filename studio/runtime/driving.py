"""Clocks: drivers around the one engine. Virtual time needs none; here are real and scaled time.

The engine knows nothing of them: a driver lets it run up to the present, sleeps until the next thing is due, and lets in what
comes from outside meanwhile (:meth:`Driver.post`), which is where a server would hand its signals over.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from threading import Condition
from typing import Protocol

from studio.runtime.clock import SECOND
from studio.runtime.engine import Engine

#: Sleeps are cut into pieces of so many seconds, so that an interrupt from the keyboard is heard.
_PIECE = 0.5


class Clock(Protocol):
    """Real time, or what a test takes for it. Both in seconds."""

    def monotonic(self) -> float:
        """A time that only grows."""
        ...

    def sleep(self, seconds: float, woken: Condition) -> None:
        """Sleep so long, or until somebody notifies the condition, which is held."""
        ...


class RealClock:
    """The machine's clock."""

    def monotonic(self) -> float:
        """A time that only grows."""
        return time.monotonic()

    def sleep(self, seconds: float, woken: Condition) -> None:
        """Sleep so long, or until woken."""
        woken.wait(seconds)


class Driver:
    """Runs an engine by a clock: ``speed`` seconds of its virtual time pass in each second; 1 is real time.

    Where the machine can't follow, the engine does everything in order and lags behind.
    """

    def __init__(self, engine: Engine, speed: float = 1.0, clock: Clock | None = None) -> None:
        """ValueError for a speed that is not above 0."""
        if not 0 < speed < float("inf"):
            raise ValueError("a clock's speed is above 0")
        self._engine = engine
        self._speed = speed
        self._clock = clock or RealClock()
        self._inbox: deque[Callable[[Engine], None]] = deque()
        self._woken = Condition()
        self._stopped = False

    def post(self, work: Callable[[Engine], None]) -> None:
        """Let something be done to the engine between two of its turns, at the present time. From any thread."""
        with self._woken:
            self._inbox.append(work)
            self._woken.notify()

    def stop(self) -> None:
        """End :meth:`run` at the next chance. From any thread."""
        with self._woken:
            self._stopped = True
            self._woken.notify()

    def run(self, until: int | None = None, *, wait_for_more: bool = False) -> None:
        """Go on until nothing can by itself, or until a virtual time (microseconds), or until stopped.

        With ``wait_for_more`` it stays when nothing is due, for what is posted.
        """
        engine, clock = self._engine, self._clock
        begun, base = clock.monotonic(), engine.now
        while not self._stopped:
            present = base + round((clock.monotonic() - begun) * self._speed * SECOND)
            if until is not None:
                present = min(present, until)
            engine.run(present)
            if engine.pausing:
                return
            with self._woken:
                waiting = list(self._inbox)
                self._inbox.clear()
            for work in waiting:
                work(engine)
            if waiting:
                continue
            due = engine.next_time()
            if due is None and not wait_for_more and (until is None or present >= until):
                return
            if until is not None and present >= until:
                return
            wanted = min(
                each for each in (due, until, present + round(_PIECE * self._speed * SECOND)) if each is not None
            )
            seconds = (wanted - base) / SECOND / self._speed - (clock.monotonic() - begun)
            with self._woken:
                if seconds > 0 and not self._inbox and not self._stopped:
                    clock.sleep(seconds, self._woken)


def speed_of(text: str) -> float | None:
    """The speed that ``real``, ``60x`` or ``0.5x`` means; None for ``virtual``. ValueError for anything else."""
    folded = text.strip().lower()
    if folded == "virtual":
        return None
    if folded == "real":
        return 1.0
    number = folded.removesuffix("x")
    try:
        speed = float(number)
    except ValueError:
        speed = 0.0
    if not folded.endswith("x") or not 0.000_001 <= speed <= 1e9:
        raise ValueError(f"a clock is virtual, real, or a speed such as 60x, not {text!r}")
    return speed
