"""Which prospects of a source fit: by external ID, by numbers, by name."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import bindparam, exists, select

from studio.dialer.records.prospect import Prospect
from studio.dialer.settings.sources import folded
from studio.dialer.store.schema import destinations, prospects
from studio.dialer.store.store import ProspectStore

_AT_ONCE = 500


def search(
    store: ProspectStore,
    source: str,
    *,
    external_id: str = "",
    number: str = "",
    name: tuple[str, str] | None = None,
) -> Iterator[Prospect]:
    """The prospects of a source that fit everything that is asked for, removed ones aside, by the store's numbers.

    ``number`` is E.164; ``name`` is first and last name, in any letter case.
    """
    query = select(_P.id, _P.fields).where(_P.source == folded(source), _P.state != "removed")
    if external_id:
        query = query.where(_P.external_id == external_id)
    if number:
        query = query.where(exists().where(destinations.c.prospect == _P.id, destinations.c.number == number))
    query = query.where(_P.id > bindparam("last")).order_by(_P.id).limit(_AT_ONCE)
    wanted = None if name is None else tuple(map(folded, name))
    last = 0
    while True:
        with store.reading() as connection:
            rows = connection.execute(query, {"last": last}).all()
            fitting = [row.id for row in rows if wanted is None or _name(row.fields) == wanted]
            found = {each.id: each for each in store.by_ids(fitting)}
        yield from (found[number] for number in fitting if number in found)
        if len(rows) < _AT_ONCE:
            return
        last = rows[-1].id


_P = prospects.c


def _name(fields: str) -> tuple[str, ...]:
    known = json.loads(fields)
    return tuple(folded(known.get(each, "")) for each in ("FirstName", "LastName"))
