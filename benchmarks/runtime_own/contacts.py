"""What a contact that waits costs in memory, and many of them alive in one process."""

from __future__ import annotations

import gc
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from measuring import say
from runtime_peers import SIMPY, installed

from runtime_own import scripts

VARIABLES = 20
WIDTHS = (5, 10)
#: Makes a crowd: what holds it, seconds to start it, seconds of a wait each.
Maker = Callable[[list[int]], tuple[Any, float, float]]


def memory(make: Callable[[], Any], count: int) -> float:
    """Bytes that stay of each of so many things."""
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    kept = make()
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return (after - before) / count


def idle_memory(count: int) -> dict[str, dict[str, float]]:
    """Bytes of a contact that rests with twenty texts of so many characters, and of the same texts in a dict."""
    say("memory of contacts …")
    return {f"{width} characters": _idle(count, width) for width in WIDTHS}


def _idle(count: int, width: int) -> dict[str, float]:
    left = width - 2
    one = scripts.idle([f'v{place:02}="{{v00.left({left})}}{place:02}"' for place in range(1, VARIABLES)])
    engine = scripts.engine(one)
    first = engine.start(one, ["x" * left + "00"])
    engine.run(engine.now)
    scripts.expect(first, f"v{VARIABLES - 1}", "x" * left + f"{VARIABLES - 1}")

    def contacts() -> Any:
        for number in range(count):
            engine.start(one, [f"{number:0{left}}"[-left:] + "00"])
        engine.run(engine.now)
        return engine

    names = [f"v{place:02}" for place in range(VARIABLES)]

    def dicts() -> Any:
        return [
            {name: f"{number:0{left}}"[-left:] + f"{place:02}" for place, name in enumerate(names)}
            for number in range(count)
        ]

    return {"studio": memory(contacts, count), "a dict of the same texts": memory(dicts, count)}


def studio_crowd(delays: list[int]) -> tuple[Any, float, float]:
    """Contacts that wait, each waited once: what holds them, seconds to start them, seconds of the waits."""
    start = time.perf_counter()
    engine = scripts.waiting(delays)
    started = time.perf_counter()
    engine.run(engine.now + 2 * scripts.SECOND)
    return engine, started - start, time.perf_counter() - started


def held(make: Maker, delays: list[int]) -> Any:
    """What holds them alone."""
    return make(delays)[0]


def crowd(count: int, repeats: int) -> dict[str, Any]:
    """So many alive at once, each of which waits for a delay of its own of one to two seconds."""
    say(f"{count:,} at once …")
    delays = scripts.random_delays(count, 1.0, 2.0)
    makers: dict[str, Maker] = {"studio": studio_crowd}
    if installed(SIMPY):
        makers["simpy"] = import_module(f"runtime_peers.{SIMPY.part}").crowd
    rows = []
    for name, make in makers.items():
        times = []
        for _ in range(repeats):
            gc.collect()
            times.append(make(delays)[1:])
        rows.append(
            {
                "name": name,
                "start_seconds": min(start for start, _ in times),
                "wait_seconds": min(wait for _, wait in times),
                "bytes_each": memory(partial(held, make, delays), count),
            }
        )
    return {"count": count, "rows": rows, "missing": [] if installed(SIMPY) else [SIMPY.name]}
