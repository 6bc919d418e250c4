"""The catalogue: what is known of each kind of action, as data (``data/FAMILY.json``)."""

from __future__ import annotations

from functools import lru_cache

from studio.script.catalogue.model import MEDIA, Family, Kind, PropertySpec
from studio.script.catalogue.reading import aliases, entries, families, kind_named

#: Kinds that are words for people.
WORDS = ("ANNOTATION", "NOTE")
#: Kinds that go to another script by its name.
CALLING = ("RUNSUB", "RUNSCRIPT", "SPAWN")


@lru_cache(maxsize=4096)
def kind_of(name: str) -> Kind | None:
    """What is known of a kind, or None. Letter case does not count; other names of a kind mean the same one."""
    folded = name.strip().upper()
    folded = aliases().get(folded, folded)
    return kind_named(folded) if folded in entries() else None


def kinds() -> list[Kind]:
    """Every known kind, by name."""
    return [kind_named(name) for name in sorted(entries())]


def display(name: str) -> str:
    """A kind as people read it: the catalogue's letter case, or the name as it is."""
    known = kind_of(name)
    return known.display if known is not None and known.name.upper() == name.upper() else name


__all__ = ["CALLING", "MEDIA", "WORDS", "Family", "Kind", "PropertySpec", "display", "families", "kind_of", "kinds"]
