"""Giving finished records back: what a check-in script is told, when it counts as done, and what is tried again."""

from __future__ import annotations

import gc
import json
import tracemalloc
from contextlib import closing
from pathlib import Path
from typing import Any

import databases
import pytest
from campaigns import Heard, Traces, campaign, go, load, outcome, prospect, rows, store, world

from studio.dialer.campaign.check_in import AT_ONCE
from studio.dialer.campaign.check_in_queue import CheckInQueue
from studio.world.world import World

#: A check-in script whose work is the snippet.
SCRIPT = """
script "back"
    media = {media}

Begin "Begin"
    -> "End"

Oncheckin "A record comes back"
    -> "Work"

Snippet "Work"
    Data:
        | ASSIGN dummy = 1
{work}
    -> "{then}"

Wait "Wait"
    Seconds = {seconds}
    -> "End"

End "End"
"""
ONE = {
    "calling": {"agents": 2, "outcomes": [outcome("Sale", seconds=20, final=True, connected=True, classification=2)]}
}


def back(*lines: str, media: str = "Generic", then: str = "End", seconds: int = 1) -> str:
    work = "\n".join(f"        | {line}" for line in lines)
    return SCRIPT.format(media=media, work=work, then=then, seconds=seconds)


def checked(script: str, **members: Any) -> World:
    return world({"xs": {"xsCheckinScriptID": "back"}, **ONE}, scripts=[script], **members)


def test_a_finished_record_goes_back_with_what_is_known_of_it() -> None:
    names = (
        "FinalStatus", "Attempts", "LastAttemptUTC", "SourceName", "SkillNo", "ExternalID", "PhoneNumber", "Disposition",
        "DispositionClassificationId", "ProspectiveContactID", "FirstName", "ComplianceRecord",
    )  # fmt: skip
    script = back(*(f'TRACE "{name}={{{name}}}"' for name in names), 'TRACE "{AdditionalInfo}"')
    with closing(checked(script)) as here:
        traces, heard = Traces(here), Heard(here, "check-in")
        load(here, [{"id": "R7", "phone": "212-555-0007", "first": "Ann", "more": 5, "cell": "no"}])
        campaign(here).begin()
        go(here, 60)
        assert traces.texts[:-1] == [
            "FinalStatus=Sale", "Attempts=1", "LastAttemptUTC=2026-03-02T14:00:00Z", "SourceName=CRM", "SkillNo=1",
            "ExternalID=R7", "PhoneNumber=2125550007", "Disposition=Sale", "DispositionClassificationId=2",
            "ProspectiveContactID=1", "FirstName=Ann", "ComplianceRecord=False",
        ]  # fmt: skip
        told = json.loads(traces.texts[-1])
        assert told["id"] == "R7"
        assert told["more"] == 5
        assert told["ExternalID"] == "R7"
        assert told["Attempts"] == 1
        assert told["Call"]["Disposition"] == "Sale"
        assert prospect(here, "R7").state == "checked in"
        assert [(each.data["result"], each.data["tries"]) for each in heard.events] == [("delivered", 1)]
        assert campaign(here).figures()[0].check_ins == {"delivered": 1}
        # At the very moment at which the call ended.
        assert heard.events[0].time == here.engine.now - 28_000_000
        assert list(here.engine.contacts) == []


@pytest.mark.parametrize(
    ("script", "why"),
    [
        (back(media="Phone"), "Oncheckin happens in Generic scripts only"),
        (back().replace("Oncheckin", "Onsignal"), "has no Oncheckin, so it is not used"),
    ],
)
def test_only_generic_scripts_with_an_oncheckin(script: str, why: str) -> None:
    with closing(checked(script)) as here:
        heard = Heard(here, "trouble")
        load(here, rows(1))
        campaign(here).begin()
        go(here, 600)
        assert why in heard.of("trouble")[0]["why"]
        assert prospect(here, "R0").state == "finalized"
        assert campaign(here).figures()[0].check_ins == {}
        assert here.engine.made == 0


def test_without_a_script_a_record_stays_finalized() -> None:
    with closing(world(ONE)) as here:
        load(here, rows(1))
        campaign(here).begin()
        go(here, 600)
        assert prospect(here, "R0").state == "finalized"
        assert load(here, rows(1)).rows[0].code == "Pending Check In"


