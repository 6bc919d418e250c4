"""The floor of agents and lines: what holds whatever the outcomes, the ratio and the looks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.dialer.campaign.calls import ABANDON, Call
from studio.dialer.campaign.floor import Candidate, Floor
from studio.dialer.settings.outcomes import CallingSettings, Outcome
from studio.runtime.clock import SECOND

OUTCOMES = (
    Outcome(name="Sale", weight=1, connected=True),
    Outcome(name="No Answer", weight=1),
)
PAUSE = 10

candidates = st.builds(
    Candidate,
    prospect=st.just(1),
    attempt=st.just(1),
    outcome=st.sampled_from([0, 1]),
    ring=st.integers(0, 40),
    seconds=st.integers(1, 200),
)
bound = st.builds(
    Candidate,
    prospect=st.just(1),
    attempt=st.just(1),
    outcome=st.sampled_from([0, 1]),
    ring=st.integers(0, 40),
    seconds=st.integers(1, 200),
    delivery=st.just("Preview"),
    preview=st.integers(0, 30),
    refused=st.booleans(),
)
plays = st.tuples(
    st.integers(0, 5),
    st.sampled_from([1.0, 1.5, 2.0, 3.0]),
    st.lists(st.one_of(candidates, bound), max_size=40),
    st.lists(st.integers(1, 90), min_size=1, max_size=30),
)


def played(agents: int, ratio: float, wanted: Sequence[Candidate], looks: Sequence[int], *, saved: bool) -> list[Call]:
    """The calls of a floor that is looked at after so many seconds each, in the order of their ends."""
    calling = CallingSettings(agents=agents, pause_seconds=PAUSE, outcomes=OUTCOMES)
    floor = Floor(calling, 0, lambda time: ratio)
    left = list(wanted)
    found, now = [], 0
    for seconds in (*looks, 1000, 20_000):
        until = now + seconds * SECOND
        floor.run(now, until, lambda time, floor: left.pop(0) if left else None)
        now = until
        found += floor.take_ended(now)
        if saved:
            state = json.loads(json.dumps(floor.state()))
            floor = Floor(calling, 0, lambda time: ratio)
            floor.restore(state)
    return found


@settings(max_examples=30, deadline=None)
@given(plays)
def test_agents_and_lines(play: tuple[int, float, list[Candidate], list[int]]) -> None:
    agents, ratio, wanted, looks = play
    calls = played(agents, ratio, wanted, looks, saved=False)
    assert len(calls) == (len(wanted) if agents else 0)
    for call in calls:
        assert call.preview <= call.start <= call.answered <= call.end
    for agent in range(agents):
        own = sorted((each for each in calls if each.agent == agent), key=lambda each: each.end)
        for one, other in pairwise(own):
            begun = other.preview if other.delivery else other.answered
            assert begun >= one.end + PAUSE * SECOND
    if ratio == 1.0:
        assert not any(each.outcome == ABANDON for each in calls)
    assert [each.end for each in calls] == sorted(each.end for each in calls)
    assert all(each.agent < 0 for each in calls if each.outcome == ABANDON)


@settings(max_examples=30, deadline=None)
@given(plays)
def test_how_often_it_is_looked_at_and_saved_changes_nothing(
    play: tuple[int, float, list[Candidate], list[int]],
) -> None:
    agents, ratio, wanted, looks = play
    seldom = played(agents, ratio, wanted, [sum(looks)], saved=False)
    assert played(agents, ratio, wanted, looks, saved=True) == seldom


@settings(max_examples=30, deadline=None)
@given(plays)
def test_no_more_lines_than_the_ratio_allows(play: tuple[int, float, list[Candidate], list[int]]) -> None:
    agents, ratio, wanted, looks = play
    calls = [each for each in played(agents, ratio, wanted, looks, saved=False) if not each.delivery]
    for call in calls:
        # Of those that were dialled before it or with it, these still rang.
        ringing = sum(each.start <= call.start < each.answered for each in calls if each.id <= call.id)
        assert ringing <= int(agents * ratio)


FLAGS = [
    ({}, (False, False)),
    ({"classification": 20}, (False, False)),
    ({"classification": 5}, (True, False)),
    ({"classification": 22}, (False, True)),
    ({"classification": 5, "final": False}, (False, False)),
    ({"classification": 5, "isContactFinal": False}, (False, False)),
    ({"isDestinationFinal": True}, (False, True)),
    ({"isContactFinal": True}, (True, False)),
    ({"classification": 9, "callback_minutes": 30, "isAgentSpecific": True}, (False, False)),
]


@pytest.mark.parametrize(("stated", "ends"), FLAGS)
def test_flags_of_an_outcome(stated: dict[str, Any], ends: tuple[bool, bool]) -> None:
    found = Outcome.model_validate({"name": "Any", "weight": 1} | stated)
    assert (found.final, found.number_final) == ends
    assert found.personal is stated.get("isAgentSpecific", False)
