"""transitions: a step is a trigger of the model that takes one transition; its methods are called on the way."""

from __future__ import annotations

from collections.abc import Callable

from runtime_own.turns import timed
from transitions import Machine

from runtime_peers import check


class Call:
    """The model, with the steps."""

    state: str
    go: Callable[[], bool]

    def __init__(self, limit: int) -> None:
        self.limit, self.n, self.x, self.y = limit, 0, "", ""

    def assign(self) -> None:
        self.x = "hello"

    def below(self) -> bool:
        return self.n < self.limit

    def code(self) -> None:
        self.n = self.n + 1
        self.y = f"{self.x}-{self.n}"


TRANSITIONS = [
    {"trigger": "go", "source": "assign", "dest": "question", "before": "assign"},
    {"trigger": "go", "source": "question", "dest": "code", "conditions": "below"},
    {"trigger": "go", "source": "question", "dest": "end"},
    {"trigger": "go", "source": "code", "dest": "assign", "before": "code"},
]


def run(rounds: int) -> float:
    """Seconds of so many rounds."""
    call = Call(rounds)
    states = ["assign", "question", "code", "end"]
    Machine(
        call, states=states, transitions=TRANSITIONS, initial="assign", auto_transitions=False, model_override=False
    )
    seconds = timed(lambda: loop(call))
    check(rounds, call.n, call.y)
    return seconds


def loop(call: Call) -> None:
    """Pull the trigger until the end."""
    while call.state != "end":
        call.go()
