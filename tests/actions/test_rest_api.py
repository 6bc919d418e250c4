"""The REST API action against a service that answers as it is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from studio.runtime.ports import HttpAnswer, HttpFailure, HttpRequest

SCRIPT = """
script "main"
    media = Generic

Begin "Begin"
    -> "Ask"

REST_API "Ask"
    ServiceAddress = https://service.example/things?a=1
    Headers = HEADERS
    Parameters = PARAMETERS
    Verb = VERB
    TimeOutInMilliSeconds = 5000
    resultSet = found
    errorArgList = why
    responseHeaders = heads
    -> "Good"
    OnError -> "Bad"

Stop "Good"

Stop "Bad"
"""


class Told:
    """Gives one answer after another, the last one again and again, and keeps the requests."""

    def __init__(self, *answers: HttpAnswer | HttpFailure) -> None:
        self.answers = list(answers)
        self.requests: list[HttpRequest] = []

    def send(self, request: HttpRequest, now: datetime) -> HttpAnswer:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, HttpFailure):
            raise answer
        return answer


def asked(bench: Callable[..., Any], *answers: Any, verb: str = "GET", headers: str = "", parameters: str = "") -> Any:
    service = Told(*answers)
    text = SCRIPT.replace("VERB", verb).replace("HEADERS", headers).replace("PARAMETERS", parameters)
    run = bench(text, http=service)
    run.contact = run.run()
    run.service = service
    run.found = dict(run.contact.frames[0].variables)
    return run


def json(text: str, status: int = 200, reason: str = "OK", delay: float = 0.0) -> HttpAnswer:
    return HttpAnswer(status, reason, {"content-type": "application/json"}, text.encode(), delay)


def test_a_parsed_answer(bench: Callable[..., Any]) -> None:
    run = asked(bench, json('{"rows": [{"id": 7}, {"id": "8"}], "more": true}'))
    found = run.found["found"]
    assert found.get("rows").element(2).get("id") == "8"
    assert found.get("rows").element(1).get("id") == "7"
    assert found.get("more") == "true"
    assert run.found["heads"].get("content-type") == "application/json"
    assert (run.found["__httpstatuscode"], run.found["__httpstatusdescription"]) == (200, "OK")
    assert run.branches()[-2:] == [("Ask", "Default"), ("Good", "")]


def test_an_empty_body_is_an_empty_object(bench: Callable[..., Any]) -> None:
    run = asked(bench, HttpAnswer(204, "No Content"))
    assert run.found["found"].count() == 0
    assert run.branches()[-1][0] == "Good"


@pytest.mark.parametrize(
    ("answer", "error", "tries", "status"),
    [
        (json("{}", 404, "Not Found"), "HTTP 404 Not Found", 1, 404),
        (json("{}", 500, "Internal Server Error"), "HTTP 500 Internal Server Error", 3, 500),
        (json("<html>"), "response is not JSON", 1, 200),
        (json('{"a":"' + "x" * 32_768 + '"}'), "response exceeds 32 KB", 1, 200),
        (HttpFailure("connection refused"), "connection refused", 3, ""),
        (HttpFailure("timed out after 5000 ms", delay=5), "timed out after 5000 ms", 3, ""),
        (HttpFailure("not granted", retry=False), "not granted", 1, ""),
    ],
)  # fmt: skip
def test_what_a_failure_is(bench: Callable[..., Any], answer: Any, error: str, tries: int, status: Any) -> None:
    run = asked(bench, answer)
    assert run.found["_err"] == error
    assert run.found["__err"] == error
    assert run.found["why"].get("message") == error
    assert len(run.service.requests) == tries
    assert run.found["__httpstatuscode"] == status
    assert run.branches()[-2:] == [("Ask", "OnError"), ("Bad", "")]


def test_every_try_has_the_whole_time_out(bench: Callable[..., Any]) -> None:
    run = asked(bench, HttpFailure("timed out", delay=5))
    assert next(each["seconds"] for each in run.of("action") if each["outcome"] == "Error") == 15


def test_a_second_try_that_works(bench: Callable[..., Any]) -> None:
    run = asked(bench, HttpFailure("connection refused"), json('{"ok": 1}'))
    assert run.branches()[-1][0] == "Good"
    assert "_err" not in run.found


def test_a_failed_answers_body_is_still_read(bench: Callable[..., Any]) -> None:
    run = asked(bench, json('{"message": "no such thing"}', 400, "Bad Request"))
    assert run.found["found"].get("message") == "no such thing"


def test_get_puts_members_into_the_query(bench: Callable[..., Any]) -> None:
    run = asked(bench, json("{}"), parameters='{"b": "x y", "c": 2}')
    assert run.service.requests[0].url == "https://service.example/things?a=1&b=x%20y&c=2"
    assert run.service.requests[0].body is None


def test_post_sends_form_fields_by_default(bench: Callable[..., Any]) -> None:
    run = asked(bench, json("{}"), verb="POST", parameters="{'b': 'x y', 'c': 2}")
    request = run.service.requests[0]
    assert request.body == b"b=x+y&c=2"
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_post_sends_json_where_the_content_type_says_so(bench: Callable[..., Any]) -> None:
    run = asked(
        bench,
        json("{}"),
        verb="POST",
        headers="{'Content-Type': 'application/json'}",
        parameters="{'n': 5, 'm': {'a': [1, 2]}}",
    )
    assert run.service.requests[0].body.replace(b" ", b"") == b'{"n":5,"m":{"a":[1,2]}}'


def test_headers_that_are_no_json_are_an_error(bench: Callable[..., Any]) -> None:
    run = asked(bench, json("{}"), headers="Accept: everything")
    assert run.service.requests == []
    assert run.branches()[-1][0] == "Bad"
    assert run.found["_err"]


def test_an_interrupted_request_writes_no_outputs(bench: Callable[..., Any]) -> None:
    text = SCRIPT.replace("VERB", "POST").replace("HEADERS", "").replace("PARAMETERS", "")
    service = Told(json('{"a": 1}', delay=3))
    run = bench(text + '\nOnsignal "Stop it"\n    -> "Bad"\n', http=service)
    contact = run.run(seconds=1)
    run.engine.signal(contact.id, [])
    run.go_on()
    assert len(service.requests) == 1
    assert "found" not in contact.frames[0].variables
    assert run.branches()[-1][0] == "Bad"


def test_every_try_is_the_same_request(bench: Callable[..., Any]) -> None:
    run = asked(bench, HttpFailure("timed out", delay=5), verb="POST", parameters="{random(1000000)} {now} é")
    first, second, third = run.service.requests
    assert first == second == third
    assert first.body is not None
