"""The example pair and its one-script counterpart in a small world, without agents: the tests send the signals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from studio.crm.seed import read_leads
from studio.runtime.clock import SECOND
from studio.runtime.contact import Contact
from studio.runtime.events import Event
from studio.script.files import read_script
from studio.script.project import Project
from studio.world.balance import Balance, balance
from studio.world.crm_settings import CrmSettings
from studio.world.http_settings import FaultSettings
from studio.world.places import read_yaml
from studio.world.settings import WorldSettings
from studio.world.world import World

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
LEADS = read_leads(SCRIPTS / "create_prospects" / "leads.csv")


class Example:
    """A world of the example with so many leads, its brain at rest, and what happens in it."""

    wants_changes = False

    def __init__(
        self,
        *,
        one_script: bool = False,
        leads: int = 110,
        rows: list[dict[str, str]] | None = None,
        lease_minutes: float | None = None,
        faults: list[dict[str, Any]] | None = None,
        changes: dict[str, Any] | None = None,
    ) -> None:
        folder = SCRIPTS / ("create_prospects_one_script" if one_script else "create_prospects")
        settings, problems = read_yaml(SCRIPTS / "create_prospects" / "world.yaml", WorldSettings)
        assert settings is not None, problems
        routes = settings.http.model_copy(
            update={"faults": [FaultSettings.model_validate(each) for each in faults or []]}
        )
        stopped = tuple(each.model_copy(update={"running": False}) for each in settings.skills)
        crm = CrmSettings(leads=None, lease_minutes=lease_minutes)
        changed = {"http": routes, "skills": stopped, "crm": crm} | (changes or {})
        project, _ = Project.load(folder / "brain.studio")
        self.world = World(settings.model_copy(update=changed), project)
        assert self.world.crm is not None
        self.world.crm.add(rows if rows is not None else LEADS[:leads])
        script, _ = read_script(folder / "brain.studio")
        assert script is not None
        self.events: list[Event] = []
        self.on_event: Any = None
        self.world.engine.observe(self)
        self.brain: Contact = self.world.start(script)
        self.go_on(1)

    def __call__(self, event: Event) -> None:
        self.events.append(event)
        if self.on_event is not None:
            self.on_event(event)

    def signal(self, batch: str = "S-1", wanted: int = 110, what: str = "GetContacts") -> None:
        """Ask the brain for contacts, as the dialer would."""
        values = [what, "4001", "7001", str(wanted), "0", "0", "0", "2026-03-02T13:00:00Z", batch]
        assert self.world.engine.signal(self.brain.id, values)

    def go_on(self, seconds: float = 120) -> None:
        self.world.engine.run(self.world.engine.now + round(seconds * SECOND))

    def balance(self) -> Balance:
        assert self.world.crm is not None
        assert self.world.prospects is not None
        return balance(self.world.crm, self.world.prospects)

    def places(self) -> dict[str, int]:
        return {place: count for place, count in self.balance().places.items() if count}

    def branches(self) -> list[tuple[str, str]]:
        return [(each.caption, each.data["branch"]) for each in self.events if each.kind == "action"]

    def took(self, caption: str, branch: str) -> int:
        return self.branches().count((caption, branch))

    def variable(self, name: str) -> Any:
        return self.brain.frames[0].variables[name]

    def errors(self) -> list[str]:
        return [each.data["text"] for each in self.events if each.kind == "error"]
