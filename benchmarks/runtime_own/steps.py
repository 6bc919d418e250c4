"""Actions a second beside peers, and whether a step costs the same however many there are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from measuring import say
from runtime_peers import MIXES, Mix, check, installed, load, steps

from runtime_own import scripts
from runtime_own.observing import coverage_observer, lines_observer, trace_observer
from runtime_own.turns import Runner, take_turns, timed
from studio.runtime.events import Observer, StepObserver

Watch = Callable[[], Observer | StepObserver | None]
TRACED = "studio, keeping a trace"
LINES = "studio, JSON lines with changes"
#: The engine's ways to run, and what watches them.
WAYS: dict[str, Watch] = {
    "studio": lambda: None,
    "studio, with coverage": coverage_observer,
    TRACED: trace_observer,
    LINES: lines_observer,
}
#: The most runs of one size.
MOST_RUNS = 50


def run(rounds: int, watch: Watch) -> float:
    """Seconds that one contact takes for so many rounds; the script is loaded before."""
    one = scripts.script(scripts.MIX.replace("LIMIT", str(rounds)))
    engine = scripts.engine(one, steps(rounds) + 10)
    observer = watch()
    if observer is not None:
        engine.observe(observer)
    contact = engine.start(one)
    seconds = timed(engine.run)
    check(rounds, scripts.value(contact, "n"), scripts.value(contact, "y"))
    return seconds


def ways() -> dict[str, Watch]:
    """The ways for which there is an observer, the bare one first."""
    return {name: watch for name, watch in WAYS.items() if name == "studio" or watch() is not None}


def race(rounds: int, repeats: int, part: float) -> dict[str, Any]:
    """The mix of three steps in the engine, in plain Python and in the peers; ``part`` shortens the peers' runs."""
    say("steps …")
    runners = [Runner(name, per_step(partial(run, watch=watch), rounds)) for name, watch in ways().items()]
    absent = []
    for each in MIXES:
        if not installed(each):
            absent.append(each.name)
            continue
        runners.append(peer(each, part))
    take_turns(runners, repeats)
    bare = runners[0]
    rows = [
        {"name": each.name, "per_second": 1 / each.best, "times": each.times(bare), "note": each.note}
        for each in runners
    ]
    return {"rounds": rounds, "rows": rows, "missing": absent}


def peer(mix: Mix, part: float) -> Runner:
    """A peer that runs a number of rounds fit for its speed."""
    rounds = max(round(mix.rounds * part), 10)
    note = f"{mix.note}; {rounds:,} rounds" if mix.note else ""
    return Runner(mix.name, per_step(load(mix), rounds), note)


def per_step(work: Callable[[int], float], rounds: int) -> Callable[[], float]:
    """Seconds of one step of so many rounds."""
    return lambda: work(rounds) / steps(rounds)


def flatness(longest: int, repeats: int) -> dict[str, dict[str, float]]:
    """Nanoseconds of a step by the number of steps, from a thousand on, but for traces, which grow; short runs are repeated more often."""
    say("short and long runs …")
    found: dict[str, dict[str, float]] = {}
    for name, watch in ways().items():
        if name in (TRACED, LINES):
            continue
        count = 1_000
        while count <= longest:
            runs = max(repeats, min(MOST_RUNS, longest * 3 // 10 // count))
            rounds = count // 3
            best = min(run(rounds, watch) for _ in range(runs))
            found.setdefault(name, {})[str(count)] = best / steps(rounds) * 1e9
            count *= 10
    return found
