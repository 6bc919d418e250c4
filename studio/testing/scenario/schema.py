"""The JSON Schema of scenario files, for editors."""

from __future__ import annotations

from typing import Any

from studio.testing.scenario.model import ScenarioFile
from studio.world.reference.schema import published
from studio.world.settings import WorldSettings


def schema() -> dict[str, Any]:
    """The schema as it is published; ``given.world`` takes the members of a world file."""
    made, world = published(ScenarioFile), published(WorldSettings)
    members = {name: value for name, value in world.items() if name != "$defs"}
    definitions = {**world["$defs"], **made.pop("$defs"), "World": members | {"title": "World"}}
    stated = definitions["Given"]["properties"]["world"]
    definitions["Given"]["properties"]["world"] = {"$ref": "#/$defs/World", "description": stated["description"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Scenario file",
        "description": "Tests of a script: what is given, what happens, what is expected.",
        **{name: value for name, value in made.items() if name not in ("title", "description")},
        "$defs": definitions,
    }
