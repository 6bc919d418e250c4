"""What an action may ask of the engine instead of taking a branch at once. An effect is data; the engine carries it out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from studio.runtime.ports import HttpRequest, LoadRequest

# Effects are compared by identity: the engine looks outcomes up in tables, and most effects hold lists.


class Pause(float):
    """Go on by Default after so many seconds of virtual time; an event ends it early.

    A plain float means the same: what is asked for a million times a second needs no object of its own.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True, eq=False)
class Await:
    """Wait for an answer on one of the topics, at most so many seconds (None: without end); an event ends it early.

    The action's ``resume`` gets the answer, a mapping with its ``topic``, or None when the time is over. ``memo`` is plain
    data that ``resume`` gets back, so that nothing is kept in the action itself.
    """

    hears: tuple[str, ...] = ()
    seconds: float | None = None
    memo: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Ask:
    """Ask the world; the answer comes to the action's ``resume``.

    An HTTP request can be interrupted while its answer is under way, and waits for its turn where too many are under way; a
    load of prospects is instant. ``memo`` is plain data that ``resume`` gets back (how often it was tried, say).
    """

    request: HttpRequest | LoadRequest
    memo: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """What the world has answered already; it comes to ``resume`` after so many seconds, as of a service that was asked.

    ``answer`` is plain data.
    """

    answer: Any
    seconds: float = 0.0
    memo: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class CallScript:
    """Run a subscript on the same contact; its Return comes to the action's ``returned``."""

    name: str
    parameters: list[str]


@dataclass(frozen=True, slots=True, eq=False)
class RunScript:
    """Go over to another script for good, on the same contact and with all its variables."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class ReturnToCaller:
    """Leave this subscript with a value."""

    value: str


@dataclass(frozen=True, slots=True, eq=False)
class SendSignal:
    """Signal another contact: Default, or Error if there is no such contact."""

    contact: str
    values: list[str]


@dataclass(frozen=True, slots=True, eq=False)
class Park:
    """Rest here until an event comes (Stop)."""


@dataclass(frozen=True, slots=True, eq=False)
class EndContact:
    """End the script and its contact, by way of Onrelease where there is one. ``cause`` is the cause code of the release."""

    cause: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Finish:
    """End the script and its contact at once, without Onrelease."""

    why: str = ""
    failed: bool = False


Effect = (
    Pause | Await | Ask | Answered | CallScript | RunScript | ReturnToCaller | SendSignal | Park | EndContact | Finish
)
