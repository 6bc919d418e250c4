"""Calls that begin some time after their record was picked begin inside the hours all the same."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime

from campaigns import Heard, campaign, go, load, outcome, rows, world

#: Eight minutes to nine in the evening in New York, and what is called so in the trace.
LATE = "2026-03-03T01:52:00Z"
HOUR = 3600


def begins(heard: Heard) -> list[tuple[str, int]]:
    """Whom, and at which minute of UTC's day, the calls were."""
    found = [(each["prospect"], datetime.fromisoformat(each["at"])) for each in heard.of("call")]
    return [(who, when.hour * 60 + when.minute) for who, when in found]


def test_nobody_is_previewed_whose_hours_end_meanwhile() -> None:
    agents = {"agents": 1, "preview_seconds": 600, "outcomes": [outcome(final=True, connected=True)]}
    with closing(world({"calling": agents}, start=LATE)) as here:
        heard = Heard(here, "call")
        load(here, [*rows(1, look="yes"), *rows(1, first=1)])
        campaign(here).begin()
        go(here, 13 * HOUR)
        told = begins(heard)
        assert told[0] == ("R1", 60 + 52)
        # The other one waits for the morning: eight in New York and ten minutes of preview.
        assert told[1][0] == "R0"
        assert 13 * 60 + 10 <= told[1][1] <= 13 * 60 + 12


def test_a_script_that_takes_its_time_permits_nothing_after_hours() -> None:
    slow = 'script "slow"\nBegin "Begin"\n    -> "Wait"\nWait "Wait"\n    Seconds = 200\n    -> "Go"\nPermitcall "Go"\n'
    agents = {"agents": 1, "outcomes": [outcome(final=True, connected=True)]}
    with closing(
        world({"calling": agents, "suppression_script": "slow"}, scripts=[slow], start="2026-03-03T01:57:00Z")
    ) as here:
        heard = Heard(here, "call")
        load(here, rows(1))
        campaign(here).begin()
        go(here, 13 * HOUR)
        [(who, minute)] = begins(heard)
        assert who == "R0"
        assert 13 * 60 <= minute <= 13 * 60 + 5
