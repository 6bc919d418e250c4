"""What a world states of messages: replies, what becomes of text messages, and virtual agents. Each knows how often it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Generic, Literal, Protocol, TypeVar

from studio.runtime.ports.messages import SmsOutcome


class Limited(Protocol):
    """Something that counts so many times (None: always)."""

    @property
    def times(self) -> int | None: ...


L = TypeVar("L", bound=Limited)


def fits(pattern: str, text: str) -> bool:
    """True where a text fits a shell pattern, letter case free; an empty pattern fits all."""
    return not pattern or fnmatchcase(text.lower(), pattern.lower())


@dataclass(frozen=True, slots=True)
class Reply:
    """What a contact says to a question that fits, after ``delay`` seconds; ``text`` None: nothing."""

    question: str = ""
    caption: str = ""
    script: str = ""
    text: str | None = None
    postback: str = ""
    delay: float = 0.0
    times: int | None = None


@dataclass(frozen=True, slots=True)
class SmsFate:
    """What becomes of text messages that fit."""

    outcome: SmsOutcome
    to: str = ""
    text: str = ""
    seconds: float = 0.0
    times: int | None = None


@dataclass(frozen=True, slots=True)
class BotTurn:
    """What a virtual agent does when it hears what fits."""

    outcome: Literal["ask", "return", "error"] = "ask"
    hears: str = ""
    says: str = ""
    intent: str = ""
    seconds: float = 0.0
    times: int | None = None


@dataclass(frozen=True, slots=True)
class Bot:
    """A virtual agent. ``seconds`` is how long a whole conversation takes."""

    id: str
    turns: tuple[BotTurn, ...] = ()
    seconds: float = 0.0


class Counted(Generic[L]):
    """A list of which the first that fits and still counts is taken."""

    def __init__(self, items: Sequence[L]) -> None:
        self.items = list(items)
        self._taken = [0] * len(self.items)

    def take(self, wanted: Sequence[bool]) -> L | None:
        """The first for which ``wanted`` is true and that still counts; it counts once less."""
        for place, each in enumerate(self.items):
            if wanted[place] and (each.times is None or self._taken[place] < each.times):
                self._taken[place] += 1
                return each
        return None

    def state(self) -> list[int]:
        """How often each was taken."""
        return list(self._taken)

    def restore(self, state: Sequence[int]) -> None:
        """Go on counting; ValueError where the counts belong to another list."""
        if len(state) != len(self._taken):
            raise ValueError("the saved messages belong to another world")
        self._taken = list(state)
