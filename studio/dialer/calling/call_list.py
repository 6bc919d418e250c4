"""The calling list of a skill: what the dialer asks of the store as it works through its prospects."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from math import inf

from sqlalchemy import select

from studio.dialer.calling import attempts
from studio.dialer.calling.cadence import next_destination, next_hours
from studio.dialer.calling.outcome import Ended, Outcome
from studio.dialer.calling.queue import Entry, Queue
from studio.dialer.calling.restrictions import NoRestrictions, Restrictions, listed_numbers, suppressed_until
from studio.dialer.calling.waiting import WaitingList
from studio.dialer.calling.windows import is_open, next_opening
from studio.dialer.records.prospect import LIVE, WAITING, Destination, Prospect, State, instant, seconds, utc
from studio.dialer.settings.skills import Skill
from studio.dialer.store.history import Happening
from studio.dialer.store.schema import prospects
from studio.dialer.store.store import ProspectStore

#: Records that are read together with those that are wanted, where nobody else can change them.
READ_AHEAD = 100


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts that a skill's thresholds speak of [our choice of meaning].

    ``fresh``: not finished with, never tried. ``available``: may be dialled now. ``ready``: handed to pacing.
    """

    fresh: int
    available: int
    ready: int


class CallList:
    """One skill's prospects, in list order: callbacks that are due, those with priority, the others as they were created.

    The records that wait are kept in memory beside the store (`WaitingList`), and read anew before they are dialled.
    ``unit_zone`` (IANA name) is the zone of the skill's schedule. ``restrictions`` are asked
    before a number is dialled; ``agents`` are the numbers of the skill's agents, None where they aren't known. Instants are UTC.
    """

    def __init__(
        self,
        store: ProspectStore,
        skill: Skill,
        unit_zone: str = "America/New_York",
        restrictions: Restrictions | None = None,
        agents: Sequence[int] | None = None,
    ) -> None:
        self.store = store
        self.unit_zone = unit_zone
        self.restrictions: Restrictions = restrictions or NoRestrictions()
        self._agents = None if agents is None else set(agents)
        self._skill = skill
        self._waiting = WaitingList(store, skill, unit_zone)
        self._refused: list[Prospect] = []

    @property
    def skill(self) -> Skill:
        """The skill, as its settings are now."""
        return self._skill

    @skill.setter
    def skill(self, skill: Skill) -> None:
        self._skill = skill
        self._waiting.use(skill)

    # ----------------------------------------------------------------------------------------- what is asked
    def counts(self, now: datetime) -> Counts:
        """The three counts at ``now``. Hours of a cadence's steps are seen only when a record's turn comes."""
        queue, moment = self._waiting.ready(now)
        return Counts(queue.fresh, queue.available(self._waiting.open_sets(now), moment), queue.ready)

    def pick(self, now: datetime, most: int = 1) -> list[Prospect]:
        """The next prospects that may be dialled at ``now``, at most ``most``.

        A prospect may be dialled while every zone that it may be in is inside its hours, its rest is over, it has not
        expired, and a number of it has its turn. Those handed to pacing come with the others. Nothing is changed by it,
        but that records which must not be called at all are finalized, and suppressed ones wait.
        """
        return self._pick(now, most, None)

    def take_refused(self) -> list[Prospect]:
        """Records that were finalized as their turn came, since this was last asked: listed ones, those of an agent who is gone."""
        found, self._refused = self._refused, []
        return found

    def number_of(self, prospect: Prospect, now: datetime) -> Destination | None:
        """The number of a record that is to be dialled at ``now``, None where none may be."""
        return next_destination(prospect, self._skill.cadence, utc(now), self._listed(prospect))

    def may_dial(self, prospect: Prospect, at: datetime) -> bool:
        """Whether a record that was picked some time ago, or that is dialled only in a while, may be dialled ``at`` that time."""
        at = utc(at)
        return (
            prospect.is_dialable
            and (prospect.due is None or prospect.due <= at)
            and (prospect.expires is None or at < prospect.expires)
            and is_open(self._skill, prospect.zones, at, self.unit_zone)
            and self.number_of(prospect, at) is not None
        )

    def is_open(self, now: datetime) -> bool:
        """Whether any prospect's zones are inside their hours; with no prospects yet, the business unit's zone."""
        if self._waiting.open_sets(now):
            return True
        skill = self._skill
        return not self.store.zone_sets.remembered and is_open(skill, [self.unit_zone], now, self.unit_zone)

    def next_chance(self, now: datetime) -> datetime | None:
        """The first instant from ``now`` on at which a prospect may be dialled if nothing else happens.

        None where none comes within a week of its rest's end.
        """
        queue, moment = self._waiting.ready(now)
        self._waiting.open_sets(now)
        sets = self.store.known_zone_sets()
        queue.available(list(sets), moment)
        chances = []
        for number, due in queue.next_due():
            rested = instant(max(due, moment)) if due < inf else None
            if rested is not None and number in sets:
                opening = next_opening(self._skill, sets[number], rested, self.unit_zone)
                if opening is not None:
                    chances.append(opening)
        return min(chances, default=None)

    # --------------------------------------------------------------------------------------------- attempts
    def start_attempt(self, prospect: Prospect, now: datetime) -> str:
        """Put a prospect that was just picked in play, count the attempt, and say which number (E.164) is dialled."""
        return self.start_all([(prospect, now)])[0]

    def start_all(self, starts: Sequence[tuple[Prospect, datetime]]) -> list[str]:
        """Put prospects that were just picked in play, as `start_attempt` does, written together: the numbers dialled."""
        numbers = [self._begin(prospect, utc(at)) for prospect, at in starts]
        self.store.touch_later([prospect for prospect, _ in starts])
        return numbers

    def record_attempt(self, prospect_id: int, number: str, outcome: Outcome, now: datetime) -> Prospect:
        """Note how the attempt at ``number`` (E.164) ended, and what becomes of the prospect: as it then stands.

        The record is read anew, as it may have been updated while it was in play.
        """
        with self.store.transaction():
            known = self._known(prospect_id)
            return self.settle_all([Ended(prospect_id, number, outcome, now)])[0] or known

    def settle_all(self, ended: Sequence[Ended]) -> list[Prospect | None]:
        """Note how attempts ended, as `record_attempt` does, written together: the prospects as they then stand.

        None stands for one that is not in the store any more. One that has been taken out of play meanwhile stays as it is.
        """
        unread = [each.prospect for each in ended if isinstance(each.prospect, int)]
        if unread or self.store.is_shared:
            with self.store.transaction():
                return self._settle_all(ended, {each.id: each for each in self.store.by_ids(unread)} if unread else {})
        return self._settle_all(ended, {})

    def attempt(self, prospect: Prospect, outcome: Outcome, start: datetime, end: datetime) -> str:
        """An attempt from start to end at once, at a prospect that was just picked: the number (E.164) dialled.

        As `start_attempt` and `record_attempt` one after the other, but written in one go.
        """
        number = self._begin(prospect, utc(start))
        self.settle_all([Ended(prospect, number, outcome, end)])
        return number

    # --------------------------------------------------------------------------------------------- the list
    def hand_to_pacing(self, now: datetime, most: int) -> int:
        """Make the next fresh or rested prospects ready; how many."""
        changed = self._pick(now, most, False)
        for each in changed:
            each.state, each.modified = "ready", utc(now)
        self.store.touch_later(changed)
        return len(changed)

    def take_back_stale(self, now: datetime) -> int:
        """Take those that were too long in pacing, and callbacks that were not kept, back into the list; how many."""
        queue, _ = self._waiting.ready(now)
        retry, moment = self._skill.retry, utc(now)
        if not (queue.ready or queue.callbacks):
            return 0
        c = prospects.c
        ready = (c.state == "ready") & (c.modified <= seconds(moment - timedelta(minutes=retry.stale_minutes)))
        late = (c.state == "callback") & (c.due <= seconds(moment - timedelta(minutes=retry.callback_stale_minutes)))
        query = select(c.id).where(c.skill == self._skill.number, ready | late).order_by(c.id)
        with self.store.transaction() as connection:
            changed = self._read(list(connection.execute(query).scalars()))
            for each in changed:
                if each.state == "callback":
                    each.agent, each.due = None, None
                each.state = "resting" if each.attempts else "fresh"
                each.modified = moment
            self.store.touch(changed)
            return len(changed)

    def grant_again(self, now: datetime) -> int:
        """Have exhausted records go on that the skill's settings grant more attempts by now; how many."""
        c = prospects.c
        query = select(c.id).where(c.skill == self._skill.number, c.state == "exhausted").order_by(c.id)
        with self.store.transaction() as connection:
            changed = []
            for each in self._read(list(connection.execute(query).scalars())):
                if not attempts.is_spent(each, self._skill):
                    each.state, each.modified = "resting", utc(now)
                    changed.append(each)
            self.store.touch(changed)
            return len(changed)

    def finalize(self, prospect_id: int, outcome: str, now: datetime, classification: int = 0) -> Prospect:
        """End a prospect's life in the dialer, whatever state it is in; nothing happens to one that has
        ended.
        """
        return self._change(prospect_id, now, "finalized", outcome, LIVE, classification)

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
            .where(c.skill == self._skill.number, c.state.in_((*WAITING, "exhausted")))
            .where(c.expires <= seconds(utc(now)))
            .order_by(c.id)
        )
        with self.store.transaction() as connection:
            changed = self._read(list(connection.execute(query).scalars()))
            return self._finalize_all(changed, "Expired", utc(now))

    def awaiting_check_in(self, most: int = 500) -> list[Prospect]:
        """Finalized prospects of the skill whose check-in is still to come, the oldest numbers first."""
        c = prospects.c
        query = select(c.id).where(c.skill == self._skill.number, c.state == "finalized").order_by(c.id).limit(most)
        with self.store.reading() as connection:
            return self._read(list(connection.execute(query).scalars()))

    # ----------------------------------------------------------------------------------------------- inside
    def _pick(self, now: datetime, most: int, ready: bool | None) -> list[Prospect]:
        """The next records; with ``ready`` False only those that pacing doesn't have."""
        good: set[int] = set()
        read = self._waiting.read
        if self.store.is_shared:
            read.clear()  # others may have changed them
        while most > 0:
            queue, moment = self._waiting.ready(now)
            with closing(queue.first(self._waiting.open_sets(now), moment)) as entries:
                wanted = (each for each in entries if ready is None or each.ready is ready)
                first = list(islice(wanted, most))
                missing = [each.id for each in first if each.id not in read]
                if missing and not self.store.is_shared:
                    missing += [each.id for each in islice(wanted, READ_AHEAD) if each.id not in read]
            if missing:
                self._waiting.keep(self.store.by_ids(missing))
            doubtful = [each for each in first if each.id not in good]
            if not doubtful:
                return [read[each.id] for each in first]
            good |= {each.id for each in doubtful if self._may(each, read.get(each.id), now, queue)}
        return []

    def _may(self, entry: Entry, prospect: Prospect | None, now: datetime, queue: Queue) -> bool:
        """Whether a record that came up may be dialled, now that it was read; else the list is put right."""
        if prospect is None:
            queue.drop(entry.id)
            return False
        if self.store.is_shared:
            known = self._waiting.entry(prospect)
            due, moment = known.due, seconds(utc(now))
            if not (known.waits and known.zone_set == entry.zone_set and due <= moment < known.expires):
                queue.put(known)
                return False
        if self._agents is not None and prospect.agent is not None and prospect.agent not in self._agents:
            if not self._skill.retry.release_agent_specific_calls:
                self._refused += self._finalize_all([prospect], "Agent Removed", utc(now))
                return False
            prospect.agent = None
        return not self._is_restricted(entry, prospect, now, queue)

    def _is_restricted(self, entry: Entry, prospect: Prospect, now: datetime, queue: Queue) -> bool:
        skill = self._skill
        until = suppressed_until(self.restrictions, prospect, skill.number, utc(now))
        if until is not None:
            queue.put_off(entry, seconds(until))
            return True
        if self.number_of(prospect, now) is not None:
            return False
        listed = self._listed(prospect)
        if all(each.final or each.number in listed for each in prospect.destinations):
            self._refused += self._finalize_all([prospect], "Do Not Call", utc(now))
        elif skill.cadence is not None:
            queue.put_off(entry, seconds(next_hours(prospect, skill.cadence, utc(now), listed)))
        else:
            queue.drop(entry.id)
        return True

    def _listed(self, prospect: Prospect) -> frozenset[str]:
        return listed_numbers(self.restrictions, prospect, self._skill.number)

    def _begin(self, prospect: Prospect, now: datetime) -> str:
        number = self.number_of(prospect, now)
        if number is None:
            raise ValueError(f"prospect {prospect.id} has no number to dial")
        attempts.begin(prospect, number, now)
        return number.number

    def free_in_play(self, now: datetime) -> int:
        """Let prospects rest that another run has left in play, as its calls are over whatever came of them; how many."""
        c = prospects.c
        query = select(c.id).where(c.skill == self._skill.number, c.state == "in play").order_by(c.id)
        with self.store.transaction() as connection:
            changed = self._read(list(connection.execute(query).scalars()))
            for each in changed:
                attempts.settle(each, "", Outcome(each.outcome or "Interrupted"), utc(now), self._skill)
            self.store.touch(changed)
            return len(changed)

    def _settle_all(self, ended: Sequence[Ended], read: dict[int, Prospect]) -> list[Prospect | None]:
        found = [read.get(each.prospect) if isinstance(each.prospect, int) else each.prospect for each in ended]
        changed, happenings = [], []
        for prospect, each in zip(found, ended, strict=True):
            if prospect is None or prospect.state != "in play":
                continue
            recent = self._recent(prospect, each)
            attempts.settle(prospect, each.number, each.outcome, utc(each.at), self._skill, recent)
            self._list_number(each)
            changed.append(prospect)
            happenings.append(self._happening(prospect, each))
        self.store.touch_later(changed, happenings)
        return found

    def _list_number(self, ended: Ended) -> None:
        """Put the number of somebody who must not be called again on the list [documented: classifications 3 and 4]."""
        if ended.outcome.classification in (3, 4):
            self.restrictions.list_number(
                ended.number, self._skill.number if ended.outcome.classification == 3 else None
            )

    def _happening(self, prospect: Prospect, ended: Ended) -> Happening:
        detail = prospect.state if prospect.due is None else f"{prospect.state} until {prospect.due:%Y-%m-%d %H:%M} UTC"
        started = prospect.last_attempt or utc(ended.at)
        return Happening(prospect.id, started, "attempt", ended.number, ended.outcome.name, self._skill.number, detail)

    def _recent(self, prospect: Prospect, ended: Ended) -> list[datetime]:
        """The attempts at a record within the sliding window, this one included; only where the skill has such a limit."""
        retry = self._skill.retry
        if not retry.restricted_calling_max_attempts or not retry.restricted_calling_minutes:
            return []
        since = utc(ended.at) - timedelta(minutes=retry.restricted_calling_minutes)
        made = [one.at for one in self.store.history.of(prospect.id, 20) if one.event == "attempt"]
        return [at for at in (*made, prospect.last_attempt or utc(ended.at)) if at > since]

    def _finalize_all(self, some: Sequence[Prospect], outcome: str, now: datetime) -> list[Prospect]:
        for each in some:
            each.outcome, each.classification, each.modified = outcome, 0, now
            attempts.end(each, "finalized")
        self.store.touch(some)
        self.store.history.add(
            *(Happening(each.id, now, "finalized", "", outcome, self._skill.number) for each in some)
        )
        return list(some)

    def _read(self, numbers: list[int]) -> list[Prospect]:
        found = {each.id: each for each in self.store.by_ids(numbers)}
        return [found[number] for number in numbers]

    def _known(self, number: int) -> Prospect:
        found = self.store.by_ids([number])
        if not found:
            raise KeyError(f"there is no prospect {number}")
        return found[0]

    def _change(
        self,
        number: int,
        now: datetime,
        state: State,
        outcome: str | None,
        allowed: tuple[State, ...],
        classification: int = 0,
    ) -> Prospect:
        with self.store.transaction():
            prospect = self._known(number)
            if prospect.state in allowed:
                if outcome is not None:
                    prospect.outcome, prospect.classification = outcome[:100], classification
                prospect.modified = utc(now)
                attempts.end(prospect, state)
                self.store.touch([prospect])
                self.store.history.add(
                    Happening(prospect.id, utc(now), state, "", prospect.outcome, self._skill.number)
                )
            return prospect


__all__ = ["CallList", "Counts", "Ended", "Outcome"]
