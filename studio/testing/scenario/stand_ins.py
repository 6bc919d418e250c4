"""Stand-ins that scenarios state, checked against their scripts: each finding where its stand-in stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from studio.diagnostics import Diagnostic
from studio.runtime.registry import Registry
from studio.script.model import Script
from studio.script.project import Project
from studio.world.mock import checking
from studio.world.mock.matching import Matcher
from studio.world.mock.settings import StandInSettings
from studio.world.places import Places, Step

#: Where a member of the stand-in with a number stands: file, line, column; None for one that the file does not state.
Place = Callable[..., dict[str, Any] | None]


def check_stand_ins(
    entries: Sequence[StandInSettings], script: Script, project: Project, place: Place, registry: Registry
) -> Iterator[Diagnostic]:
    """What is wrong with the stand-ins of a scenario of this script.

    One that replaces actions of the script itself is meant for them, whatever has the same caption elsewhere. One that replaces
    nothing is a mistake here: who reads the scenario believes that it does.
    """
    for number, entry in enumerate(entries):
        if place(number) is None:
            continue
        matcher = Matcher([entry])
        own = any(matcher.all(script.name, action) for action in script.actions)
        for found in checking.check_stand_ins(
            [entry], [script] if own else project.scripts(), _at(place, number), registry
        ):
            yield replace(found, code="TS109", severity="error") if found.code == "WF106" else found


def _at(place: Place, number: int) -> Callable[..., dict[str, Any]]:
    """Places of one stand-in, for who knows it as the first of a world file."""
    return lambda _mock, _first, *inner: place(number, *inner) or {}


def stand_in_places(places: Places, scenario: tuple[Step, ...], own: int, shared: int) -> Place:
    """Where the stand-ins of a scenario's world stand: first its own, then those of its file, then those of the world file."""

    def place(number: int, *inner: Step) -> dict[str, Any] | None:
        top, number = (scenario, number) if number < own else ((), number - own)
        if top == () and number >= shared:
            return None
        return places(*top, "given", "stand-ins", number, *inner)

    return place


__all__ = ["check_stand_ins", "stand_in_places"]
