"""What an action may ask of the engine instead of taking a branch at once. An effect is data; the engine carries it out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from studio.runtime.ports import HttpRequest, LoadRequest


@dataclass(frozen=True, slots=True)
class Pause:
    """Go on by Default after so many seconds of virtual time; an event ends it early."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the world; the answer comes to the action's ``resume``.

    An HTTP request can be interrupted while its answer is under way; a load of prospects is instant. ``memo`` is plain
    data that ``resume`` gets back (how often it was tried, say), so that nothing is kept in the action itself.
    """

    request: HttpRequest | LoadRequest
    memo: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CallScript:
    """Run a subscript on the same contact; its Return comes to the action's ``returned``."""

    name: str
    parameters: list[str]


@dataclass(frozen=True, slots=True)
class ReturnToCaller:
    """Leave this subscript with a value."""

    value: str


@dataclass(frozen=True, slots=True)
class SendSignal:
    """Signal another contact: Default, or Error if there is no such contact."""

    contact: str
    values: list[str]


@dataclass(frozen=True, slots=True)
class Park:
    """Rest here until an event comes (Stop)."""


@dataclass(frozen=True, slots=True)
class EndContact:
    """End the script and its contact, by way of Onrelease where there is one."""


Effect = Pause | Ask | CallScript | ReturnToCaller | SendSignal | Park | EndContact
