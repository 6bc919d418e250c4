"""The actions that run, as the pages need them: class, entry in the catalogue, page and file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from studio.runtime.action import ERROR, Action
from studio.runtime.registry import library
from studio.script.catalogue import Family, Kind, families, kind_of, kinds


@dataclass(frozen=True, slots=True)
class Runs:
    """An action of the library."""

    action: type[Action]
    kind: Kind
    #: Name of its file, and of its file of cases, without the ending.
    stem: str

    @property
    def page(self) -> str:
        """The name of its page."""
        return re.sub(r"\W+", "-", self.kind.name.lower()).strip("-") + ".md"


@cache
def running() -> dict[str, Runs]:
    """The library's own actions by kind."""
    found = {}
    for action in library().classes():
        package, _, stem = action.__module__.rpartition(".")
        kind = kind_of(action.kind)
        if package == "studio.actions" and kind is not None:
            found[kind.name] = Runs(action, kind, stem)
    return found


def by_family() -> Iterator[tuple[Family, list[Runs]]]:
    """The families that have actions that run, with these, in the catalogue's order."""
    known = running()
    for family in families():
        found = [known[name] for name in family.kinds if name in known]
        if found:
            yield family, found


def not_running() -> list[Kind]:
    """The kinds that are read and checked only, in the catalogue's order."""
    return [each for each in kinds() if each.name not in running()]


def branches_of(runs: Runs) -> list[str]:
    """Its branches as pages name them: Error is called OnError, as the vendor's pages call it."""
    named = ["OnError" if each == ERROR else each for each in runs.action.branches]
    return [*named, "one for each case"] if runs.kind.cases else named
