"""Requests of actions to services: how many are under way at once, who waits for a turn, and the circuit breaker.

All of it in virtual time. A request is under way from when it is sent until its answer is due, whatever becomes of the
contact meanwhile: a service goes on working for somebody who has hung up.
"""

from __future__ import annotations

import base64
import heapq
from collections import deque
from typing import TYPE_CHECKING, Any

from studio.runtime.clock import SECOND, moment
from studio.runtime.contact import NEVER, Contact, Pending
from studio.runtime.ports import HttpAnswer, HttpFailure, HttpRequest

if TYPE_CHECKING:
    from studio.runtime.context import Context
    from studio.runtime.effects import Ask
    from studio.runtime.engine import Engine

#: The breaker counts in so many steps of its window.
_STEPS = 300


class RequestGate:
    """A process of every engine. It sends requests, or lets them wait where too many are under way."""

    name = "requests"

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        #: When the answers of the requests under way are due.
        self._due: list[int] = []
        #: Contacts that wait for a turn: (contact id, ticket, request as plain data, number of the try).
        self._waiting: deque[tuple[str, int, dict[str, Any], int]] = deque()
        self._tickets = 0
        self._breaker = Breaker(engine)
        engine.processes[self.name] = self

    def ask(self, contact: Contact, ask: Ask) -> None:
        """Send a request for a contact that stands at its action, or let it wait for its turn."""
        assert isinstance(ask.request, HttpRequest)
        attempt = int(ask.memo.get("attempt", 1))
        if not self._waiting and self._free():
            self._send(contact, ask.request, attempt, ask.memo)
            return
        self._tickets += 1
        self._wait(contact, NEVER, Pending(ask.memo, None, (_topic(self._tickets),), request=True))
        self._waiting.append((contact.id, self._tickets, _plain(ask.request), attempt))
        self._engine.announce("world", contact, text="request waits for its turn", waiting=len(self._waiting))
        self._engine.at(self._due[0] if self._due else self._engine.now, self)

    def wake(self, engine: Engine) -> None:
        """Let those go who have waited longest."""
        while self._waiting and self._free():
            contact_id, ticket, request, attempt = self._waiting.popleft()
            contact = engine.contacts.get(contact_id)
            pending = contact.pending if contact is not None else None
            if contact is None or pending is None or _topic(ticket) not in pending.hears:
                # It was interrupted, or has ended: nobody wants the answer any more.
                continue
            engine.context.point(contact)
            self._send(contact, _request(request), attempt, pending.memo)
            assert contact.due is not None
            engine.wake(contact.due, contact)
        if self._waiting:
            engine.at(self._due[0], self)

    def state(self) -> dict[str, Any]:
        """What is under way and who waits, as plain data."""
        return {
            "due": sorted(self._due),
            "waiting": [list(each) for each in self._waiting],
            "tickets": self._tickets,
            "breaker": self._breaker.state(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a saved state."""
        self._due = list(state["due"])
        self._waiting = deque((who, ticket, request, attempt) for who, ticket, request, attempt in state["waiting"])
        self._tickets = state["tickets"]
        self._breaker.restore(state["breaker"])

    def _free(self) -> bool:
        due, now = self._due, self._engine.now
        while due and due[0] <= now:
            heapq.heappop(due)
        return len(due) < self._engine.settings.platform.rest_at_once

    def _send(self, contact: Contact, request: HttpRequest, attempt: int, memo: dict[str, Any]) -> None:
        engine = self._engine
        found: HttpAnswer | HttpFailure
        closed = self._breaker.refuses()
        if closed is not None:
            where = {"method": request.method, "url": request.url, "attempt": attempt}
            engine.emit("http", engine.context, **where, failure=closed.message, seconds=0.0)
            self._wait(contact, engine.now, Pending(memo, closed, request=True))
            return
        try:
            found = send(engine, engine.context, request, attempt)
        except HttpFailure as failure:
            found = failure
        due = engine.now + round(found.delay * SECOND)
        if due > engine.now:
            heapq.heappush(self._due, due)
        self._breaker.count(contact, due, _failed(found, request))
        self._wait(contact, due, Pending(memo, found, request=True))

    def _wait(self, contact: Contact, due: int, pending: Pending) -> None:
        frame = contact.frames[-1]
        if frame.began < 0:
            frame.began = self._engine.now
        contact.due, contact.pending = due, pending


def send(engine: Engine, context: Context, request: HttpRequest, attempt: int = 1) -> HttpAnswer:
    """One try of a request, reported; HttpFailure if no answer came."""
    where = {"method": request.method, "url": request.url, "attempt": attempt}
    http = engine.ports.find("http")
    try:
        if http is None:
            raise HttpFailure("this world has no network", retry=False)
        answer: HttpAnswer = http.send(request, moment(engine.now))
    except HttpFailure as failure:
        engine.emit("http", context, **where, failure=failure.message, seconds=failure.delay)
        raise
    engine.emit("http", context, **where, status=answer.status, seconds=answer.delay)
    return answer


class Breaker:
    """Opens when, at a high rate, at least half of the requests fail; then none goes out for a while [documented].

    What fails counts when its answer is due: no connection, a time-out, a status of 400 and above, an answer above the
    greatest size [choice]. Once it closes again it has forgotten everything [choice].
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        platform = engine.settings.platform
        self._window = round(platform.breaker_seconds * SECOND)
        self._step = max(1, self._window // _STEPS)
        self._most = platform.breaker_requests
        #: Step of time: requests, failed ones.
        self._counts: dict[int, list[int]] = {}
        self._total = 0
        self._until = 0

    def refuses(self) -> HttpFailure | None:
        """Why no request goes out now, or None."""
        now = self._engine.now
        if now >= self._until:
            return None
        seconds = (self._until - now) / SECOND
        return HttpFailure(f"the circuit breaker is open for {seconds:g} more seconds", retry=False)

    def count(self, contact: Contact, due: int, failed: bool) -> None:
        """Count a request by when its answer is due; the breaker opens where this one makes it so."""
        if not self._window:
            return
        found = self._counts.setdefault(due // self._step, [0, 0])
        found[0] += 1
        found[1] += failed
        self._total += 1
        if self._total < self._most:
            return
        now = self._engine.now // self._step
        for old in [each for each in self._counts if each <= now - _STEPS]:
            self._total -= self._counts.pop(old)[0]
        seen = [counted for step, counted in self._counts.items() if step <= now]
        requests, failures = sum(each[0] for each in seen), sum(each[1] for each in seen)
        if requests >= self._most and failures * 2 >= requests:
            self._counts.clear()
            self._total = 0
            self._until = self._engine.now + self._window
            self._engine.announce(
                "world", contact, text="circuit breaker opens", requests=requests, failed=failures,
                seconds=self._window / SECOND,
            )  # fmt: skip

    def state(self) -> dict[str, Any]:
        """What was counted, as plain data."""
        counts = [[step, *counted] for step, counted in sorted(self._counts.items())]
        return {"counts": counts, "until": self._until}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on counting."""
        self._counts = {step: [requests, failures] for step, requests, failures in state["counts"]}
        self._total = sum(each[0] for each in self._counts.values())
        self._until = state["until"]


def _failed(found: HttpAnswer | HttpFailure, request: HttpRequest) -> bool:
    return isinstance(found, HttpFailure) or found.status >= 400 or len(found.body) > request.limit


def _topic(ticket: int) -> str:
    return f"turn {ticket}"


def _plain(request: HttpRequest) -> dict[str, Any]:
    body = None if request.body is None else base64.b64encode(request.body).decode()
    return {
        "method": request.method,
        "url": request.url,
        "headers": dict(request.headers),
        "body": body,
        "timeout": request.timeout,
        "limit": request.limit,
    }


def _request(plain: dict[str, Any]) -> HttpRequest:
    body = None if plain["body"] is None else base64.b64decode(plain["body"])
    return HttpRequest(**(plain | {"body": body}))
