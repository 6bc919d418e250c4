"""What can be looked up: agents, skills, address books, points of contact, contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio.world.directory import people, records
from studio.world.directory.settings import DirectorySettings, EntrySettings
from studio.world.phone_numbers import digits_of

if TYPE_CHECKING:
    from studio.runtime.engine import Engine

#: A search with so many digits is compared with numbers by their digits alone.
_DIGITS = 4


class Lookups:
    """Records of what the world states, and of what happens in the run."""

    def __init__(self, settings: DirectorySettings) -> None:
        self._settings = settings
        #: When contacts of this run have ended.
        self.ended: dict[str, int] = {}

    def profiles(self, engine: Engine, agent: str = "") -> list[dict[str, Any]]:
        """The profiles of all agents, or of one."""
        wanted = agent.strip()
        unit = engine.settings.business_unit
        return [records.profile(each, unit) for each in people.agents(engine) if wanted in ("", each.id)]

    def agent(self, engine: Engine, agent: str) -> dict[str, Any] | None:
        """What is known of an agent."""
        found = people.agent(engine, agent)
        return records.details(found) if found is not None else None

    def skills(self, engine: Engine, skill: str = "") -> list[dict[str, Any]]:
        """All skills, or one by its id or name."""
        if not skill.strip():
            return [records.skill_record(each) for each in people.skills(engine)]
        found = people.skill(engine, skill)
        return [records.skill_record(found)] if found is not None else []

    def agents_of(self, engine: Engine, skill: str) -> list[dict[str, Any]] | None:
        """The agents of a skill; None if there is no such skill."""
        found = people.skill(engine, skill)
        if found is None:
            return None
        return [records.assignment(each, found) for each in people.agents(engine) if found.id in each.skills]

    def books(self) -> list[dict[str, Any]]:
        """The address books, without their entries."""
        return [records.book(each) for each in self._settings.address_books]

    def entries(self, book: str, search: str = "") -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
        """An address book and its entries that hold the text or the number; None if there is no such book."""
        found = next((each for each in self._settings.address_books if each.id == book.strip()), None)
        if found is None:
            return None
        numbered = enumerate(found.entries, 1)
        return records.book(found), [records.entry(each, at) for at, each in numbered if _holds(each, search)]

    def points(self) -> list[dict[str, Any]]:
        """The points of contact."""
        return [records.point(each) for each in self._settings.points_of_contact]

    def contact(self, engine: Engine, contact: str) -> dict[str, Any] | None:
        """What is known of a contact: running, ended, or of the world file's past."""
        wanted = contact.strip()
        found = engine.contacts.get(wanted)
        if found is not None:
            return records.present(found, people.Everybody(engine), self.ended.get(wanted))
        stated = next((each for each in self._settings.contacts if each.id == wanted), None)
        return records.past(stated, people.Everybody(engine)) if stated is not None else None

    def completed(self, engine: Engine) -> list[dict[str, Any]]:
        """The contacts that have ended, those of the world file's past first."""
        known = people.Everybody(engine)
        past = [records.past(each, known) for each in self._settings.contacts]
        return past + [records.present(engine.contacts[id], known, end) for id, end in self.ended.items()]


def _holds(entry: EntrySettings, search: str) -> bool:
    """True if an entry holds a text in any letter case, or a number however it is written [choice]."""
    wanted = search.strip().lower()
    texts = [str(value).lower() for value in entry.model_dump().values()]
    if not wanted or any(wanted in each for each in texts):
        return True
    digits = digits_of(wanted)
    return len(digits) >= _DIGITS and any(
        number.endswith(digits) or (len(number) >= 7 and digits.endswith(number))
        for number in (digits_of(entry.phone), digits_of(entry.mobile))
        if number
    )
