"""Where the platform is silent or racy a named policy decides: every value of every policy, by what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from studio.runtime.ports import HttpAnswer, HttpRequest
from studio.runtime.settings import EngineSettings

WAITS = """
script "main"
    media = Generic

Begin "Begin"
    -> "First"

{first}

Assign "After"
    Variable = done
    Value = after
    -> "Rest"

Onsignal "Heard"
    -> "Note"

Snippet "Note"
    Data:
        | heard = "{{heard}}{{SP1}}"
    -> "Rest"

Stop "Rest"
"""
WAIT = 'Wait "First"\n    Seconds = 10\n    -> "After"'
ASKS = 'REST_API "First"\n    ServiceAddress = https://service.example/\n    Verb = GET\n    -> "After"'
PLAYS = 'Loop "First"\n    Repeat = 2\n    Repeat -> "Nap"\n    Finished -> "After"\n\nWait "Nap"\n    Seconds = 5\n    -> "First"'


class Slow:
    """A service that answers after ten seconds."""

    def send(self, request: HttpRequest, now: Any) -> HttpAnswer:
        return HttpAnswer(200, "OK", {}, b"{}", delay=10.0)


def found(contact: Any) -> tuple[Any, Any]:
    variables = contact.main.variables
    return variables.get("done"), variables.get("heard")


@pytest.mark.parametrize(
    ("policy", "outcome", "event"),
    [
        ("interrupt", (None, "x"), "interrupted"),
        ("hold", (None, "x"), "signal held"),
        ("ignore", ("after", None), "signal lost"),
    ],
)
@pytest.mark.parametrize("what", ["signal_during_wait", "signal_during_request"])
def test_a_signal_to_a_contact_that_waits(
    bench: Callable[..., Any], what: str, policy: str, outcome: tuple[Any, Any], event: str
) -> None:
    first = WAIT if what == "signal_during_wait" else ASKS
    run = bench(WAITS.format(first=first), http=Slow(), **{what: policy})
    contact = run.run(seconds=3)
    run.engine.signal(contact.id, ["x"])
    run.go_on(1)
    # Held, it is delivered at the next boundary: after the wait, before its branch is followed.
    assert found(contact)[1] == ("x" if policy == "interrupt" else None)
    run.go_on(20)
    assert found(contact) == outcome
    assert event in run.kinds()


def test_each_kind_of_waiting_has_a_policy_of_its_own(bench: Callable[..., Any]) -> None:
    run = bench(WAITS.format(first=ASKS), http=Slow(), signal_during_wait="ignore")
    contact = run.run(seconds=3)
    run.engine.signal(contact.id, ["x"])
    run.go_on(1)
    assert found(contact) == (None, "x")


@pytest.mark.parametrize("mode", ["last", "queue"])
def test_held_signals_obey_the_mode(bench: Callable[..., Any], mode: str) -> None:
    run = bench(WAITS.format(first=WAIT), signal_during_wait="hold", signal_mode=mode)
    contact = run.run(seconds=3)
    for value in "xyz":
        run.engine.signal(contact.id, [value])
    run.go_on(20)
    assert found(contact)[1] == ("z" if mode == "last" else "xyz")


@pytest.mark.parametrize(("mode", "heard", "replaced"), [("last", "b", 1), ("queue", "ab", 0)])
def test_two_signals_at_one_instant(bench: Callable[..., Any], mode: str, heard: str, replaced: int) -> None:
    run = bench(WAITS.format(first=WAIT), signal_mode=mode)
    contact = run.run(seconds=3)
    run.engine.signal(contact.id, ["a"])
    run.engine.signal(contact.id, ["b"])
    run.go_on(20)
    assert found(contact)[1] == heard
    assert run.kinds().count("signal replaced") == replaced


SPAWNS = """
script "main"
    media = Generic

Begin "Begin"
    -> "Start"

Spawn "Start"
    ScriptName = child
    StartDate = {start}
    -> "Tell"

Signal "Tell"
    ContactID = {{SPAWNID}}
    Parameters: hello
    -> "Good"
    OnError -> "Bad"

Stop "Good"

Stop "Bad"
"""
CHILD = """
script "child"
    media = Generic

Begin "Begin"
    -> "Nap"

Wait "Nap"
    Seconds = 5
    -> "Rest"

Stop "Rest"

Onsignal "Heard"
    -> "Note"

Snippet "Note"
    Data:
        | heard = SP1
        | when = now
    -> "Rest"
