"""The prospect store: what the dialer holds, in SQLite or PostgreSQL through SQLAlchemy Core."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ARRAY, Connection, Row, Text, bindparam, delete, func, select, true, update

from studio.dialer.records.prospect import LIVE, Destination, Prospect, instant, seconds
from studio.dialer.settings.sources import folded
from studio.dialer.store.bulk import change_many, insert_many
from studio.dialer.store.database import Database
from studio.dialer.store.engines import FAILURES, reason
from studio.dialer.store.history import Happening, History
from studio.dialer.store.schema import destinations, prospects
from studio.dialer.store.zone_sets import ZoneSets
from studio.memory_databases import is_memory

# Bound parameters of one statement at most, well below the least limit of the databases.
_AT_ONCE = 500


class Watcher(Protocol):
    """Who keeps in step with what is stored through one store object."""

    def changed(self, some: Sequence[Prospect]) -> None:
        """Prospects were stored, new or anew."""
        ...

    def lost(self) -> None:
        """What was stored may have been undone, or replaced as a whole."""
        ...


class ProspectStore:
    """Prospects by (source, external ID), with their numbers.

    ``url`` is SQLAlchemy's: ``sqlite://`` for memory, ``sqlite:///path`` for a file, ``postgresql://host/name``.
    The database is opened at first use. ``busy_seconds`` is how long one that another process writes to is
    waited for. ValueError for a URL of something else; methods raise SQLAlchemy's errors, and ValueError where a
    newer program made the database. A store is one process's; several of them share a database by short
    transactions.
    """

    def __init__(self, url: str = "sqlite://", busy_seconds: float = 2.0) -> None:
        self.database = Database(url, busy_seconds)
        self.history = History(self.database)
        self.zone_sets = ZoneSets()
        self._watchers: list[Watcher] = []
        self._later: dict[int, Prospect] = {}
        self._happened: list[Happening] = []
        self.database.before = self.flush

    def watch(self, watcher: Watcher) -> None:
        """Have somebody told from now on."""
        self._watchers.append(watcher)

    @property
    def is_shared(self) -> bool:
        """Whether other processes may use the database: it is no SQLite in memory."""
        return not is_memory(self.database.engine.url)

    def look(self) -> None:
        """Look at a database that is there already, and bring its tables up; make nothing new.

        ValueError, in words for whoever wrote the URL, for one that this program can't use or can't reach.
        """
        try:
            self.database.look()
        except FAILURES as fault:
            raise ValueError(f"the prospect store can't be used: {reason(fault)}") from fault

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Everything done inside is kept together, or undone together by an exception."""
        try:
            with self.database.transaction() as connection:
                yield connection
        except BaseException:
            self._undone()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads: it sees one state of things and waits for nobody."""
        with self.database.reading() as connection:
            yield connection

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part of a transaction that an exception undoes by itself."""
        try:
            with self.transaction() as connection, connection.begin_nested():
                yield
        except BaseException:
            self._undone()
            raise

    def forget(self) -> None:
        """Remember nothing of the database, as after another content was put into it."""
        self.database.forget()
        self._undone()

    def _undone(self) -> None:
        self.zone_sets.forget()
        for each in self._watchers:
            each.lost()

    def _tell(self, changed: Sequence[Prospect]) -> None:
        for each in self._watchers:
            each.changed(changed)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def get(self, source: str, external_id: str) -> Prospect | None:
        """The prospect with this identity, or None."""
        return self.find(source, [external_id]).get(external_id)

    def find(self, source: str, external_ids: Iterable[str]) -> dict[str, Prospect]:
        """The prospects of a source that bear one of these external IDs, by external ID."""
        found: dict[str, Prospect] = {}
        wanted = list(external_ids)
        with self.reading() as connection:
            query = _BY_IDENTITY_THERE if connection.dialect.name == "postgresql" else _BY_IDENTITY
            for start in range(0, len(wanted), _AT_ONCE):
                values = {"of": folded(source), "names": wanted[start : start + _AT_ONCE]}
                found.update((each.external_id, each) for each in self._read(connection, query, values))
        return found

    def by_ids(self, numbers: Sequence[int]) -> list[Prospect]:
        """The prospects with these numbers of the store, in its own order; unknown ones are left out."""
        found: list[Prospect] = []
        with self.reading() as connection:
            for start in range(0, len(numbers), _AT_ONCE):
                values = {"ids": list(numbers[start : start + _AT_ONCE])}
                found.extend(self._read(connection, _BY_IDS, values))
        return found

    def all(self) -> Iterator[Prospect]:
        """Every prospect in the order of the store's numbers, read in portions."""
        last = 0
        while True:
            with self.reading() as connection:
                portion = list(self._read(connection, _AFTER, {"last": last}))
            yield from portion
            if len(portion) < _AT_ONCE:
                return
            last = portion[-1].id

    def states(self) -> Counter[str]:
        """How many prospects are in each state."""
        query = select(prospects.c.state, func.count()).group_by(prospects.c.state).order_by(prospects.c.state)
        with self.reading() as connection:
            return Counter({state: int(count) for state, count in connection.execute(query)})

    def live_count(self, source: str | None = None) -> int:
        """How many prospects the dialer holds that it has not finished with: of one source, or of all."""
        query = select(func.count()).select_from(prospects).where(prospects.c.state.in_(LIVE))
        if source is not None:
            query = query.where(prospects.c.source == folded(source))
        with self.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def next_id(self) -> int:
        """The number for the next new prospect; valid inside the transaction in which it is asked for."""
        with self.reading() as connection:
            return int(connection.execute(select(func.max(prospects.c.id))).scalar() or 0) + 1

    def add(self, new: Sequence[Prospect]) -> None:
        """Store new prospects under the numbers that they have."""
        if not new:
            return
        with self.transaction() as connection:
            insert_many(connection, prospects, [self._row(connection, each) for each in new])
            insert_many(connection, destinations, _destination_rows(new))
            self._tell(new)

    def replace(self, changed: Sequence[Prospect]) -> None:
        """Store known prospects anew, their numbers included."""
        if not changed:
            return
        with self.transaction() as connection:
            rows = [self._row(connection, each) | {"the_id": each.id} for each in changed]
            for row in rows:
                del row["id"]
            change_many(connection, _REPLACE, rows)
            change_many(connection, _DROP_NUMBERS, [{"the_id": each.id} for each in changed])
            insert_many(connection, destinations, _destination_rows(changed))
            self._tell(changed)

    def touch(self, changed: Sequence[Prospect]) -> None:
        """Store what calling changes of known prospects: state, attempts, times and outcome; not their data."""
        if not changed:
            return
        with self.transaction() as connection:
            self._touch(connection, changed)
            self._tell(changed)

    def touch_later(self, changed: Sequence[Prospect], happenings: Sequence[Happening] = ()) -> None:
        """As `touch`, with what happened, but at the latest when the store is used next.

        Only a database in memory is written to later, and not inside a transaction: what others share, or should outlive this
        process, is written at once.
        """
        if self.is_shared or self.database.is_open:
            with self.transaction():
                self.touch(changed)
                self.history.add(*happenings)
            return
        self._later.update((each.id, each) for each in changed)
        self._happened += happenings
        self._tell(changed)

    def _touch(self, connection: Connection, changed: Sequence[Prospect]) -> None:
        change_many(connection, _TOUCH, [_state_row(each) | {"the_id": each.id} for each in changed])
        numbers = [
            {"the_id": each.id, "at": position, "same": number.number, **_attempts_row(number)}
            for each in changed
            for position, number in enumerate(each.destinations)
        ]
        change_many(connection, _TOUCH_NUMBER, numbers)

    def flush(self) -> None:
        """Write what was to be written later."""
        if self._later or self._happened:
            later, self._later = list(self._later.values()), {}
            happened, self._happened = self._happened, []
            with self.database.transaction() as connection:
                self._touch(connection, later)
                self.history.add(*happened)

    def zone_set(self, zones: tuple[str, ...]) -> int:
        """The number of a combination of zones that a stored prospect has."""
        known = self.zone_sets.known(zones)
        if known is None:
            self.known_zone_sets()
            known = self.zone_sets.known(zones)
        assert known is not None, zones
        return known

    def known_zone_sets(self) -> dict[int, tuple[str, ...]]:
        """The combinations of zones that prospects have, by number, as they are stored now."""
        with self.reading() as connection:
            return dict(self.zone_sets.read(connection))

    def _row(self, connection: Connection, each: Prospect) -> dict[str, Any]:
        return _state_row(each) | {
            "id": each.id,
            "source": folded(each.source),
            "source_name": each.source,
            "external_id": each.external_id,
            "skill": each.skill,
            "priority": each.priority,
            "zone_set": self.zone_sets.number(connection, each.zones),
            "zone_source": each.zone_source,
            "expires": None if each.expires is None else seconds(each.expires),
            "created": seconds(each.created),
            "fields": json.dumps(each.fields),
            "original": json.dumps(each.original),
        }

    def _read(self, connection: Connection, query: Any, values: dict[str, Any]) -> Iterator[Prospect]:
        rows = connection.execute(query, values).all()
        numbers: dict[int, list[Destination]] = {each.id: [] for each in rows}
        wanted = list(numbers)
        for start in range(0, len(wanted), _AT_ONCE):
            found = connection.execute(_NUMBERS, {"ids": wanted[start : start + _AT_ONCE]})
            for prospect, field, kind, number, attempts, final, last in found:
                numbers[prospect].append(Destination(field, kind, number, attempts, final, instant(last)))
        for row in rows:
            yield _prospect(row, self.zone_sets.zones(connection, row.zone_set), numbers[row.id])


