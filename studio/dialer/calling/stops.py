"""What keeps a record from being dialled at a time, in words, and how long it surely does [our choice of words]."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from studio.dialer.calling.attempts import is_spent
from studio.dialer.calling.cadence import Turn, hours_of_step, is_at_its_hours, rested_at, usable
from studio.dialer.calling.restrictions import Restrictions, listed_numbers, suppressed_until
from studio.dialer.calling.windows import LAST_TIME, is_inside, next_opening
from studio.dialer.records.prospect import WAITING, Prospect
from studio.dialer.records.zone_names import zone
from studio.dialer.settings.cadence import Step
from studio.dialer.settings.hours import Window
from studio.dialer.settings.skills import Skill


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing that keeps a record from being dialled, surely until ``until`` (UTC); None where time alone never ends it.

    ``dated`` says that it is a time that was noted, not hours that come again. What ``finishes`` lets the record end as soon
    as nothing else stops it.
    """

    reason: str
    until: datetime | None = None
    dated: bool = False
    finishes: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """By what a record is dialled. ``agents`` are the numbers of the skill's agents, None where they aren't known."""

    skill: Skill
    unit_zone: str
    restrictions: Restrictions
    agents: Collection[int] | None = None


def stops(prospect: Prospect, terms: Terms, now: datetime, turn: Turn | None) -> list[Stop]:
    """All that stops a record at ``now`` (UTC) from being dialled at the number of a turn of its cadence; [] where nothing does.

    Without a cadence ``turn`` is None.
    """
    ended = _end(prospect, terms.skill, now)
    if ended is not None:
        return [ended]
    found = [*_list_stops(prospect, terms.skill, now), *_hours(prospect, terms, now)]
    if _agent_is_gone(prospect, terms, now):
        return [*found, Stop(f"its agent {prospect.agent} is not with skill {terms.skill.number}", finishes=True)]
    until = suppressed_until(terms.restrictions, prospect, terms.skill.number, now)
    if until is not None:
        ever = until >= LAST_TIME
        text = "it is suppressed for good" if ever else f"it is suppressed until {told(until, prospect.zones)}"
        found.append(Stop(text, None if ever else until, dated=True))
    return [*found, *_numbers(prospect, terms, now, turn)]


def told(when: datetime, zones: tuple[str, ...]) -> str:
    """An instant in the first zone of a record, UTC where it has none."""
    name = zones[0] if zones else "UTC"
    try:
        return f"{when.astimezone(zone(name)):%Y-%m-%d %H:%M} {name}"
    except OverflowError:
        return f"{when:%Y-%m-%d %H:%M} UTC"


def _end(prospect: Prospect, skill: Skill, now: datetime) -> Stop | None:
    """Why it is not dialled whatever the hour."""
    if prospect.state == "in play":
        return Stop("it is being dialled, or with an agent")
    if prospect.state == "exhausted" and not is_spent(prospect, skill):
        return Stop("it is exhausted; the skill grants more tries by now, but the dialer has not taken it up again")
    if prospect.state not in WAITING:
        outcome = f", {prospect.outcome}" if prospect.outcome else ""
        return Stop(f"it is {prospect.state}{outcome}")
    if prospect.expires is not None and prospect.expires <= now:
        return Stop(f"it has expired: {told(prospect.expires, prospect.zones)}")
    if not usable(prospect, None):
        return Stop("none of its numbers is left to dial")
    return None


def _list_stops(prospect: Prospect, skill: Skill, now: datetime) -> Iterator[Stop]:
    """Its rest, and whether the skill dials its kind at all."""
    stale = _stale_at(prospect, skill)
    is_callback = stale is not None and now < stale
    if prospect.due is not None and prospect.due > now:
        what = "a callback is agreed for" if is_callback else "it rests until"
        yield Stop(f"{what} {told(prospect.due, prospect.zones)}", prospect.due, dated=True)
    retry = skill.retry
    if is_callback:
        if not retry.load_callbacks:
            yield Stop(f"skill {skill.number} does not dial callbacks", stale, dated=True)
    elif prospect.attempts and not retry.load_non_fresh:
        yield Stop(f"skill {skill.number} does not dial records that were tried before")
    elif not prospect.attempts and not retry.load_fresh:
        yield Stop(f"skill {skill.number} does not dial fresh records")


