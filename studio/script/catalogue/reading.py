"""Reads the data files: one for each family, made to be read and mended by people.

A file is trusted, since it comes with the program; a test holds every entry to a schema. Kinds are made of their entries when
they are asked for, so that loading costs no more than reading JSON.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from studio.script.catalogue.model import MEDIA, Family, Kind, PropertySpec

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

#: The families in the order of pages and lists.
FAMILIES = (
    "flow", "event", "variable", "file", "data", "telephony", "speech", "recording", "routing", "connection", "chat", "email",
    "digital", "bot", "desktop", "api", "internal",
)  # fmt: skip
#: Short for many types of scripts: all, and all but the digital channels.
_GROUPS = {"all": MEDIA, "acd": MEDIA[:-1]}


@cache
def families() -> tuple[Family, ...]:
    """The families in their order."""
    return tuple(
        Family(key, text["title"], text["about"], tuple(text["kinds"])) for key in FAMILIES for text in [_file(key)]
    )


@cache
def entries() -> dict[str, dict[str, Any]]:
    """The entry of every kind by its name in capitals."""
    found: dict[str, dict[str, Any]] = {}
    for key in FAMILIES:
        for name, entry in _file(key)["kinds"].items():
            found[name.upper()] = entry | {"name": name, "family": key}
    return found


@cache
def aliases() -> dict[str, str]:
    """Other names of kinds, and the names in capitals that they stand for."""
    return {alias: name for name, entry in entries().items() for alias in entry.get("aliases", ())}


@cache
def kind_named(folded: str) -> Kind:
    """The kind with this name in capitals. Raises KeyError if there is none."""
    entry = entries()[folded]
    branches: dict[str, int | None] = entry.get("branches", {})
    media = entry.get("media", ())
    return Kind(
        name=entry["name"],
        display=entry["display"],
        library=entry.get("library", ""),
        properties=tuple([_property(each) for each in entry.get("properties", ())]),
        default=entry.get("default", False),
        branches={label: at if slot is None else slot for at, (label, slot) in enumerate(branches.items())},
        cases=entry.get("cases", False),
        event=entry.get("event", False),
        ends=entry.get("ends", False),
        whole=entry.get("whole", False),
        media=_GROUPS[media] if isinstance(media, str) else tuple(media),
        source=entry["source"],
        title=entry.get("title", entry["display"]),
        family=entry["family"],
        description=entry["about"],
        open=entry.get("open", False),
        name_source=entry.get("name_source", "observed"),
        page=entry.get("page", ""),
        aliases=tuple(entry.get("aliases", ())),
        trusted=entry.get("trusted", False),
        guessed=frozenset(entry.get("guessed", ())) | {label for label, slot in branches.items() if slot is None},
    )


def _property(entry: dict[str, Any]) -> PropertySpec:
    choices = entry.get("choices")
    return PropertySpec(
        entry["name"],
        entry["kind"],
        entry.get("default", ""),
        entry.get("required", False),
        tuple(choices) if choices else (),
        entry.get("more", False),
    )


@cache
def _file(key: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((_folder() / f"{key}.json").read_bytes())
    return found


@cache
def _folder() -> Traversable:
    return resources.files("studio.script.catalogue") / "data"
