"""The tables of the prospect store as its first version made them; never to be changed."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Engine,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

#: SQLite gives its row ids only to a column that is called INTEGER.
_ID = BigInteger().with_variant(Integer, "sqlite")

prospects = Table(
    "prospects",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=False),
    Column("source", String(255), nullable=False),  # folded
    Column("source_name", String(255), nullable=False),  # as its map spells it
    Column("external_id", String(255), nullable=False),
    Column("skill", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("dialable", Boolean, nullable=False),  # by state and numbers; hours and rest come on top
    Column("attempts", Integer, nullable=False),
    Column("priority", Boolean, nullable=False),
    Column("zone_set", Integer, nullable=False),
    Column("zone_source", String(10), nullable=False),
    Column("expires", Float(53)),
    Column("created", Float(53), nullable=False),
    Column("modified", Float(53), nullable=False),
    Column("last_attempt", Float(53)),
    Column("due", Float(53), nullable=False),  # 0 where no rest is kept
    Column("finalizations", Integer, nullable=False),
    Column("outcome", String(100), nullable=False),
    Column("fields", Text, nullable=False),  # JSON: field name to value
    Column("original", Text, nullable=False),  # JSON: the row as it came
    UniqueConstraint("source", "external_id", name="prospects_identity"),
)

# Holds all that choosing needs, so that the next prospect is found without reading the records themselves.
Index(
    "prospects_queue",
    prospects.c.skill,
    prospects.c.dialable,
    prospects.c.priority.desc(),
    prospects.c.created,
    prospects.c.id,
    prospects.c.zone_set,
    prospects.c.due,
    prospects.c.expires,
    prospects.c.state,
    prospects.c.attempts,
)

destinations = Table(
    "destinations",
    metadata,
    Column("prospect", _ID, ForeignKey("prospects.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("field", String(200), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("number", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("final", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

zone_sets = Table(
    "zone_sets",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("zones", Text, nullable=False, unique=True),  # IANA names with blanks between
)

loads = Table(
    "loads",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=False),
    Column("at", Float(53), nullable=False),
    Column("skill", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("succeeded", Integer, nullable=False),
    Column("error", String(40), nullable=False),
    Column("detail", Text, nullable=False),
    Column("codes", Text, nullable=False),  # JSON: ResultCode to count
    Column("reports", Text, nullable=False),  # JSON: one list for every row
)


def fill(engine: Engine, rows: Path) -> None:
    """Make the tables in an empty database, with rows as that version wrote them (JSON: table to rows)."""
    with engine.begin() as connection:
        metadata.create_all(connection)
        for name, some in json.loads(rows.read_text(encoding="utf-8")).items():
            if some:
                connection.execute(metadata.tables[name].insert(), some)
