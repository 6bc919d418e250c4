"""The records of one skill that wait to be dialled, in memory: counted and picked without reading them.

The store is the truth. This list follows what is stored through the same store object, and may lag behind what other
processes do; so a record that is picked is read anew before it is dialled.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from math import inf
from typing import Any

#: What a record is to the list.
FRESH, TRIED, CALLBACK = 0, 1, 2


@dataclass(slots=True)
class Entry:
    """One record. ``key`` puts records in list order; ``due`` and ``expires`` are seconds since 1970.

    ``kind`` is FRESH, TRIED or CALLBACK; ``fresh`` and ``ready`` say whether it counts so; ``waits`` whether it may be dialled
    at all; ``rested`` whether its rest is over as far as the list has noticed.
    """

    id: int
    zone_set: int
    key: tuple[Any, ...]
    due: float
    expires: float
    kind: int
    fresh: bool
    ready: bool
    waits: bool
    rested: bool = False


@dataclass(slots=True)
class _Group:
    """The waiting records of one combination of zones: those that rest by when they have rested, the others in order."""

    resting: list[tuple[float, int, Entry]] = field(default_factory=list)
    rested: list[tuple[tuple[Any, ...], int, Entry]] = field(default_factory=list)
    expiring: list[tuple[float, int, Entry]] = field(default_factory=list)
    count: int = 0


class Queue:
    """The entries by combination of zones. Entries that were replaced stay in the heaps until they come up."""

    def __init__(self) -> None:
        self.entries: dict[int, Entry] = {}
        self.fresh = 0
        self.ready = 0
        self.callbacks = 0
        self._groups: dict[int, _Group] = {}
        # Two entries of one record may stand in a heap; this tells them apart.
        self._sequence = 0

    def fill(self, entries: list[Entry]) -> None:
        """Take many entries at once; the list must be empty."""
        for entry in entries:
            self.entries[entry.id] = entry
            self._count(entry, 1)
            if entry.waits:
                self._sequence += 1
                group = self._groups.setdefault(entry.zone_set, _Group())
                group.resting.append((entry.due, self._sequence, entry))
                if entry.expires < inf:
                    group.expiring.append((entry.expires, self._sequence, entry))
        for group in self._groups.values():
            heapify(group.resting)
            heapify(group.expiring)

    def put(self, entry: Entry) -> None:
        """Take an entry in, in place of the one with its number."""
        self.drop(entry.id)
        self.entries[entry.id] = entry
        self._count(entry, 1)
        if entry.waits:
            self._sequence += 1
            group = self._groups.setdefault(entry.zone_set, _Group())
            heappush(group.resting, (entry.due, self._sequence, entry))
            if entry.expires < inf:
                heappush(group.expiring, (entry.expires, self._sequence, entry))

    def drop(self, number: int) -> None:
        """Have no entry with this number."""
        entry = self.entries.pop(number, None)
        if entry is not None:
            self._count(entry, -1)
            if entry.rested:
                self._groups[entry.zone_set].count -= 1
                entry.rested = False

    def put_off(self, entry: Entry, due: float) -> None:
        """Have an entry that came up rest until a time."""
        if entry.rested:
            self._groups[entry.zone_set].count -= 1
        entry.rested, entry.due = False, due
        self._sequence += 1
        heappush(self._groups[entry.zone_set].resting, (due, self._sequence, entry))

    def available(self, sets: list[int], now: float) -> int:
        """How many of these combinations of zones have rested and not expired at ``now``."""
        groups = self._groups
        total = 0
        for number in sets:
            group = groups.get(number)
            if group is not None:
                self._advance(group, now)
                total += group.count
        return total

    def first(self, sets: list[int], now: float) -> Generator[Entry]:
        """The entries that may be dialled, in list order. They stay in the list; it must not change meanwhile."""
        heads: list[tuple[tuple[Any, ...], int, _Group, Entry]] = []
        for number in sets:
            group = self._groups.get(number)
            if group is not None:
                self._advance(group, now)
                self._push_head(heads, number, group)
        taken: list[tuple[_Group, tuple[tuple[Any, ...], int, Entry]]] = []
        try:
            while heads:
                _, number, group, entry = heappop(heads)
                taken.append((group, heappop(group.rested)))
                self._push_head(heads, number, group)
                yield entry
        finally:
            for group, each in taken:
                heappush(group.rested, each)

    def next_due(self) -> Iterator[tuple[int, float]]:
        """For every combination of zones the earliest time at which one of its records has rested."""
        for number, group in self._groups.items():
            if group.count:
                yield number, 0.0
                continue
            while group.resting and not self._is_current(group.resting[0][2], False):
                heappop(group.resting)
            if group.resting:
                yield number, group.resting[0][0]

    def _push_head(self, heads: list[Any], number: int, group: _Group) -> None:
        rested = group.rested
        while rested and not self._is_current(rested[0][2], True):
            heappop(rested)
        if rested:
            heappush(heads, (rested[0][0], number, group, rested[0][2]))

    def _advance(self, group: _Group, now: float) -> None:
        """Notice whose rest is over, and who has expired."""
        resting, entries = group.resting, self.entries
        while resting and resting[0][0] <= now:
            _, _, entry = heappop(resting)
            if entries.get(entry.id) is entry and not entry.rested and entry.due <= now:
                entry.rested = True
                group.count += 1
                self._sequence += 1
                heappush(group.rested, (entry.key, self._sequence, entry))
        expiring = group.expiring
        while expiring and expiring[0][0] <= now:
            _, _, entry = heappop(expiring)
            if entries.get(entry.id) is entry:
                if entry.rested:
                    group.count -= 1
                # It counts as fresh or ready until it is finalized, but isn't dialled any more.
                entry.rested, entry.due = False, inf

    def _is_current(self, entry: Entry, rested: bool) -> bool:
        return self.entries.get(entry.id) is entry and entry.rested is rested

    def _count(self, entry: Entry, by: int) -> None:
        self.fresh += by * entry.fresh
        self.ready += by * entry.ready
        self.callbacks += by * (entry.kind == CALLBACK)
