"""A service without code: answers that the world file states."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, unquote

from studio.runtime.ports import HttpAnswer, HttpRequest
from studio.world.addresses import Address

REASONS = {int(status): status.phrase for status in HTTPStatus}


@dataclass(frozen=True, slots=True)
class StatedAnswer:
    """An answer and the requests that get it: ``method``, ``path`` and ``query`` are shell patterns, empty for all.

    ``times`` is how often it is given (None: again and again); after that the next one that fits takes its place.
    """

    method: str = ""
    path: str = ""
    query: dict[str, str] = field(default_factory=dict)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    delay: float = 0.0
    times: int | None = None

    def fits(self, method: str, path: str, query: dict[str, str]) -> bool:
        """True where a request gets this answer. Every member of ``query`` has to be there and to match."""
        return (
            (not self.method or self.method.upper() == method)
            and (not self.path or fnmatchcase(path, self.path))
            and all(name in query and fnmatchcase(query[name], pattern) for name, pattern in self.query.items())
        )


class StatedService:
    """Gives to each request the first answer that fits and has not been given its number of times; else a 404."""

    def __init__(self, answers: Sequence[StatedAnswer]) -> None:
        self._answers = list(answers)
        self._given = [0] * len(self._answers)

    def answer(self, request: HttpRequest, address: Address) -> HttpAnswer:
        """The stated answer to a request."""
        path = unquote(address.path)
        # Of a name that is there twice the last value counts.
        query = {name: values[-1] for name, values in parse_qs(address.query, keep_blank_values=True).items()}
        for place, each in enumerate(self._answers):
            if each.fits(request.method, path, query) and (each.times is None or self._given[place] < each.times):
                self._given[place] += 1
                return HttpAnswer(each.status, REASONS.get(each.status, ""), dict(each.headers), each.body, each.delay)
        message = f"no answer is stated for {request.method} {address.target[:200]}"
        body = json.dumps({"message": message}).encode()
        return HttpAnswer(404, REASONS[404], {"content-type": "application/json"}, body)

    def state(self) -> list[int]:
        """How often each answer was given."""
        return list(self._given)

    def restore(self, state: Any) -> None:
        """Go on counting; ValueError where the counts belong to other answers."""
        if not isinstance(state, list) or len(state) != len(self._given):
            raise ValueError("the saved counts belong to another list of answers")
        self._given = list(state)
