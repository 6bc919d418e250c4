"""The waiting records of a skill as they stand in memory: built from the store, kept in step with it, opened by the hour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from math import inf
from typing import Any

from sqlalchemy import select

from studio.dialer.calling.list_order import ListOrder
from studio.dialer.calling.queue import CALLBACK, FRESH, TRIED, Entry, Queue
from studio.dialer.calling.windows import edges, is_open
from studio.dialer.records.prospect import LIVE, Prospect, seconds, utc
from studio.dialer.settings.skills import Skill
from studio.dialer.store.schema import prospects
from studio.dialer.store.store import ProspectStore

#: What other processes have loaded is looked for so often, in seconds of the dialer's time.
_LOOK_EVERY = 3600.0

# Records that are kept in memory besides.
_MOST_READ = 20_000


class WaitingList:
    """The queue of one skill, and which of its combinations of zones are open.

    What is loaded or removed through the same store object is followed at once, what other processes load within an hour
    of the dialer's time. ``unit_zone`` is the zone of the skill's schedule.
    """

    def __init__(self, store: ProspectStore, skill: Skill, unit_zone: str) -> None:
        self._store = store
        self._unit_zone = unit_zone
        self._skill = skill
        self._order = ListOrder(skill.list_management)
        self._queue: Queue | None = None
        #: Records as they are in the store, or are about to be.
        self.read: dict[int, Prospect] = {}
        self._last_id = 0
        self._looked = 0.0
        self._latest = 0.0
        self._edges = edges(skill)
        self._minute: int | None = None
        self._open: dict[tuple[str, ...], bool] = {}
        self._open_numbers: list[int] = []
        store.watch(self)

    def use(self, skill: Skill) -> None:
        """Go by other settings from now on."""
        self._skill = skill
        self._order = ListOrder(skill.list_management)
        self._edges = edges(skill)
        self._minute = None
        self.lost()

    def changed(self, some: Sequence[Prospect]) -> None:
        """Records were stored."""
        read = self.read
        for each in some:
            if each.id in read:
                if each.state in LIVE:
                    read[each.id] = each
                else:
                    del read[each.id]
        queue = self._queue
        if queue is None:
            return
        mine = self._skill.number
        for each in some:
            self._last_id = max(self._last_id, each.id)
            if each.skill == mine and each.state in LIVE:
                queue.put(self.entry(each))
            elif each.id in queue.entries:
                queue.drop(each.id)

    def keep(self, some: Sequence[Prospect]) -> None:
        """Remember records that were read, as long as nobody else can change them."""
        if len(self.read) > _MOST_READ:
            self.read.clear()
        self.read.update((each.id, each) for each in some)

    def lost(self) -> None:
        """What was stored may have been undone, or replaced as a whole: the list is built anew when it is needed."""
        self._queue = None
        self._minute = None
        self.read.clear()

    def ready(self, now: datetime) -> tuple[Queue, float]:
        """The list in memory, and ``now`` in seconds; built anew where it isn't there, or time goes back."""
        moment = seconds(utc(now))
        queue = self._queue
        if queue is None or moment < self._latest:
            queue = self._queue = self._built()
            self._looked = moment
        elif moment - self._looked >= _LOOK_EVERY:
            self._looked = moment
            if self._store.is_shared:
                for entry in self._entries_after(self._last_id):
                    queue.put(entry)
        self._latest = moment
        return queue, moment

    def _built(self) -> Queue:
        queue = Queue()
        self._last_id = 0
        queue.fill(list(self._entries_after(0)))
        return queue

    def _entries_after(self, last: int) -> Iterator[Entry]:
        c = prospects.c
        fields = [c.fields] if self._order.needs_fields else []
        columns = [c.id, c.zone_set, c.due, c.expires, c.state, c.attempts, c.priority, c.created, c.dialable, *fields]
        query = select(*columns).where(c.skill == self._skill.number, c.state.in_(LIVE), c.id > last)
        with self._store.reading() as connection:
            for row in connection.execute(query.order_by(c.id)):
                self._last_id = max(self._last_id, row[0])
                yield self._made(*(row if fields else (*row, "")))

    def entry(self, each: Prospect) -> Entry:
        """A record as the list has it."""
        return self._made(
            each.id,
            self._store.zone_set(each.zones),
            seconds(each.due) if each.due is not None else 0.0,
            None if each.expires is None else seconds(each.expires),
            each.state,
            each.attempts,
            each.priority,
            seconds(each.created),
            each.is_dialable,
            each.fields,
        )

    def _made(
        self,
        number: int,
        zone_set: int,
        due: float,
        expires: float | None,
        state: str,
        made: int,
        priority: bool,
        created: float,
        dialable: bool,
        fields: Any,
    ) -> Entry:
        kind = CALLBACK if state == "callback" else TRIED if made else FRESH
        retry = self._skill.retry
        loads = (retry.load_fresh, retry.load_non_fresh, retry.load_callbacks)[kind]
        return Entry(
            number,
            zone_set,
            self._order.key(number, kind == CALLBACK, priority, created, made, fields),
            due,
            inf if expires is None else expires,
            kind,
            made == 0,
            state == "ready",
            dialable and loads,
        )

    def open_sets(self, now: datetime) -> list[int]:
        """The numbers of the zone combinations whose prospects may be dialled at ``now``; found once a minute.

        Combinations that another process has stored are looked for every quarter of an hour.
        """
        now = utc(now)
        minute = int(now.timestamp()) // 60
        sets = self._store.zone_sets.remembered
        if minute == self._minute and len(self._open) == len(sets):
            return self._open_numbers
        if len(self._open) == len(sets) and sets and self._is_same_until(minute):
            self._minute = minute
            return self._open_numbers
        if minute % 15 == 0 or not sets:
            sets = self._store.known_zone_sets()
        if minute != self._minute:
            self._minute = minute
            self._open.clear()
        for zones in sets.values():
            if zones not in self._open:
                self._open[zones] = is_open(self._skill, zones, now, self._unit_zone)
        self._open_numbers = [number for number, zones in sets.items() if self._open[zones]]
        return self._open_numbers

    def _is_same_until(self, minute: int) -> bool:
        """Whether nothing can have opened or shut since the minute that was looked at last."""
        last = self._minute
        if last is None or not last < minute < last + 15:
            return False
        return not any(each % 15 in self._edges for each in range(last + 1, minute + 1))
