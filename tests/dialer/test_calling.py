"""The calling list: counts, the order of calls, attempts and their ends, check-in, expiry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from databases import new_store

from studio.dialer.calling.call_list import CallList, Counts, Outcome
from studio.dialer.loading.loader import Loader
from studio.dialer.settings.retry import RetrySettings
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source
from studio.runtime.ports import LoadRequest

pytestmark = pytest.mark.usefixtures("each_database")

NOON = datetime(2026, 6, 15, 18, tzinfo=UTC)  # noon in Denver, eight in the morning in Honolulu
NIGHT = datetime(2026, 6, 16, 8, tzinfo=UTC)
SOURCE = Source.model_validate(
    {
        "name": "Leads",
        "map": {"ExternalID": "Id", "PhoneNumber": "Home", "Cell": "Cell", "Priority": "Hot", "ExpirationDate": "Expires",
                "SMSPhoneNumber": "Text"},
        "fields": [{"name": "Cell", "type": "Phone"}],
    }
)  # fmt: skip
AGAIN = Outcome("No Answer")


def calls(rows: list[dict[str, Any]], **settings: Any) -> CallList:
    skill = Skill.model_validate({"number": 1} | settings)
    store = new_store()
    result = Loader(store, [skill], [SOURCE]).load(LoadRequest("1", "Leads", rows), NOON)
    assert {each.code for each in result.rows} <= {"Success"}, result
    return CallList(store, skill)


def three(**settings: Any) -> CallList:
    return calls(
        [
            {"Id": "1", "Home": "8085550101", "Cell": "8085550102"},
            {"Id": "2", "Home": "8015550103"},
            {"Id": "3", "Home": "8015550104", "Hot": "yes"},
        ],
        **settings,
    )


def picked(list_: CallList, now: datetime, most: int = 10) -> list[str]:
    return [each.external_id for each in list_.pick(now, most)]


def attempt(list_: CallList, now: datetime, outcome: Outcome = AGAIN) -> str:
    [prospect] = list_.pick(now)
    number = list_.start_attempt(prospect, now)
    list_.record_attempt(prospect.id, number, outcome, now)
    return prospect.external_id


def test_those_inside_their_hours_are_picked_with_priority_first() -> None:
    list_ = three()
    assert picked(list_, NOON - timedelta(minutes=1)) == ["3", "2"]
    assert picked(list_, NOON) == ["3", "1", "2"]
    assert picked(list_, NOON, most=2) == ["3", "1"]
    assert picked(list_, NIGHT) == []
    assert picked(list_, NOON, most=0) == []


def test_counts() -> None:
    list_ = three()
    assert list_.counts(NOON) == Counts(fresh=3, available=3, ready=0)
    assert list_.counts(NOON - timedelta(hours=1)) == Counts(fresh=3, available=2, ready=0)
    assert list_.counts(NIGHT) == Counts(fresh=3, available=0, ready=0)
    assert list_.hand_to_pacing(NOON, 2) == 2
    assert list_.counts(NOON) == Counts(fresh=3, available=3, ready=2)
    [first] = list_.pick(NOON)
    list_.start_attempt(first, NOON)
    assert list_.counts(NOON) == Counts(fresh=2, available=2, ready=1)
    list_.record_attempt(first.id, "+18015550104", AGAIN, NOON)
    assert list_.counts(NOON) == Counts(fresh=2, available=2, ready=1)
    assert list_.counts(NOON + timedelta(minutes=60)) == Counts(fresh=2, available=3, ready=1)


def test_pacing_takes_back_what_is_stale() -> None:
    list_ = three()
    list_.hand_to_pacing(NOON, 5)
    assert list_.take_back_stale(NOON + timedelta(minutes=59)) == 0
    assert list_.take_back_stale(NOON + timedelta(minutes=60)) == 3
    assert list_.store.states() == {"fresh": 3}


def test_priority_goes_to_pacing_at_once_where_the_skill_says_so() -> None:
    assert three(priority_on_insertion=True).counts(NOON).ready == 1


def test_numbers_take_turns_and_end_by_themselves() -> None:
    list_ = calls([{"Id": "1", "Home": "8015550101", "Cell": "8015550102"}], retry={"maximumAttempts": 9})
    dialled = []
    for hour, outcome in enumerate((AGAIN, AGAIN, Outcome("Bad Number", number_final=True), AGAIN)):
        now = NOON + timedelta(hours=hour)
        [prospect] = list_.pick(now)
        dialled.append(list_.start_attempt(prospect, now)[-1])
        list_.record_attempt(prospect.id, f"+1801555010{dialled[-1]}", outcome, now)
    assert dialled == ["1", "2", "1", "2"]
    now = NOON + timedelta(hours=5)
    [prospect] = list_.pick(now)
    ended = list_.record_attempt(
        prospect.id, list_.start_attempt(prospect, now), Outcome("Bad Number", False, True), now
    )
    assert (ended.state, ended.outcome, ended.attempts) == ("finalized", "Bad Number", 5)


@pytest.mark.parametrize(("finalize", "state"), [(True, "finalized"), (False, "exhausted")])
def test_the_limit_of_attempts(finalize: bool, state: str) -> None:
    retry = RetrySettings(maximum_attempts=3, finalize_when_exhausted=finalize, minimum_retry_minutes=10)
    list_ = calls([{"Id": "1", "Home": "8015550101"}], retry=retry)
    for number in range(3):
        attempt(list_, NOON + timedelta(minutes=10 * number))
    assert list_.store.states() == {state: 1}
    assert picked(list_, NOON + timedelta(hours=2)) == []


def test_an_attempt_in_one_go_is_the_same_as_in_two_steps() -> None:
    later = NOON + timedelta(minutes=2)
    for outcome in (AGAIN, Outcome("Sold", final=True), Outcome("Bad Number", number_final=True)):
        steps, once = three(), three()
        [prospect] = steps.pick(NOON)
        number = steps.start_attempt(prospect, NOON)
        steps.record_attempt(prospect.id, number, outcome, later)
        assert once.attempt(once.pick(NOON)[0], outcome, NOON, later) == number
        assert list(once.store.all()) == list(steps.store.all())


def test_a_final_outcome_then_check_in_once() -> None:
    list_ = three()
    assert attempt(list_, NOON, Outcome("Sold", final=True)) == "3"
    [waiting] = list_.awaiting_check_in()
    assert (waiting.outcome, waiting.finalizations) == ("Sold", 1)
    assert list_.mark_checked_in(waiting.id, NOON).state == "checked in"
    assert list_.mark_checked_in(waiting.id, NOON).state == "checked in"
    assert list_.finalize(waiting.id, "Again", NOON).outcome == "Sold", "what has ended stays as it ended"
    assert list_.awaiting_check_in() == []


def test_a_callback_waits_for_its_time() -> None:
    list_ = calls([{"Id": "1", "Home": "8015550101"}])
    attempt(list_, NOON, Outcome("Callback", callback=NOON + timedelta(hours=3)))
    assert picked(list_, NOON + timedelta(hours=2)) == []
    assert picked(list_, NOON + timedelta(hours=3)) == ["1"]


def test_what_has_expired_is_not_dialled_and_is_finalized() -> None:
    list_ = calls([{"Id": "1", "Home": "8015550101", "Expires": "2026-06-15T13:00"}, {"Id": "2", "Home": "8015550102"}])
    later = NOON + timedelta(hours=1)
    assert list_.counts(NOON).available == 2
    assert picked(list_, later) == ["2"]
    assert [each.external_id for each in list_.finalize_expired(later)] == ["1"]
    assert list_.finalize_expired(later) == []
    assert [each.outcome for each in list_.awaiting_check_in()] == ["Expired"]


def test_the_classification_is_that_of_the_outcome_which_ended_it() -> None:
    list_ = calls([{"Id": "1", "Home": "8015550101", "Expires": "2026-06-15T13:00"}, {"Id": "2", "Home": "8015550102"}])
    for _ in range(2):
        attempt(list_, NOON, Outcome("No Answer", classification=20))
    list_.finalize_expired(NOON + timedelta(hours=1))
    list_.finalize(2, "Suppressed", NOON, 27)
    found = [(each.outcome, each.classification) for each in list_.store.all()]
    assert found == [("Expired", 0), ("Suppressed", 27)]


def test_one_in_play_may_be_updated_meanwhile() -> None:
    list_ = calls([{"Id": "1", "Home": "8015550101"}])
    [prospect] = list_.pick(NOON)
    number = list_.start_attempt(prospect, NOON)
    loader = Loader(list_.store, [list_.skill], [SOURCE])
    loader.load(LoadRequest("1", "Leads", [{"Id": "1", "Home": "8015550109"}]), NOON)
    ended = list_.record_attempt(prospect.id, number, AGAIN, NOON)
    assert [each.number for each in ended.destinations] == ["+18015550109"]
    assert ended.state == "resting"


def test_the_next_chance_is_after_rest_and_inside_hours() -> None:
    list_ = calls([{"Id": "1", "Home": "8015550101"}])
    assert list_.next_chance(NOON) == NOON
    attempt(list_, NOON)
    assert list_.next_chance(NOON) == NOON + timedelta(hours=1)
    assert list_.next_chance(NIGHT) == NIGHT.replace(hour=14)
    list_.finalize(1, "Gone", NOON)
    assert list_.next_chance(NOON) is None


def test_a_number_for_texts_alone_is_never_called() -> None:
    list_ = calls([{"Id": "1", "Text": "8015550101"}])
    assert list_.counts(NOON) == Counts(fresh=1, available=0, ready=0)
    assert picked(list_, NOON) == []


def test_other_skills_have_lists_of_their_own() -> None:
    list_ = three()
    other = CallList(list_.store, Skill(number=2))
    assert other.counts(NOON) == Counts(0, 0, 0)
    assert picked(other, NOON) == []
