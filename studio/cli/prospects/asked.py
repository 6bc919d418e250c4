"""What the commands have in common: the time, a skill, a source, the zones' tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from studio.cli.prospects.opening import fault

if TYPE_CHECKING:
    from studio.dialer.settings.skills import Skill
    from studio.dialer.settings.sources import Source
    from studio.world.settings import WorldSettings


def moment_of(text: str | None) -> datetime:
    """The time that ``--at`` names, in UTC; without it the real clock's."""
    from studio.dialer.records.dates import read_date, utc_of

    if text is None:
        return datetime.now(UTC)
    found = read_date(text)
    if found is None:
        raise fault("PS004", f"--at {text[:40]!r} is no time", "write it as 2026-05-31T18:00:00Z")
    return utc_of(found, ("UTC",), end_of_day=False)


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


def source_of(world: WorldSettings, name: str | None, *, from_world: bool) -> Source:
    """The source of this name, or the only one of the world; a new one without a map where there is no world."""
    from studio.dialer.settings.sources import Source, folded

    known = ", ".join(each.name for each in world.sources) or "none"
    if name is None:
        if len(world.sources) == 1:
            return world.sources[0]
        hint = f"sources of the world: {known}" if from_world else "any name: it groups the records of one origin"
        raise fault("PS006", "which source? say --source NAME", hint)
    for each in world.sources:
        if folded(each.name) == folded(name):
            return each
    if from_world:
        raise fault("PS006", f"the world has no source {name[:60]!r}", f"its sources: {known}")
    if not name.strip() or len(name.strip()) > 255:
        raise fault("PS006", "a source's name has 1 to 255 characters")
    return Source.model_validate({"name": name.strip()})
