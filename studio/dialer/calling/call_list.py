"""The calling list of a skill: what the dialer asks of the store as it works through its prospects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, case, func, or_, select, true

from studio.dialer.calling.windows import is_open, next_opening
from studio.dialer.records.prospect import LIVE, WAITING, Prospect, State, instant, seconds, utc
from studio.dialer.settings.skills import Skill
from studio.dialer.store.schema import prospects
from studio.dialer.store.store import ProspectStore


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts that a skill's thresholds speak of [our choice of meaning].

    ``fresh``: not finished with, never tried. ``available``: may be dialled now. ``ready``: handed to pacing.
    """

    fresh: int
    available: int
    ready: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended. ``final`` ends the prospect, ``number_final`` only the number that was dialled.

    ``callback`` (UTC) is when to try again where that was agreed, ``agent`` the only one who shall do it; else the skill's
    rest applies. ``classification`` is the platform's number, 0 for none; ``connected`` says that somebody was spoken to.
    """

    name: str
    final: bool = False
    number_final: bool = False
    callback: datetime | None = None
    classification: int = 0
    connected: bool = False
    agent: int | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call: to whom, how it ends, from when (UTC) to when."""

    prospect: Prospect
    outcome: Outcome
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """An attempt that is over: at which number (E.164), how, and when (UTC).

    ``prospect`` is the record as it was when the attempt began, or its number in the store where it has to be read anew.
    """

    prospect: Prospect | int
    number: str
    outcome: Outcome
    at: datetime


