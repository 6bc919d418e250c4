"""When a prospect may be dialled: the skill's schedule and the legal hours of every zone that it may be in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from studio.dialer.records.zone_names import zone
from studio.dialer.settings.hours import MINUTES_OF_DAY, Window
from studio.dialer.settings.skills import Skill

#: A window's last minute hands out nothing more, so that no call begins as the window shuts [our choice].
LAST_MINUTES = 1

#: Nothing opens any more from then on, as dates end soon after.
LAST_TIME = datetime(9999, 1, 1, tzinfo=UTC)

_DAYS_AHEAD = 9
_QUARTER = 15
_MINUTE = timedelta(minutes=1)


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


def edges(skill: Skill) -> frozenset[int]:
    """At which minutes of a quarter of an hour, in any zone, it may change whether a skill is open.

    Zones are whole quarters of an hour apart, so these are the same in all of them.
    """
    days = [each for day in range(7) if (each := skill.schedule.of_day(day)) is not None]
    windows = [skill.window, *skill.zones.values(), *days]
    found = {0}
    for each in windows:
        found |= {each.start % _QUARTER, each.end % _QUARTER, (each.end - LAST_MINUTES) % _QUARTER}
    return frozenset(found)


def next_opening(skill: Skill, zones: Iterable[str], now: datetime, unit_zone: str) -> datetime | None:
    """The first instant (UTC) from ``now`` on at which a prospect in ``zones`` may be dialled.

    None where none comes within the next week.
    """
    names = tuple(zones)
    if now >= LAST_TIME:
        return None
    if is_open(skill, names, now, unit_zone):
        return now
    starts: set[datetime] = set()
    for name in {*names, unit_zone}:
        window = skill.window_of(name)
        minutes = set() if window is None else {window.start}
        if name == unit_zone:
            days = (skill.schedule.of_day(each) for each in range(7))
            minutes |= {0 if day is None else day.start for day in days}
        starts |= turns_of_clock(name, minutes, now)
    return next((when for when in sorted(starts) if is_open(skill, names, when, unit_zone)), None)


def turns_of_clock(name: str, minutes: Iterable[int], now: datetime) -> set[datetime]:
    """The instants (UTC) after ``now``, for a week and a day, at which the clocks of a zone show one of these minutes of the
    day, or are put forward or back. Only then can hours begin that are stated in minutes of that zone's day.
    """
    rules, found = zone(name), set()
    today = now.astimezone(rules).date()
    wanted = [time(minute // 60, minute % 60) for minute in minutes]
    midnight = _instant(today, time(), rules)
    for ahead in range(_DAYS_AHEAD):
        day = today + timedelta(days=ahead)
        found |= {_instant(day, each, rules) for each in wanted}
        next_midnight = _instant(day + timedelta(days=1), time(), rules)
        if midnight.astimezone(rules).utcoffset() != next_midnight.astimezone(rules).utcoffset():
            found.add(_change(midnight, next_midnight, rules))
            # The same time of the day may come twice.
            found |= {_instant(day, each.replace(fold=1), rules) for each in wanted}
        midnight = next_midnight
    return {each for each in found if each > now}


def is_inside(window: Window, local: datetime) -> bool:
    """Whether a local time lies in a window, its last minute aside."""
    minute = local.hour * 60 + local.minute
    last = window.end if window.end == MINUTES_OF_DAY else window.end - LAST_MINUTES
    return window.start <= minute < last


def _instant(day: date, at: time, rules: ZoneInfo) -> datetime:
    return datetime.combine(day, at, rules).astimezone(UTC)


def _change(early: datetime, late: datetime, rules: ZoneInfo) -> datetime:
    """The minute between two instants at which a zone's clocks are changed."""
    before = early.astimezone(rules).utcoffset()
    while late - early > _MINUTE:
        middle = early + (late - early) // _MINUTE // 2 * _MINUTE
        if middle.astimezone(rules).utcoffset() == before:
            early = middle
        else:
            late = middle
    return late