"""


@pytest.mark.parametrize(
    ("policy", "start", "end", "heard"),
    [
        ("error", "3/2/2026 1:00:30 PM", "Bad", None),
        ("hold", "3/2/2026 1:00:30 PM", "Good", "hello"),
        # A child that starts at once has begun, though it has not had its turn yet.
        ("error", "", "Good", "hello"),
    ],
)
def test_a_signal_to_a_contact_that_has_not_begun(
    bench: Callable[..., Any], policy: str, start: str, end: str, heard: str | None
) -> None:
    run = bench(SPAWNS.format(start=start), CHILD, signal_before_begin=policy)
    contact = run.run()
    assert run.captions(contact)[-1] == end
    child = run.engine.contacts["1002"].main.variables
    assert child.get("heard") == heard
    if start and heard:
        assert child["when"].value.isoformat() == "2026-03-02T13:00:30"


@pytest.mark.parametrize(("policy", "end"), [("error", "Bad"), ("ignore", "Good")])
def test_a_signal_to_a_contact_that_has_ended(bench: Callable[..., Any], policy: str, end: str) -> None:
    sender = (
        SPAWNS.format(start="").replace('-> "Tell"', '-> "Nap"') + '\nWait "Nap"\n    Seconds = 60\n    -> "Tell"\n'
    )
    run = bench(sender, CHILD.replace('Stop "Rest"', 'End "Rest"'), signal_after_end=policy)
    contact = run.run()
    assert run.captions(contact)[-1] == end
    assert ("signal lost" in run.kinds()) == (policy == "ignore")


RELEASED = WAITS.format(first=WAIT) + (
    '\nOnrelease "Released"\n    -> "Mark"\n\nSnippet "Mark"\n    Data:\n        | gone = 1\n'
)


@pytest.mark.parametrize(("policy", "heard"), [("release_wins", None), ("in_order", "x")])
def test_a_signal_and_a_release_at_one_boundary(bench: Callable[..., Any], policy: str, heard: str | None) -> None:
    run = bench(RELEASED, events_at_once=policy)
    contact = run.run(seconds=3)
    run.engine.signal(contact.id, ["x"])
    run.engine.raise_event(contact.id, "ONRELEASE")
    run.go_on(1)
    assert contact.status == "ended"
    assert contact.main.variables["gone"] == 1
    # In order, the signal's values are written, and the release interrupts it before its branch is followed.
    assert contact.main.variables.get("sp1") == heard
    assert ("signal lost" in run.kinds()) == (policy == "release_wins")


CALLER = """
script "main"
    media = Generic

Begin "Begin"
    -> "Call"

Runsub "Call"
    ScriptName = sub
    -> "Rest"

Ondata "Form"
    -> "Main heard"

Assign "Main heard"
    Variable = who
    Value = main
    -> "Rest"

Stop "Rest"
"""
CALLED = """
script "sub"
    media = Generic

Begin "Begin"
    -> "Nap"

Wait "Nap"
    Seconds = 10
    -> "Back"

Return "Back"
"""
OWN = '\nOndata "Own form"\n    -> "Sub heard"\n\nAssign "Sub heard"\n    Variable = global:who\n    Value = sub\n    -> "Back"\n'


@pytest.mark.parametrize(
    ("policy", "own", "who"),
    [
        ("innermost_then_main", True, "sub"),
        ("innermost_then_main", False, "main"),
        ("innermost", True, "sub"),
        ("innermost", False, None),
        ("main", True, "main"),
        ("main", False, "main"),
    ],
)
def test_which_script_hears_an_event(bench: Callable[..., Any], policy: str, own: bool, who: str | None) -> None:
    run = bench(CALLER, CALLED + (OWN if own else ""), event_scope=policy)
    contact = run.run(seconds=2)
    run.engine.raise_event(contact.id, "ONDATA")
    run.go_on(30)
    assert contact.main.variables.get("who") == who
    assert ("event lost" in run.kinds()) == (who is None)


@pytest.mark.parametrize(("keeps", "names"), [(False, {"first", "p2"}), (True, {"p1", "first", "p2"})])
def test_parameters_that_begin_has_named(bench: Callable[..., Any], keeps: bool, names: set[str]) -> None:
    text = 'script "main"\n    media = Generic\n\nBegin "Begin"\n    Parameters: first\n    -> "Rest"\n\nStop "Rest"\n'
    assert set(bench(text, begin_keeps_parameters=keeps).run("a", "b").main.variables) == names


def test_a_contact_that_runs_too_long_fails(bench: Callable[..., Any]) -> None:
    run = bench(WAITS.format(first=WAIT), platform={"run_seconds": 7})
    contact = run.run()
    assert (contact.status, contact.why) == ("failed", "it ran longer than 7 seconds")
    assert run.engine.now - contact.start == 7_000_000


#: Policies that the tests of signals hold, beside those above.
ELSEWHERE = {"signal_during_runsub", "signal_mode"}


def test_every_policy_has_its_test() -> None:
    """A policy is a setting with a few named values, or a switch; its name stands in a test."""
    named = {
        name
        for name, field in EngineSettings.model_fields.items()
        if getattr(field.annotation, "__args__", None) or field.annotation is bool
    } - {"limits", "platform", "string_overflow"}
    text = open(__file__, encoding="utf-8").read()  # noqa: SIM115
    assert {name for name in named if name not in text} <= ELSEWHERE
    assert named >= ELSEWHERE
