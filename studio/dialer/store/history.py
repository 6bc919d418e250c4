"""What happened to prospects after they were loaded, for people to read; the dialer itself never looks at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from studio.dialer.records.prospect import instant, seconds, utc
from studio.dialer.store.bulk import change_many, insert_many
from studio.dialer.store.database import Database
from studio.dialer.store.schema import history
from studio.dialer.store.texts import storable


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to a prospect, by the store's number for it; ``at`` is UTC.

    ``event`` is a word of at most 20 characters: ``loaded``, ``attempt``, ``finalized`` … ``number`` (E.164) and
    ``outcome`` tell of an attempt, ``skill`` says for which skill it was, ``detail`` is a sentence.
    """

    prospect: int
    at: datetime
    event: str
    number: str = ""
    outcome: str = ""
    skill: int = 0
    detail: str = ""


class History:
    """The happenings of a store, in the order in which they were added. Errors are SQLAlchemy's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, *happenings: Happening) -> None:
        """Add some, all in one go; inside a transaction of the store they are kept or undone with it.

        Texts that are too long are cut; an ``event`` that is too long is a ValueError.
        """
        if happenings:
            rows = [_row(each) for each in happenings]
            with self._database.transaction() as connection:
                insert_many(connection, history, rows)

    def of(self, prospect: int, most: int | None = None) -> list[Happening]:
        """What happened to a prospect, oldest first: all, or the newest ``most``."""
        query = select(*_COLUMNS).where(history.c.prospect == prospect).order_by(history.c.id.desc())
        with self._database.reading() as connection:
            rows = connection.execute(query if most is None else query.limit(most)).all()
        return [_happening(row) for row in reversed(rows)]

    def all(self) -> Iterator[Happening]:
        """Everything that happened, oldest first, read in portions."""
        last = 0
        while True:
            with self._database.reading() as connection:
                rows = connection.execute(_AFTER, {"last": last}).all()
            for row in rows:
                yield _happening(row[1:])
            if len(rows) < _AT_ONCE:
                return
            last = rows[-1][0]

    def forget(self, prospects: Sequence[int]) -> None:
        """Take what happened to these prospects out of the store."""
        if prospects:
            with self._database.transaction() as connection:
                change_many(connection, _FORGET, [{"of": each} for each in prospects])


_AT_ONCE = 1000
_COLUMNS = [history.c[name] for name in ("prospect", "at", "event", "number", "outcome", "skill", "detail")]
_AFTER = select(history.c.id, *_COLUMNS).where(history.c.id > bindparam("last")).order_by(history.c.id).limit(_AT_ONCE)
_FORGET = delete(history).where(history.c.prospect == bindparam("of"))


def _row(each: Happening) -> dict[str, Any]:
    if len(each.event) > 20:
        raise ValueError(f"the event {each.event[:40]!r} is longer than 20 characters")
    return {
        "prospect": each.prospect,
        "at": seconds(utc(each.at)),
        "event": each.event,
        "number": storable(each.number, 20),
        "outcome": storable(each.outcome, 100),
        "skill": each.skill,
        "detail": storable(each.detail, 1000),
    }


def _happening(row: Any) -> Happening:
    prospect, at, event, number, outcome, skill, detail = row
    when = instant(at)
    assert when is not None
    return Happening(prospect, when, event, number, outcome, skill, detail)
