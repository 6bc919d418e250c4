"""The pages of hours and agents: their world files are valid, and every member is named."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from studio.runtime.registry import library
from studio.world.agents import handling as doing
from studio.world.agents import settings as of_agents
from studio.world.hours import settings as of_hours
from studio.world.settings import WorldSettings
from studio.world.world import World

PAGES = Path(__file__).resolve().parents[2] / "docs" / "world"
MODELS = {
    "hours.md": [of_hours.HoursSettings, of_hours.ProfileSettings, of_hours.HolidaySettings, of_hours.OverrideSettings],
    "agents.md": [
        of_agents.AgentsSettings,
        of_agents.SkillSettings,
        of_agents.AgentSettings,
        of_agents.PointSettings,
        of_agents.CallbackSettings,
        of_agents.TrafficSettings,
        doing.HandlingSettings,
        doing.HoldSettings,
        doing.TransferSettings,
        doing.FormSettings,
    ],
}


@pytest.mark.parametrize("name", MODELS)
def test_the_example_is_a_world(name: str) -> None:
    boxes = re.findall(r"^```yaml\n(.*?)^```$", (PAGES / name).read_text(encoding="utf-8"), re.M | re.S)
    assert boxes
    for box in boxes:
        World(WorldSettings.model_validate(yaml.safe_load(box)))


@pytest.mark.parametrize(("name", "model"), [(name, model) for name, models in MODELS.items() for model in models])
def test_every_member_is_named(name: str, model: type[BaseModel]) -> None:
    text = (PAGES / name).read_text(encoding="utf-8")
    for member, field in model.model_fields.items():
        assert f"`{field.alias or member}`" in text, member
        assert field.description or issubclass(field.annotation, BaseModel), member  # type: ignore[arg-type]


def test_fields_of_events_are_those_of_the_actions() -> None:
    text = (PAGES / "agents.md").read_text(encoding="utf-8")
    rows = {
        kind: re.findall(r"`([^`]+)`", fields)
        for kinds, fields in re.findall(r"^\| (ON[A-Z_, ]+) \| (.+) \|$", text, re.M)
        for kind in kinds.split(", ")
    }
    events: list[Any] = [each for each in library().classes() if each.event and each.__module__.startswith("studio.")]
    assert {each.kind for each in events} == set(rows)
    for each in events:
        named = list(getattr(each, "fields", {}).values())
        if named and "and the four" not in text.split(each.kind)[1].split("\n")[0]:
            assert rows[each.kind] == named


@pytest.mark.filterwarnings("error")
def test_schemas_can_be_written() -> None:
    schema = WorldSettings.model_json_schema()
    assert "AgentsSettings" in schema["$defs"]