def _stale_at(prospect: Prospect, skill: Skill) -> datetime | None:
    """When a callback that was not kept becomes a record as any other; None where it is no callback."""
    if prospect.state != "callback" or prospect.due is None:
        return None
    return _later(prospect.due, skill.retry.callback_stale_minutes)


def _later(when: datetime, minutes: int) -> datetime:
    return when if when >= LAST_TIME else when + timedelta(minutes=minutes)


def _agent_is_gone(prospect: Prospect, terms: Terms, now: datetime) -> bool:
    if terms.agents is None or prospect.agent is None or terms.skill.retry.release_agent_specific_calls:
        return False
    stale = _stale_at(prospect, terms.skill)
    return prospect.agent not in terms.agents and (stale is None or now < stale)


def _hours(prospect: Prospect, terms: Terms, now: datetime) -> Iterator[Stop]:
    """The legal hours of its zones, and the skill's schedule."""
    skill, zones = terms.skill, prospect.zones
    if not zones:
        yield Stop("it has no zone")
        return
    reasons = [reason for name in zones for reason in _outside(skill.window_of(name), now, name, skill.number)]
    local = now.astimezone(zone(terms.unit_zone))
    day = skill.schedule.of_day(local.weekday())
    if day is not None and not (day.active and is_inside(day, local)):
        hours = f"from {_clock(day.start)} to {_clock(day.end)}" if day.active else "not at all"
        reasons.append(f"skill {skill.number} calls {hours} on {local:%A}s: it is {local:%H:%M} in {terms.unit_zone}")
    if not reasons:
        return
    opening = next_opening(skill, zones, now, terms.unit_zone)
    yield from (Stop(reason, opening) for reason in reasons)
    if opening is None and all(skill.window_of(name) is not None for name in zones):
        yield Stop("no hours of its zones and its skill come together within a week")


def _outside(window: Window | None, now: datetime, name: str, skill: int) -> Iterator[str]:
    if window is None:
        yield f"skill {skill} does not call in {name}"
        return
    local = now.astimezone(zone(name))
    if is_inside(window, local):
        return
    if window.start <= local.hour * 60 + local.minute < window.end:
        yield f"the last minute of the hours of {name} has begun: no call starts any more"
    else:
        hours = f"{_clock(window.start)} to {_clock(window.end)}"
        yield f"{name} is outside its hours, {hours}: it is {local:%a %H:%M} there"


def _numbers(prospect: Prospect, terms: Terms, now: datetime, turn: Turn | None) -> Iterator[Stop]:
    """Lists of numbers that must not be called, and the cadence."""
    cadence = terms.skill.cadence
    listed = listed_numbers(terms.restrictions, prospect, terms.skill.number)
    all_done = all(each.final or each.number in listed for each in prospect.destinations)
    open_ones = [each for each in usable(prospect, None) if each.number not in listed]
    if not open_ones:
        yield Stop("the numbers that are left must not be called: they are on lists of Do Not Call", finishes=all_done)
    elif cadence is not None and turn is None:
        yield Stop("no number has a turn left in its cadence", finishes=all_done)
    elif cadence is not None and turn is not None:
        step, number = turn
        rested = rested_at(number, cadence)
        if rested > now:
            yield Stop(f"{number.field} rests until {told(rested, prospect.zones)}", rested, dated=True)
        if not is_at_its_hours(step, prospect.zones, now):
            opening = hours_of_step(step, prospect.zones, now)
            yield Stop(f"{number.field} is called {_hours_of(step, prospect, now)} by its cadence", opening)


def _hours_of(step: Step, prospect: Prospect, now: datetime) -> str:
    """The hours of the step that are not now."""
    name = next(each for each in prospect.zones if not is_at_its_hours(step, [each], now))
    weekend = now.astimezone(zone(name)).weekday() >= 5
    window = step.weekends if weekend else step.weekdays
    days = "at weekends" if weekend else "on weekdays"
    if window is None or not window.active:
        return f"not at all {days}"
    return f"from {_clock(window.start)} to {_clock(window.end)} {days}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
