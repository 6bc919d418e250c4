"""The JSON Schema of the world file, for editors, and for the page and the example that are made from it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pydantic import AliasChoices, BaseModel
from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema

from studio.world.settings import WorldSettings

#: Marks of our own, which the published schema leaves out: other spellings, the name that a spelling stands for, what a
#: value is called in words, and whether one of several spellings must be given.
ALSO, SAME_AS, KIND, REQUIRED = "x-also", "x-same-as", "x-kind", "x-required"
#: What a node refers to, the very object.
NODE = "x-node"


def world_schema() -> dict[str, Any]:
    """The schema as it is published."""
    made = published(WorldSettings)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "World file",
        "description": "What stands outside a script: time, services, skills, people, and what goes wrong.",
        **{name: value for name, value in made.items() if name not in ("title", "description")},
    }


def published(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of a model for others, without our own marks."""
    made: dict[str, Any] = _without_marks(marked_schema(model))
    return made


@cache
def marked_schema(model: type[BaseModel] = WorldSettings) -> dict[str, Any]:
    """The schema with our own marks. Shared: read it only."""
    made: dict[str, Any] = _plain(model.model_json_schema(schema_generator=_Generator))
    _refer(made, made.get("$defs", {}))
    return made


def _refer(node: Any, definitions: dict[str, Any]) -> None:
    """Let every node that refers to a definition know it."""
    if isinstance(node, dict):
        for each in list(node.values()):
            _refer(each, definitions)
        if isinstance(node.get("$ref"), str):
            node[NODE] = definitions[node["$ref"].rpartition("/")[2]]
    elif isinstance(node, list):
        for each in node:
            _refer(each, definitions)


class _Generator(GenerateJsonSchema):
    """Adds every spelling that a member may have."""

    def model_schema(self, schema: Any) -> Any:
        made = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        properties = made.get("properties", {})
        for name, field in model.model_fields.items():
            spellings = _spellings(name, field, bool(model.model_config.get("populate_by_name")))
            main = next((each for each in spellings if each in properties), None)
            others = [each for each in spellings if each != main]
            if main is None or not others:
                continue
            if main in made.get("required", ()):
                made["required"] = [each for each in made["required"] if each != main]
                made.setdefault("allOf", []).append({"anyOf": [{"required": [each]} for each in spellings]})
                properties[main][REQUIRED] = True
            for other in others:
                properties[other] = properties[main] | {"description": f"The same as `{main}`.", SAME_AS: main}
            properties[main][ALSO] = others
        return made


def _spellings(name: str, field: FieldInfo, by_name: bool) -> list[str]:
    found: list[str] = []
    match field.validation_alias or field.alias:
        case AliasChoices(choices=choices):
            found += [each for each in choices if isinstance(each, str)]
        case str() as alias:
            found.append(alias)
    if by_name or not found:
        found.append(name)
    return list(dict.fromkeys(found))


def _plain(node: Any) -> Any:
    """Descriptions as Markdown: docstrings have double backticks, and lines of their own."""
    if isinstance(node, dict):
        told = node.get("description")
        made = {name: _plain(each) for name, each in node.items()}
        if isinstance(told, str):
            made["description"] = re.sub(r"(?<!\n)\n(?!\n)", " ", told.replace("``", "`"))
        return made
    return [_plain(each) for each in node] if isinstance(node, list) else node


def _without_marks(node: Any) -> Any:
    if isinstance(node, dict):
        return {name: _without_marks(each) for name, each in node.items() if not name.startswith("x-")}
    return [_without_marks(each) for each in node] if isinstance(node, list) else node
