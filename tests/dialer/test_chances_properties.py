"""What is told of a record's chance, held against a search through all minutes by other code, and against the list itself."""

from __future__ import annotations

from contextlib import closing
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from chances import DAYS, Lists, Situation
from hypothesis import event, given, settings
from hypothesis import strategies as st

from studio.dialer.calling.call_list import CallList
from studio.dialer.calling.chances import Chance, explain_chance
from studio.dialer.records.prospect import Destination, Prospect, State
from studio.dialer.settings.skills import Skill
from studio.dialer.store.store import ProspectStore

#: Days before and after which clocks are changed in one of the zones, and an ordinary one.
STARTS = [
    datetime(2026, month, day, tzinfo=UTC) for month, day in ((3, 6), (3, 27), (4, 3), (6, 15), (10, 2), (10, 30))
]
ZONES = [
    "America/New_York", "America/Denver", "America/Phoenix", "America/St_Johns", "Pacific/Honolulu", "America/Havana",
    "Australia/Lord_Howe", "Europe/London",
]  # fmt: skip
STATES: list[State] = ["fresh", "ready", "resting", "callback"] * 5 + ["exhausted", "finalized"]
FIELDS = ("Home", "Cell", "Work")
#: So many days are searched.
DAYS_SEARCHED = 7

# Hours that begin and end in the night are those that changes of clocks fall into.
BEGINS = st.sampled_from([0, 30, 60, 90, 119, 120, 150, 480, 541, 720])
LENGTHS = st.sampled_from([1, 2, 45, 90, 240, 600, 720, 720, 900, 1440, 1440, 1440])
RARELY = st.sampled_from([False] * 19 + [True])
MOSTLY = RARELY.map(lambda each: not each)


@st.composite
def windows(draw: st.DrawFn) -> dict[str, Any]:
    start = draw(BEGINS)
    return {"start": start, "end": min(1440, start + draw(LENGTHS)), "active": draw(MOSTLY)}


@st.composite
def cadences(draw: st.DrawFn) -> dict[str, Any]:
    hours = st.none() | windows()
    step = st.fixed_dictionaries(
        {"field": st.sampled_from(FIELDS), "attempts": st.integers(1, 2), "weekdays": hours, "weekends": hours}
    )
    return {
        "attempt_mode": draw(st.sampled_from(["Repeat", "Single Pass"])),
        "record_request_mode": draw(st.sampled_from(["Sequential", "Next Best"])),
        "destination_retry_rest_minutes": draw(st.sampled_from([0, 30, 1441, 6000])),
        "maximum_attempts": draw(st.dictionaries(st.sampled_from(FIELDS), st.integers(1, 3), max_size=1)),
        "steps": draw(st.lists(step, min_size=1, max_size=3)),
    }


@st.composite
def skills(draw: st.DrawFn) -> Skill:
    return Skill.model_validate(
        {
            "number": 1,
            "window": draw(windows()),
            "zones": draw(st.dictionaries(st.sampled_from(ZONES), windows(), max_size=2)),
            "only_listed_zones": draw(RARELY),
            "schedule": draw(st.just({}) | st.dictionaries(st.sampled_from(DAYS), windows(), max_size=4)),
            "cadence": (draw(st.sampled_from([False, True])) and draw(cadences())) or None,
            "retry": {
                "load_callbacks": draw(MOSTLY),
                "load_fresh": draw(MOSTLY),
                "load_non_fresh": draw(MOSTLY),
                "callback_stale_minutes": draw(st.sampled_from([10, 600, 1440])),
                "release_agent_specific_calls": draw(st.booleans()),
            },
        }
    )


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    now = draw(st.sampled_from(STARTS)) + timedelta(
        minutes=draw(st.integers(0, 2 * 1440)), seconds=draw(st.sampled_from([0, 0, 7]))
    )

    def some_time(least: int, most: int) -> datetime:
        return now + timedelta(minutes=draw(st.integers(least, most)), seconds=draw(st.sampled_from([0, 0, 13])))

    state = draw(st.sampled_from(STATES))
    numbers = []
    for place, name in enumerate(FIELDS[: draw(st.integers(1, 3))]):
        tries = draw(st.integers(0, 3))
        kind = "SMSPhone" if draw(RARELY) else "Phone"
        last = some_time(-3000, 0) if tries else None
        numbers.append(Destination(name, kind, f"+1212555000{place}", tries, draw(RARELY), last))
    prospect = Prospect(
        1, "CRM", "R1", 1,
        state=state,
        attempts=sum(each.attempts for each in numbers),
        zones=tuple(draw(st.lists(st.sampled_from(ZONES), min_size=1, max_size=draw(st.sampled_from([1, 1, 2])), unique=True))),
        due=some_time(-2000, 5000) if state == "callback" or (state == "resting" and draw(st.booleans())) else None,
        expires=some_time(-10, 6000) if draw(st.integers(0, 4)) == 0 else None,
        agent=draw(st.sampled_from([None, None, None, 7])),
        created=now - timedelta(days=9), modified=now - timedelta(days=1), destinations=numbers,
    )  # fmt: skip
    listed = frozenset(each.number for each in numbers if draw(RARELY))
    spans = []
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        start = some_time(-500, 3000)
        spans.append((start, start + timedelta(minutes=draw(st.integers(1, 2000)))))
    agents = draw(st.sampled_from([None, frozenset({7}), frozenset({8})]))
    unit_zone = draw(st.sampled_from(ZONES))
    return Situation(prospect, draw(skills()), now, unit_zone, Lists(listed, spans), agents)


