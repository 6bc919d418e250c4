"""Faults by plan: what the script sees, what the service sees, and in which requests."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases
from pydantic import ValidationError

from studio.runtime.ports import RESPONSE_LIMIT, HttpAnswer, HttpFailure, HttpRequest
from studio.world.http import WorldHttp
from studio.world.http_settings import HttpSettings

NOW = datetime(2026, 3, 2, tzinfo=UTC)
CASES = read_cases(Path(__file__).with_name("http_faults.yaml"))


class Counting:
    """A service that counts the requests that it carries out."""

    def __init__(self) -> None:
        self.done = 0

    def answer(self, request: HttpRequest, address: Any) -> HttpAnswer:
        self.done += 1
        return HttpAnswer(200, "OK", {}, b'{"ok":true}')


def world(faults: list[dict[str, Any]]) -> tuple[WorldHttp, Counting]:
    service = Counting()
    routes = [{"prefix": "https://crm.example/", "service": "crm", "delay": 0.5}]
    return HttpSettings.model_validate({"routes": routes, "faults": faults}).build({"crm": service}), service


def seen(http: WorldHttp, request: str) -> str:
    """What a script sees of ``VERB /path [time-out]``, in a word."""
    verb, path, *timeout = request.split()
    try:
        sent = HttpRequest(verb, f"https://crm.example{path}", timeout=float(timeout[0]) if timeout else 30.0)
        answer = http.send(sent, NOW)
    except HttpFailure as failure:
        return f"{failure.message} ({failure.delay:g} s)" + ("" if failure.retry else " for good")
    if len(answer.body) > RESPONSE_LIMIT:
        return "big"
    return f"{answer.status} {answer.body.decode()[:12]} ({answer.delay:g} s)"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_what_is_seen(case: dict[str, Any]) -> None:
    http, service = world(case["faults"])
    assert [seen(http, request) for request in case["ask"]] == case["see"]
    assert service.done == case["carried out"]


def test_counts_go_on_from_a_saved_state() -> None:
    http, _ = world([{"fault": "down", "until": 2}, {"fault": "status", "from": 3, "until": 3}])
    seen(http, "GET /")
    saved = http.state()
    first = [seen(http, "GET /") for _ in range(3)]
    other, _ = world([{"fault": "down", "until": 2}, {"fault": "status", "from": 3, "until": 3}])
    other.restore(saved)
    assert [seen(other, "GET /") for _ in range(3)] == first
    assert [each[:3] for each in first] == ["con", "500", "200"]
    with pytest.raises(ValueError, match="another list"):
        other.restore({"faults": [1], "services": []})
    with pytest.raises(ValueError, match="another list"):
        other.restore(saved | {"services": []})


@pytest.mark.parametrize(
    "settings",
    [
        {"faults": [{"fault": "odd"}]},
        {"faults": [{"fault": "down", "from": 0}]},
        {"faults": [{"fault": "down", "from": 3, "until": 2}]},
        {"faults": [{"fault": "down", "only": [1], "until": 2}]},
        {"faults": [{"fault": "status", "status": 200}]},
        {"faults": [{"fault": "slow", "delay": -1}]},
        {"faults": [{"fault": "slow", "delay": float("inf")}]},
        {"faults": [{"fault": "down", "colour": "red"}]},
        {"routes": [{"prefix": "https://crm.example/"}]},
        {"routes": [{"prefix": "https://crm.example/", "service": "crm", "network": True}]},
        {"routes": [{"prefix": "crm.example", "service": "crm"}]},
        {"routes": [{"prefix": "https://crm.example/?x=1", "service": "crm"}]},
    ],
)
def test_settings_that_make_no_sense_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        HttpSettings.model_validate(settings)


def test_a_service_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="crm"):
        HttpSettings.model_validate({"routes": [{"prefix": "http://a", "service": "crm"}]}).build({})
