"""Waits: virtual wake-ups a second beside peers, and a month of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from measuring import say
from runtime_peers import WAKERS, installed, load

from runtime_own import scripts
from runtime_own.turns import Runner, take_turns, timed

HOUR = 3_600 * scripts.SECOND
DAYS = 30


def span(delays: list[int], wakeups: int) -> int:
    """Virtual microseconds in which so many wake-ups happen, about."""
    return int(wakeups / sum(1 / delay for delay in delays))


def studio(delays: list[int], until: int) -> float:
    """Seconds for all that is due in so many microseconds: Wait and its way back to itself."""
    engine = scripts.waiting(delays)
    return timed(lambda: engine.run(engine.now + until))


def race(delays: list[int], until: int, repeats: int) -> dict[str, Any]:
    """The same delays in the engine and in the peers."""
    happened = sum(until // delay for delay in delays)
    say(f"{happened:,} wake-ups of {len(delays):,} …")
    runners = [Runner("studio", per_wakeup(studio, delays, until))]
    runners += [
        Runner(each.name, per_wakeup(load(each), delays, until), each.note) for each in WAKERS if installed(each)
    ]
    take_turns(runners, repeats)
    rows = [
        {
            "name": each.name,
            "per_second": 1 / each.best,
            "seconds": each.best * happened,
            "times": each.times(runners[0]),
            "note": each.note,
        }
        for each in runners
    ]
    absent = [each.name for each in WAKERS if not installed(each)]
    return {"waiting": len(delays), "wakeups": happened, "rows": rows, "missing": absent}


def per_wakeup(work: Callable[[list[int], int], float], delays: list[int], until: int) -> Callable[[], float]:
    """Seconds of one wake-up."""
    happened = sum(until // delay for delay in delays)
    return lambda: work(delays, until) / happened


def small(waiting: int, wakeups: int, repeats: int) -> dict[str, Any]:
    """Delays of one to ten seconds, different for each."""
    delays = scripts.random_delays(waiting)
    return race(delays, span(delays, wakeups), repeats)


def month(waiting: int, repeats: int) -> dict[str, Any]:
    """An hour again and again, for thirty days."""
    return race([HOUR] * waiting, DAYS * scripts.DAY, repeats)
