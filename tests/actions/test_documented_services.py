"""Actions as documented: requests, mail and messages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise

import pytest
from documented import Bench, Case, documented, found, scripts

from studio.runtime.engine import Engine
from studio.runtime.ports import RESPONSE_LIMIT, HttpAnswer, HttpFailure, HttpRequest, Ports
from studio.script.project import Project


# ------------------------------------------------------------------------------------------------------------------ rest
class Service:
    """Answers as a function tells it to, by the number of the request from 1; keeps when each came and its time-out."""

    def __init__(self, answer: Callable[[int], HttpAnswer | HttpFailure]) -> None:
        self.answer = answer
        self.came: list[tuple[datetime, float]] = []

    def send(self, request: HttpRequest, now: datetime) -> HttpAnswer:
        self.came.append((now, request.timeout))
        given = self.answer(len(self.came))
        if isinstance(given, HttpFailure):
            raise given
        return given


def json(size: int = 2, delay: float = 0.0) -> HttpAnswer:
    """An answer of so many bytes."""
    return HttpAnswer(200, "OK", {"content-type": "application/json"}, b"[]" + b" " * (size - 2), delay)


@documented("rest-limits")
def test_limits_of_one_request(case: Case, bench: Bench) -> None:
    limits = case["expect"]
    answers: dict[str, list[HttpAnswer | HttpFailure]] = {
        "Good": [json(), json(RESPONSE_LIMIT)],
        "Bad": [json(RESPONSE_LIMIT + 1), HttpAnswer(200, "OK", {}, b"<a>1</a>"), HttpFailure("no connection")],
    }
    assert f"{RESPONSE_LIMIT // 1024} KB" == limits["response_max"]
    for end, given in answers.items():
        for answer in given:
            service = Service({1: answer, 2: answer, 3: answer}.__getitem__)
            run = bench(*scripts(case["id"], milliseconds=200_000), http=service)
            run.run()
            assert run.captions()[-1] == end
            assert {timeout for _, timeout in service.came} == {limits["timeout_max_seconds"]}
            assert len(service.came) == 1 + limits["retries_on_failure"] * isinstance(answer, HttpFailure)


@documented("rest-limits")
def test_requests_above_the_greatest_number_at_once_wait(case: Case, bench: Bench) -> None:
    service = Service(lambda number: json(delay=10))
    run = bench(*scripts(case["id"]), http=service)
    for _ in range(case["expect"]["concurrent"] + 1):
        run.start()
    run.go_on()
    first = service.came[0][0]
    assert sorted({(when - first).total_seconds() for when, _ in service.came}) == [0, 10]


def _storm(bench: Bench, case: Case, seconds: int) -> list[float]:
    """When requests went out, in seconds, of a contact that asks at the scenario's rate; its share of them fails."""
    every, rate = round(1 / case["given"]["failed_share"]), case["given"]["rate_per_second"]
    service = Service(lambda number: json() if number % every else HttpFailure("refused", retry=False))
    run = bench(*scripts(case["id"], pause=1 / rate), http=service)
    engine = Engine(Project(run.scripts).resolve, ports=Ports(http=service))
    engine.start(run.scripts[0])
    engine.run(engine.now + seconds * 1_000_000 - 1)
    return [(when - service.came[0][0]).total_seconds() for when, _ in service.came]


@documented("rest-circuit-breaker")
@pytest.mark.slow
def test_many_failures_stop_all_requests(case: Case, bench: Bench) -> None:
    came = _storm(bench, case, 62)
    assert 30 <= max(later - earlier for earlier, later in pairwise(came)) < 31


@documented("rest-circuit-breaker-low-volume")
def test_failures_of_few_requests_stop_nothing(case: Case, bench: Bench) -> None:
    assert len(_storm(bench, case, 31)) == 31 * case["given"]["rate_per_second"]


# ----------------------------------------------------------------------------------------------------- mail and messages
@documented("email-without-sender-or-subject")
@pytest.mark.parametrize("lacks", ["SenderAddress", "Subject"])
def test_a_mail_without_sender_or_subject(case: Case, bench: Bench, lacks: str) -> None:
    assert case["expect"] == {"email": "not sent"}
    given = {"SenderAddress": "brain@studio.example", "Subject": "Hello"}
    run = bench(*scripts(case["id"]))
    for name in (lacks, ""):
        contact = run.start()
        values = {**given, name: case["given"].get(name, "")}
        contact.frames[0].variables |= {"sender": values["SenderAddress"], "subject": values["Subject"]}
        run.go_on()
        assert run.captions(contact)[-1] == ("Bad" if name else "Good")
    assert len(run.engine.ports.mail.outbox) == 1


@documented("set-digital-status-bad-contact")
@pytest.mark.parametrize("wrong", ["contact", "status"])
def test_status_of_a_digital_contact(case: Case, bench: Bench, wrong: str) -> None:
    run = bench(*scripts(case["id"], status="Resolved" if wrong == "contact" else "Unheard of"))
    contact = run.start()
    contact.frames[0].variables["contact"] = case["given"]["ContactId"] if wrong == "contact" else contact.id
    run.go_on()
    expected = case["expect"]["branch" if wrong == "contact" else "for_invalid_status"]
    assert dict(run.branches())["Set"] == expected


@documented("askcaller-digital-waits")
def test_a_digital_script_waits_for_weeks(case: Case, bench: Bench) -> None:
    assert (case["given"]["reply_after"], case["expect"]["script"]) == ("weeks", "paused until the reply")
    run = bench(*scripts(case["id"]))
    contact = run.run(seconds=5 * 7 * 86_400)
    assert run.captions() == ["Begin"]
    assert run.engine.ports.messages.reply(run.engine, contact, "tomorrow")
    run.go_on()
    assert (found(contact)["answer"], run.captions()[-1]) == ("tomorrow", "Rest")
