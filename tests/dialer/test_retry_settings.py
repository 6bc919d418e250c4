"""Every retry setting has its effect."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from databases import new_store

from studio.dialer.calling.call_list import CallList, Outcome
from studio.dialer.loading.loader import Loader
from studio.dialer.settings.retry import RetrySettings
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source
from studio.runtime.ports import LoadRequest

#: A Monday, ten o'clock in New York.
NOW = datetime(2026, 6, 15, 14, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SOURCE = Source.model_validate({"name": "L", "map": {"ExternalID": "id", "PhoneNumber": "p", "Agent": "agent"}})


def list_of(*rows: dict[str, Any], agents: list[int] | None = None, **retry: Any) -> CallList:
    """A list with these records; one without more is there if none is named."""
    settings = {"minimumRetryMinutes": 10, "maximumAttempts": 300} | retry
    skill = Skill.model_validate({"number": 1, "retry": settings})
    store = new_store()
    stated = [{"id": str(n), "p": f"212555{n:04}"} | row for n, row in enumerate(rows or ({},), 1)]
    result = Loader(store, [skill], [SOURCE]).load(LoadRequest("1", "L", stated), NOW)
    assert {each.code for each in result.rows} == {"Success"}
    return CallList(store, skill, agents=agents)


def attempt(calls: CallList, minutes: int, name: str = "No Answer", **outcome: Any) -> str | None:
    """Dial whoever is next so many minutes after the beginning; the record's state then, None where nobody is next."""
    now = NOW + minutes * MINUTE
    picked = calls.pick(now)
    if not picked:
        return None
    calls.attempt(picked[0], Outcome(name, **outcome), now, now)
    return picked[0].state


def states(calls: CallList) -> list[str]:
    return [each.state for each in calls.store.all()]


