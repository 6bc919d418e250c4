"""A network whose services answer at random, with the members that the script reads."""

from __future__ import annotations

import json
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any

from studio.runtime.ports import HttpAnswer, HttpFailure, HttpRequest
from studio.testing.exercise.choices import Choices
from studio.testing.exercise.drawing import Drawer
from studio.testing.exercise.outside import outputs_of, root_of

if TYPE_CHECKING:
    from studio.runtime.engine import Engine


class RandomNetwork:
    """The way to services of one run: nothing leaves the machine."""

    def __init__(self, engine: Engine, choices: Choices, drawer: Drawer) -> None:
        self._engine = engine
        self._choices = choices
        self._drawer = drawer
        self._requests = 0

    def send(self, request: HttpRequest, now: datetime) -> HttpAnswer:
        """The answer to one request."""
        self._requests += 1
        made = self._choices.choose(f"http {self._requests}", self._draw)
        if made["status"] == 0:
            raise HttpFailure("no connection", made["delay"])
        return HttpAnswer(made["status"], "", {}, made["body"].encode("utf-8", "replace"), made["delay"])

    def _draw(self, random: Random) -> dict[str, Any]:
        delay = random.choice((0.0, 0.2, 5.0))
        status = random.choice((200, 200, 200, 200, 200, 201, 404, 500, 0))
        if random.random() < 0.05:
            return {"status": status, "delay": delay, "body": random.choice(("", "no JSON", "[]", "{}", "[1, 2]"))}
        return {"status": status, "delay": delay, "body": json.dumps(self._content(random), default=str)}

    def _content(self, random: Random) -> Any:
        action = self._engine.context.action
        model = self._engine.context.frame.script.source.action(action.id)
        names = outputs_of(model, type(action)) if model is not None else []
        name = next((each for each in names if "header" not in each.lower()), "")
        found = self._drawer.value(root_of(name), random) if name else {}
        # A bare text is no answer that the action takes.
        return found if isinstance(found, (dict, list)) else {"value": found}
