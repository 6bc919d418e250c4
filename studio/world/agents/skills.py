"""The skills of a world, by number and by name."""

from __future__ import annotations

import re

from studio.runtime.ports.agents import Priority, RoutingFault, SkillView
from studio.world.agents.settings import AgentsSettings, SkillSettings

#: Words that mean the contact's own skill, and all of them.
OWN = ("", "default")
ALL = ("", "all")


class Skills:
    """Skills by key: their number, or their name in small letters where they have none."""

    def __init__(self, settings: AgentsSettings) -> None:
        self.stated = bool(settings.skills)
        self._default = settings.default_skill
        self._skills: dict[str, SkillSettings] = {}
        self._keys: dict[str, str] = {}
        for each in settings.skills:
            self._add(each)
        for agent in settings.agents:
            for name in agent.skills:
                self.make(name)

    def find(self, text: str) -> str:
        """The key of a skill; RoutingFault if the world states skills and this is none of them."""
        written = text.strip()
        key = self._keys.get(written.lower())
        if key is not None:
            return key
        if self.stated or not written:
            raise RoutingFault(f"there is no skill {written[:100]!r}")
        return self.make(written)

    def meant(self, text: str, own: str = "") -> str:
        """The key of the skill that a text means to a contact whose own skill is this."""
        if text.strip().lower() not in OWN:
            return self.find(text)
        if own.strip().lower() not in OWN and (not self.stated or own.strip().lower() in self._keys):
            return self.find(own)
        if self._default:
            return self.find(self._default)
        return next(iter(self._skills), "") or self.make("Default")

    def several(self, text: str, own: str = "") -> list[str]:
        """The keys of the skills of a list, in its order; All or nothing means every one. Unknown ones are left out."""
        if text.strip().lower() in ALL:
            return list(self._skills)
        found: dict[str, None] = {}
        for each in re.split(r"[,;|]", text):
            try:
                if each.strip():
                    found[self.meant(each, own)] = None
            except RoutingFault:
                continue
        return list(found)

    def make(self, name: str) -> str:
        """Know a skill that no world file states; its key."""
        name = name.strip()[:100]
        known = self._keys.get(name.lower())
        if known is not None:
            return known
        number = name if name.isdecimal() else None
        return self._add(SkillSettings(number=number, name=name))

    def __getitem__(self, key: str) -> SkillSettings:
        return self._skills[key]

    def name(self, key: str) -> str:
        """A skill as people call it."""
        return self._skills[key].name or key

    def number(self, key: str) -> str:
        """A skill's number, or its name where it has none."""
        return self._skills[key].number or self._skills[key].name

    def priority(self, key: str) -> Priority:
        """How its contacts are ranked by default."""
        stated = self._skills[key].priority
        return Priority(stated.initial, stated.acceleration, stated.max)

    def view(self, key: str) -> SkillView:
        """A skill as others see it."""
        found = self._skills[key]
        return SkillView(key, found.number or "", found.name, found.media, found.outbound, found.script)

    def views(self) -> list[SkillView]:
        """All of them."""
        return [self.view(key) for key in self._skills]

    def made(self) -> list[str]:
        """Names in the order in which they became known."""
        return [each.name or each.number or "" for each in self._skills.values()]

    def _add(self, skill: SkillSettings) -> str:
        key = skill.number or skill.name.strip().lower()
        self._skills[key] = skill
        for called in (skill.number or "", skill.name.strip().lower()):
            if called:
                self._keys.setdefault(called, key)
        return key