def test_rest_between_tries() -> None:
    calls = list_of(minimumRetryMinutes=30)
    assert [attempt(calls, each) is not None for each in (0, 10, 29, 30, 59, 60)] == [
        True,
        False,
        False,
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(("finalize", "state"), [(True, "finalized"), (False, "exhausted")])
def test_tries(finalize: bool, state: str) -> None:
    calls = list_of(maximumAttempts=3, finalizeWhenExhausted=finalize)
    assert [attempt(calls, each) for each in (0, 10, 20, 30)] == ["resting", "resting", state, None]
    calls.skill = calls.skill.model_copy(update={"retry": RetrySettings(maximum_attempts=4, minimum_retry_minutes=10)})
    assert calls.grant_again(NOW + 30 * MINUTE) == (not finalize)
    assert (attempt(calls, 40) is not None) is not finalize


def test_live_answers() -> None:
    calls = list_of(maximumNumberOfHandledCalls=2)
    told = [
        attempt(calls, 0),
        attempt(calls, 10, connected=True),
        attempt(calls, 20),
        attempt(calls, 30, connected=True),
    ]
    assert told == ["resting", "resting", "resting", "finalized"]


def test_sliding_window() -> None:
    calls = list_of(restrictedCallingMinutes=60, restrictedCallingMaxAttempts=2)
    made = [each for each in range(0, 200, 5) if attempt(calls, each) is not None]
    assert made == [0, 10, 60, 70, 120, 130, 180, 190]


def test_pacing_gives_back_what_is_stale() -> None:
    calls = list_of(generalStaleMinutes=15)
    assert calls.hand_to_pacing(NOW, 5) == 1
    assert (calls.take_back_stale(NOW + 14 * MINUTE), states(calls)) == (0, ["ready"])
    assert (calls.take_back_stale(NOW + 15 * MINUTE), states(calls)) == (1, ["fresh"])


def test_callbacks_that_are_due_come_first_and_rest_their_own_time() -> None:
    calls = list_of({}, {}, callbackRestMinutes=25)
    # The record that would come last, as it was created last.
    second = calls.pick(NOW, 2)[1]
    calls.attempt(second, Outcome("Call Back", callback=NOW + 7 * MINUTE, connected=True), NOW, NOW)
    first = [[each.external_id for each in calls.pick(NOW + at * MINUTE, 2)] for at in (6, 7)]
    assert first == [["1"], ["2", "1"]]
    assert attempt(calls, 7) == "callback"
    rested = [[each.external_id for each in calls.pick(NOW + at * MINUTE, 2)] for at in (31, 32)]
    assert rested == [["1"], ["2", "1"]]


def test_a_callback_keeps_its_agent_until_another_is_agreed_on() -> None:
    calls = list_of(agents=[7, 8])
    again = {"connected": True, "callback": NOW}
    agents = []
    for minute, outcome in ((0, again | {"agent": 7}), (10, {}), (70, again), (80, again | {"agent": 8}), (90, {})):
        assert attempt(calls, minute, **outcome) == "callback"
        agents += [each.agent for each in calls.store.all()]
    assert agents == [7, 7, 7, 8, 8]


def test_callbacks_that_nobody_kept_are_callbacks_no_more() -> None:
    calls = list_of(callbackStaleMinutes=30)
    attempt(calls, 0, callback=NOW + 10 * MINUTE, connected=True, agent=7)
    assert calls.take_back_stale(NOW + 39 * MINUTE) == 0
    assert calls.take_back_stale(NOW + 40 * MINUTE) == 1
    [held] = calls.store.all()
    assert (held.state, held.agent, held.callbacks) == ("resting", None, 1)


def test_number_of_callbacks() -> None:
    calls = list_of(maximumNumberOfCallbacks=2)
    again = {"connected": True, "callback": NOW}
    assert [attempt(calls, each, **again) for each in (0, 10, 20)] == ["callback", "callback", "finalized"]


def test_a_record_whose_callbacks_are_used_up_goes_on_only_when_more_are_granted() -> None:
    calls = list_of(maximumNumberOfCallbacks=1, finalizeWhenExhausted=False)
    again = {"connected": True, "callback": NOW}
    assert [attempt(calls, each, **again) for each in (0, 10)] == ["callback", "exhausted"]
    assert (calls.grant_again(NOW + 20 * MINUTE), attempt(calls, 20)) == (0, None)
    retry = calls.skill.retry.model_copy(update={"maximum_number_of_callbacks": 2})
    calls.skill = calls.skill.model_copy(update={"retry": retry})
    assert (calls.grant_again(NOW + 20 * MINUTE), attempt(calls, 20)) == (1, "resting")


@pytest.mark.parametrize(("release", "state"), [(True, "fresh"), (False, "finalized")])
def test_records_of_an_agent_who_is_not_there(release: bool, state: str) -> None:
    calls = list_of({"agent": "7"}, {"agent": "8"}, agents=[8], releaseAgentSpecificCalls=release)
    assert [each.external_id for each in calls.pick(NOW, 2)] == (["1", "2"] if release else ["2"])
    assert states(calls)[0] == state


def test_kinds_that_are_not_loaded() -> None:
    calls = list_of(loadFresh=False)
    assert attempt(calls, 0) is None
    calls = list_of({}, {}, loadNonFresh=False)
    assert [attempt(calls, each) is not None for each in (0, 10, 20)] == [True, True, False]
    calls = list_of(loadCallbacks=False)
    attempt(calls, 0, callback=NOW + 10 * MINUTE, connected=True)
    assert attempt(calls, 20) is None


def test_every_setting_is_tried_here() -> None:
    text = open(__file__, encoding="utf-8").read()  # noqa: SIM115
    names = [each.validation_alias.choices[0] for each in RetrySettings.model_fields.values()]  # type: ignore[union-attr]
    assert [each for each in names if f"{each}" not in text] == []


def test_the_sliding_window_follows_a_limit_that_is_lowered() -> None:
    calls = list_of(restrictedCallingMinutes=60, restrictedCallingMaxAttempts=3)
    assert [attempt(calls, each) for each in (0, 10)] == ["resting", "resting"]
    retry = calls.skill.retry.model_copy(update={"restricted_calling_max_attempts": 1})
    calls.skill = calls.skill.model_copy(update={"retry": retry})
    made = [each for each in range(20, 200, 5) if attempt(calls, each) is not None]
    assert made == [20, 80, 140]
