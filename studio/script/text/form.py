"""What version 1 of the text form knows of the kinds of actions: never to change, however the catalogue grows.

A property that equals its default here is left out of the text and comes back on reading, and so do the library id and
the slots of branches. If an entry changed, every text written before would read differently; so this is not the
catalogue, which only lends the spelling of kinds.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

VERSION = 1

#: How a branch is drawn unless the text says otherwise: no ports, no line type, no elbows.
PLAIN_DRAWING: dict[str, Any] = {"labelDistance": None, "ports": "", "lineType": "", "elbows": []}
SCHEMA_VERSION = "1.0.0"


@dataclass(frozen=True, slots=True)
class KindForm:
    """A kind: its properties in order with their text defaults ("" or a text, [] for lists), and what exports add."""

    library: str = ""
    implType: str = "0"
    properties: dict[str, str | list[str]] = field(default_factory=dict)
    slots: dict[str, int] = field(default_factory=dict)

    def slot(self, label: str) -> int:
        """The fixed place of a named branch in the kind's definition, 0 where it isn't known."""
        return self.slots.get(_plain(label), 0)

    def members(self) -> dict[str, Any]:
        """Members that every exported action of the kind has."""
        return {"libraryId": self.library, "version": 1, "implType": self.implType}


def kind_form(kind: str) -> KindForm | None:
    """What the form knows of a kind under exactly this name, None for a kind it doesn't know."""
    return _forms().get(kind)


def kind_members(kind: str) -> dict[str, Any]:
    """Members that every exported action of the kind has, known to the form or not."""
    return _forms().get(kind, KindForm()).members()


def kind_slot(kind: str, label: str) -> int:
    """The slot of a named branch of any kind."""
    return _forms().get(kind, KindForm()).slot(label)


def _plain(label: str) -> str:
    folded = label.lower()
    return folded.removeprefix("on") or folded


@cache
def _forms() -> dict[str, KindForm]:
    text = (resources.files(__package__) / "form1.json").read_text("utf-8")
    return {
        kind: KindForm(
            each["library"],
            each.get("implType", "0"),
            each["properties"],
            {_plain(label): slot for label, slot in each.get("slots", {}).items()},
        )
        for kind, each in json.loads(text).items()
    }
