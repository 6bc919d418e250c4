"""Requests that observations answer: what stands before a world's way to services."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from studio.runtime.ports import HttpAnswer, HttpFailure, HttpRequest
from studio.world.faults import Fault, timed_out
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
        else:
            fault = Fault(stated.fault, status=stated.status if stated.status >= 400 else 500)
            if not fault.reaches_service:
                answer = fault.instead()
            else:
                # The service carries it out, if there is one; then the answer goes astray.
                try:
                    answer = self._further(request, now)
                except HttpFailure:
                    answer = HttpAnswer(200)
                answer = fault.spoil(answer)
                if fault.kind == "slow" and not stated.delay:
                    raise timed_out(request)
        if answer.delay + (stated.delay if stated.fault else 0.0) > request.timeout:
            raise timed_out(request)
        return answer

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