class CallList:
    """One skill's prospects, in list order: those with priority first, then as they were created.

    ``unit_zone`` (IANA name) is the zone of the skill's schedule. Instants are UTC.
    """

    def __init__(self, store: ProspectStore, skill: Skill, unit_zone: str = "America/New_York") -> None:
        self.store = store
        self.skill = skill
        self.unit_zone = unit_zone
        self._minute: object = None
        self._open: dict[tuple[str, ...], bool] = {}

    def counts(self, now: datetime) -> Counts:
        """The three counts at ``now``."""
        with self.store.transaction() as connection:
            values = self._values(now)
            fresh, ready, available = connection.execute(_COUNTS, values).one()
            return Counts(int(fresh or 0), int(available or 0), int(ready or 0))

    def pick(self, now: datetime, most: int = 1) -> list[Prospect]:
        """The next prospects that may be dialled at ``now``, at most ``most``; nothing is changed by it.

        A prospect may be dialled while every zone that it may be in is inside its hours, its rest is over and
        it has not expired. Those handed to pacing come with the others.
        """
        with self.store.transaction() as connection:
            numbers = connection.execute(_NEXT, self._values(now, most)).scalars().all()
            return self._read(list(numbers))

    def hand_to_pacing(self, now: datetime, most: int) -> int:
        """Make the next fresh or rested prospects ready; how many."""
        with self.store.transaction() as connection:
            numbers = connection.execute(_NEXT_UNREADY, self._values(now, most)).scalars().all()
            changed = self._read(list(numbers))
            for each in changed:
                each.state, each.modified = "ready", utc(now)
            self.store.touch(changed)
            return len(changed)

    def take_back_stale(self, now: datetime) -> int:
        """Take those that were too long in pacing back into the list; how many."""
        limit = seconds(utc(now) - timedelta(minutes=self.skill.retry.stale_minutes))
        c = prospects.c
        query = select(c.id).where(c.skill == self.skill.number, c.state == "ready", c.modified <= limit)
        with self.store.transaction() as connection:
            changed = self._read(list(connection.execute(query.order_by(c.id)).scalars()))
            for each in changed:
                each.state = "resting" if each.attempts else "fresh"
                each.modified = utc(now)
            self.store.touch(changed)
            return len(changed)

    def start_attempt(self, prospect: Prospect, now: datetime) -> str:
        """Put a prospect that was just picked in play, count the attempt, and say which number (E.164) is dialled."""
        number = _dial(prospect, utc(now))
        self.store.touch([prospect])
        return number

    def record_attempt(self, prospect_id: int, number: str, outcome: Outcome, now: datetime) -> Prospect:
        """Note how the attempt at ``number`` (E.164) ended, and what becomes of the prospect: as it then stands.

        The record is read anew, as it may have been updated while it was in play. Final outcomes finalize it; so
        does the last number's end, and the limit of attempts where the skill says so; else it rests.
        """
        with self.store.transaction():
            prospect = self._known(prospect_id)
            self._settle(prospect, number, outcome, utc(now))
            self.store.touch([prospect])
            return prospect

    def attempt(self, prospect: Prospect, outcome: Outcome, start: datetime, end: datetime) -> str:
        """An attempt from start to end at once, at a prospect that was just picked: the number (E.164) dialled.

        As `start_attempt` and `record_attempt` one after the other, but written in one go.
        """
        number = _dial(prospect, utc(start))
        self._settle(prospect, number, outcome, utc(end))
        self.store.touch([prospect])
        return number

    def start_all(self, starts: Sequence[tuple[Prospect, datetime]]) -> list[str]:
        """Put prospects that were just picked in play, as `start_attempt` does, written together: the numbers dialled."""
        numbers = [_dial(prospect, utc(at)) for prospect, at in starts]
        self.store.touch([prospect for prospect, _ in starts])
        return numbers

    def settle_all(self, ended: Sequence[Ended]) -> list[Prospect]:
        """Note how attempts ended, as `record_attempt` does, written together: the prospects as they then stand."""
        with self.store.transaction():
            unread = [each.prospect for each in ended if isinstance(each.prospect, int)]
            read = {each.id: each for each in self.store.by_ids(unread)} if unread else {}
            found = []
            for each in ended:
                prospect = read[each.prospect] if isinstance(each.prospect, int) else each.prospect
                self._settle(prospect, each.number, each.outcome, utc(each.at))
                found.append(prospect)
            self.store.touch(found)
            return found

    def attempt_all(self, attempts: Sequence[Attempt]) -> None:
        """Several attempts at different prospects that were just picked, written together."""
        for each in attempts:
            number = _dial(each.prospect, utc(each.start))
            self._settle(each.prospect, number, each.outcome, utc(each.end))
        self.store.touch([each.prospect for each in attempts])

    def is_open(self, now: datetime) -> bool:
        """Whether any prospect's zones are inside their hours; with no prospects yet, the business unit's zone."""
        if self._open_sets(now):
            return True
        return not self.store.zone_sets.remembered and is_open(self.skill, [self.unit_zone], now, self.unit_zone)

    def finalize(self, prospect_id: int, outcome: str, now: datetime) -> Prospect:
        """End a prospect's life in the dialer, whatever state it is in; nothing happens to one that has
        ended.
        """
        return self._change(prospect_id, now, "finalized", outcome, LIVE)

    def mark_checked_in(self, prospect_id: int, now: datetime) -> Prospect:
        """Note that a finalized prospect was given back to its lead source."""
        return self._change(prospect_id, now, "checked in", None, ("finalized",))

    def remove(self, prospect_id: int, now: datetime) -> Prospect:
        """Take a prospect out of the dialer; loaded again it begins anew."""
        return self._change(prospect_id, now, "removed", None, (*LIVE, "finalized"))

    def finalize_expired(self, now: datetime) -> list[Prospect]:
        """Finalize every prospect of the skill that has expired and is not in play."""
        c = prospects.c
        query = (
            select(c.id)
            .where(c.skill == self.skill.number, c.state.in_((*WAITING, "exhausted")))
            .where(c.expires <= seconds(utc(now)))
            .order_by(c.id)
        )
        with self.store.transaction() as connection:
            changed = self._read(list(connection.execute(query).scalars()))
            for each in changed:
                each.outcome, each.modified = "Expired", utc(now)
                _end(each, "finalized")
            self.store.touch(changed)
            return changed

    def awaiting_check_in(self, most: int = 500) -> list[Prospect]:
        """Finalized prospects of the skill whose check-in is still to come, the oldest numbers first."""
        c = prospects.c
        query = select(c.id).where(c.skill == self.skill.number, c.state == "finalized").order_by(c.id).limit(most)
        with self.store.transaction() as connection:
            return self._read(list(connection.execute(query).scalars()))

    def next_chance(self, now: datetime) -> datetime | None:
        """The first instant from ``now`` on at which a prospect may be dialled if nothing else happens.

        None where none comes within a week of its rest's end.
        """
        c = prospects.c
        moment = seconds(utc(now))
        query = (
            select(c.zone_set, func.min(c.due))
            .where(c.skill == self.skill.number, c.dialable.is_(True))
            .where(or_(c.expires.is_(None), c.expires > moment))
            .group_by(c.zone_set)
        )
        chances = []
        with self.store.transaction() as connection:
            sets = self.store.known_zone_sets()
            for number, due in connection.execute(query):
                rested = instant(max(due, moment)) or now
                opening = next_opening(self.skill, sets[number], rested, self.unit_zone)
                if opening is not None:
                    chances.append(opening)
        return min(chances, default=None)

    def _values(self, now: datetime, most: int = 0) -> dict[str, Any]:
        """The values of the queries that follow the clock."""
        return {
            "of_skill": self.skill.number,
            "open_sets": self._open_sets(now),
            "moment": seconds(utc(now)),
            "most": max(most, 0),
        }

    def _open_sets(self, now: datetime) -> list[int]:
        """The numbers of the zone combinations whose prospects may be dialled at ``now``; found once a minute.

        Combinations that another process has stored are looked for every quarter of an hour.
        """
        now = utc(now)
        minute = now.replace(second=0, microsecond=0)
        sets = self.store.zone_sets.remembered
        if minute != self._minute:
            self._minute = minute
            self._open.clear()
            if minute.minute % 15 == 0 or not sets:
                sets = self.store.known_zone_sets()
        found = []
        for number, zones in sets.items():
            known = self._open.get(zones)
            if known is None:
                known = self._open[zones] = is_open(self.skill, zones, now, self.unit_zone)
            if known:
                found.append(number)
        return found

    def _read(self, numbers: list[int]) -> list[Prospect]:
        found = {each.id: each for each in self.store.by_ids(numbers)}
        return [found[number] for number in numbers]

    def _settle(self, prospect: Prospect, number: str, outcome: Outcome, now: datetime) -> None:
        """What an attempt's outcome makes of a prospect."""
        for each in prospect.destinations:
            if each.number == number:
                each.final = each.final or outcome.number_final
        prospect.outcome, prospect.classification = outcome.name[:100], outcome.classification
        prospect.live_answers += outcome.connected
        prospect.modified = now
        retry = self.skill.retry
        if prospect.leaving:
            prospect.state, prospect.due, prospect.leaving = "removed", None, False
        elif outcome.final or prospect.next_number() is None:
            _end(prospect, "finalized")
        elif prospect.attempts >= retry.maximum_attempts:
            _end(prospect, "finalized" if retry.finalize_when_exhausted else "exhausted")
        elif outcome.callback is not None:
            prospect.state, prospect.due = "callback", utc(outcome.callback)
            prospect.callbacks += 1
            prospect.agent = outcome.agent if outcome.agent is not None else prospect.agent
        else:
            prospect.state, prospect.due = "resting", now + timedelta(minutes=retry.minimum_retry_minutes)

    def _known(self, number: int) -> Prospect:
        found = self.store.by_ids([number])
        if not found:
            raise KeyError(f"there is no prospect {number}")
        return found[0]

    def _change(
        self, number: int, now: datetime, state: State, outcome: str | None, allowed: tuple[State, ...]
    ) -> Prospect:
        with self.store.transaction():
            prospect = self._known(number)
            if prospect.state in allowed:
                prospect.outcome = prospect.outcome if outcome is None else outcome[:100]
                prospect.modified = utc(now)
                if state == "finalized":
                    _end(prospect, state)
                else:
                    prospect.state, prospect.due = state, None
                self.store.touch([prospect])
            return prospect


