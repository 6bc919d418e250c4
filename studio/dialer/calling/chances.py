"""Whether a record may be dialled, what stops it, and when nothing does any more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from studio.dialer.calling.cadence import Turn, turns
from studio.dialer.calling.restrictions import NoRestrictions, Restrictions, listed_numbers
from studio.dialer.calling.stops import Stop, Terms, stops, told
from studio.dialer.calling.windows import LAST_TIME
from studio.dialer.records.prospect import Prospect, utc
from studio.dialer.settings.skills import Skill

#: So long after the last rest hours are looked for.
_HORIZON = timedelta(days=9)
#: More changes than any record goes through before it may be dialled.
_MOST_CHANGES = 1000


@dataclass(frozen=True, slots=True)
class Chance:
    """Whether a prospect may be dialled now, all that stops it, and the first instant (UTC) at which nothing does.

    ``next`` is None where none comes within a week of its last rest, or never; why is then among the reasons. A skill that is
    stopped is a reason, but not for ``next``, which says when the record may be dialled if the skill runs.
    """

    may_now: bool
    reasons: list[str]
    next: datetime | None


def explain_chance(
    prospect: Prospect,
    skill: Skill,
    now: datetime,
    unit_zone: str,
    restrictions: Restrictions | None = None,
    agents: Collection[int] | None = None,
) -> Chance:
    """What becomes of a prospect's turn from ``now`` (UTC) on if nothing else happens, by the rules of `CallList.pick`.

    ``unit_zone`` (IANA name) is the zone of the skill's schedule. ``restrictions`` are lists of numbers and records that must
    not be called; ``agents`` the numbers of the skill's agents, None where they aren't known. Suppression scripts are not
    asked, and other records that come first are left aside.
    """
    terms = Terms(skill, unit_zone, restrictions or NoRestrictions(), agents)
    now = utc(now)
    at_once: dict[str, None] = {}
    later: dict[str, datetime] = {}
    chances = []
    for turn in _turns(prospect, terms):
        at_once.update(dict.fromkeys(each.reason for each in stops(prospect, terms, now, turn)))
        when, never = _first(prospect, terms, now, turn)
        if never:
            later.update((each.reason, when) for each in never)
        else:
            chances.append(when)
    found = min(chances, default=None)
    reasons = [] if skill.running else [f"skill {skill.number} is stopped"]
    if found != now:
        reasons += at_once
    if found is None:
        reasons += [
            f"by {told(when, prospect.zones)} {reason}" for reason, when in later.items() if reason not in at_once
        ]
    return Chance(not reasons, reasons, found)


def _turns(prospect: Prospect, terms: Terms) -> list[Turn | None]:
    """The turns any of which will do."""
    cadence = terms.skill.cadence
    if cadence is None:
        return [None]
    listed = listed_numbers(terms.restrictions, prospect, terms.skill.number)
    found: list[Turn | None] = list(turns(prospect, cadence, listed))
    return (found[:1] if cadence.record_request_mode == "Sequential" else found) or [None]


def _first(prospect: Prospect, terms: Terms, now: datetime, turn: Turn | None) -> tuple[datetime, list[Stop]]:
    """The first instant from ``now`` on at which nothing stops this turn; else the one at which something does for good, and what.

    From one instant the next that is looked at is when the longest lasting stop ends, as nothing can be dialled before.
    """
    moment, limit = now, now + _HORIZON
    for _ in range(_MOST_CHANGES):
        found = stops(prospect, terms, moment, turn)
        if not found:
            return moment, []
        holding = [each for each in found if not each.finishes]
        lasting = [each for each in holding if each.until is None]
        if not holding or lasting:
            return moment, lasting or found
        until = max(each.until for each in holding if each.until is not None)
        if until >= LAST_TIME:
            return moment, holding
        if any(each.dated and each.until == until for each in holding):
            limit = until + _HORIZON
        if until > limit:
            break
        moment = until
    return moment, [Stop("no hours of its zones, its skill and its cadence come together within a week")]
