"""A campaign that only dials: what is counted, what is in play, and that it goes on from where it was."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from campaigns import MAP, Heard, campaign, go, load, outcome, prospect, rows, store, world

from studio.dialer.records.prospect import Prospect
from studio.runtime.clock import SECOND, micros, moment
from studio.world.world import World

HOUR = 3600
#: Twenty seconds of ringing, a hundred of talk.
TALK = [outcome("Sale", seconds=100, ring=20, connected=True, final=True, classification=2)]
NOBODY = [outcome("No Answer", seconds=25, classification=20)]


def calling(outcomes: list[dict[str, Any]], agents: int = 2, **members: Any) -> dict[str, Any]:
    return {"agents": agents, "pause_seconds": 10, "outcomes": outcomes} | members


def state(world: World) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(world.save()))
    return data


def held(world: World) -> tuple[Any, list[Prospect]]:
    """What is saved of the engine, and every record."""
    assert world.prospects is not None
    return state(world)["engine"], list(world.prospects.all())


def test_times_of_calls_are_kept_to_the_second() -> None:
    with closing(world({"calling": calling(TALK)})) as here:
        heard = Heard(here, "call")
        load(here, rows(5))
        campaign(here).begin()
        go(here, HOUR)
        start = micros(here.settings.start) // SECOND
        times = [
            [int(each[name].timestamp()) - start for name in ("at", "end")]
            for each in ({name: _moment(each[name]) for name in ("at", "end")} for each in heard.of("call"))
        ]
        assert times == [[0, 120], [0, 120], [130, 250], [130, 250], [260, 380]]
        assert [each["agent"] for each in heard.of("call")] == [1, 2, 1, 2, 1]
        assert prospect(here, "R4").last_attempt == moment((start + 260) * SECOND)
        figures = campaign(here).figures()[0]
        assert (figures.attempts, figures.connects, figures.talk_seconds) == (5, 5, 500)
        assert figures.finals == figures.outcomes == {"Sale": 5}
        assert figures.by_hour == {9: 5}


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_what_reaches_over_a_look_is_in_play() -> None:
    with closing(world({"calling": calling(TALK)})) as here:
        load(here, rows(3))
        campaign(here).begin()
        go(here, 30)
        states = [prospect(here, f"R{each}").state for each in range(3)]
        assert states == ["in play", "in play", "fresh"]
        assert campaign(here).figures()[0].attempts == 2
        assert campaign(here).figures()[0].outcomes == {}
        go(here, 89)
        assert [prospect(here, f"R{each}").state for each in range(3)] == ["in play", "in play", "fresh"]
        go(here, 2)
        assert [prospect(here, f"R{each}").state for each in range(3)] == ["finalized", "finalized", "in play"]


def test_attempts_follow_the_retry_settings_and_end_as_exhausted() -> None:
    retry = {"minimumRetryMinutes": 10, "maximumAttempts": 3}
    with closing(world({"retry": retry, "calling": calling(NOBODY)})) as here:
        load(here, rows(4))
        campaign(here).begin()
        go(here, HOUR)
        figures = campaign(here).figures()[0]
        assert figures.attempts == 12
        assert figures.exhausted == 4
        assert figures.finals == {"No Answer": 4}
        assert figures.connects == 0
        assert prospect(here, "R0").attempts == 3


def test_minutes_in_which_agents_have_nothing_to_do() -> None:
    delivery = {"endOfListNotificationsDelay": 300}
    with closing(world({"delivery": delivery, "calling": calling(TALK)})) as here:
        heard = Heard(here, "end of list")
        load(here, rows(1))
        campaign(here).begin()
        go(here, 10 * 60)
        # In the first minute there was one for two agents.
        assert campaign(here).figures()[0].empty_minutes == 10
        assert [each.time - here.engine.now for each in heard.events] == [-240 * SECOND]


def test_figures_count_by_day() -> None:
    hourly = [outcome("Sale", seconds=3580, ring=20, connected=True, final=True)]
    with closing(world({"calling": calling(hourly, agents=1, pause_seconds=0)})) as here:
        load(here, rows(15))
        campaign(here).begin()
        go(here, 27 * HOUR)
        figures = campaign(here).figures()[0]
        # From nine in the morning to eight in the evening, and from eight in the morning on.
        assert [each.attempts for each in figures.by_day] == [12, 3]
        assert [each.connects for each in figures.by_day] == [12, 3]
        assert figures.by_hour == {8: 1, 9: 2, 10: 2, **dict.fromkeys(range(11, 21), 1)}


def test_another_skill_changes_no_outcome() -> None:
    outcomes = [outcome("A", seconds=20, final=True), outcome("B", seconds=20, final=True)]
    found = []
    for others in ((), ({"number": 2, "calling": calling(outcomes)},)):
        with closing(world({"calling": calling(outcomes)}, *others)) as here:
            load(here, rows(40))
            if others:
                load(here, rows(40, first=40), skill=2)
            campaign(here).begin()
            go(here, HOUR)
            found.append([prospect(here, f"R{each}").outcome for each in range(40)])
            figures = campaign(here).figures()
            assert len(figures) == 1 + len(others)
    assert found[0] == found[1]
    assert set(found[0]) == {"A", "B"}


def test_outcomes_follow_hours_and_attempts() -> None:
    early = outcome("Early", seconds=20, classification=20, by_attempt=[1, 0])
    late = outcome("Late", seconds=20, classification=20, by_attempt=[0, 1])
    retry = {"minimumRetryMinutes": 1, "maximumAttempts": 3}
    with closing(world({"retry": retry, "calling": calling([early, late])})) as here:
        load(here, rows(10))
        campaign(here).begin()
        go(here, HOUR)
        assert campaign(here).figures()[0].outcomes == {"Early": 10, "Late": 20}
    morning = outcome("Morning", seconds=20, classification=20, by_hour={10: 0})
    noon = outcome("Ten", seconds=20, classification=20, by_hour={9: 0})
    retry = {"minimumRetryMinutes": 30, "maximumAttempts": 10}
    with closing(world({"retry": retry, "calling": calling([morning, noon])})) as here:
        heard = Heard(here, "call")
        load(here, rows(10))
        campaign(here).begin()
        go(here, 2 * HOUR)
        assert {(_moment(each["at"]).hour, each["outcome"]) for each in heard.of("call")} >= {
            (14, "Morning"),
            (15, "Ten"),
        }


def test_lengths_lie_evenly_in_their_range() -> None:
    with closing(
        world({"calling": calling([outcome("Sale", seconds=30, up_to=34, ring=0, connected=True, final=True)])})
    ) as here:
        heard = Heard(here, "call")
        load(here, rows(100))
        campaign(here).begin()
        go(here, 2 * HOUR)
        lengths = [(_moment(each["end"]) - _moment(each["at"])).seconds for each in heard.of("call")]
        assert len(lengths) == 100
        assert set(lengths) == {30, 31, 32, 33, 34}


def test_at_a_higher_ratio_calls_are_abandoned_but_not_many() -> None:
    found = {}
    for ratio in (1, 3):
        delivery = {"maximumRatio": ratio}
        with closing(world({"delivery": delivery, "calling": {"agents": 6}})) as here:
            heard = Heard(here, "call")
            load(here, rows(700))
            campaign(here).begin()
            go(here, HOUR)
            found[ratio] = campaign(here).figures()[0]
            assert found[ratio].abandoned == sum(each["outcome"] == "Abandon" for each in heard.of("call"))
    assert found[1].abandoned == 0
    assert 0 < found[3].abandoned < 0.08 * found[3].connects
    assert found[3].attempts > found[1].attempts


def test_an_abandoned_record_rests_and_is_tried_again() -> None:
    delivery = {"maximumRatio": 3}
    talk = [outcome("Sale", seconds=100, ring=5, connected=True, final=True)]
    stated = {"delivery": delivery, "retry": {"minimumRetryMinutes": 5}, "calling": calling(talk, agents=1)}
    with closing(world(stated)) as here:
        heard = Heard(here, "call")
        load(here, rows(3))
        campaign(here).begin()
        go(here, HOUR)
        told = [(each["prospect"], each["outcome"], each["state"], each["agent"]) for each in heard.of("call")]
        assert told[:3] == [
            ("R1", "Abandon", "resting", None), ("R2", "Abandon", "resting", None), ("R0", "Sale", "finalized", 1),
        ]  # fmt: skip
        assert [each[:2] for each in told[3:]] == [("R1", "Sale"), ("R2", "Sale")]


def test_nobody_rings_longer_than_the_skill_says() -> None:
    delivery = {"maximumRingingDuration": 7}
    with closing(world({"delivery": delivery, "calling": calling(NOBODY, agents=1)})) as here:
        heard = Heard(here, "call")
        load(here, rows(2))
        campaign(here).begin()
        go(here, 60)
        assert [(_moment(each["end"]) - _moment(each["at"])).seconds for each in heard.of("call")] == [7, 7]


def test_previews_take_an_agent_who_may_refuse() -> None:
    stated = calling(TALK, agents=1, preview_seconds=40, refuse_percent=100)
    with closing(world({"retry": {"minimumRetryMinutes": 5, "maximumAttempts": 2}, "calling": stated})) as here:
        heard = Heard(here, "call")
        load(here, [*rows(1, cell="yes"), *rows(1, first=1)])
        campaign(here).begin()
        go(here, HOUR)
        told = [(each["prospect"], each["outcome"], each["delivery"], each["agent"]) for each in heard.of("call")]
        assert told == [
            ("R0", "Preview Refused", "Compliance", 1), ("R1", "Sale", "", 1), ("R0", "Preview Refused", "Compliance", 1),
        ]  # fmt: skip
        assert prospect(here, "R0").attempts == 2
        assert campaign(here).figures()[0].connects == 1


def test_a_record_of_one_agent_waits_for_that_agent() -> None:
    with closing(world({"calling": calling(TALK, agents=2, agent_numbers=[501, 502])})) as here:
        heard = Heard(here, "call")
        load(here, rows(6))
        for id in ("R0", "R1", "R3"):
            held = prospect(here, id)
            held.agent = 502
            store(here).touch([held])
        campaign(here).begin()
        go(here, HOUR)
        told = [(each["prospect"], each["agent"]) for each in heard.of("call")]
        assert len(told) == 6
        assert {agent for id, agent in told if id in ("R0", "R1", "R3")} == {502}
        assert {agent for id, agent in told if id not in ("R0", "R1", "R3")} >= {501}
        assert heard.of("call")[0]["delivery"] == "Agent"


@pytest.mark.parametrize("seconds", [61, *(pytest.param(each, marks=pytest.mark.slow) for each in (1, 45, 600, 5000))])
def test_it_goes_on_from_where_it_was_saved(seconds: int) -> None:
    stated = {"retry": {"minimumRetryMinutes": 5}, "delivery": {"maximumRatio": 2}, "calling": {"agents": 4}}

    with closing(world(stated)) as first, closing(world(stated)) as second:
        load(first, [*rows(90), *rows(10, first=90, look="1")])
        campaign(first).begin()
        go(first, seconds)
        saved = state(first)
        second.restore(saved)
        assert state(second) == saved
        assert campaign(second).figures() == campaign(first).figures()
        with closing(first.fork()) as third:
            heard = [Heard(each) for each in (first, second, third)]
            until = first.engine.now + HOUR // 2 * SECOND
            for each in (first, second, third):
                each.engine.run(until)
            assert heard[0].events == heard[1].events == heard[2].events
            assert len(heard[0].events) > 0
            assert campaign(first).figures() == campaign(second).figures() == campaign(third).figures()
            assert held(first) == held(second) == held(third)


def test_the_same_seed_gives_the_same_and_another_one_other_outcomes() -> None:
    found = []
    for seed in (7, 7, 8):
        with closing(world({"calling": {"agents": 4}}, seed=seed)) as here:
            load(here, rows(40))
            campaign(here).begin()
            go(here, 600)
            found.append(campaign(here).figures()[0].as_json())
    assert found[0] == found[1]
    assert found[0] != found[2]


def test_what_another_run_left_in_play_rests(tmp_path: Path) -> None:
    stored = f"sqlite:///{tmp_path / 'store.db'}"
    stated = {"retry": {"maximumAttempts": 2}, "calling": calling(TALK)}
    with closing(world(stated, store=stored)) as here:
        load(here, rows(3))
        campaign(here).begin()
        go(here, 30)
        assert prospect(here, "R0").state == "in play"
    with closing(world(stated, store=stored, start="2026-03-02T14:10:00Z")) as here:
        campaign(here).begin()
        found = prospect(here, "R0")
        assert (found.state, found.attempts) == ("resting", 1)
        go(here, 2 * HOUR)
        assert {prospect(here, f"R{each}").state for each in range(3)} == {"finalized"}


def test_a_store_that_is_locked_is_told_and_tried_again(tmp_path: Path) -> None:
    stored = f"sqlite:///{tmp_path / 'store.db'}"
    with closing(world({"calling": calling(TALK)}, store=stored, store_busy_seconds=0)) as here:
        heard = Heard(here, "trouble")
        load(here, rows(6))
        campaign(here).begin()
        go(here, 70)
        with closing(sqlite3.connect(tmp_path / "store.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            go(here, 300)
            other.execute("ROLLBACK")
        assert "the prospect store failed: database is locked" in heard.of("trouble")[0]["why"]
        go(here, HOUR)
        figures = campaign(here).figures()[0]
        assert figures.attempts == figures.connects == 6
        assert figures.finals == {"Sale": 6}


def test_a_record_waits_for_its_agent_and_holds_up_nobody() -> None:
    source = {"name": "CRM", "map": MAP | {"Agent": "agent"}, "fields": [{"name": "Product"}]}
    with closing(world({"calling": calling(TALK, agent_numbers=[77, 88])}, sources=[source])) as here:
        heard = Heard(here, "call")
        load(here, [*rows(3, agent="77"), *rows(3, first=3)])
        campaign(here).begin()
        go(here, HOUR)
        start = micros(here.settings.start) // SECOND
        told = [
            (each["prospect"], each["agent"], int(_moment(each["at"]).timestamp()) - start) for each in heard.of("call")
        ]
        assert sorted(told) == [
            ("R0", 77, 0), ("R1", 77, 130), ("R2", 77, 260), ("R3", 88, 0), ("R4", 88, 130), ("R5", 88, 260),
        ]  # fmt: skip


@pytest.mark.parametrize("by", ["settings", "a load"])
def test_exhausted_records_go_on_when_more_is_granted(by: str) -> None:
    cadence = {"attemptMode": "Single Pass", "steps": [{"field": "PhoneNumber"}, {"field": "Cell"}]}
    skill = {"retry": {"minimumRetryMinutes": 1, "finalizeWhenExhausted": False}, "cadence": cadence}
    source = {
        "name": "CRM",
        "map": MAP | {"Cell": "mobile"},
        "fields": [{"name": "Product"}, {"name": "Cell", "type": "Phone"}],
    }
    with closing(world(skill | {"calling": calling(NOBODY)}, sources=[source])) as here:
        load(here, rows(2))
        campaign(here).begin()
        go(here, HOUR)
        assert [prospect(here, id).state for id in ("R0", "R1")] == ["exhausted"] * 2
        if by == "settings":
            desk = campaign(here).desks[0]
            desk.use(desk.skill.model_copy(update={"cadence": None}))
            desk.changed("Settings")
        else:
            load(here, rows(1, mobile="2125559999"))
        go(here, 2 * HOUR)
        assert prospect(here, "R0").attempts == (5 if by == "settings" else 2)
        assert prospect(here, "R1").attempts == (5 if by == "settings" else 1)


def test_exhausted_records_are_not_read_while_nothing_is_granted() -> None:
    retry = {"maximumAttempts": 1, "finalizeWhenExhausted": False}
    with closing(world({"retry": retry, "calling": calling(NOBODY)})) as here:
        load(here, rows(2))
        campaign(here).begin()
        go(here, HOUR)
        desk, looks = campaign(here).desks[0], []
        desk.calls.grant_again = looks.append  # type: ignore[assignment, method-assign]
        go(here, 5 * HOUR)
        assert looks == []
        load(here, rows(1, first=2))
        go(here, HOUR)
        assert looks == []
        desk.use(desk.skill)
        go(here, 5 * HOUR)
        assert len(looks) == 1
