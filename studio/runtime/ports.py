"""What the engine asks of the world outside a script: requests, answers, and the protocols that give them.

The engine knows these shapes only; who stands behind them (a simulated service, a real server, a store in memory)
is the world's affair.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

#: The greatest answer that a script may receive, in bytes of body [doc: REST API; the unit is our choice].
RESPONSE_LIMIT = 32_768


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """One request. ``body`` is None where there is none; ``timeout`` is in seconds."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    timeout: float = 30.0


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


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """One call of Create Prospects v2.

    ``rows`` are the records as plain data: a mapping of column to scalar (text, number, date as text, None), in the
    columns' order; a row that is no object arrives as the scalar that it was. ``rows`` is None where Data is no array
    of records (call error ``Invalid Data``). The other members are the text of the action's properties.
    """

    skill_no: str
    source_name: str
    rows: list[Any] | None
    no_time_zone_reject: bool = True
    time_zone: str = ""
    default_expiration: str = ""


@dataclass(frozen=True, slots=True)
class RowReport:
    """What became of one row: a line of the load report. ``number`` counts from 1 in the order of Data."""

    number: int
    code: str
    detail: str = ""
    retry: str = ""
    check_in: bool = False
    external_id: str = ""
    time_zone: str = ""
    time_zone_source: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadResult:
    """``rows`` has one report for every row, in order. ``error`` is a call code where the call as a whole failed."""

    rows: list[RowReport]
    error: str = ""
    detail: str = ""


class Prospects(Protocol):
    """Where Create Prospects v2 puts its records."""

    def load(self, request: LoadRequest, now: datetime) -> LoadResult:
        """Load the rows at ``now`` (UTC). Never raises for a fault of the request or the store."""
        ...
