"""When a brain is signalled: thresholds, pauses, what is sent again."""

from __future__ import annotations

import pytest

from studio.dialer.calling.call_list import Counts
from studio.dialer.campaign.signalling import Signaller, Thresholds
from studio.runtime.clock import SECOND

LOW = Counts(fresh=9, available=50, ready=50)
WELL = Counts(fresh=10, available=10, ready=10)


@pytest.fixture
def signals() -> Signaller:
    return Signaller("4001", "7001", Thresholds(fresh=10, available=10, ready=10, retrieve=100))


def asked(
    signals: Signaller, seconds: int, counts: Counts, open_now: bool = True, active: bool = True
) -> list[str] | None:
    sent = signals.next_signal(seconds * SECOND, "2026-03-02T13:00:00Z", lambda: counts, open_now, active)
    return None if sent is None else sent.values


def test_below_a_threshold_contacts_are_asked_for(signals: Signaller) -> None:
    values = asked(signals, 0, LOW)
    assert values == ["GetContacts", "4001", "7001", "100", "9", "50", "50", "2026-03-02T13:00:00Z", "4001-00001"]


@pytest.mark.parametrize(
    ("counts", "low"),
    [
        (WELL, []),
        (Counts(9, 10, 10), ["fresh"]),
        (Counts(10, 9, 10), ["available"]),
        (Counts(10, 10, 9), ["ready"]),
        (Counts(0, 0, 0), ["fresh", "available", "ready"]),
    ],
)
def test_any_count_below_its_threshold_counts(signals: Signaller, counts: Counts, low: list[str]) -> None:
    assert (asked(signals, 0, counts) is not None) == bool(low)
    assert signals.reasons == low


def test_outside_calling_hours_only_fresh_counts(signals: Signaller) -> None:
    assert asked(signals, 0, Counts(10, 0, 0), open_now=False) is None
    assert asked(signals, 0, Counts(9, 0, 0), open_now=False) is not None


def test_not_while_one_is_unanswered_and_again_after_five_minutes(signals: Signaller) -> None:
    first = asked(signals, 0, LOW)
    assert asked(signals, 299, LOW) is None
    assert asked(signals, 300, LOW) == first
    assert asked(signals, 330, LOW) is None


def test_not_within_a_minute_unless_the_last_one_brought_some(signals: Signaller) -> None:
    asked(signals, 0, LOW)
    signals.created = 5
    signals.answered()
    assert asked(signals, 30, LOW) is not None
    signals.answered()
    assert asked(signals, 60, LOW) is None
    assert asked(signals, 30 + 120, LOW) is not None


def test_empty_pulls_double_the_pause_up_to_a_quarter_of_an_hour(signals: Signaller) -> None:
    now, pauses = 0, []
    assert asked(signals, now, LOW) is not None
    for _ in range(6):
        signals.answered()
        later = next(second for second in range(now, now + 1000) if asked(signals, second, LOW) is not None)
        pauses.append(later - now)
        now = later
    assert pauses == [120, 240, 480, 900, 900, 900]


def test_not_while_there_is_plenty(signals: Signaller) -> None:
    assert asked(signals, 0, Counts(fresh=1000, available=0, ready=0)) is None
    assert asked(signals, 0, Counts(fresh=999, available=0, ready=0)) is not None


def test_a_change_of_the_skill_goes_first(signals: Signaller) -> None:
    signals.changed = "Started"
    values = asked(signals, 0, LOW)
    assert values is not None
    assert values[:4] == ["SkillChanged", "4001", "7001", "Started"]
    assert asked(signals, 30, LOW) is None
    signals.answered()
    later = asked(signals, 60, LOW)
    assert later is not None
    assert later[0] == "GetContacts"
    assert later[8] != values[8]


def test_a_skill_that_may_not_ask(signals: Signaller) -> None:
    assert asked(signals, 0, LOW, active=False) is None
