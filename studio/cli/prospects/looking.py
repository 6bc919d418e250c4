"""What the commands read of a store: prospects that meet conditions, and the loads that one came with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from studio.dialer.records.prospect import Prospect, instant
from studio.dialer.settings.sources import folded
from studio.dialer.store.schema import prospects

if TYPE_CHECKING:
    from studio.dialer.store.store import ProspectStore


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which prospects are wanted; None for all."""

    state: str | None = None
    skill: int | None = None
    source: str | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """A load in which a record came: when (UTC), for which skill, which row of the call, and what became of it."""

    at: datetime
    skill: str
    row: int
    code: str
    detail: str


def select_prospects(store: ProspectStore, wanted: Wanted, limit: int) -> tuple[list[Prospect], int]:
    """The first ``limit`` prospects in the order of their numbers, and how many there are in all."""
    c = prospects.c
    conditions = []
    if wanted.state is not None:
        conditions.append(c.state == wanted.state)
    if wanted.skill is not None:
        conditions.append(c.skill == wanted.skill)
    if wanted.source is not None:
        conditions.append(c.source == folded(wanted.source))
    with store.reading() as connection:
        if wanted.zone is not None:
            sets = store.known_zone_sets()
            conditions.append(c.zone_set.in_([number for number, zones in sets.items() if wanted.zone in zones]))
        count = int(connection.execute(select(func.count()).select_from(prospects).where(*conditions)).scalar_one())
        numbers = connection.execute(select(c.id).where(*conditions).order_by(c.id).limit(limit)).scalars().all()
        found = {each.id: each for each in store.by_ids(list(numbers))}
    return [found[number] for number in numbers], count


def with_external_id(store: ProspectStore, external_id: str, source: str | None) -> list[Prospect]:
    """The prospects with an external ID, of one source or of all."""
    c = prospects.c
    query = select(c.id).where(c.external_id == external_id.strip()).order_by(c.id)
    if source is not None:
        query = query.where(c.source == folded(source))
    with store.reading() as connection:
        numbers = list(connection.execute(query).scalars())
        return store.by_ids(numbers)


def sources_held(store: ProspectStore) -> list[str]:
    """The names of all sources of which the store holds prospects."""
    query = select(func.min(prospects.c.source_name)).group_by(prospects.c.source).order_by(prospects.c.source)
    with store.reading() as connection:
        return [str(name) for name in connection.execute(query).scalars()]


def loads_of(store: ProspectStore, prospect: Prospect) -> list[Came]:
    """The loads that the store remembers in which a record came, oldest first."""
    from studio.dialer.loading.load_reports import rows_of_record

    rows = rows_of_record(store, prospect.source, prospect.external_id)
    return [Came(at, skill, each.number, each.code, each.detail) for at, skill, each in rows]


def check_in_of(store: ProspectStore, prospect: Prospect) -> dict[str, Any] | None:
    """Where the check-in of a finalized prospect stands, if the store knows of one."""
    from studio.dialer.store.schema import check_ins as c

    query = (
        select(c.c.state, c.c.tries, c.c.next_at, c.c.error)
        .where(c.c.prospect == prospect.id)
        .order_by(c.c.finalization.desc())
        .limit(1)
    )
    with store.reading() as connection:
        row = connection.execute(query).first()
    if row is None:
        return None
    return {"state": row.state, "tries": row.tries, "next": instant(row.next_at), "error": row.error}
