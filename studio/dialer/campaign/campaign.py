"""The dialer at work: for each skill agents call, the queue drains, and the brain is signalled when it runs low.

A campaign acts at times of its own and reaches a brain by signals alone. How it goes on is our choice: docs/campaigns.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from studio.dialer.campaign.desk import Desk
from studio.dialer.campaign.figures import Figures
from studio.dialer.campaign.scripts import Scripts
from studio.dialer.campaign.started import Started
from studio.dialer.records.prospect import Prospect
from studio.dialer.settings.skills import Skill
from studio.dialer.store.store import ProspectStore
from studio.runtime.ports import LoadRequest, LoadResult
from studio.script.model import Script

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine

#: Gives the script that a name means, or None.
FindScript = Callable[[str], Script | None]


class Campaign:
    """The Personal Connection skills of a world, their brains and their agents."""

    def __init__(self, engine: Engine, store: ProspectStore, skills: Mapping[int, Skill], script: FindScript) -> None:
        """``skills`` are by number. ValueError if a script that a running skill names isn't there."""
        self._started = Started(engine)
        self.desks = [
            Desk(engine, store, skill, _scripts_of(skill, script), self._started)
            for skill in skills.values()
            if skill.personal_connection
        ]
        self._started.after = [desk.contacts_ended for desk in self.desks]

    def adopt(self, contact: Contact) -> None:
        """Take a contact that has just begun as the brain of the first skill that names its script; begin with all skills."""
        for desk in self.desks:
            if desk.brain.adopt(contact):
                break
        self.begin()

    def begin(self) -> None:
        """Start every running skill: its brain, its check-ins, its calls. Those that have begun go on as they are."""
        for desk in self.desks:
            desk.begin()

    def figures(self) -> list[Figures]:
        """What every skill's campaign has come to so far, in the order of the skills."""
        return [desk.figures for desk in self.desks]

    def troubles(self) -> dict[int, list[str]]:
        """What went wrong with scripts that the dialer starts, by skill: the first twenty of each."""
        return {desk.skill.number: list(desk.troubles) for desk in self.desks if desk.troubles}

    # ------------------------------------------------------------------------------------------ what is heard
    def loaded(self, request: LoadRequest, result: LoadResult) -> None:
        """A load has been carried out."""
        for desk in self.desks:
            if str(desk.skill.number) == request.skill_no.strip():
                desk.loaded(result)

    def removed(self, prospects: Iterable[Prospect]) -> None:
        """Records were taken out of the dialer."""
        for desk in self.desks:
            desk.read_anew()  # of records in play it is only noted that they go

    def skill_changed(self, skill: Skill, what: str) -> None:
        """A skill was ``Started`` or ``Stopped``, or its ``Settings`` have changed: as it is now."""
        for desk in self.desks:
            if desk.skill.number == skill.number:
                desk.use(skill)
                desk.changed(what)

    def skill_restored(self, skill: Skill) -> None:
        """In a saved run a skill was as it is here."""
        for desk in self.desks:
            if desk.skill.number == skill.number:
                desk.use(skill)

    def contact_ended(self, engine: Engine, contact: Contact) -> None:
        """A contact of the world has ended."""
        self._started.contact_ended(contact)


def _scripts_of(skill: Skill, script: FindScript) -> Scripts:
    """The scripts that a skill names. ValueError if one isn't there and the skill runs; only the check-in may be missing, as
    records then stay as they are.
    """
    problems: list[str] = []

    def find(what: str, name: int | str | None, event: str) -> Script | None:
        if name is None or name == "":
            return None
        found = script(str(name))
        if found is None:
            problem = f"skill {skill.number}: its {what} {name!r} is not in the project"
            if skill.running and event != "ONCHECKIN":
                raise ValueError(problem)
            problems.append(problem)
        elif event and not any(each.kind.upper() == event for each in found.actions):
            problems.append(f"the {what} {found.name} has no {event.capitalize()}, so it is not used")
            return None
        return found

    xs = skill.xs
    check_in = find("check-in script", xs.check_in_script if xs is not None else None, "ONCHECKIN")
    if check_in is not None and check_in.media.lower() not in ("generic", ""):
        problems.append(
            f"nothing is checked in: Oncheckin happens in Generic scripts only, {check_in.name} is a {check_in.media} script"
        )
        check_in = None
    return Scripts(
        brain=find("brain script", xs.brain_script if xs is not None else None, ""),
        check_in=check_in,
        disposition=find("disposition script", getattr(skill, "disposition_script", None), "ONDISPOSITION"),
        preview=find("preview script", getattr(skill, "preview_script", None), "ONPREVIEW"),
        suppression=find("suppression script", getattr(skill, "suppression_script", None), "BEGIN"),
        problems=tuple(problems),
    )
