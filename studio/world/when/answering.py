"""Requests that observations answer: what stands before a world's way to services."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from studio.runtime.ports import HttpAnswer, HttpFailure, HttpRequest
from studio.world.faults import Fault, Kind, timed_out
from studio.world.when.reacting import Reactions


class AnsweringHttp:
    """Gives the answers of observations; all other requests go on to the world's services, if it has some."""

    def __init__(self, inner: Any, reactions: Reactions) -> None:
        self._inner = inner
        self._reactions = reactions

    def send(self, request: HttpRequest, now: datetime) -> HttpAnswer:
        """The answer to one try of a request, or HttpFailure."""
        stated = self._reactions.asked(request)
        if stated is None:
            return self._further(request, now)
        if stated.fault is None:
            answer = stated.answer()
        elif stated.fault == "slow" and not stated.delay:
            self._carried_out(request, now)
            raise timed_out(request)
        else:
            try:
                answer = self._spoilt(stated.fault, stated.status, request, now)
            except HttpFailure as failure:
                raise HttpFailure(failure.message, min(stated.delay, request.timeout)) from None
            answer = replace(answer, delay=answer.delay + stated.delay)
        if answer.delay > request.timeout:
            raise timed_out(request)
        return answer

    def _spoilt(self, kind: Kind, status: int, request: HttpRequest, now: datetime) -> HttpAnswer:
        fault = Fault(kind, status=status if status >= 400 else 500)
        return fault.spoil(self._carried_out(request, now)) if fault.reaches_service else fault.instead()

    def _carried_out(self, request: HttpRequest, now: datetime) -> HttpAnswer:
        """What the service answers, if there is one: it has done what it was asked, whatever comes of the answer."""
        try:
            return self._further(request, now)
        except HttpFailure:
            return HttpAnswer(200)

    def _further(self, request: HttpRequest, now: datetime) -> HttpAnswer:
        if self._inner is None:
            raise HttpFailure("this world has no network", retry=False)
        answer: HttpAnswer = self._inner.send(request, now)
        return answer

    def state(self) -> Any:
        """What the services remember."""
        return None if self._inner is None else self._inner.state()

    def restore(self, state: Any) -> None:
        """Go on from there."""
        if self._inner is not None:
            self._inner.restore(state)

    def close(self) -> None:
        """Let go of connections."""
        if self._inner is not None:
            self._inner.close()
