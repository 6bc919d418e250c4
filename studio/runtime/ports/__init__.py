"""What the engine and its actions ask of the world outside a script: a module for each part, with its protocol.

The engine knows these shapes only; who stands behind them (a simulated part, a real one, one of a test's own) is the
world's affair.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from studio.runtime.ports.http import RESPONSE_LIMIT, Http, HttpAnswer, HttpFailure, HttpRequest
from studio.runtime.ports.mail import Attachment, Letter, Mail, Mailed, MailFailure
from studio.runtime.ports.messages import STATUSES, BotAnswer, Card, Cards, Message, Messages, Rank, SmsResult
from studio.runtime.ports.prospects import Found, LoadRequest, LoadResult, Prospects, RowReport

#: The parts that a world can have, and what each is, for the message when it is missing.
PARTS = {
    "http": "way to services",
    "prospects": "store of prospects",
    "values": "shared values",
    "files": "files",
    "mail": "mail",
    "messages": "text messages",
    "hours": "hours of operation",
    "agents": "agents and queues",
    "callers": "callers",
    "data": "databases",
    "desk": "agent desktops",
    "directory": "platform to look things up in",
    "mock": "stand-ins",
}


class WorldFault(Exception):
    """What an action asks of the world can't be done; the message says why. It becomes the action's Error."""


class MissingPart(WorldFault):
    """An action needs a part that its world does not have."""


class Ports:
    """The parts of one world, by name. Reading one that is not there raises MissingPart."""

    __slots__ = ("_parts",)

    def __init__(self, **parts: Any) -> None:
        self._parts = {name: part for name, part in parts.items() if part is not None}

    def put(self, name: str, part: Any) -> None:
        """Let the world have this part; None takes it away."""
        if part is None:
            self._parts.pop(name, None)
        else:
            self._parts[name] = part

    def find(self, name: str) -> Any:
        """The part, or None."""
        return self._parts.get(name)

    def __iter__(self) -> Iterator[Any]:
        """The parts that are there."""
        return iter(self._parts.values())

    def named(self) -> dict[str, Any]:
        """The parts that are there, by name."""
        return dict(self._parts)

    def __getattr__(self, name: str) -> Any:
        if name not in PARTS:
            raise AttributeError(name)
        part = self._parts.get(name)
        if part is None:
            raise MissingPart(f"this world has no {PARTS[name]}")
        return part


__all__ = [
    "PARTS",
    "RESPONSE_LIMIT",
    "STATUSES",
    "Attachment",
    "BotAnswer",
    "Card",
    "Cards",
    "Found",
    "Http",
    "HttpAnswer",
    "HttpFailure",
    "HttpRequest",
    "Letter",
    "LoadRequest",
    "LoadResult",
    "Mail",
    "MailFailure",
    "Mailed",
    "Message",
    "Messages",
    "MissingPart",
    "Ports",
    "Prospects",
    "Rank",
    "RowReport",
    "SmsResult",
    "WorldFault",
]
