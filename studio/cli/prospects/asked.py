"""What the commands have in common: the time, a skill, a source, the zones' tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli.prospects.opening import Unusable, fault

if TYPE_CHECKING:
    from studio.dialer.calling.restrictions import Restrictions
    from studio.dialer.settings.skills import Skill
    from studio.dialer.zones.finder import ZoneFinder
    from studio.world.settings import WorldSettings


def moment_of(text: str | None) -> datetime:
    """The time that ``--at`` names, in UTC; without it the real clock's."""
    from studio.dialer.records.dates import read_date, utc_of

    if text is None:
        return datetime.now(UTC)
    found = read_date(text)
    if found is None or not 1900 <= found.clock.year < 9999:
        raise fault("PS004", f"--at {text[:40]!r} is no time", "write it as 2026-05-31T18:00:00Z")
    return utc_of(found, ("UTC",), end_of_day=False)


@dataclass(frozen=True, slots=True)
class Terms:
    """By what prospects are dialled: the skills of a world, the business unit's zone, where zones are looked up, whom the
    world's lists keep from being called, and the agents of skills that have any.

    ``assumed`` says that no world was named: skills then have default settings.
    """

    skills: dict[int, Skill]
    unit_zone: str
    finder: ZoneFinder
    assumed: bool
    restrictions: Restrictions
    agents: dict[int, tuple[int, ...]]

    def skill(self, number: int) -> Skill:
        """The skill with this number; one with default settings where it is unknown."""
        from studio.dialer.settings.skills import Skill

        return self.skills.get(number) or Skill(number=number)


def terms_of(path: Path | None, world: WorldSettings, tables: Tables | None = None) -> Terms:
    """What a world says about dialling."""
    from studio.dialer.records.zone_names import zone_name
    from studio.world.directory.numbers import Numbers

    return Terms(
        skills={each.number: each for each in world.skills},
        unit_zone=zone_name(world.zone) or "UTC",
        finder=finder_of(path, world, tables),
        assumed=path is None,
        restrictions=Numbers(world.directory),
        agents={each.number: each.calling.numbers for each in world.skills if each.calling and each.calling.agents},
    )


def finder_of(path: Path | None, world: WorldSettings, tables: Tables | None = None) -> ZoneFinder:
    """The finder of a world's zones, or of tables that the command line names in place of the world's."""
    from studio.dialer.zones.tables import TableError

    settings, folder = world.zones, path.parent if path is not None else Path()
    if tables is not None:
        changes: dict[str, object] = {}
        if tables.zips is not None:
            changes["zips"] = tables.zips.absolute()
        if tables.cities is not None:
            changes["cities"] = tables.cities.absolute()
        if tables.us_zips:
            changes["us_zips"] = True
        settings = settings.model_copy(update=changes)
    try:
        return settings.build(folder)
    except TableError as wrong:
        raise Unusable(*wrong.findings) from None
    except ValueError as wrong:
        raise fault("ZT003", str(wrong)) from None


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables of places that the command line names."""

    zips: Path | None = None
    cities: Path | None = None
    us_zips: bool = False


#: None of one's own.
NO_TABLES = Tables()


def skill_of(world: WorldSettings, number: int | None, *, from_world: bool) -> Skill:
    """The skill with this number, or the only one of the world; one with default settings where there is no world."""
    from studio.dialer.settings.skills import Skill

    takers = [each for each in world.skills if each.personal_connection]
    if number is None:
        if len(takers) == 1:
            return takers[0]
        known = f"skills of the world: {', '.join(str(each.number) for each in takers)}" if takers else ""
        raise fault("PS005", "which skill? say --skill NUMBER", known)
    for each in world.skills:
        if each.number == number:
            return each
    if from_world:
        known = ", ".join(str(each.number) for each in takers) or "none that takes prospects"
        raise fault("PS005", f"the world has no skill {number}", f"its skills: {known}")
    return Skill(number=number)
