"""The pair with the dialer's prospects and the CRM's leads in PostgreSQL: the same as in memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import SERVER, postgresql_schema

from studio.runtime.clock import SECOND
from studio.script.files import read_script
from studio.world.balance import Balance, balance
from studio.world.world import World

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
BRAIN = SCRIPTS / "create_prospects" / "brain.studio"


def _ended(folder: str) -> Balance:
    script, problems = read_script(BRAIN)
    world, faults = World.load(SCRIPTS / folder / "world.yaml", BRAIN)
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


def test_without_a_server_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STUDIO_POSTGRESQL", raising=False)
    world, faults = World.load(SCRIPTS / "create_prospects_postgresql" / "world.yaml", BRAIN)
    assert world is None
    assert [(each.code, "STUDIO_POSTGRESQL" in each.message) for each in faults] == [("WF004", True)]
