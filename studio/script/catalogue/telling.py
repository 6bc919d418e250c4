"""The catalogue in words: what pages and commands say of a kind, each thing in one place."""

from __future__ import annotations

from studio.script.branches import DEFAULT
from studio.script.catalogue.model import MEDIA, Kind, PropertySpec

#: Where an entry comes from, as people read it.
SOURCES = {
    "observed": "observed in exports",
    "documented": "documented",
    "named": "only named",
}
#: The kinds of properties, as docs/actions.md explains them.
PROPERTY_KINDS = {
    "text": "text",
    "value": "text, or an expression",
    "expr": "expression",
    "num": "number",
    "bool": "true or false",
    "enum": "choice",
    "var": "variable",
    "list": "list of texts",
    "names": "list of names",
    "code": "Snippet code",
    "words": "words for people",
}


def types(kind: Kind) -> str:
    """The types of scripts that have a kind."""
    if kind.everywhere():
        return "all"
    lacking = [each for each in MEDIA if each not in kind.media]
    if not kind.media:
        return "not known"
    return f"all but {lacking[0]}" if len(lacking) == 1 else ", ".join(kind.media)


def name_of(kind: Kind) -> str:
    """The name in exports, and that it is inferred if it is."""
    return kind.name if kind.name_source != "inferred" else f"{kind.name} (a name that is inferred)"


def value_of(spec: PropertySpec, mark: str = "") -> str:
    """What a property takes: its kind or its choices, its default, and whether it must be given."""
    told = PROPERTY_KINDS[spec.kind]
    if spec.choices:
        told = "one of " + ", ".join(f"{mark}{each}{mark}" for each in spec.choices)
        told += ", maybe others" if spec.more else ""
    if spec.required:
        told += "; must be given"
    elif spec.default:
        told += f"; default {mark}{spec.default}{mark}"
    return told


def branches(kind: Kind, mark: str = "") -> list[str]:
    """Its branches with their slots; a question mark where no export has shown the slot."""
    told = [DEFAULT] * kind.default
    for label, slot in kind.branches.items():
        doubt = "?" if label in kind.guessed else ""
        told.append(f"{mark}{label}{mark} (slot {slot}{doubt})")
    if kind.cases:
        told.append("cases")
    if not told:
        return ["none"] if kind.ends or kind.whole else ["not known"]
    return told if kind.whole or kind.source == "observed" else [*told, "maybe others"]
