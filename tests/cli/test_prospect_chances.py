"""What ``studio prospects explain`` says of a prospect is what the dialer does with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.cli.prospects.chance import chance_of
from studio.dialer.calling.call_list import CallList
from studio.dialer.records.prospect import Destination, Prospect
from studio.dialer.settings.skills import Skill
from studio.dialer.store.store import ProspectStore

#: Values are slow to come where the machine is busy.
SLOW = [HealthCheck.too_slow]
START = datetime(2026, 10, 30, tzinfo=UTC)  # the clocks change on the second day
UNIT = "America/New_York"
SKILLS = [
    Skill(number=1),
    Skill.model_validate(
        {
            "number": 1,
            "window": {"start": "09:30", "end": "24:00"},
            "zones": {"America/Denver": {"start": "10:00", "end": "11:00"}, "America/Phoenix": {"active": False}},
            "schedule": {"friday": {"start": "12:00", "end": "20:00"}, "sunday": {"active": False}},
        }
    ),
]
MINUTES = st.integers(0, 6 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
PROSPECTS = st.fixed_dictionaries(
    {
        "state": st.sampled_from(
            ("fresh", "ready", "resting", "callback", "exhausted", "finalized", "in play", "removed")
        ),
        "zones": st.sampled_from(
            (("America/New_York",), ("America/Denver",), ("America/Denver", "America/Phoenix"), ("America/St_Johns",))
        ),
        "due": st.none() | MINUTES,
        "expires": st.none() | MINUTES,
        "final": st.booleans(),
    }
)


@settings(derandomize=True, max_examples=120, deadline=None, suppress_health_check=SLOW)
@given(PROSPECTS, st.sampled_from(SKILLS), MINUTES)
def test_it_may_be_dialled_if_it_is_picked_and_next_is_when_it_is_first(
    made: dict[str, Any], skill: Skill, now: datetime
) -> None:
    final = made.pop("final")
    number = Destination("PhoneNumber", "Phone", "+18015550100", final=final)
    prospect = Prospect(
        1, "S", "1", 1, created=START, modified=START, zone_source="Record", destinations=[number], **made
    )
    store = ProspectStore()
    store.add([prospect])
    calls = CallList(store, skill, UNIT)
    told = chance_of(prospect, skill, now, UNIT)
    assert told.may_now == bool(calls.pick(now))
    assert told.may_now == (not told.reasons)
    if told.next is not None:
        assert calls.pick(told.next)
        assert told.next == now or not calls.pick(told.next - timedelta(seconds=1))
    store.close()
