"""The world's way to services: in-process ones and granted networks; everything else is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from studio.runtime.ports import HttpAnswer, HttpFailure, HttpRequest
from studio.world.addresses import Address, AddressError, read_address
from studio.world.faults import Fault, FaultPlan, timed_out

_VERBS = frozenset({"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"})
#: Headers that follow from the request itself; a script's own would contradict it.
_OURS = frozenset({"host", "content-length", "transfer-encoding", "connection", "expect", "upgrade"})

_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")


class Service(Protocol):
    """Something that answers requests: an in-process app, or a real network."""

    def answer(self, request: HttpRequest, address: Address) -> HttpAnswer:
        """The answer, or HttpFailure. ``request.url`` is the text of ``address``.

        A service with something to remember has ``state()`` and ``restore(state)`` too, one with something open ``close()``.
        """
        ...


@dataclass(frozen=True, slots=True)
class Route:
    """Requests under ``prefix`` go to ``service``; an answer takes ``delay`` seconds of virtual time."""

    prefix: str
    service: Service
    delay: float = 0.0


class WorldHttp:
    """Implements ``ports.Http``. Of several routes that cover an address the longest decides.

    ``faults`` spoil requests by plan (``faults.Fault``). An answer that would take longer than the request's
    time-out is lost: the service has carried the request out, and the script sees a time-out. Raises
    AddressError for a bad prefix.
    """

    def __init__(self, routes: Iterable[Route] = (), faults: Iterable[Fault] = ()) -> None:
        found = [(read_address(route.prefix), route) for route in routes]
        self._services = [route.service for _, route in found]
        self._routes = sorted(found, key=lambda pair: len(pair[0].path), reverse=True)
        self._plan = FaultPlan(faults)

    def send(self, request: HttpRequest, now: datetime) -> HttpAnswer:
        """The answer to one try of a request, or HttpFailure. Services have their own clocks."""
        address, route = self._find(request.url)
        verb = request.method.upper()
        if verb not in _VERBS:
            raise HttpFailure(f'"{verb[:20]}" is not a verb of HTTP', retry=False)
        clean = replace(request, method=verb, url=str(address), headers=_headers(request))
        fault = self._plan.next(verb, address)
        if fault is not None and not fault.reaches_service:
            return self._in_time(fault.instead(), request, route.delay)
        answer = route.service.answer(clean, address)
        if fault is None:
            return self._in_time(answer, request, route.delay)
        return self._in_time(fault.spoil(answer), request, fault.wait(route.delay, request.timeout))

    def state(self) -> dict[str, Any]:
        """How many requests each fault has seen and what the services remember, as plain data that ``restore`` takes."""
        services = [each.state() if hasattr(each, "state") else None for each in self._services]
        return {"faults": self._plan.state(), "services": services}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a saved state; ValueError where it belongs to other faults or services."""
        self._plan.restore(state["faults"])
        if len(state["services"]) != len(self._services):
            raise ValueError("the saved state belongs to another list of routes")
        for service, saved in zip(self._services, state["services"], strict=True):
            if hasattr(service, "restore") and saved is not None:
                service.restore(saved)

    def close(self) -> None:
        """Let go of connections."""
        for service in self._services:
            close = getattr(service, "close", None)
            if close is not None:
                close()

    def _find(self, url: str) -> tuple[Address, Route]:
        try:
            address = read_address(url)
        except AddressError as fault:
            raise HttpFailure(str(fault), retry=False) from fault
        for prefix, route in self._routes:
            if prefix.covers(address):
                return address, route
        raise HttpFailure(f"{address.origin}{address.path} is not granted by the world", retry=False)

    @staticmethod
    def _in_time(answer: HttpAnswer, request: HttpRequest, delay: float) -> HttpAnswer:
        taken = answer.delay + delay
        if taken > request.timeout:
            raise timed_out(request)
        return replace(answer, delay=taken) if delay else answer


def _headers(request: HttpRequest) -> dict[str, str]:
    """The headers that a script may set; HttpFailure where one would break the request apart."""
    for name, value in request.headers.items():
        if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
            raise HttpFailure(f'the header "{name[:40]}" has a character that headers can\'t have', retry=False)
    return {name: value for name, value in request.headers.items() if name.lower() not in _OURS}