_C = prospects.c
_MINE = _C.skill == bindparam("of_skill")
_NOW_DIALABLE = and_(
    _C.dialable.is_(True),
    _C.zone_set.in_(bindparam("open_sets", expanding=True)),
    _C.due <= bindparam("moment"),
    or_(_C.expires.is_(None), _C.expires > bindparam("moment")),
)
# One pass over the index of the queue.
_COUNTS = select(
    func.sum(case((and_(_C.state.in_(LIVE), _C.attempts == 0), 1), else_=0)),
    func.sum(case((_C.state == "ready", 1), else_=0)),
    func.sum(case((_NOW_DIALABLE, 1), else_=0)),
).where(_MINE)
_NEXT_UNREADY, _NEXT = (
    select(_C.id)
    .where(_MINE, _NOW_DIALABLE, condition)
    .order_by(_C.priority.desc(), _C.created, _C.id)
    .limit(bindparam("most"))
    for condition in (_C.state != "ready", true())
)


def _dial(prospect: Prospect, now: datetime) -> str:
    number = prospect.next_number()
    if number is None:
        raise ValueError(f"prospect {prospect.id} has no number to dial")
    number.attempts += 1
    number.last_attempt = now
    prospect.attempts += 1
    prospect.state = "in play"
    prospect.last_attempt = prospect.modified = now
    prospect.due = None
    return number.number


def _end(prospect: Prospect, state: State) -> None:
    prospect.state, prospect.due = state, None
    if state == "finalized":
        prospect.finalizations += 1