_BY_IDS = select(prospects).where(prospects.c.id.in_(bindparam("ids", expanding=True)))
_BY_IDENTITY = select(prospects).where(
    prospects.c.source == bindparam("of"), prospects.c.external_id.in_(bindparam("names", expanding=True))
)
# PostgreSQL, which knows little of a table that grows fast, would go through all of a source. So it can only look up
# one after the other.
_WANTED = func.unnest(bindparam("names", type_=ARRAY(Text))).table_valued("name").render_derived()
_HELD = (
    select(prospects)
    .where(prospects.c.source == bindparam("of"), prospects.c.external_id == _WANTED.c.name)
    .limit(1)
    .lateral()
)
_BY_IDENTITY_THERE = select(_HELD).select_from(_WANTED.join(_HELD, true()))
_AFTER = select(prospects).where(prospects.c.id > bindparam("last")).order_by(prospects.c.id).limit(_AT_ONCE)
_NUMBERS = (
    select(
        *(destinations.c[name] for name in ("prospect", "field", "kind", "number", "attempts", "final", "last_attempt"))
    )
    .where(destinations.c.prospect.in_(bindparam("ids", expanding=True)))
    .order_by(destinations.c.prospect, destinations.c.position)
)
_STATE = (
    *("state", "dialable", "attempts", "modified", "last_attempt", "due", "finalizations", "outcome"),
    *("classification", "live_answers", "callbacks", "agent", "leaving"),
)
_TOUCH = (
    update(prospects).where(prospects.c.id == bindparam("the_id")).values({name: bindparam(name) for name in _STATE})
)
_TOUCH_NUMBER = (
    update(destinations)
    .where(destinations.c.prospect == bindparam("the_id"), destinations.c.position == bindparam("at"))
    .where(destinations.c.number == bindparam("same"))
    .values(attempts=bindparam("attempts"), final=bindparam("final"), last_attempt=bindparam("last_attempt"))
)
_REPLACE = (
    update(prospects)
    .where(prospects.c.id == bindparam("the_id"))
    .values({name: bindparam(name) for name in prospects.c.keys() if name != "id"})  # noqa: SIM118
)
_DROP_NUMBERS = delete(destinations).where(destinations.c.prospect == bindparam("the_id"))


