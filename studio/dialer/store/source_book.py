"""The sources of a store: their names, their maps, and custom fields; those of world files and those that scripts make."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from studio.dialer.settings.sources import CustomField, Source, folded
from studio.dialer.store.schema import custom_fields, sources
from studio.dialer.store.store import ProspectStore

#: Fields of all sources stand under this name.
EVERY_SOURCE = ""


class SourceBook:
    """Reads and writes the tables of sources and fields. Errors are SQLAlchemy's."""

    def __init__(self, store: ProspectStore) -> None:
        self._store = store
        #: Sources that were read, so that their maps are made ready once.
        self._ready: dict[str, tuple[Any, Source]] = {}

    def state_all(self, stated: Iterable[Source]) -> None:
        """Put the sources of a world file in: they take the place of what is stored under their names."""
        with self._store.transaction() as connection:
            for each in stated:
                key = folded(each.name)
                values = {
                    "name": each.name.strip(),
                    "map": None if each.map is None else json.dumps(each.map),
                    "removed": each.removed,
                    "inventory_limit": each.inventory_limit,
                }
                connection.execute(delete(sources).where(sources.c.key == key))
                connection.execute(insert(sources).values(key=key, **values))
                connection.execute(delete(custom_fields).where(custom_fields.c.source == key))
                for field in each.fields:
                    _put_field(connection, key, field)

    def add(self, name: str, map: dict[str, str] | None = None) -> None:
        """Put a new source in."""
        values = {"key": folded(name), "name": name.strip(), "map": None if map is None else json.dumps(map)}
        with self._store.transaction() as connection:
            connection.execute(insert(sources).values(removed=False, inventory_limit=None, **values))

    def set_map(self, name: str, map: dict[str, str]) -> None:
        """Give a source another map."""
        with self._store.transaction() as connection:
            connection.execute(update(sources).where(sources.c.key == folded(name)).values(map=json.dumps(map)))

    def put_field(self, field: CustomField) -> None:
        """Put a field of all sources in, in place of one of its name."""
        with self._store.transaction() as connection:
            _put_field(connection, EVERY_SOURCE, field)

    def names(self) -> list[str]:
        """The names of all sources that aren't removed, in the order of the names."""
        query = select(sources.c.name).where(sources.c.removed.is_(False)).order_by(sources.c.key)
        with self._store.reading() as connection:
            return list(connection.execute(query).scalars())

    def fields(self) -> list[CustomField]:
        """The fields of all sources."""
        with self._store.reading() as connection:
            return [_field(row) for row in connection.execute(_FIELDS, {"of": [EVERY_SOURCE]})]

    def get(self, name: str) -> Source | None:
        """The source of this name in any letter case, with all fields that it can have; None if there is none.

        A field of its own comes before one of all sources with the same name.
        """
        key = folded(name)
        with self._store.reading() as connection:
            row = connection.execute(select(sources).where(sources.c.key == key)).one_or_none()
            if row is None:
                return None
            found = connection.execute(_FIELDS, {"of": [EVERY_SOURCE, key]}).all()
        content = (tuple(row), tuple(map(tuple, found)))
        known = self._ready.get(key)
        if known is not None and known[0] == content:
            return known[1]
        fields = {each.key: _field(each) for each in found}
        source = Source.model_validate(
            {
                "name": row.name,
                "map": None if row.map is None else json.loads(row.map),
                "fields": tuple(fields.values()),
                "removed": row.removed,
                "inventory_limit": row.inventory_limit,
            }
        )
        self._ready[key] = (content, source)
        return source


# Those of all sources come first, so that a source's own take their place.
_FIELDS = (
    select(custom_fields)
    .where(custom_fields.c.source.in_(bindparam("of", expanding=True)))
    .order_by(custom_fields.c.source, custom_fields.c.key)
)


def _put_field(connection: Connection, source: str, field: CustomField) -> None:
    key = folded(field.name)
    connection.execute(delete(custom_fields).where(custom_fields.c.source == source, custom_fields.c.key == key))
    values = {
        "source": source,
        "key": key,
        "name": field.name,
        "type": field.type,
        "required": field.required,
        "default": field.default,
        "associations": json.dumps(field.associations),
    }
    connection.execute(insert(custom_fields).values(**values))


def _field(row: Any) -> CustomField:
    return CustomField(
        name=row.name,
        type=row.type,
        required=row.required,
        default=row.default,
        associations=tuple(json.loads(row.associations)),
    )
