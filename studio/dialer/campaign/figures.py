"""What a campaign has come to: the counts of one skill, as plain data that can be added up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar

_Key = TypeVar("_Key", str, int)
#: Members that are one number.
_NUMBERS = ("attempts", "connects", "exhausted", "abandoned", "empty_minutes", "talk_seconds")
#: Members that count by name.
_COUNTS = ("outcomes", "finals", "signals", "check_ins", "loads")


@dataclass(slots=True)
class Day:
    """One calendar day of the business unit's zone."""

    attempts: int = 0
    connects: int = 0
    finals: int = 0

    def as_json(self) -> dict[str, int]:
        """Its three counts by name."""
        return {"attempts": self.attempts, "connects": self.connects, "finals": self.finals}


@dataclass(slots=True)
class Figures:
    """The counts of one skill since its world began [our choice].

    ``attempts`` are counted when they are dialled, what comes of them when they end. ``connects`` are attempts at which
    somebody was spoken to, ``abandoned`` those at which somebody answered and no agent was free. ``outcomes`` counts attempts
    by the name of their outcome, ``finals`` finalized records by the outcome that did it, ``exhausted`` those whose tries were
    used up. ``signals`` counts those to the brain: ``GetContacts``, ``SkillChanged``, and ``again`` for what was sent
    again. ``check_ins`` counts ``delivered``, ``retried`` and ``parked`` ones, ``loads`` rows by ResultCode.
    ``empty_minutes`` are minutes inside the hours at which agents were free and nothing was there to dial; ``talk_seconds``
    is how long agents had somebody on the line. ``by_day`` has one entry for each day since the first, ``by_hour`` counts
    attempts by the hour of the record's own zone.
    """

    skill: int
    attempts: int = 0
    connects: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    finals: dict[str, int] = field(default_factory=dict)
    exhausted: int = 0
    abandoned: int = 0
    signals: dict[str, int] = field(default_factory=dict)
    check_ins: dict[str, int] = field(default_factory=dict)
    loads: dict[str, int] = field(default_factory=dict)
    empty_minutes: int = 0
    talk_seconds: int = 0
    by_day: list[Day] = field(default_factory=list)
    by_hour: dict[int, int] = field(default_factory=dict)

    def add(self, other: Figures) -> None:
        """Add the counts of another run, or of another part of the same, day by day."""
        for name in _NUMBERS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in _COUNTS:
            count_all(getattr(self, name), getattr(other, name))
        count_all(self.by_hour, other.by_hour)
        for number, theirs in enumerate(other.by_day):
            ours = self.day(number)
            ours.attempts += theirs.attempts
            ours.connects += theirs.connects
            ours.finals += theirs.finals

    def day(self, number: int) -> Day:
        """The counts of a day, from 0."""
        while len(self.by_day) <= number:
            self.by_day.append(Day())
        return self.by_day[number]

    def as_json(self) -> dict[str, Any]:
        """All of it as plain data, names in order; hours are texts, as members of JSON are."""
        return {
            "skill": self.skill,
            **{name: getattr(self, name) for name in _NUMBERS},
            **{name: dict(sorted(getattr(self, name).items())) for name in _COUNTS},
            "by_day": [each.as_json() for each in self.by_day],
            "by_hour": {str(hour): count for hour, count in sorted(self.by_hour.items())},
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Figures:
        """The figures that :meth:`as_json` gave."""
        found = cls(data["skill"])
        for name in _NUMBERS:
            setattr(found, name, data[name])
        for name in _COUNTS:
            setattr(found, name, dict(data[name]))
        found.by_day = [Day(**each) for each in data["by_day"]]
        found.by_hour = {int(hour): number for hour, number in data["by_hour"].items()}
        return found


def count(counts: dict[_Key, int], name: _Key, more: int = 1) -> None:
    """Count one more of a name."""
    counts[name] = counts.get(name, 0) + more


def count_all(counts: dict[_Key, int], others: dict[_Key, int]) -> None:
    """Add counts by name."""
    for name, number in others.items():
        count(counts, name, number)
