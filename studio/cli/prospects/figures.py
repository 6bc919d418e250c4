"""Counts over everything that a store holds."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from studio.dialer.calling.windows import is_open
from studio.dialer.records.prospect import seconds
from studio.dialer.records.zone_names import zone
from studio.dialer.store.schema import loads, prospects

if TYPE_CHECKING:
    from studio.cli.prospects.asked import Terms
    from studio.dialer.store.store import ProspectStore

_HOURS = 24
_DONE = ("finalized", "checked in")


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour to come: when it begins (in the unit's zone), and how many may be dialled in its middle."""

    begins: datetime
    dialable: int


@dataclass(slots=True)
class StoreFigures:
    """The counts of a store at one time. ``loads`` and ``codes`` are of the load reports that it still has."""

    at: datetime
    total: int = 0
    states: Counter[str] = field(default_factory=Counter)
    skills: dict[int, Counter[str]] = field(default_factory=dict)
    sources: Counter[str] = field(default_factory=Counter)
    zone_sources: Counter[str] = field(default_factory=Counter)
    zones: Counter[str] = field(default_factory=Counter)
    attempts: Counter[int] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    finals: Counter[str] = field(default_factory=Counter)
    loads: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    hours: list[Hour] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """All of them by name; counts with the most first, but for attempts and hours."""
        return {
            "at": self.at.isoformat(),
            "total": self.total,
            "states": dict(self.states.most_common()),
            "skills": {str(number): dict(counts.most_common()) for number, counts in sorted(self.skills.items())},
            "sources": dict(self.sources.most_common()),
            "zone_sources": dict(self.zone_sources.most_common()),
            "zones": dict(self.zones.most_common()),
            "attempts": {str(number): count for number, count in sorted(self.attempts.items())},
            "outcomes": dict(self.outcomes.most_common()),
            "finals": dict(self.finals.most_common()),
            "loads": self.loads,
            "codes": dict(self.codes.most_common()),
            "dialable_by_hour": [{"begins": each.begins.isoformat(), "dialable": each.dialable} for each in self.hours],
        }


def figures_of(store: ProspectStore, terms: Terms, now: datetime) -> StoreFigures:
    """Count everything, in one state of the store. ``terms`` say at which hours who may be dialled."""
    c = prospects.c
    found = StoreFigures(now)
    with store.reading() as connection:
        sets = store.known_zone_sets()
        groups = select(c.skill, c.state, func.count()).group_by(c.skill, c.state)
        for skill, state, count in connection.execute(groups):
            found.skills.setdefault(skill, Counter())[state] += count
            found.states[state] += count
            found.total += count
        for name, count in connection.execute(select(func.min(c.source_name), func.count()).group_by(c.source)):
            found.sources[name] += count
        zones = select(c.zone_source, c.zone_set, func.count()).group_by(c.zone_source, c.zone_set)
        for source, number, count in connection.execute(zones):
            found.zone_sources[source or "none"] += count
            found.zones[" or ".join(sets.get(number, ())) or "none"] += count
        for attempts, count in connection.execute(select(c.attempts, func.count()).group_by(c.attempts)):
            found.attempts[attempts] += count
        outcomes = select(c.outcome, c.state, func.count()).where(c.outcome != "").group_by(c.outcome, c.state)
        for outcome, state, count in connection.execute(outcomes):
            (found.finals if state in _DONE else found.outcomes)[outcome] += count
        for codes in connection.execute(select(loads.c.codes)).scalars():
            found.loads += 1
            found.codes.update(json.loads(codes))
        found.hours = _hours(connection, sets, terms, now)
    return found


def _hours(connection: Any, sets: dict[int, tuple[str, ...]], terms: Terms, now: datetime) -> list[Hour]:
    """Who may be dialled in the coming 24 hours if nothing happens in between: no calls, no loads."""
    c = prospects.c
    moment = seconds(now)
    waiting = c.dialable.is_(True), or_(c.expires.is_(None), c.expires > moment)
    first = now.astimezone(zone(terms.unit_zone)).replace(minute=0, second=0, microsecond=0)
    middles = [first + timedelta(hours=ahead, minutes=30) for ahead in range(_HOURS)]
    rested = select(c.skill, c.zone_set, func.count()).where(*waiting, c.due <= moment).group_by(c.skill, c.zone_set)
    counts: dict[tuple[int, int], list[int]] = {}
    for skill, number, count in connection.execute(rested):
        counts[skill, number] = [count] * _HOURS
    last = seconds(middles[-1])
    later = select(c.skill, c.zone_set, c.due).where(*waiting, c.due > moment, c.due <= last)
    for skill, number, due in connection.execute(later.execution_options(yield_per=10_000)):
        mine = counts.setdefault((skill, number), [0] * _HOURS)
        for hour in range(_first_after(due, middles), _HOURS):
            mine[hour] += 1
    hours = []
    for place, middle in enumerate(middles):
        dialable = sum(
            mine[place]
            for (skill, number), mine in counts.items()
            if mine[place] and is_open(terms.skill(skill), sets.get(number, ()), middle, terms.unit_zone)
        )
        hours.append(Hour(middle.replace(minute=0), dialable))
    return hours


def _first_after(due: float, middles: list[datetime]) -> int:
    return next((place for place, middle in enumerate(middles) if seconds(middle) >= due), _HOURS)
