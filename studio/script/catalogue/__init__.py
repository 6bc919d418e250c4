"""The catalogue: what is known of each kind of action, as data (``kinds.json``)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any

#: Other names under which exports may know a kind.
ALIASES = {"CREATEPROSPECT2": "CREATEPROSPECTS2", "CREATEPROSPECT": "CREATEPROSPECTS"}


@dataclass(frozen=True, slots=True)
class PropertySpec:
    """One property. ``kind`` is text, value, expr, num, bool, enum, var, list, names, code or words (for people only)."""

    name: str
    kind: str
    default: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of action.

    ``branches`` are the fixed ones with their slots in exports; ``cases`` says that it takes custom ones, ``event`` that its
    flow begins with an event, ``ends`` that no flow leaves it, ``whole`` that all its branches are known (of the others those
    that real exports have). ``media`` are the script types that have it, empty for all. ``source`` is ``observed`` in real
    exports or ``documented`` only.
    """

    name: str
    display: str
    library: str = ""
    properties: tuple[PropertySpec, ...] = ()
    default: bool = False
    branches: dict[str, int] = field(default_factory=dict)
    cases: bool = False
    event: bool = False
    ends: bool = False
    whole: bool = False
    media: tuple[str, ...] = ()
    source: str = "observed"

    def property(self, name: str) -> PropertySpec | None:
        """The property of this name, letter case free."""
        folded = name.lower()
        return next((each for each in self.properties if each.name.lower() == folded), None)


@cache
def _data() -> dict[str, Any]:
    text = (resources.files("studio.script.catalogue") / "kinds.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return {name.upper(): {"name": name} | entry for name, entry in found.items()}


@lru_cache(maxsize=4096)
def kind_of(name: str) -> Kind | None:
    """What is known of a kind, or None. Letter case does not count."""
    folded = name.strip().upper()
    folded = ALIASES.get(folded, folded)
    return _kind(folded) if folded in _data() else None


@cache
def _kind(folded: str) -> Kind:
    known = dict(_data()[folded])
    properties = tuple(_spec(each) for each in known.pop("properties"))
    return Kind(properties=properties, media=tuple(known.pop("media", ())), **known)


def kinds() -> list[Kind]:
    """Every known kind, by name."""
    return [found for name in sorted(_data()) if (found := kind_of(name)) is not None]


def display(name: str) -> str:
    """A kind as people read it: the catalogue's letter case, or the name as it is."""
    known = kind_of(name)
    return known.display if known is not None and known.name.upper() == name.upper() else name


def _spec(entry: list[Any]) -> PropertySpec:
    default = entry[2] if len(entry) > 2 else ""
    required = entry[3] if len(entry) > 3 else False
    return PropertySpec(entry[0], entry[1], default, required, tuple(entry[4]) if len(entry) > 4 else ())
