"""When a brain is signalled: the rule as lines of time, in ``signal_cases.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from studio.dialer.calling.call_list import Counts
from studio.dialer.campaign.signalling import Signaller, Thresholds
from studio.runtime.clock import SECOND

CASES = yaml.safe_load(Path(__file__).with_name("signal_cases.yaml").read_text(encoding="utf-8"))
LOW = (9, 50, 50)
TIME = "2026-03-02T13:00:00Z"


def new() -> Signaller:
    return Signaller("4001", "7001", Thresholds(fresh=10, available=10, ready=10, retrieve=100))


def look(signals: Signaller, step: dict[str, Any]) -> list[str]:
    signals.changed = step.get("changed", signals.changed)
    if "loaded" in step:
        signals.loaded(step["loaded"])
    if step.get("answered"):
        signals.answered()
    sent = signals.next_signal(
        step["at"] * SECOND,
        TIME,
        lambda: Counts(*step.get("counts", LOW)),
        step.get("open", True),
        step.get("active", True),
        gone=step.get("gone", False),
    )
    return [] if sent is None else sent.values


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
@pytest.mark.parametrize("saved", [False, True], ids=["", "saved at every step"])
def test_the_rule(case: dict[str, Any], saved: bool) -> None:
    signals = new()
    for step in case["steps"]:
        values = look(signals, step)
        expected = step["sent"]
        if not expected:
            assert values == [], step
            continue
        assert values[:3] == [expected[0], "4001", "7001"], step
        assert values[8] == f"4001-{expected[1]:05d}", step
        assert len(expected) == 2 or values[3] == expected[2]
        if saved:
            other = new()
            other.restore(signals.state())
            signals = other


def test_the_values_of_a_request() -> None:
    values = look(new(), {"at": 0, "counts": (9, 50, 40)})
    assert values == ["GetContacts", "4001", "7001", "100", "9", "50", "40", TIME, "4001-00001"]


def test_the_values_of_a_change() -> None:
    values = look(new(), {"at": 0, "changed": "Stopped"})
    assert values == ["SkillChanged", "4001", "7001", "Stopped", "", "", "", TIME, "4001-00001"]


@pytest.mark.parametrize(
    ("counts", "low"),
    [((10, 10, 10), []), ((9, 10, 10), ["fresh"]), ((0, 0, 0), ["fresh", "available", "ready"])],
)
def test_why_contacts_are_asked_for(counts: tuple[int, int, int], low: list[str]) -> None:
    signals = new()
    look(signals, {"at": 0, "counts": counts})
    assert signals.reasons == low


def test_counts_are_taken_only_where_they_matter() -> None:
    signals = new()
    asked: list[int] = []

    def counts() -> Counts:
        asked.append(1)
        return Counts(*LOW)

    for second in range(0, 119, 30):
        signals.next_signal(second * SECOND, TIME, counts, True, True)
        signals.answered()
    assert len(asked) == 1


@pytest.mark.parametrize("open_now", [True, False])
@pytest.mark.parametrize("counts", [(12, 15, 19), (30, 10, 20), (30, 30, 14), (10, 0, 0), (9, 50, 50)])
def test_the_distance_is_what_every_count_may_lose_before_one_is_low(
    counts: tuple[int, int, int], open_now: bool
) -> None:
    thresholds = Thresholds(fresh=10, available=10, ready=10, retrieve=100)
    distance = thresholds.distance(Counts(*counts), open_now)
    for lost in range(21):
        less = Counts(*(each - lost for each in counts))
        assert bool(thresholds.low(less, open_now)) is (lost > distance), lost
