"""When a prospect may be dialled: the skill's schedule and the legal hours of every zone that it may be in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from studio.dialer.records.zone_names import zone
from studio.dialer.settings.hours import MINUTES_OF_DAY, Window
from studio.dialer.settings.skills import Skill

#: A window's last minute hands out nothing more, so that no call begins as the window shuts [our choice].
LAST_MINUTES = 1

_WHOLE_DAY = Window(start=0, end=MINUTES_OF_DAY)
_DAYS_AHEAD = 9


def is_open(skill: Skill, zones: Iterable[str], now: datetime, unit_zone: str) -> bool:
    """Whether a prospect in ``zones`` (IANA names) may be dialled at ``now``.

    Every zone that it may be in must be inside its hours, and the skill inside its schedule, which is kept in
    ``unit_zone``, the business unit's. A prospect without a zone is never dialled.
    """
    local = now.astimezone(zone(unit_zone))
    day = skill.schedule.of_day(local.weekday())
    if day is not None and not (day.active and is_inside(day, local)):
        return False
    known = False
    for name in zones:
        window = skill.window_of(name)
        if window is None or not is_inside(window, now.astimezone(zone(name))):
            return False
        known = True
    return known


def next_opening(skill: Skill, zones: Iterable[str], now: datetime, unit_zone: str) -> datetime | None:
    """The first instant (UTC) from ``now`` on at which a prospect in ``zones`` may be dialled.

    None where none comes within the next week.
    """
    names = tuple(zones)
    if is_open(skill, names, now, unit_zone):
        return now
    starts = set()
    for name in {*names, unit_zone}:
        for when in _starts(skill, name, now, unit_zone):
            if when > now:
                starts.add(when)
    return next((when for when in sorted(starts) if is_open(skill, names, when, unit_zone)), None)


def is_inside(window: Window, local: datetime) -> bool:
    """Whether a local time lies in a window, its last minute aside."""
    minute = local.hour * 60 + local.minute
    last = window.end if window.end == MINUTES_OF_DAY else window.end - LAST_MINUTES
    return window.start <= minute < last


def _starts(skill: Skill, name: str, now: datetime, unit_zone: str) -> Iterable[datetime]:
    """Every beginning of a window of this zone, and of the schedule in the unit's zone, in the coming week."""
    today = now.astimezone(zone(name)).date()
    window = skill.window_of(name)
    for ahead in range(_DAYS_AHEAD):
        day = today + timedelta(days=ahead)
        if window is not None:
            yield _instant(day, window.start, name)
        if name == unit_zone:
            yield _instant(day, (skill.schedule.of_day(day.weekday()) or _WHOLE_DAY).start, name)


def _instant(day: date, minute: int, name: str) -> datetime:
    if minute == MINUTES_OF_DAY:
        day, minute = day + timedelta(days=1), 0
    return datetime.combine(day, time(minute // 60, minute % 60), zone(name)).astimezone(UTC)
