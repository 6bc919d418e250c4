"""The table of records on their way back: what is to be checked in, has been, or was given up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, exists, func, insert, select, update

from studio.dialer.records.prospect import Prospect, seconds
from studio.dialer.store.bulk import change_many
from studio.dialer.store.schema import check_ins, prospects
from studio.dialer.store.store import ProspectStore


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record to be checked in: the store's number of it, which of its lives has ended, and how often it was tried."""

    prospect: int
    finalization: int
    tries: int


class CheckInQueue:
    """Reads and writes the rows of one skill. Instants are UTC; errors are SQLAlchemy's."""

    def __init__(self, store: ProspectStore, skill: int) -> None:
        self._store = store
        self._skill = skill

    def add(self, finalized: Iterable[Prospect], now: datetime) -> int:
        """Have these go back; how many. One that is there already under the same finalization stays as it is."""
        wanted = list(dict.fromkeys((each.id, each.finalizations) for each in finalized))
        with self._store.transaction() as connection:
            known: set[tuple[int, int]] = set()
            for start in range(0, len(wanted), _AT_ONCE):
                some = [prospect for prospect, _ in wanted[start : start + _AT_ONCE]]
                known |= {(row[0], row[1]) for row in connection.execute(_KNOWN, {"some": some})}
            return self._insert(connection, [each for each in wanted if each not in known], now)

    def add_missing(self, now: datetime) -> int:
        """Have every finalized record go back that is not on its way; how many."""
        found = 0
        with self._store.transaction() as connection:
            while True:
                rows = connection.execute(_MISSING, {"of": self._skill}).all()
                if not rows:
                    return found
                found += self._insert(connection, [(row[0], row[1]) for row in rows], now)

    def _insert(self, connection: Connection, keys: Sequence[tuple[int, int]], now: datetime) -> int:
        rows = [
            {
                "prospect": prospect, "finalization": finalization, "skill": self._skill,
                "state": "pending", "tries": 0, "next_at": seconds(now), "error": "",
            }
            for prospect, finalization in keys
        ]  # fmt: skip
        if rows:
            connection.execute(insert(check_ins), rows)
        return len(rows)

    def due(self, now: datetime, most: int) -> list[Waiting]:
        """The next that are to be tried by now, those that wait longest first."""
        with self._store.reading() as connection:
            rows = connection.execute(_DUE, {"of": self._skill, "now": seconds(now), "most": most}).all()
        return [Waiting(*row) for row in rows]

    def next_after(self, now: datetime) -> float | None:
        """When the first of those that are not due yet is to be tried, as the store keeps instants."""
        with self._store.reading() as connection:
            found = connection.execute(_FIRST, {"of": self._skill, "now": seconds(now)}).scalar()
        return None if found is None else float(found)

    def delivered(self, some: Sequence[Waiting], now: datetime) -> None:
        """They are back: the records are checked in, unless they have a new life already."""
        with self._store.transaction() as connection:
            change_many(connection, _DELIVERED, [_key(each) | {"tries": each.tries + 1} for each in some])
            change_many(connection, _CHECKED_IN, [_key(each) | {"at": seconds(now)} for each in some])

    def failed(self, one: Waiting, error: str, again: datetime | None) -> None:
        """It could not be delivered: it is tried again at a time, or parked."""
        values = {
            "tries": one.tries + 1, "error": error[:1000],
            "state": "pending" if again is not None else "parked",
            "next_at": seconds(again) if again is not None else 0.0,
        }  # fmt: skip
        with self._store.transaction() as connection:
            connection.execute(_FAILED, [_key(one) | values])

    def void(self, some: Sequence[Waiting]) -> None:
        """There is nothing to give back any more: they are not tried again."""
        with self._store.transaction() as connection:
            change_many(connection, _VOID, [_key(each) for each in some])

    def states(self) -> dict[str, int]:
        """How many are in each state."""
        query = select(check_ins.c.state, func.count()).where(check_ins.c.skill == self._skill)
        with self._store.reading() as connection:
            return {state: int(number) for state, number in connection.execute(query.group_by(check_ins.c.state))}


# Bound parameters of one statement at most.
_AT_ONCE = 500
_C = check_ins.c
_P = prospects.c
_KNOWN = select(_C.prospect, _C.finalization).where(_C.prospect.in_(bindparam("some", expanding=True)))
_MISSING = (
    select(_P.id, _P.finalizations)
    .where(_P.skill == bindparam("of"), _P.state == "finalized")
    .where(~exists().where(and_(_C.prospect == _P.id, _C.finalization == _P.finalizations)))
    .order_by(_P.id)
    .limit(_AT_ONCE)
)
_DUE = (
    select(_C.prospect, _C.finalization, _C.tries)
    .where(_C.skill == bindparam("of"), _C.state == "pending", _C.next_at <= bindparam("now"))
    .order_by(_C.next_at, _C.prospect, _C.finalization)
    .limit(bindparam("most"))
)
_FIRST = select(func.min(_C.next_at)).where(
    _C.skill == bindparam("of"), _C.state == "pending", _C.next_at > bindparam("now")
)
_ONE = update(check_ins).where(_C.prospect == bindparam("the_id"), _C.finalization == bindparam("life"))
_DELIVERED = _ONE.values(state="delivered", tries=bindparam("tries"), error="")
_VOID = _ONE.values(state="void")
_FAILED = _ONE.values(**{name: bindparam(name) for name in ("tries", "error", "state", "next_at")})
_CHECKED_IN = (
    update(prospects)
    .where(_P.id == bindparam("the_id"), _P.state == "finalized", _P.finalizations == bindparam("life"))
    .values(state="checked in", modified=bindparam("at"))
)


def _key(each: Waiting) -> dict[str, int]:
    return {"the_id": each.prospect, "life": each.finalization}
