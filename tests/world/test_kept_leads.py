"""Worlds with the leads of one file: read once, yet each has its own."""

from __future__ import annotations

import os
from pathlib import Path

from studio.crm.source import all_leads
from studio.world.settings import WorldSettings
from studio.world.world import World


def world_of(folder: Path) -> World:
    return World(WorldSettings.model_validate({"crm": {"leads": "leads.csv"}}), folder=folder)


def leads(world: World) -> list[tuple[str, int]]:
    assert world.crm is not None
    return [(each.lead_id, each.given) for each in all_leads(world.crm)]


def test_what_one_world_does_to_its_leads_no_other_sees(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("LeadId,Name\n1,Ann\n2,Bo\n", encoding="utf-8")
    first, second = world_of(tmp_path), world_of(tmp_path)
    assert first.crm is not None
    first.crm.check_out("batch", 1, 1)
    third = world_of(tmp_path)
    assert leads(first) == [("1", 1), ("2", 0)]
    assert leads(second) == leads(third) == [("1", 0), ("2", 0)]
    for each in (first, second, third):
        each.close()


def test_a_file_that_has_changed_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_text("LeadId,Name\n1,Ann\n", encoding="utf-8")
    assert leads(world_of(tmp_path)) == [("1", 0)]
    file.write_text("LeadId,Name\n3,Cy\n", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert leads(world_of(tmp_path)) == [("3", 0)]
