"""The tables of the prospect store. Instants are seconds since 1970 in UTC; everything else is plain data."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

metadata = MetaData()

#: Whole numbers of up to 64 bits. SQLite gives its row ids only to a column that is called INTEGER.
_ID = BigInteger().with_variant(Integer, "sqlite")

prospects = Table(
    "prospects",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=False),
    Column("source", String(255), nullable=False),  # folded
    Column("source_name", String(255), nullable=False),  # as its map spells it
    Column("external_id", String(255), nullable=False),
    Column("skill", _ID, nullable=False),
    Column("state", String(20), nullable=False),
    Column("dialable", Boolean, nullable=False),  # by state and numbers; hours and rest come on top
    Column("attempts", Integer, nullable=False),
    Column("live_answers", Integer, nullable=False, server_default="0"),
    Column("callbacks", Integer, nullable=False, server_default="0"),
    Column("leaving", Boolean, nullable=False, server_default=false()),  # removed when its call has ended
    Column("agent", _ID),  # the only one who may have it
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
    Column("classification", Integer, nullable=False, server_default="0"),  # of the last outcome; 0 for none
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
    Column("last_attempt", Float(53)),
    sqlite_with_rowid=False,
)

zone_sets = Table(
    "zone_sets",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("zones", Text, nullable=False, unique=True),  # IANA names with blanks between
)

#: What happened to a prospect after it was loaded, for people: attempts, updates, its ends.
history = Table(
    "history",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=True),
    Column("prospect", _ID, nullable=False),
    Column("at", Float(53), nullable=False),
    Column("event", String(20), nullable=False),
    Column("number", String(20), nullable=False, server_default=""),  # E.164, of an attempt
    Column("outcome", String(100), nullable=False, server_default=""),
    Column("skill", _ID, nullable=False),
    Column("detail", Text, nullable=False, server_default=""),  # a sentence
    Index("history_of", "prospect", "id"),
)

#: Finalized prospects on their way back: one row for every time that a prospect was finalized.
check_ins = Table(
    "check_ins",
    metadata,
    Column("prospect", _ID, primary_key=True),
    Column("finalization", Integer, primary_key=True),
    Column("skill", _ID, nullable=False),
    Column("state", String(10), nullable=False),  # pending, delivered, parked, void
    Column("tries", Integer, nullable=False),
    Column("next_at", Float(53), nullable=False),
    Column("error", Text, nullable=False, server_default=""),
    Index("check_ins_due", "skill", "state", "next_at"),
)

sources = Table(
    "sources",
    metadata,
    Column("key", String(255), primary_key=True),  # folded
    Column("name", String(255), nullable=False),
    Column("map", Text),  # JSON: field name to column; null where none was made
    Column("removed", Boolean, nullable=False),
    Column("inventory_limit", Integer),
)

#: Custom data definitions, of one source or, with an empty ``source``, of all.
custom_fields = Table(
    "custom_fields",
    metadata,
    Column("source", String(255), primary_key=True),  # folded
    Column("key", String(200), primary_key=True),  # folded
    Column("name", String(200), nullable=False),
    Column("type", String(10), nullable=False),
    Column("required", Boolean, nullable=False),
    Column("default", String(200), nullable=False),
    Column("associations", Text, nullable=False),  # JSON: names of fields that go with a number
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
    Column("reports", Text, nullable=False),  # JSON, one list for every row; compressed, in base64
)
