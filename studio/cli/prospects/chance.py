"""What stands between a prospect and its next call, in words, and when that is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from studio.dialer.calling.windows import is_open, next_opening
from studio.dialer.records.prospect import WAITING, Prospect
from studio.dialer.records.zone_names import zone
from studio.dialer.settings.skills import Skill


@dataclass(frozen=True, slots=True)
class Chance:
    """Whether a prospect may be dialled now, what stops it, and the first instant (UTC) at which nothing does.

    ``next`` is None where none comes within a week of its rest's end, or never.
    """

    may_now: bool
    reasons: list[str]
    next: datetime | None


def chance_of(prospect: Prospect, skill: Skill, now: datetime, unit_zone: str) -> Chance:
    """What the dialer would say of a prospect at ``now`` (UTC) if nothing else happens."""
    ended = _ended(prospect, now)
    if ended:
        return Chance(False, ended, None)
    reasons = []
    if not skill.running:
        reasons.append(f"skill {skill.number} is stopped")
    rested = now
    if prospect.due is not None and prospect.due > now:
        what = "a callback is agreed for" if prospect.state == "callback" else "it rests until"
        reasons.append(f"{what} {_local(prospect.due, prospect.zones)}")
        rested = prospect.due
    if not prospect.zones:
        return Chance(False, [*reasons, "it has no zone"], None)
    reasons += [
        f"{name} is outside its hours: it is {now.astimezone(zone(name)):%a %H:%M} there"
        for name in prospect.zones
        if not is_open(skill, [name], now, name) and not _only_schedule(skill, name, now)
    ]
    local = now.astimezone(zone(unit_zone))
    day = skill.schedule.of_day(local.weekday())
    if day is not None and not (day.active and day.start <= local.hour * 60 + local.minute < day.end):
        reasons.append(f"skill {skill.number} does not call at {local:%a %H:%M}")
    opening = next_opening(skill, prospect.zones, rested, unit_zone)
    if opening is not None and prospect.expires is not None and opening >= prospect.expires:
        reasons.append(f"it expires before that: {_local(prospect.expires, prospect.zones)}")
        opening = None
    elif opening is None:
        reasons.append("no hours of its zones and its skill come together within a week")
    may_now = not reasons and is_open(skill, prospect.zones, now, unit_zone)
    if not reasons and not may_now:
        reasons.append("the last minute of its hours has begun: no call starts any more")
    return Chance(may_now, reasons, now if may_now else opening)


def _ended(prospect: Prospect, now: datetime) -> list[str]:
    """Why it is not dialled whatever the hour."""
    if prospect.state == "in play":
        return ["it is being dialled, or with an agent"]
    if prospect.state not in WAITING:
        outcome = f", {prospect.outcome}" if prospect.outcome else ""
        return [f"it is {prospect.state}{outcome}"]
    if prospect.expires is not None and prospect.expires <= now:
        return [f"it expired: {_local(prospect.expires, prospect.zones)}"]
    if prospect.next_number() is None:
        return ["none of its numbers is left to dial"]
    return []


def _only_schedule(skill: Skill, name: str, now: datetime) -> bool:
    """Whether a zone is inside its own hours, so that only the skill's schedule would close it."""
    window = skill.window_of(name)
    local = now.astimezone(zone(name))
    return window is not None and window.start <= local.hour * 60 + local.minute < window.end


def _local(when: datetime, zones: tuple[str, ...]) -> str:
    name = zones[0] if zones else "UTC"
    return f"{when.astimezone(zone(name)):%Y-%m-%d %H:%M} {name}"
