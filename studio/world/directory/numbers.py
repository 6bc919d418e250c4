"""Numbers that must not be called: suppressed contacts, and groups of the Do Not Call list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from studio.dialer.records.phones import read_phone
from studio.runtime.ports.directory import Verdict
from studio.world.directory.settings import DirectorySettings

# Lists that nobody has stated: of one skill, and of all. No group of a world file is called so.
_OF_SKILL, _OF_ALL = "\0skill {}", "\0all"
_EVER = datetime(9999, 12, 31, tzinfo=UTC)


class Numbers:
    """The lists, and what scripts have put on them."""

    def __init__(self, settings: DirectorySettings) -> None:
        self._settings = settings
        #: Numbers in one form by the folded name of their group.
        self.groups: dict[str, dict[str, None]] = {
            each.group.lower(): dict.fromkeys(_plain(number) or number for number in each.numbers)
            for each in settings.do_not_call
        }

    def suppressed(self, value: str, skill: str, now: datetime) -> bool:
        """True if a value stands on the list of suppressed contacts at ``now``, for all skills or for this one.

        Without a skill entries for all skills count alone [choice].
        """
        return self._suppressed_until([value], skill.strip(), now) is not None

    def listed(self, number: str, skill: str, now: datetime) -> bool:
        """True if a skill may not call a number at ``now``: it stands in a group that the skill keeps to.

        Numbers don't leave their groups by themselves here, so ``now`` has no effect [choice].
        """
        plain = _plain(number)
        return plain is not None and bool(skill.strip()) and self._bars(plain, skill.strip())

    def look_up(self, number: str, skill: str = "", group: str = "") -> Verdict:
        """ "" if a number must not be called; else NotOnDNC, InvalidPhoneNumber or InvalidSkillOrGroup.

        Without a skill and a group all groups are asked [choice].
        """
        plain = _plain(number)
        if plain is None:
            return "InvalidPhoneNumber", f"{number!r} is no phone number"
        groups = self._groups(skill, group)
        if not groups:
            return "InvalidSkillOrGroup", "there is no such skill or group"
        if any(plain in self.groups[each] for each in groups) or (
            not group.strip() and self._is_listed_so(plain, skill)
        ):
            return "", ""
        return "NotOnDNC", ""

    def _is_listed_so(self, number: str, skill: str) -> bool:
        own = [group for group in self.groups if group.startswith("\0skill ")]
        asked = [_OF_SKILL.format(skill.strip())] if skill.strip() else own
        return any(number in self.groups.get(group, ()) for group in (_OF_ALL, *asked))

    def add(self, number: str, skill: str) -> Verdict:
        """Put a number on the list that a skill adds to; Error where that can't be."""
        plain = _plain(number)
        if plain is None:
            return "Error", f"{number!r} is no phone number"
        groups = self._groups(skill, "") if skill.strip() else []
        if not groups:
            return "Error", f"the skill {skill!r} adds to no list"
        for each in groups:
            self.groups[each][plain] = None
        return "", ""

    def is_listed(self, number: str, skill: int) -> bool:
        """Whether the dialer must not call a number (E.164) for a skill.

        Lists without skills count for every skill [choice].
        """
        return bool(self.groups) and self._bars(number, str(skill))

    def list_number(self, number: str, skill: int | None) -> None:
        """Put a number on the lists that a skill adds to; where there is none, or for all skills, on one of its own [choice]."""
        groups = self._groups(str(skill), "") if skill is not None else []
        for group in groups or [_OF_ALL if skill is None else _OF_SKILL.format(skill)]:
            self.groups.setdefault(group, {})[number] = None

    def suppressed_until(self, values: Sequence[str], skill: int, now: datetime) -> datetime | None:
        """Until when (UTC) a record with one of these values is suppressed for a skill; None where it isn't.

        One without an end lasts to the end of time.
        """
        return self._suppressed_until(values, str(skill), now)

    def _suppressed_until(self, values: Sequence[str], skill: str, now: datetime) -> datetime | None:
        ends = [
            each.end or _EVER
            for each in self._settings.suppressed
            if (not each.skills or skill in each.skills)
            and (each.start is None or each.start <= now)
            and (each.end is None or now < each.end)
            and any(_same(each.value, value) for value in values)
        ]
        return max(ends, default=None)

    def _bars(self, number: str, skill: str) -> bool:
        """Whether a list that a skill keeps to has a number; lists without skills are kept by every one [choice]."""
        kept = [each.group.lower() for each in self._settings.do_not_call if not each.skills or skill in each.skills]
        return any(number in self.groups.get(group, ()) for group in (_OF_ALL, _OF_SKILL.format(skill), *kept))

    def _groups(self, skill: str, group: str) -> list[str]:
        wanted, named = skill.strip().lower(), group.strip().lower()
        return [
            each.group.lower()
            for each in self._settings.do_not_call
            if named in ("", each.group.lower())
            and (not wanted or wanted in (number.lower() for number in each.skills))
        ]


def _plain(number: str) -> str | None:
    """A number in its one form; None if it is none."""
    found = read_phone(number)
    return found.number if found is not None else None


def _same(stated: str, asked: str) -> bool:
    """Equal as texts, or as phone numbers however they are written [choice]."""
    if stated.strip().lower() == asked.strip().lower():
        return True
    plain = _plain(stated)
    return plain is not None and plain == _plain(asked)