def chance_of(here: Situation) -> Chance:
    return explain_chance(here.prospect, here.skill, here.now, here.unit_zone, here.lists, here.agents)


def picked(store: ProspectStore, here: Situation, number: int, at: datetime) -> bool:
    """Whether a list on which nothing but the record stands hands it out at a time."""
    record = deepcopy(here.prospect)
    record.id = record.skill = number
    record.external_id = f"R{number}"
    store.add([record])
    skill = here.skill.model_copy(update={"number": number})
    calls = CallList(store, skill, here.unit_zone, here.lists, None if here.agents is None else list(here.agents))
    calls.take_back_stale(at)
    return bool(calls.pick(at))


def check(here: Situation) -> None:
    chance = chance_of(here)
    first = next((each for each in here.minutes(DAYS_SEARCHED) if here.may(each)), None)
    if chance.next is None or chance.next >= here.now + timedelta(days=DAYS_SEARCHED):
        assert first is None or _ends_first(here, first)
    else:
        assert chance.next == first
    assert chance.may_now is (chance.next == here.now) is not bool(chance.reasons)
    times = [here.now]
    if chance.next is not None and chance.next > here.now:
        times += [chance.next, max(here.now, chance.next - timedelta(minutes=1))]
    with closing(ProspectStore()) as store:
        found = [picked(store, here, number, at) for number, at in enumerate(times, 1)]
    assert found == [each == chance.next for each in times]
    event("now" if chance.may_now else "later" if chance.next else "never")


def _ends_first(here: Situation, first: datetime) -> bool:
    """Whether the record's life ends before, when its rest is over and its hours have come: its agent has gone.

    Lists and the cadence are looked at after that.
    """
    if here.prospect.agent is None or here.agents is None or here.prospect.agent in here.agents:
        return False
    free = Situation(here.prospect, here.skill.model_copy(update={"cadence": None}), here.now, here.unit_zone)
    return any(free.may(each) for each in here.minutes(DAYS_SEARCHED) if each < first)


@given(situations())
@settings(derandomize=True, max_examples=12, deadline=None)
def test_some_chances(here: Situation) -> None:
    check(here)


@pytest.mark.slow
@given(situations())
@settings(derandomize=True, max_examples=100, deadline=None)
def test_many_chances(here: Situation) -> None:
    check(here)


#: Nights in which clocks are changed, and where.
CHANGES = [
    (datetime(2026, 3, 8, 4, tzinfo=UTC), "America/New_York"),
    (datetime(2026, 11, 1, 4, tzinfo=UTC), "America/New_York"),
    (datetime(2026, 3, 8, 3, tzinfo=UTC), "America/Havana"),
    (datetime(2026, 11, 1, 3, tzinfo=UTC), "America/Havana"),
    (datetime(2026, 4, 4, 13, tzinfo=UTC), "Australia/Lord_Howe"),
    (datetime(2026, 10, 3, 13, tzinfo=UTC), "Australia/Lord_Howe"),
]
NIGHT = st.integers(0, 180)


@given(
    st.sampled_from(CHANGES),
    st.integers(-60, 300),
    NIGHT,
    st.integers(2, 120),
    NIGHT,
    st.integers(2, 120),
    st.booleans(),
)
@settings(derandomize=True, max_examples=35, deadline=None)
def test_hours_in_nights_in_which_clocks_are_changed(
    change: tuple[datetime, str], after: int, start: int, length: int, other: int, lasts: int, by_cadence: bool
) -> None:
    night, zone = change
    second = {"start": other, "end": other + lasts}
    by = (
        {"cadence": {"steps": [{"field": "Home", "weekends": second}]}}
        if by_cadence
        else {"schedule": {"sunday": second}}
    )
    skill = Skill.model_validate({"number": 1, "window": {"start": start, "end": start + length}} | by)
    record = Prospect(1, "CRM", "R1", 1, zones=(zone,), destinations=[Destination("Home", "Phone", "+12125550000")])
    here = Situation(record, skill, night + timedelta(minutes=after), zone)
    first = next((each for each in here.minutes(2) if here.may(each)), None)
    found = chance_of(here).next
    assert found == first or (first is None and found is not None and found >= here.now + timedelta(days=2))


@given(situations())
@settings(derandomize=True, max_examples=12, deadline=None)
def test_a_stopped_skill_changes_nothing_but_that_it_may_not(here: Situation) -> None:
    running = chance_of(here)
    here.skill = here.skill.model_copy(update={"running": False})
    stopped = chance_of(here)
    assert stopped == Chance(False, ["skill 1 is stopped", *running.reasons], running.next)
