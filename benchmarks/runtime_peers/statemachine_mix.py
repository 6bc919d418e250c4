"""python-statemachine: a step is an eventless transition, so that one event runs the whole."""

from __future__ import annotations

from runtime_own.turns import timed
from statemachine import State, StateChart

from runtime_peers import check


class Call(StateChart):
    """The chart, with the steps."""

    before = State(initial=True)
    assign = State()
    question = State()
    code = State()
    end = State(final=True)

    go = before.to(assign)
    assign.to(question, on="set_text")
    question.to(code, cond="below")
    question.to(end)
    code.to(assign, on="count")

    limit = n = 0
    x = y = ""

    def set_text(self) -> None:
        self.x = "hello"

    def below(self) -> bool:
        return self.n < self.limit

    def count(self) -> None:
        self.n = self.n + 1
        self.y = f"{self.x}-{self.n}"


def run(rounds: int) -> float:
    """Seconds of so many rounds."""
    call = Call()
    call.limit = rounds
    seconds = timed(call.go)
    check(rounds, call.n, call.y)
    return seconds
