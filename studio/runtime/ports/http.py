"""Services over HTTP: a request, its answer, and the protocol of who gives it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

#: The greatest answer that a script may receive, in bytes of body [doc: REST API; the unit is our choice].
RESPONSE_LIMIT = 32_768


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """One request. ``body`` is None where there is none; ``timeout`` is in seconds.

    ``limit`` is how many bytes of an answer's body the asker takes: whoever answers may cut it off just above.
    """

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    timeout: float = 30.0
    limit: int = RESPONSE_LIMIT


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """An answer of any status. ``delay`` is how long it took, in seconds of virtual time."""

    status: int
    reason: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    delay: float = 0.0


class HttpFailure(Exception):
    """No answer came: no connection, a time-out, an address that the world does not grant.

    ``delay`` is how long the attempt took in seconds of virtual time; ``retry`` is False where trying again is useless.
    """

    def __init__(self, message: str, delay: float = 0.0, retry: bool = True) -> None:
        super().__init__(message)
        self.message = message
        self.delay = delay
        self.retry = retry


class Http(Protocol):
    """The world's way to services."""

    def send(self, request: HttpRequest, now: datetime) -> HttpAnswer:
        """The answer to one try of a request made at ``now`` (UTC), or HttpFailure."""
        ...