def _state_row(each: Prospect) -> dict[str, Any]:
    return {
        "state": each.state,
        "dialable": each.is_dialable,
        "attempts": each.attempts,
        "modified": seconds(each.modified),
        "last_attempt": None if each.last_attempt is None else seconds(each.last_attempt),
        "due": 0.0 if each.due is None else seconds(each.due),
        "finalizations": each.finalizations,
        "outcome": each.outcome,
        "classification": each.classification,
        "live_answers": each.live_answers,
        "callbacks": each.callbacks,
        "agent": each.agent,
        "leaving": each.leaving,
    }


def _destination_rows(some: Sequence[Prospect]) -> list[dict[str, Any]]:
    return [
        {
            "prospect": each.id,
            "position": position,
            "field": number.field,
            "kind": number.kind,
            "number": number.number,
            **_attempts_row(number),
        }
        for each in some
        for position, number in enumerate(each.destinations)
    ]


def _attempts_row(number: Destination) -> dict[str, Any]:
    return {
        "attempts": number.attempts,
        "final": number.final,
        "last_attempt": None if number.last_attempt is None else seconds(number.last_attempt),
    }


def _prospect(row: Row[Any], zones: tuple[str, ...], numbers: list[Destination]) -> Prospect:
    created, modified = instant(row.created), instant(row.modified)
    return Prospect(
        id=row.id,
        source=row.source_name,
        external_id=row.external_id,
        skill=row.skill,
        state=row.state,
        attempts=row.attempts,
        priority=row.priority,
        zones=zones,
        zone_source=row.zone_source,
        expires=instant(row.expires),
        created=created or datetime.min,
        modified=modified or datetime.min,
        last_attempt=instant(row.last_attempt),
        due=instant(row.due) if row.due else None,
        finalizations=row.finalizations,
        outcome=row.outcome,
        classification=row.classification,
        live_answers=row.live_answers,
        callbacks=row.callbacks,
        agent=row.agent,
        leaving=row.leaving,
        fields=json.loads(row.fields),
        original=json.loads(row.original),
        destinations=numbers,
    )
