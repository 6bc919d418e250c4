"""The check-in example: a campaign that ends, with every lead finished and back in the CRM, whatever goes wrong on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from studio.runtime.clock import SECOND
from studio.runtime.contact import Incoming
from studio.runtime.events import Event
from studio.script.files import read_script
from studio.world.balance import balance
from studio.world.world import World

FOLDER = Path(__file__).resolve().parents[2] / "scripts" / "check_in"


class Ended(NamedTuple):
    """The world after the campaign, and what was told of check-ins: (lead, result, tries)."""

    world: World
    told: list[tuple[str, str, int]]


def _world(script: str) -> tuple[World, Any]:
    found, problems = read_script(FOLDER / script)
    world, faults = World.load(FOLDER / "world.yaml", FOLDER / script)
    assert world is not None, faults
    assert found is not None, problems
    return world, found


@pytest.fixture(scope="module")
def ended() -> Iterator[Ended]:
    world, brain = _world("brain.studio")
    told: list[tuple[int, str, int]] = []

    class Watch:
        wants_changes = False

        def __call__(self, event: Event) -> None:
            if event.kind == "world" and event.data["text"] == "check-in":
                told.append((event.data["prospect"], event.data["result"], event.data["tries"]))

    world.engine.observe(Watch())
    world.run(brain, until=world.engine.now + 8 * 3600 * SECOND)
    assert world.prospects is not None
    leads = {each.id: str(each.original["LeadId"]) for each in world.prospects.all()}
    yield Ended(world, [(leads[prospect], result, tries) for prospect, result, tries in told])
    world.close()


def test_every_lead_is_finished_or_rests_in_the_crm(ended: Ended) -> None:
    assert ended.world.crm is not None
    assert ended.world.prospects is not None
    found = balance(ended.world.crm, ended.world.prospects)
    assert found.holds
    assert {place: count for place, count in found.places.items() if count} == {"finished": 52, "checked back in": 8}


def test_the_crm_knows_outcome_and_attempts_of_all_but_the_one_that_was_parked(ended: Ended) -> None:
    assert ended.world.crm is not None
    assert ended.world.prospects is not None
    records = {str(each.original["LeadId"]): each for each in ended.world.prospects.all()}
    leads = {each.lead_id: each for each in ended.world.crm.listing() if each.lead_id in records}
    assert Counter(each.state.value for each in leads.values()) == {"finished": 51, "in the dialer": 1}
    for lead_id, lead in leads.items():
        record = records[lead_id]
        if lead_id == "L10007":
            assert (lead.state.value, record.state) == ("in the dialer", "finalized")
        else:
            assert (lead.disposition, lead.attempts) == (record.outcome, record.attempts)
            assert record.state == "checked in"


def test_what_fails_is_tried_again_and_then_parked(ended: Ended) -> None:
    def of(lead_id: str) -> list[tuple[str, int]]:
        return [(result, tries) for each, result, tries in ended.told if each == lead_id]

    assert of("L10003") == [("retried", 1), ("retried", 2), ("delivered", 3)]
    assert of("L10007") == [("retried", 1), ("retried", 2), ("retried", 3), ("parked", 4)]
    # Its answers got lost, so it came twice; the CRM counted it once.
    assert of("L10010") == [("retried", 1), ("delivered", 2)]
    assert Counter(result for _, result, _ in ended.told) == {"delivered": 51, "retried": 6, "parked": 1}


@pytest.mark.parametrize(
    ("lead", "error"), [("L10001", ""), ("nobody", "the CRM has no lead nobody"), ("L10007", "connection refused")]
)
def test_the_script_alone_leaves_an_error_only_where_the_crm_did_not_take_it(lead: str, error: str) -> None:
    world, script = _world("check_in.studio")
    fields = {
        "AdditionalInfo": f'{{"LeadId": "{lead}", "Attempts": 2}}', "SourceName": "CRM", "Finalization": "1",
        "Attempts": "2", "FinalStatus": "Sale",
    }  # fmt: skip
    contact = world.start(script, event=Incoming("ONCHECKIN", fields=fields))
    world.go_on(world.engine.now + 200 * SECOND)
    assert contact.status == "ended"
    assert (contact.frames[0].variables.get("_err") or "") == error
    assert world.crm is not None
    taken = world.crm.lead("L10001")
    assert taken is not None
    assert taken.state.value == ("finished" if lead == "L10001" else "in the CRM")
    world.close()