@pytest.mark.parametrize(
    ("script", "why"),
    [
        (back('ASSIGN _ERR = "no answer"'), "no answer"),
        (back(then="Wait", seconds=301), "took longer than 300 seconds"),
        (back("ASSIGN x = 1 / 0"), "zero"),
    ],
    ids=["an error is left", "too long", "a fault"],
)
def test_what_fails_is_tried_again_and_then_parked(script: str, why: str) -> None:
    with closing(checked(script)) as here:
        heard = Heard(here, "check-in")
        load(here, rows(1))
        campaign(here).begin()
        go(here, 3600)
        told = [(each["result"], each["tries"]) for each in heard.of("check-in")]
        assert told == [("retried", 1), ("retried", 2), ("retried", 3), ("parked", 4)]
        assert all(why in each["error"].lower() for each in heard.of("check-in"))
        took = 300 if "longer" in why else 0
        apart = [(two.time - one.time) // 1_000_000 for one, two in zip(heard.events, heard.events[1:], strict=False)]
        assert apart == [60 + took, 300 + took, 900 + took]
        assert campaign(here).figures()[0].check_ins == {"retried": 3, "parked": 1}
        assert prospect(here, "R0").state == "finalized"


def test_what_takes_up_to_five_minutes_is_done_and_so_is_what_rests() -> None:
    for script in (back(then="Wait", seconds=299), back(then="Rest").replace('End "End"', 'End "End"\n\nNote "Rest"')):
        with closing(checked(script)) as here:
            load(here, rows(1))
            campaign(here).begin()
            go(here, 400)
            assert campaign(here).figures()[0].check_ins == {"delivered": 1}


def test_no_more_than_fifty_at_once() -> None:
    outcomes = [outcome("Wrong Number", seconds=1, final=True)]
    stated = {"xs": {"xsCheckinScriptID": "back"}, "calling": {"agents": 200, "outcomes": outcomes}}
    with closing(world(stated, scripts=[back(then="Wait", seconds=100)])) as here:
        load(here, rows(120))
        campaign(here).begin()
        most = 0
        for _ in range(40):
            go(here, 10)
            most = max(most, len(here.engine.contacts))
        assert most == AT_ONCE
        assert campaign(here).figures()[0].check_ins == {"delivered": 120}
        assert here.engine.contacts == {}
        assert here.engine.made == 120


def test_another_run_on_the_same_store_goes_on(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    with closing(checked(back('ASSIGN _ERR = "down"'), store=url)) as here:
        load(here, rows(2))
        campaign(here).begin()
        go(here, 60)
        assert campaign(here).figures()[0].check_ins == {"retried": 2}
    with closing(checked(back(), store=url, start="2026-03-03T14:00:00Z")) as here:
        campaign(here).begin()
        go(here, 60)
        assert campaign(here).figures()[0].check_ins == {"delivered": 2}
        assert {prospect(here, id).state for id in ("R0", "R1")} == {"checked in"}


def test_records_that_were_finalized_without_a_script_go_back_with_one(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    with closing(world(ONE, store=url)) as here:
        load(here, rows(2))
        campaign(here).begin()
        go(here, 60)
    with closing(checked(back(), store=url, start="2026-03-03T14:00:00Z")) as here:
        campaign(here).begin()
        go(here, 60)
        assert campaign(here).figures()[0].check_ins == {"delivered": 2}


def test_every_life_of_a_record_goes_back_by_itself() -> None:
    with closing(checked(back())) as here:
        load(here, rows(1))
        campaign(here).begin()
        go(here, 60)
        assert prospect(here, "R0").finalizations == 1
        assert load(here, rows(1)).rows[0].code == "Record Finalized"


def test_expired_records_go_back() -> None:
    stated = {"xs": {"xsCheckinScriptID": "back"}, "defaultContactExpiration": 30, "calling": {"agents": 0}}
    with closing(world(stated, scripts=[back()])) as here:
        load(here, rows(3))
        campaign(here).begin()
        go(here, 2 * 3600)
        assert campaign(here).figures()[0].finals == {"Expired": 3}
        assert campaign(here).figures()[0].check_ins == {"delivered": 3}


@pytest.mark.parametrize("seconds", [33, *(pytest.param(each, marks=pytest.mark.slow) for each in (25, 100))])
def test_it_goes_on_from_where_it_was_saved(seconds: int) -> None:
    def new() -> World:
        return checked(back(then="Wait", seconds=40))

    with closing(new()) as first, closing(new()) as second:
        load(first, rows(8))
        campaign(first).begin()
        go(first, seconds)
        saved = json.loads(json.dumps(first.save()))
        second.restore(saved)
        assert json.loads(json.dumps(second.save()))["engine"] == saved["engine"]
        with closing(first.fork()) as third:
            heard = [Heard(each) for each in (first, second, third)]
            for each in (first, second, third):
                go(each, 600)
            assert heard[0].events == heard[1].events == heard[2].events
            for each in (first, second, third):
                assert campaign(each).figures()[0].check_ins == {"delivered": 8}


@pytest.mark.skipif(not databases.SERVER, reason="STUDIO_POSTGRESQL names no server")
def test_on_postgresql() -> None:
    skill = {"xs": {"xsCheckinScriptID": "back"}, "retry": {"minimumRetryMinutes": 5}, "calling": {"agents": 3}}
    found = []
    with databases.postgresql_schema() as url:
        for each in (url, "sqlite://"):
            with closing(world(skill, scripts=[back()], store=each)) as here:
                load(here, rows(30))
                campaign(here).begin()
                go(here, 3600)
                found.append(campaign(here).figures()[0].as_json())
    assert found[0] == found[1]
    assert found[0]["check_ins"] == {"delivered": 30}


@pytest.mark.slow
def test_memory_stays_flat_over_many_check_ins() -> None:
    outcomes = [outcome("Wrong Number", seconds=1, final=True)]
    stated = {"xs": {"xsCheckinScriptID": "back"}, "calling": {"agents": 100, "outcomes": outcomes}}
    with closing(world(stated, scripts=[back()])) as here:
        sizes = []
        for portion in range(4):
            load(here, [{"id": f"P{portion}-{each}", "phone": f"212555{each:04d}"} for each in range(800)])
            campaign(here).begin()
            if portion == 1:
                tracemalloc.start()
            go(here, 1800)
            if portion:
                gc.collect()
                sizes.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        assert campaign(here).figures()[0].check_ins == {"delivered": 3_200}
        assert sizes[2] - sizes[0] < 200_000


def test_a_script_that_is_not_there_is_told() -> None:
    with closing(world({"xs": {"xsCheckinScriptID": "nowhere"}, **ONE})) as here:
        heard = Heard(here, "trouble")
        load(here, rows(1))
        campaign(here).begin()
        go(here, 60)
        assert heard.of("trouble")[0]["why"] == "skill 1: its check-in script 'nowhere' is not in the project"
        assert prospect(here, "R0").state == "finalized"


def test_records_that_somebody_else_finalizes_go_back_within_the_hour() -> None:
    with closing(world({"xs": {"xsCheckinScriptID": "back"}, "calling": {"agents": 0}}, scripts=[back()])) as here:
        load(here, rows(2))
        campaign(here).begin()
        go(here, 600)
        campaign(here).desks[0].calls.finalize(1, "Not Wanted", here.now())
        go(here, 3600)
        assert prospect(here, "R0").state == "checked in"
        assert prospect(here, "R1").state == "fresh"


def test_records_that_must_not_be_called_go_back() -> None:
    listed = {"do_not_call": [{"group": "Ours", "skills": ["1"], "numbers": ["2125550001"]}]}
    with closing(checked(back(), directory=listed)) as here:
        load(here, rows(3))
        campaign(here).begin()
        go(here, 600)
        assert campaign(here).figures()[0].finals == {"Do Not Call": 1, "Sale": 2}
        assert campaign(here).figures()[0].check_ins == {"delivered": 3}
        assert prospect(here, "R1").attempts == 0


def test_what_an_earlier_life_left_is_not_given_back_in_a_later_one() -> None:
    with closing(checked(back('ASSIGN _ERR = "down"'))) as here:
        heard = Heard(here, "check-in")
        load(here, rows(1))
        campaign(here).begin()
        go(here, 50)
        assert [(each["finalization"], each["result"]) for each in heard.of("check-in")] == [(1, "retried")]
        removed = here.engine.ports.prospects.remove("CRM", rows(1), here.now())
        assert removed.rows[0].code == "Success"
        load(here, rows(1))
        go(here, 60 * 60)
        assert (prospect(here, "R0").state, prospect(here, "R0").finalizations) == ("finalized", 2)
        told = [(each["finalization"], each["tries"], each["result"]) for each in heard.of("check-in")]
        assert [each for each in told if each[0] == 2] == [(2, n, "retried") for n in (1, 2, 3)] + [(2, 4, "parked")]
        # What could not be given back any more is neither told nor counted, and the store doesn't say that it was.
        assert [each for each in told if each[0] == 1] == [(1, 1, "retried")]
        assert campaign(here).figures()[0].check_ins == {"retried": 4, "parked": 1}
        assert CheckInQueue(store(here), 1).states() == {"void": 1, "parked": 1}
        assert "checked in" not in [each.event for each in store(here).history.all()]
        # One contact for the first life, four for the second.
        assert here.engine.made == 5


def test_a_finalization_waits_once_and_frees_no_later_one() -> None:
    with closing(world(ONE)) as here:
        load(here, rows(2))
        campaign(here).begin()
        go(here, 60)
        assert here.prospects is not None
        queue, held = CheckInQueue(here.prospects, 1), [prospect(here, id) for id in ("R0", "R1")]
        assert [queue.add(held, here.now()), queue.add(held, here.now()), queue.add_missing(here.now())] == [2, 0, 0]
        waiting = queue.due(here.now(), 10)
        assert [(each.prospect, each.finalization) for each in waiting] == [(each.id, 1) for each in held]
        held[0].finalizations = 2
        here.prospects.touch([held[0]])
        queue.delivered(waiting, here.now())
        assert [prospect(here, id).state for id in ("R0", "R1")] == ["finalized", "checked in"]
        assert queue.due(here.now(), 10) == []
        assert queue.add_missing(here.now()) == 1
