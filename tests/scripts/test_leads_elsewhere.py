"""The pair with its leads elsewhere, in PostgreSQL or behind a service: the same as in memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import SERVER, postgresql_schema
from served import served

from studio.crm.seed import read_leads
from studio.crm.store import Crm
from studio.runtime.clock import SECOND
from studio.script.files import read_script
from studio.world.balance import Balance, balance
from studio.world.crm_settings import CrmSettings
from studio.world.world import World

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
BRAIN = SCRIPTS / "create_prospects" / "brain.studio"


def _ended(folder: str, crm: CrmSettings | None = None) -> Balance:
    script, problems = read_script(BRAIN)
    world, faults = World.load(SCRIPTS / folder / "world.yaml", BRAIN, changes={"crm": crm} if crm else None)
    assert world is not None, faults
    assert script is not None, problems
    try:
        world.run(script, until=world.engine.now + 3600 * SECOND)
        assert world.crm is not None
        assert world.prospects is not None
        return balance(world.crm, world.prospects)
    finally:
        world.close()


@pytest.mark.slow
@pytest.mark.skipif(not SERVER, reason="STUDIO_POSTGRESQL names no server")
def test_every_lead_is_where_it_is_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    with postgresql_schema() as url:
        monkeypatch.setenv("STUDIO_POSTGRESQL", url)
        found = _ended("create_prospects_postgresql")
    assert found.holds
    assert found.places["in the dialer"] > 100
    assert found == _ended("create_prospects")


@pytest.mark.slow
def test_nor_does_it_matter_that_the_leads_are_in_another_process() -> None:
    with Crm() as crm:
        crm.add(read_leads(BRAIN.with_name("leads.csv")))
        with served(crm) as address:
            found = _ended("create_prospects", CrmSettings(service=address))
    assert found.holds
    assert found == _ended("create_prospects")


def test_without_a_server_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STUDIO_POSTGRESQL", raising=False)
    world, faults = World.load(SCRIPTS / "create_prospects_postgresql" / "world.yaml", BRAIN)
    assert world is None
    assert [(each.code, "STUDIO_POSTGRESQL" in each.message) for each in faults] == [("WF004", True)]
