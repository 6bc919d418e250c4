"""Whether a record may be dialled at a minute, by a rule that shares nothing with the dialer; and records to ask it of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from studio.dialer.records.prospect import Prospect
from studio.dialer.settings.skills import Skill

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass
class Lists:
    """Numbers that must not be called, and spans of time in which every record is suppressed."""

    listed: frozenset[str] = frozenset()
    suppressed: list[tuple[datetime, datetime]] = field(default_factory=list)

    def is_listed(self, number: str, skill: int) -> bool:
        """As the dialer asks."""
        return number in self.listed

    def suppressed_until(self, values: Sequence[str], skill: int, now: datetime) -> datetime | None:
        """As the dialer asks."""
        return max((end for start, end in self.suppressed if start <= now < end), default=None)

    def list_number(self, number: str, skill: int | None) -> None:
        """Nothing is listed."""


@dataclass
class Situation:
    """A record, and all by which it is dialled."""

    prospect: Prospect
    skill: Skill
    now: datetime
    unit_zone: str = "America/New_York"
    lists: Lists = field(default_factory=Lists)
    agents: frozenset[int] | None = None

    def minutes(self, days: int) -> list[datetime]:
        """Now, all full minutes of the days after it, and the noted times among them, in order."""
        start, end = self.now.replace(second=0, microsecond=0), self.now + timedelta(days=days)
        noted = [self.prospect.due, *(each[1] for each in self.lists.suppressed)]
        if self.skill.cadence is not None:
            rest = timedelta(minutes=self.skill.cadence.destination_retry_rest_minutes)
            noted += [each.last_attempt + rest for each in self.prospect.destinations if each.last_attempt]
        every = (start + timedelta(minutes=each) for each in range(days * 1440))
        return sorted({self.now, *(each for each in (*every, *noted) if each and self.now < each < end)})

    def may(self, at: datetime) -> bool:
        """Whether the record may be dialled at a time, if the skill runs."""
        one, skill = self.prospect, self.skill
        callback = one.state == "callback"
        stale = callback and one.due and at >= one.due + timedelta(minutes=skill.retry.callback_stale_minutes)
        callback = callback and not stale
        kinds = (
            skill.retry.load_callbacks if callback
            else skill.retry.load_non_fresh if one.attempts
            else skill.retry.load_fresh
        )  # fmt: skip
        gone = one.agent is not None and not stale and self.agents is not None and one.agent not in self.agents
        return (
            one.state in ("fresh", "ready", "resting", "callback")
            and kinds
            and not (one.due and at < one.due)
            and not (one.expires and at >= one.expires)
            and not (gone and not skill.retry.release_agent_specific_calls)
            and not any(start <= at < end for start, end in self.lists.suppressed)
            and self._hours(at)
            and self._number(at)
        )

    def _hours(self, at: datetime) -> bool:
        skill = self.skill
        unit = at.astimezone(ZoneInfo(self.unit_zone))
        windows: list[tuple[Any, datetime]] = [(getattr(skill.schedule, DAYS[unit.weekday()]), unit)]
        for name in self.prospect.zones:
            window = skill.zones.get(name)
            if window is None and skill.only_listed_zones:
                return False
            windows.append((window or skill.window, at.astimezone(ZoneInfo(name))))
        return bool(self.prospect.zones) and all(window is None or _within(window, local) for window, local in windows)

    def _number(self, at: datetime) -> bool:
        """Whether a number has its turn: attempts are handed to the steps pass by pass, and the first pass with a step open counts."""
        cadence = self.skill.cadence
        numbers = {
            each.field: each
            for each in self.prospect.destinations
            if each.kind == "Phone" and not each.final and each.number not in self.lists.listed
        }
        if cadence is None:
            return bool(numbers)
        left = {each.field: each.attempts for each in self.prospect.destinations}
        for name, most in cadence.maximum_attempts.items():
            if left.get(name, 0) >= most:
                numbers.pop(name, None)
        for _ in range(1 if cadence.attempt_mode == "Single Pass" else 12):
            waiting = []
            for step in cadence.steps:
                had = min(left.get(step.field, 0), step.attempts)
                left[step.field] = left.get(step.field, 0) - had
                if had < step.attempts and step.field in numbers:
                    waiting.append(step)
            if waiting:
                asked = waiting[:1] if cadence.record_request_mode == "Sequential" else waiting
                rest = timedelta(minutes=cadence.destination_retry_rest_minutes)
                return any(self._step(step, numbers[step.field].last_attempt, rest, at) for step in asked)
        return False

    def _step(self, step: Any, last: datetime | None, rest: timedelta, at: datetime) -> bool:
        if last is not None and at < last + rest:
            return False
        for name in self.prospect.zones:
            local = at.astimezone(ZoneInfo(name))
            window = step.weekends if local.weekday() in (5, 6) else step.weekdays
            if window is not None and not _within(window, local):
                return False
        return True


def _within(window: Any, local: datetime) -> bool:
    minute = local.hour * 60 + local.minute
    end = window.end if window.end == 1440 else window.end - 1
    return bool(window.active) and window.start <= minute < end


#: A Monday noon in New York.
MONDAY = datetime(2026, 6, 15, 16, tzinfo=UTC)
