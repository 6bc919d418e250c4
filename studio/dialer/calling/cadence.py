"""Which number of a record is dialled next: by the fewest attempts, or by the steps of a cadence [our choice]."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from studio.dialer.calling.windows import LAST_TIME, is_inside, turns_of_clock
from studio.dialer.records.prospect import Destination, Prospect
from studio.dialer.records.zone_names import zone
from studio.dialer.settings.cadence import CadenceSettings, Step

#: A step of a cadence, and the number that is dialled by it.
Turn = tuple[Step, Destination]

#: Before anything that was ever dialled.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def usable(prospect: Prospect, cadence: CadenceSettings | None) -> list[Destination]:
    """The numbers that may ever be dialled again: those to call that are neither finished nor at their limit."""
    found = [each for each in prospect.destinations if each.kind == "Phone" and not each.final]
    if cadence is None:
        return found
    limits = {name.lower(): most for name, most in cadence.maximum_attempts.items()}
    named = {each.field.lower() for each in cadence.steps}
    return [
        each
        for each in found
        if each.field.lower() in named and each.attempts < limits.get(each.field.lower(), each.attempts + 1)
    ]


def next_destination(
    prospect: Prospect, cadence: CadenceSettings | None, now: datetime, barred: frozenset[str] = frozenset()
) -> Destination | None:
    """The number to dial at ``now``, or None where none may be. ``barred`` numbers (E.164) count as finished."""
    if cadence is None:
        open_ones = [each for each in usable(prospect, None) if each.number not in barred]
        return min(open_ones, key=_attempts, default=None)
    for step, number in turns(prospect, cadence, barred):
        if rested_at(number, cadence) <= now and is_at_its_hours(step, prospect.zones, now):
            return number
        if cadence.record_request_mode == "Sequential":
            return None
    return None


def first_rested(prospect: Prospect, cadence: CadenceSettings | None) -> datetime | None:
    """When the first of the numbers whose turn it is has rested (UTC); None where no number has a turn any more."""
    if cadence is None:
        return LONG_AGO if usable(prospect, None) else None
    times = (rested_at(number, cadence) for _, number in turns(prospect, cadence, frozenset()))
    return next(times, None) if cadence.record_request_mode == "Sequential" else min(times, default=None)


def rested_at(number: Destination, cadence: CadenceSettings) -> datetime:
    """When a number may be dialled again as far as its own rest goes (UTC)."""
    if number.last_attempt is None:
        return LONG_AGO
    return number.last_attempt + timedelta(minutes=cadence.destination_retry_rest_minutes)


def next_hours(
    prospect: Prospect, cadence: CadenceSettings, now: datetime, barred: frozenset[str] = frozenset()
) -> datetime:
    """Until when (UTC) no number may be dialled, where at ``now`` none may: rests and the steps' own hours decide.

    A week ahead where no number has a turn, or its hours don't come.
    """
    found = []
    for step, number in turns(prospect, cadence, barred):
        rested = rested_at(number, cadence)
        found.append(rested if rested > now else hours_of_step(step, prospect.zones, now))
        if cadence.record_request_mode == "Sequential":
            break
    return min((each for each in found if each is not None), default=now + _WEEK)


_WEEK = timedelta(days=7)


def turns(prospect: Prospect, cadence: CadenceSettings, barred: frozenset[str]) -> Iterator[Turn]:
    """The steps that are left of the pass at hand, with their numbers.

    Which are done follows from the attempts that every field's number has had: passes are gone through from the first on.
    """
    numbers = {each.field.lower(): each for each in usable(prospect, cadence) if each.number not in barred}
    made = {each.field.lower(): each.attempts for each in prospect.destinations}
    for _ in range(max(1, 1 + sum(made.values())) if cadence.attempt_mode == "Repeat" else 1):
        left: list[Turn] = []
        for step in cadence.steps:
            field = step.field.lower()
            done = min(step.attempts, made.get(field, 0))
            made[field] = made.get(field, 0) - done
            if done < step.attempts and field in numbers:
                left.append((step, numbers[field]))
        if left:
            yield from left
            return


def is_at_its_hours(step: Step, zones: Iterable[str], now: datetime) -> bool:
    """Whether ``now`` is inside the step's own hours, in every zone that the record may be in."""
    for name in zones:
        local = now.astimezone(zone(name))
        window = step.weekends if local.weekday() >= 5 else step.weekdays
        if window is not None and not (window.active and is_inside(window, local)):
            return False
    return True


def hours_of_step(step: Step, zones: Iterable[str], now: datetime) -> datetime | None:
    """The first instant (UTC) from ``now`` on that is inside the step's own hours; None where none is within the next week."""
    names = tuple(zones)
    if now >= LAST_TIME:
        return None
    if is_at_its_hours(step, names, now):
        return now
    minutes = {0, *(each.start for each in (step.weekdays, step.weekends) if each is not None)}
    starts: set[datetime] = set()
    for name in names:
        starts |= turns_of_clock(name, minutes, now)
    return next((when for when in sorted(starts) if is_at_its_hours(step, names, when)), None)


def _attempts(each: Destination) -> int:
    return each.attempts
