"""Faults by plan: which requests to a service go wrong, and how, as in "fails twice, then works"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from http import HTTPStatus
from typing import Literal
from urllib.parse import unquote

from studio.runtime.ports import RESPONSE_LIMIT, HttpAnswer, HttpFailure, HttpRequest
from studio.world.addresses import Address
from studio.world.numbered import goes_wrong

#: What can go wrong:
#: ``down``     no connection; the service sees nothing
#: ``slow``     the service carries the request out, the answer takes ``delay`` seconds, or for ever
#: ``rubbish``  an answer that is no JSON
#: ``status``   an answer with a status of 4xx or 5xx
#: ``big``      an answer above the size that a script may receive
#: ``lost``     the service carries the request out, the connection breaks before its answer
Kind = Literal["down", "slow", "rubbish", "status", "big", "lost"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault and the requests that it hits.

    It counts the requests that fit ``method``, ``host`` and ``path`` (shell patterns, empty: all) from 1, and
    hits those from ``first`` to ``last`` (None: for ever), or just those numbered in ``only``. ``reached``
    says whether the service carries the request out although its answer is spoilt (``rubbish``, ``status``,
    ``big``).
    """

    kind: Kind
    method: str = ""
    host: str = ""
    path: str = ""
    first: int = 1
    last: int | None = None
    only: frozenset[int] = frozenset()
    status: int = 500
    delay: float | None = None
    reached: bool = False

    def fits(self, method: str, address: Address) -> bool:
        """True where the fault counts a request."""
        return (
            (not self.method or self.method.upper() == method)
            and (not self.host or fnmatchcase(address.host, self.host.lower()))
            and (not self.path or fnmatchcase(unquote(address.path), self.path))
        )

    def hits(self, number: int) -> bool:
        """True where the request of this number goes wrong."""
        return goes_wrong(number, self.first, self.last, self.only)

    @property
    def reaches_service(self) -> bool:
        """True where the service carries the request out."""
        return self.kind in ("slow", "lost") or (self.reached and self.kind != "down")

    def instead(self) -> HttpAnswer:
        """What comes instead of an answer of the service."""
        if self.kind == "down":
            raise HttpFailure("connection refused")
        return self.spoil(HttpAnswer(200))

    def spoil(self, answer: HttpAnswer) -> HttpAnswer:
        """What the script gets to see of an answer; HttpFailure where nothing."""
        match self.kind:
            case "lost":
                raise HttpFailure("connection broken before the answer")
            case "rubbish":
                return HttpAnswer(
                    200, "OK", {"content-type": "text/html"}, b"<html>not what you asked for", answer.delay
                )
            case "status":
                reason = HTTPStatus(self.status).phrase if self.status in _STATUSES else ""
                body = b'{"message":"the service has a fault"}'
                return HttpAnswer(self.status, reason, {"content-type": "application/json"}, body, answer.delay)
            case "big":
                body = b'{"filler":"' + b"x" * RESPONSE_LIMIT + b'"}'
                return HttpAnswer(200, "OK", {"content-type": "application/json"}, body, answer.delay)
            case _:
                return answer

    def wait(self, delay: float, timeout: float) -> float:
        """How long the answer takes, in seconds of virtual time."""
        if self.kind != "slow":
            return delay
        return timeout + 1 if self.delay is None else max(self.delay, delay)


_STATUSES = frozenset(int(status) for status in HTTPStatus)


class FaultPlan:
    """Faults with their counts. Each counts every request that fits it; the first that hits decides."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self._faults = list(faults)
        self._counts = [0] * len(self._faults)

    def next(self, method: str, address: Address) -> Fault | None:
        """The fault that hits this request, or None; the request is counted."""
        hit: Fault | None = None
        for place, fault in enumerate(self._faults):
            if fault.fits(method, address):
                self._counts[place] += 1
                if hit is None and fault.hits(self._counts[place]):
                    hit = fault
        return hit

    def state(self) -> list[int]:
        """The counts, in the order of the faults."""
        return list(self._counts)

    def restore(self, state: list[int]) -> None:
        """Take counts from ``state``; ValueError where they belong to other faults."""
        if len(state) != len(self._counts):
            raise ValueError("the saved counts belong to another list of faults")
        self._counts = list(state)


def timed_out(request: HttpRequest) -> HttpFailure:
    """The failure of a request whose time is over."""
    return HttpFailure(f"timed out after {round(request.timeout * 1000)} ms", delay=request.timeout)
