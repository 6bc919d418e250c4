"""Fixtures that every area uses: scripts written in place, and an engine to run them in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from studio.runtime.contact import Contact
from studio.runtime.events import Event
from studio.script.model import Script
from studio.script.project import Project
from studio.script.text import read_text
from studio.snippet.values import plain_value
from studio.world.settings import WorldSettings
from studio.world.world import World

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder with documented cases and production scripts; skips where somebody has only the project."""
    if not SHARED.is_dir():
        pytest.skip("the folder shared/ is not here")
    return SHARED


def script_of(text: str) -> Script:
    """A script from its text form; any finding is a fault of the test."""
    script, problems = read_text(text, None)
    assert script is not None, problems
    assert not [each for each in problems if each.severity == "error"], problems
    return script


class Bench:
    """An engine with scripts, and what happened in it."""

    def __init__(self, *texts: str, http: Any = None, prospects: Any = None, **settings: Any) -> None:
        self.scripts = [script_of(text) for text in texts]
        project = Project(self.scripts)
        self.events: list[Event] = []
        if isinstance(http, dict):
            # The part of a world file, not somebody who answers.
            settings["http"], http = http, None
        self.world = World(WorldSettings(**settings), project)
        self.engine = self.world.engine
        for name, part in (("http", http), ("prospects", prospects)):
            if part is not None:
                self.engine.ports.put(name, part)
        self.engine.observe(self)

    wants_changes = True

    def __call__(self, event: Event) -> None:
        self.events.append(event)

    def start(self, *parameters: str) -> Contact:
        """Begin a contact in the first script."""
        return self.engine.start(self.scripts[0], list(parameters))

    def run(self, *parameters: str, seconds: float | None = None) -> Contact:
        """Begin a contact and go on until nothing can, or for so many seconds."""
        contact = self.start(*parameters)
        self.go_on(seconds)
        return contact

    def go_on(self, seconds: float | None = None) -> None:
        self.engine.run(None if seconds is None else self.engine.now + round(seconds * 1_000_000))

    def captions(self, contact: Contact | None = None) -> list[str]:
        """Captions of the actions that were done, in order."""
        wanted = [each for each in self.events if each.kind == "action"]
        return [each.caption for each in wanted if contact is None or each.contact == contact.id]

    def branches(self) -> list[tuple[str, str]]:
        """(caption, branch) of the actions that were done."""
        return [(each.caption, each.data["branch"]) for each in self.events if each.kind == "action"]

    def kinds(self, *without: str) -> list[str]:
        """Kinds of the events, in order."""
        return [each.kind for each in self.events if each.kind not in without]

    def of(self, kind: str) -> list[dict[str, Any]]:
        """What the events of a kind hold."""
        return [each.data for each in self.events if each.kind == kind]


def variables(contact: Contact) -> dict[str, Any]:
    """The main variables of a contact as plain values, by folded name."""
    return {name: plain_value(value) for name, value in contact.frames[0].variables.items()}


@pytest.fixture
def bench() -> Iterator[Callable[..., Bench]]:
    """Makes benches; their worlds are closed after the test."""
    made: list[Bench] = []

    def make(*texts: str, **options: Any) -> Bench:
        made.append(Bench(*texts, **options))
        return made[-1]

    yield make
    for each in made:
        each.world.close()
