"""Plain Python: a loop on a dict, which is what a script's variables are."""

from __future__ import annotations

from typing import Any

from runtime_own.turns import timed

from runtime_peers import check


def run(rounds: int) -> float:
    """Seconds of so many rounds."""
    variables: dict[str, Any] = {"n": 0}
    seconds = timed(lambda: loop(variables, rounds))
    check(rounds, variables["n"], variables["y"])
    return seconds


def loop(v: dict[str, Any], limit: int) -> None:
    """The three steps until the test fails."""
    while True:
        v["x"] = "hello"
        if not v["n"] < limit:
            return
        v["n"] = v["n"] + 1
        v["y"] = f"{v['x']}-{v['n']}"
