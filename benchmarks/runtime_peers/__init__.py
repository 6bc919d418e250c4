"""Other engines that do the work of ``runtime.py``, a file for each; a file is imported only if its library is installed.

The mix is a cycle of three steps: set ``x`` to a text; test ``n < limit``; ``n = n + 1`` and ``y = f"{x}-{n}"``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from types import ModuleType
from typing import Any


@dataclass(frozen=True)
class Mix:
    """A peer: the file of this package, its distribution, how many rounds fit its speed, and what is different about it."""

    name: str
    part: str
    distribution: str = ""
    rounds: int = 0
    note: str = ""


MIXES = (
    Mix("plain Python, locals", "plain", rounds=100_000),
    Mix("plain Python, a dict", "plain_dict", rounds=100_000),
    Mix("transitions", "transitions_mix", "transitions", 10_000, "steps are methods; a loop pulls triggers"),
    Mix("python-statemachine", "statemachine_mix", "python-statemachine", 1_000, "steps are methods; eventless"),
    Mix("sismic", "sismic_mix", "sismic", 2_000, "steps are text, compiled once; contracts off; a loop pulls steps"),
    Mix("burr", "burr_mix", "apache-burr", 2_000, "steps are functions; each step copies the state"),
    Mix("SpiffWorkflow, short", "spiff_mix", "SpiffWorkflow", 50, "BPMN; steps are text; keeps a task of each"),
    Mix("SpiffWorkflow, longer", "spiff_mix", "SpiffWorkflow", 400, "the same; looks through all that it has kept"),
)
SIMPY = Mix("simpy", "simpy_wakeups", "simpy", note="processes are generators; nothing but the timeout is done")
WAKERS = (SIMPY, Mix("plain Python, heapq", "plain_heap", note="replaces the first of a heap; nothing is called"))


def steps(rounds: int) -> int:
    """The steps of so many rounds; at the end ``x`` is set and ``n`` tested once more."""
    return 3 * rounds + 2


def check(rounds: int, n: object, y: object) -> None:
    """SystemExit unless the variables are what so many rounds leave."""
    if (str(n), y) != (str(rounds), f"hello-{rounds}"):
        raise SystemExit(f"{rounds} rounds gave n = {n!r} and y = {y!r}")


@cache
def part(mix: Mix) -> ModuleType | None:
    """The file that runs a peer; None if its library is not installed."""
    try:
        return import_module(f"runtime_peers.{mix.part}")
    except ImportError:
        return None


def installed(mix: Mix) -> bool:
    """True if its library is there, or it needs none."""
    return part(mix) is not None


def load(mix: Mix) -> Callable[..., Any]:
    """What runs a peer: ``run(rounds)``, or ``run(delays, until)`` for one that waits; the seconds it took."""
    run: Callable[..., Any] = import_module(f"runtime_peers.{mix.part}").run
    return run


def versions() -> dict[str, str | None]:
    """Each library's version by distribution; None if it is not installed."""
    found: dict[str, str | None] = {}
    for each in (*MIXES, *WAKERS):
        if each.distribution:
            try:
                found[each.distribution] = version(each.distribution)
            except PackageNotFoundError:
                found[each.distribution] = None
    return found
