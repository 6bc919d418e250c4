"""Lists that a world loads when it begins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio import World
from studio.world.settings import WorldSettings

SKILL: dict[str, Any] = {"number": 4001, "calling": {"agents": 0}}
SOURCE = {"name": "CRM", "map": {"ExternalID": "Key", "PhoneNumber": "Mobile"}}
ROWS = "Key,Mobile,Name\n1,2125550101,Ann\n2,2125550102,Bo\n1,2125550103,Cy\n,2125550104,Di\n3,,Ed\n4,12,Flo\n"


def world_of(folder: Path, stated: dict[str, Any], text: str = ROWS, **more: Any) -> World:
    (folder / "leads.csv").write_text(text, "utf-8")
    members = {"file": "leads.csv", "skill": 4001, "source": "CRM"} | stated
    settings = WorldSettings.model_validate({"skills": [SKILL], "lists": [members]} | more)
    return World(settings, folder=folder)


def test_records_are_judged_as_the_action_does_it(tmp_path: Path) -> None:
    world = world_of(tmp_path, {}, sources=[SOURCE])
    codes = {
        "Success": 2, "Duplicate External ID": 1, "Missing External ID": 1, "Missing Phone Number": 1,
        "Invalid Phone Number": 1,
    }  # fmt: skip
    assert dict(world.lists[0].codes) == codes
    assert world.campaign is not None
    assert world.campaign.figures()[0].loads == codes
    assert world.prospects is not None
    assert [(each.external_id, each.skill) for each in world.prospects.all()] == [("1", 4001), ("2", 4001)]
    world.close()


MAPS = [
    ({"map": "auto"}, "Record Id,Phone,First Name\n1,2125550101,Ann\n", ["Ann"]),
    ({"map": {"ExternalID": "Name", "PhoneNumber": "Mobile", "FirstName": "Key"}}, "Key,Mobile,Name\nAnn,2125550101,7\n", ["Ann"]),
]  # fmt: skip


@pytest.mark.parametrize(("stated", "text", "names"), MAPS)
def test_a_map_of_its_own_goes_before_the_source_s(
    tmp_path: Path, stated: dict[str, Any], text: str, names: list[str]
) -> None:
    for sources in ([SOURCE], []):
        world = world_of(tmp_path, stated, text, sources=sources)
        assert world.prospects is not None
        assert [each.fields["FirstName"] for each in world.prospects.all()] == names
        world.close()


def test_a_source_that_is_not_stated_is_made_with_the_map(tmp_path: Path) -> None:
    world = world_of(tmp_path, {"map": "auto"}, "Record Id,Phone\n1,2125550101\n")
    assert world.engine.ports.prospects.map_of("crm") == {"ExternalID": "Record Id", "PhoneNumber": "Phone"}
    world.close()


def test_the_source_keeps_its_own_map(tmp_path: Path) -> None:
    world = world_of(tmp_path, {"map": "auto"}, "Record Id,Phone\n1,2125550101\n", sources=[SOURCE])
    assert world.engine.ports.prospects.map_of("CRM") == SOURCE["map"]
    world.close()


def test_a_default_zone_and_an_expiration_hold_for_all_records(tmp_path: Path) -> None:
    text = "Key,Mobile\n1,8005550101\n"
    rejected = world_of(tmp_path, {}, text, sources=[SOURCE])
    assert dict(rejected.lists[0].codes) == {"Time Zone Not Found": 1}
    taken = world_of(tmp_path, {"default_zone": "America/Chicago", "expires": "2040-01-01"}, text, sources=[SOURCE])
    assert taken.prospects is not None
    (prospect,) = taken.prospects.all()
    assert prospect.zones == ("America/Chicago",)
    assert prospect.expires is not None
    rejected.close()
    taken.close()


def test_a_copy_of_a_world_does_not_load_them_again(tmp_path: Path) -> None:
    world = world_of(tmp_path, {}, sources=[SOURCE])
    (tmp_path / "leads.csv").unlink()
    other = world.fork()
    assert other.prospects is not None
    assert [each.external_id for each in other.prospects.all()] == ["1", "2"]
    assert other.campaign is not None
    assert other.campaign.figures()[0].loads["Success"] == 2
    other.close()
    world.close()


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"file": "nothing.csv"}, ROWS, "nothing.csv: error LF001"),
    ({"source": "Other"}, ROWS, "states no source 'Other'"),
    ({"map": "auto"}, "A,B\n1,2\n", "no column is found for ExternalID and PhoneNumber"),
    ({"map": {"ExternalID": "Id", "PhoneNumber": "Mobile"}}, ROWS, "no column 'Id'"),
    ({"map": {"ExternalID": "Key", "Phone": "Mobile"}}, ROWS, "no system or custom field"),
    ({"default_zone": "Nowhere"}, ROWS, "Invalid Default Time Zone"),
    ({"expires": "someday"}, ROWS, "Invalid Default Expiration Date"),
    ({}, "Key,Mobile\n", "LF008"),
]


@pytest.mark.parametrize(("stated", "text", "why"), REFUSED)
def test_a_list_that_can_not_be_used_is_told(tmp_path: Path, stated: dict[str, Any], text: str, why: str) -> None:
    with pytest.raises(ValueError, match=r"(leads|nothing)\.csv") as told:
        world_of(tmp_path, stated, text, sources=[SOURCE])
    assert why in str(told.value)
    assert str(tmp_path) not in str(told.value)


@pytest.mark.parametrize(
    ("stated", "why"),
    [({"skill": 1}, "skill 1, which isn't stated"), ({"map": "guess"}, "a map is auto, or has lines")],
)
def test_a_list_that_is_stated_wrongly_is_told(tmp_path: Path, stated: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        world_of(tmp_path, stated, sources=[SOURCE])


def test_a_saved_world_is_brought_back_with_its_records_as_they_were(tmp_path: Path) -> None:
    skill = SKILL | {"calling": {"agents": 2}}
    world = world_of(tmp_path, {}, sources=[SOURCE], skills=[skill])
    assert world.campaign is not None
    world.campaign.begin()
    world.go_on(world.engine.now + 7_200_000_000)
    saved = world.save()
    other = world_of(tmp_path, {}, sources=[SOURCE], skills=[skill])
    other.restore(saved)
    for each in (world, other):
        each.go_on(each.engine.now + 36_000_000_000)
    assert other.campaign is not None
    assert other.campaign.figures() == world.campaign.figures()
    assert world.campaign.figures()[0].attempts >= 2
    assert world.campaign.figures()[0].loads["Success"] == 2
    other.close()
    world.close()
