"""burr: a step is an action; the test stands on the transitions that leave an action without work."""

from __future__ import annotations

from typing import Any

from burr.core import ApplicationBuilder, State, action, default
from burr.core.action import Condition
from runtime_own.turns import timed

from runtime_peers import check


@action(reads=[], writes=["x"])
def assign(state: State[Any]) -> State[Any]:
    return state.update(x="hello")


@action(reads=[], writes=[])
def question(state: State[Any]) -> State[Any]:
    return state


@action(reads=["n", "x"], writes=["n", "y"])
def code(state: State[Any]) -> State[Any]:
    n = state["n"] + 1
    return state.update(n=n, y=f"{state['x']}-{n}")


@action(reads=[], writes=[])
def end(state: State[Any]) -> State[Any]:
    return state


def run(rounds: int) -> float:
    """Seconds of so many rounds."""
    below = Condition(["n"], lambda state: state["n"] < rounds)
    application = (
        ApplicationBuilder()
        .with_actions(assign=assign, question=question, code=code, end=end)
        .with_transitions(
            ("assign", "question"), ("question", "code", below), ("question", "end", default), ("code", "assign")
        )
        .with_state(n=0)
        .with_entrypoint("assign")
        .build()
    )
    seconds = timed(lambda: application.run(halt_after=["end"]))
    check(rounds, application.state["n"], application.state["y"])
    return seconds
