"""The write-back example: the CRM hears of every outcome, and some take the record out of the dialer before its lead goes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.runtime.clock import SECOND
from studio.runtime.events import Event
from studio.script.files import read_script
from studio.world.balance import balance
from studio.world.world import World

LOAD = Path(__file__).resolve().parents[2] / "scripts" / "disposition_write_back" / "load.studio"
LEAVING = ("Do Not Call", "Wrong Person")


@pytest.fixture(scope="module")
def events() -> list[Event]:
    return []


@pytest.fixture(scope="module")
def world(events: list[Event]) -> Iterator[World]:
    script, problems = read_script(LOAD)
    found, faults = World.load(LOAD.parent / "world.yaml", LOAD)
    assert found is not None, faults
    assert script is not None, problems

    class Watch:
        wants_changes = False

        def __call__(self, event: Event) -> None:
            events.append(event)

    found.engine.observe(Watch())
    found.run(script, until=found.engine.now + 8 * 3600 * SECOND)
    yield found
    found.close()


def test_the_crm_knows_every_outcome_that_an_agent_gave(world: World, events: list[Event]) -> None:
    assert world.crm is not None
    assert world.prospects is not None
    heard: dict[str, tuple[int, str]] = {}
    for event in events:
        if event.kind == "world" and event.data["text"] == "call" and event.data["outcome"] != "No Answer":
            heard[event.data["prospect"]] = (event.data["attempt"], event.data["outcome"])
    known = {each.columns["External ID"]: (each.attempts, each.disposition) for each in world.crm.listing()}
    assert len(heard) > 40
    assert {key: known[key] for key in heard} == heard


def test_who_is_not_to_be_called_again_is_out_and_back_in_the_crm(world: World, events: list[Event]) -> None:
    assert world.crm is not None
    assert world.prospects is not None
    states = {each.external_id: each.state for each in world.prospects.all()}
    finished = {
        each.columns["External ID"]: each.disposition for each in world.crm.listing() if each.state.value == "finished"
    }
    assert set(finished.values()) == set(LEAVING)
    assert {states.get(each, "removed") for each in finished} == {"removed"}
    gone = [event for event in events if event.data.get("text") == "prospects removed"]
    assert sum(event.data["removed"] for event in gone) == len(finished)
    assert balance(world.crm, world.prospects).holds


def test_it_leaves_the_dialer_before_its_lead_goes_back(events: list[Event]) -> None:
    way: dict[str, list[str]] = {}
    for event in events:
        if event.kind == "action" and event.caption in ("Remove Prospects", "Check in") and event.contact is not None:
            way.setdefault(event.contact, []).append(f"{event.caption} {event.data['branch']}")
    assert set(map(tuple, way.values())) == {
        ("Remove Prospects Default", "Check in Default"),
        ("Remove Prospects Default", "Check in OnError", "Check in Default"),
    }


def test_an_outcome_that_could_not_be_written_is_made_good_by_the_next(world: World, events: list[Event]) -> None:
    missed = [event for event in events if event.kind == "trace"]
    assert len(missed) == 1
    assert "was not told of attempt" in missed[0].data["text"]
