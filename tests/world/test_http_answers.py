"""Services that a world file states answer by answer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases
from pydantic import ValidationError

from studio.runtime.ports import HttpRequest
from studio.world.http import WorldHttp
from studio.world.http_settings import HttpSettings

NOW = datetime(2026, 3, 2, tzinfo=UTC)
AT = "https://shop.example"
CASES = read_cases(Path(__file__).parent / "http_answers.yaml")


def world(answers: list[dict[str, Any]]) -> WorldHttp:
    settings = HttpSettings.model_validate({"routes": [{"prefix": AT, "answers": answers, "delay": 1}]})
    return settings.build({})


def asked(http: WorldHttp, request: str) -> str:
    verb, rest = request.split(" ", 1)
    answer = http.send(HttpRequest(verb, AT + rest), NOW)
    return f"{answer.status} {answer.body.decode()}"


@pytest.mark.parametrize("case", CASES, ids=[each["about"] for each in CASES])
def test_answers(case: dict[str, Any]) -> None:
    http = world(case["answers"])
    seen = [asked(http, each) for each in case["ask"]]
    assert len(seen) == len(case["see"])
    for got, wanted in zip(seen, case["see"], strict=True):
        assert got == wanted or (wanted.endswith('"message"') and got.startswith(wanted)), got
    if "types" in case:
        fresh = world(case["answers"])
        requests = [HttpRequest(*each.split(" ", 1)) for each in case["ask"]]
        found = [fresh.send(HttpRequest(each.method, AT + each.url), NOW) for each in requests]
        assert [each.headers["content-type"] for each in found] == case["types"]


def test_an_answer_takes_its_own_time_and_the_routes() -> None:
    answer = world([{"delay": "1m"}]).send(HttpRequest("GET", AT, timeout=90), NOW)
    assert (answer.delay, answer.reason) == (61, "OK")


def test_counts_go_on_from_a_saved_state() -> None:
    answers: list[dict[str, Any]] = [{"body": "once", "times": 1}, {"body": "then"}]
    http = world(answers)
    asked(http, "GET /")
    other = world(answers)
    other.restore(http.state())
    assert asked(other, "GET /") == "200 then"
    with pytest.raises(ValueError, match="another list"):
        world(answers[1:]).restore(http.state())


@pytest.mark.parametrize(
    ("route", "message"),
    [
        ({}, "give one of"),
        ({"service": "a", "network": True}, "give one of"),
        ({"answers": [{}], "app": "a:b"}, "give one of"),
        ({"answers": [{"body": "a", "json": 1}]}, "either body or json"),
        ({"answers": [{"json": {"when": datetime(2026, 1, 1)}}]}, "JSON"),
        ({"answers": [{"json": [float("nan")]}]}, "JSON"),
        ({"answers": [{"headers": {"a\nb": "c"}}]}, "header"),
        ({"answers": [{"headers": {"a": "c\r\nd: e"}}]}, "header"),
        ({"answers": [{"status": 99}]}, "99"),
        ({"answers": [{"times": 0}]}, "times"),
        ({"answers": [{"delay": "2d"}]}, "delay"),
        ({"answers": [{"patch": "/a"}]}, "patch"),
        ({"app": "os.system"}, "module:attribute"),
        ({"app": "../shop:app"}, "module:attribute"),
        ({"service": "a", "record": "a.jsonl"}, "real service"),
        ({"network": True, "record": "../a.jsonl"}, "below the world"),
        ({"network": True, "record": "/etc/a.jsonl"}, "below the world"),
        ({"network": True, "record": "main.studio"}, "jsonl"),
    ],
)
def test_what_is_refused(route: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as fault:
        HttpSettings.model_validate({"routes": [{"prefix": AT, **route}]})
    assert message.lower() in str(fault.value).lower()
