"""How many requests are under way at once, who waits for a turn, and the circuit breaker."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from studio.runtime.ports import HttpAnswer, HttpFailure, HttpRequest
from studio.runtime.state import restore_engine, save_engine

SCRIPT = """
script "main"
    media = Generic

Begin "Begin"
    -> "Ask"

Onsignal "Onsignal"
    -> "Stop"

Onrelease "Onrelease"
    -> "Gone"

REST_API "Ask"
    ServiceAddress = https://service.example/{ContactID}
    Verb = GET
    -> "Stop"
    OnError -> "Bad"

Stop "Stop"

Stop "Bad"

Snippet "Gone"
    Data:
        | gone = 1
"""
AGAIN = (
    SCRIPT.replace('-> "Stop"\n    OnError -> "Bad"', '-> "Pause"\n    OnError -> "Pause"')
    + """
Wait "Pause"
    Seconds = 0.1
    -> "Ask"
"""
)
Bench = Callable[..., Any]


class Service:
    """Answers after ten seconds, or as it is told by the number of the request; keeps who asked when."""

    def __init__(self, answer: Callable[[int], HttpAnswer | HttpFailure] | None = None) -> None:
        self.answer = answer
        self.came: list[tuple[float, str]] = []
        self.begin: datetime | None = None

    def send(self, request: HttpRequest, now: datetime) -> HttpAnswer:
        self.begin = self.begin or now
        self.came.append(((now - self.begin).total_seconds(), request.url.rsplit("/", 1)[1]))
        given = HttpAnswer(200, "OK", {}, b"{}", 10) if self.answer is None else self.answer(len(self.came))
        if isinstance(given, HttpFailure):
            raise given
        return given


def made(bench: Bench, at_once: int, contacts: int, text: str = SCRIPT, service: Service | None = None) -> Any:
    run = bench(text, http=service or Service(), platform={"rest_at_once": at_once})
    run.service = run.engine.ports.http
    run.contacts = [run.start() for _ in range(contacts)]
    return run


def test_they_go_in_the_order_in_which_they_came(bench: Bench) -> None:
    run = made(bench, 2, 5)
    run.go_on()
    assert run.service.came == [(0, "1001"), (0, "1002"), (10, "1003"), (10, "1004"), (20, "1005")]
    assert run.captions().count("Stop") == 5
    waited = [each for each in run.of("world") if each["text"] == "request waits for its turn"]
    assert [each["waiting"] for each in waited] == [1, 2, 3]


def test_the_time_that_was_waited_is_no_part_of_the_time_out(bench: Bench) -> None:
    run = made(bench, 1, 4, service=Service(lambda number: HttpAnswer(200, "OK", {}, b"{}", 29)))
    run.go_on()
    assert [when for when, _ in run.service.came] == [0, 29, 58, 87]
    assert run.captions().count("Stop") == 4


def test_who_is_interrupted_or_gone_loses_his_place(bench: Bench) -> None:
    run = made(bench, 1, 4)
    run.go_on(1)
    run.engine.signal(run.contacts[1].id, [])
    run.engine.raise_event(run.contacts[2].id, "ONRELEASE")
    run.go_on()
    assert run.service.came == [(0, "1001"), (10, "1004")]
    assert [each.status for each in run.contacts] == ["waiting", "waiting", "ended", "waiting"]


def test_a_service_goes_on_working_for_somebody_who_was_interrupted(bench: Bench) -> None:
    run = made(bench, 1, 2)
    run.go_on(1)
    run.engine.signal(run.contacts[0].id, [])
    run.go_on()
    assert run.service.came == [(0, "1001"), (10, "1002")]


def test_a_failure_gives_its_place_to_the_next(bench: Bench) -> None:
    fails = Service(lambda number: HttpFailure("down", 3, retry=False) if number == 1 else HttpAnswer(200, "", {}, b""))
    run = made(bench, 1, 3, service=fails)
    run.go_on()
    assert [when for when, _ in run.service.came] == [0, 3, 3]
    assert run.captions().count("Bad") == 1


def test_a_signal_is_held_for_who_waits_for_his_turn(bench: Bench) -> None:
    run = bench(SCRIPT, http=Service(), platform={"rest_at_once": 1}, signal_during_request="hold")
    contacts = [run.start() for _ in range(2)]
    run.go_on(1)
    run.engine.signal(contacts[1].id, [])
    run.go_on()
    assert [who for _, who in run.engine.ports.http.came] == ["1001", "1002"]
    assert "signal held" in run.kinds()


def told(run: Any) -> list[tuple[int, str, str]]:
    return [(each.time, each.kind, each.contact) for each in run.events]


@pytest.mark.parametrize("seconds", [0, 1, 10, 15])
def test_a_queue_is_saved_and_goes_on(bench: Bench, seconds: float) -> None:
    whole = made(bench, 2, 5)
    whole.go_on()
    first = made(bench, 2, 5)
    first.go_on(seconds)
    state = json.loads(json.dumps(save_engine(first.engine)))
    second = bench(SCRIPT, http=Service(), platform={"rest_at_once": 2})
    restore_engine(second.engine, state)
    second.go_on()
    assert told(first) + told(second) == told(whole)


# --------------------------------------------------------------------------------------------------- circuit breaker
def failing(share: int) -> Service:
    """Every so many-th request fails."""
    return Service(
        lambda number: HttpFailure("down", retry=False) if number % share == 0 else HttpAnswer(200, "", {}, b"")
    )


BREAKER = {"breaker_seconds": 10, "breaker_requests": 50}


def test_it_opens_and_closes_again(bench: Bench) -> None:
    service = failing(2)
    run = bench(AGAIN, http=service, platform=BREAKER)
    run.run(seconds=14.95)
    times = [when for when, _ in service.came]
    # The fiftieth request opens it, at 4.9 seconds; for ten more none goes out.
    assert len(times) == 51
    assert times[49:] == [4.9, 14.9]
    opens = [each for each in run.of("world") if each["text"] == "circuit breaker opens"]
    assert opens == [{"text": "circuit breaker opens", "requests": 50, "failed": 25, "seconds": 10}]
    refused = [each for each in run.of("http") if "circuit" in each.get("failure", "")]
    assert len(refused) == 99
    assert {each["attempt"] for each in refused} == {1}


@pytest.mark.parametrize(
    ("share", "platform"),
    [(3, BREAKER), (2, {**BREAKER, "breaker_requests": 101}), (2, {**BREAKER, "breaker_seconds": 0}), (2, "none")],
    ids=["fewer failures", "fewer requests", "switched off", "no limits"],
)
def test_it_stays_closed(bench: Bench, share: int, platform: Any) -> None:
    service = failing(share)
    bench(AGAIN, http=service, platform=platform).run(seconds=40)
    assert len(service.came) >= 400


def test_an_answer_counts_when_it_is_due(bench: Bench) -> None:
    service = Service(lambda number: HttpAnswer(500 if number % 2 else 200, "", {}, b"{}", 5))
    run = bench(SCRIPT, http=service, platform={**BREAKER, "rest_tries": 1})
    for _ in range(60):
        run.start()
    run.go_on(4)
    assert len(service.came) == 60
    run.go_on(2)
    run.start()
    run.go_on(1)
    assert [each["failed"] for each in run.of("world")] == [30]
    run.start()
    run.go_on(1)
    assert len(service.came) == 61


def test_its_counts_are_saved(bench: Bench) -> None:
    whole = bench(AGAIN, http=failing(2), platform=BREAKER)
    whole.run(seconds=20)
    for seconds in (3, 7):
        service = failing(2)
        first = bench(AGAIN, http=service, platform=BREAKER)
        first.run(seconds=seconds)
        second = bench(AGAIN, http=service, platform=BREAKER)
        restore_engine(second.engine, json.loads(json.dumps(save_engine(first.engine))))
        second.go_on(20 - seconds)
        assert told(first) + told(second) == told(whole)
