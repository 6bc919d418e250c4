"""Worlds in which the dialer is at work, for tests: one skill, a list of records, scripts from text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from studio.dialer.campaign.campaign import Campaign
from studio.dialer.records.prospect import Prospect
from studio.dialer.store.store import ProspectStore
from studio.runtime.clock import SECOND
from studio.runtime.events import Event
from studio.runtime.ports import LoadRequest, LoadResult
from studio.script.model import Script
from studio.script.project import Project
from studio.script.text import read_text
from studio.world.settings import WorldSettings
from studio.world.world import World

#: Monday, nine o'clock in New York.
START = "2026-03-02T14:00:00Z"
MAP = {
    "ExternalID": "id", "PhoneNumber": "phone", "FirstName": "first", "Compliance": "cell", "ConfirmationRequired": "look",
    "Product": "product",
}  # fmt: skip


def script(text: str) -> Script:
    """A script from its text."""
    found, problems = read_text(text, None)
    assert found is not None, problems
    return found


def settings(*skills: dict[str, Any], **members: Any) -> WorldSettings:
    """The settings of a world with these skills; ``number`` is 1 where none is stated."""
    stated = {
        "start": START,
        "zone": "America/New_York",
        "seed": 7,
        "sources": [{"name": "CRM", "map": MAP, "fields": [{"name": "Product"}]}],
        "skills": [{"number": 1, **each} for each in skills],
    }
    return WorldSettings.model_validate(stated | members)


def world(*skills: dict[str, Any], scripts: Sequence[str] = (), **members: Any) -> World:
    """A world with these skills and scripts."""
    return World(settings(*skills, **members), Project([script(each) for each in scripts]))


def outcome(name: str = "Sale", **members: Any) -> dict[str, Any]:
    """One outcome of calls."""
    return {"name": name, "weight": 1, **members}


def rows(count: int, first: int = 0, **columns: Any) -> list[dict[str, Any]]:
    """So many records in New York."""
    return [{"id": f"R{each}", "phone": f"212555{each:04d}", **columns} for each in range(first, first + count)]


def load(world: World, records: list[dict[str, Any]], skill: int = 1) -> LoadResult:
    """Load records as a script does."""
    result: LoadResult = world.engine.ports.prospects.load(LoadRequest(str(skill), "CRM", records), world.now())
    assert not result.error, result
    return result


def go(world: World, seconds: float) -> None:
    """Let so much time pass."""
    world.engine.run(world.engine.now + round(seconds * SECOND))


def prospect(world: World, id: str) -> Prospect:
    """A record of the store."""
    assert world.prospects is not None
    found = world.prospects.get("CRM", id)
    assert found is not None
    return found


def campaign(world: World) -> Campaign:
    """The campaign of a world."""
    assert world.campaign is not None
    return world.campaign


def change(world: World, what: str) -> None:
    """Have the first skill ``Started`` or ``Stopped``, or its ``Settings`` changed, as Update Skill does."""
    told: dict[str, Any] = {
        "Started": {"Running": True},
        "Stopped": {"Running": False},
        "Settings": {"xsNumberToRetrieve": 55},
    }[what]
    assert world.engine.ports.prospects.update_skill({"SkillNo": 1, **told}) == ("", "")


def store(world: World) -> ProspectStore:
    """The store of a world."""
    assert world.prospects is not None
    return world.prospects


class Heard:
    """Keeps what the world tells beside the actions of scripts."""

    wants_changes = False

    def __init__(self, world: World, *texts: str) -> None:
        self.texts = texts
        self.events: list[Event] = []
        world.engine.observe(self)

    def __call__(self, event: Event) -> None:
        if event.kind == "world" and (not self.texts or event.data["text"] in self.texts):
            self.events.append(event)

    def of(self, text: str) -> list[dict[str, Any]]:
        """The data of the events of one sort."""
        return [each.data for each in self.events if each.data["text"] == text]


class Traces:
    """What scripts trace."""

    wants_changes = False

    def __init__(self, world: World) -> None:
        self.texts: list[str] = []
        world.engine.observe(self)

    def __call__(self, event: Event) -> None:
        if event.kind == "trace":
            self.texts.append(event.data["text"])
