"""Room for history, check-ins, sources of scripts, and what calling needs to know of a prospect.

Stores that were made between the two versions have some of it already: what is there is left as it is.
"""

from __future__ import annotations

import json
from typing import Any

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    false,
    inspect,
    select,
    text,
)

revision = "0002"
down_revision = "0001"

_ID = BigInteger().with_variant(Integer, "sqlite")


def _columns() -> dict[str, tuple[Column[Any], ...]]:
    return {
        "prospects": (
            Column("live_answers", Integer, nullable=False, server_default="0"),
            Column("callbacks", Integer, nullable=False, server_default="0"),
            Column("agent", _ID),
            Column("leaving", Boolean, nullable=False, server_default=false()),
            Column("classification", Integer, nullable=False, server_default="0"),
        ),
        "destinations": (Column("last_attempt", Float(53)),),
    }


def _tables() -> dict[str, tuple[Column[Any], ...]]:
    return {
        "history": (
            Column("id", _ID, primary_key=True, autoincrement=True),
            Column("prospect", _ID, nullable=False),
            Column("at", Float(53), nullable=False),
            Column("event", String(20), nullable=False),
            Column("number", String(20), nullable=False, server_default=""),
            Column("outcome", String(100), nullable=False, server_default=""),
            Column("skill", _ID, nullable=False),
            Column("detail", Text, nullable=False, server_default=""),
        ),
        "check_ins": (
            Column("prospect", _ID, primary_key=True),
            Column("finalization", Integer, primary_key=True),
            Column("skill", _ID, nullable=False),
            Column("state", String(10), nullable=False),
            Column("tries", Integer, nullable=False),
            Column("next_at", Float(53), nullable=False),
            Column("error", Text, nullable=False, server_default=""),
        ),
        "sources": (
            Column("key", String(255), primary_key=True),
            Column("name", String(255), nullable=False),
            Column("map", Text),
            Column("removed", Boolean, nullable=False),
            Column("inventory_limit", Integer),
        ),
        "custom_fields": (
            Column("source", String(255), primary_key=True),
            Column("key", String(200), primary_key=True),
            Column("name", String(200), nullable=False),
            Column("type", String(10), nullable=False),
            Column("required", Boolean, nullable=False),
            Column("default", String(200), nullable=False),
            Column("associations", Text, nullable=False),
        ),
    }


_prospects = Table("prospects", MetaData(), Column("id", _ID), Column("agent", _ID), Column("fields", Text))
_AT_ONCE = 1000


def upgrade() -> None:
    """New columns and tables; the agent of a record out of its fields; a check-in for whoever waits for one."""
    inspector = inspect(op.get_bind())
    for table, columns in _columns().items():
        known = {each["name"] for each in inspector.get_columns(table)}
        for column in columns:
            if column.name not in known:
                op.add_column(table, column)
    known_tables = set(inspector.get_table_names())
    for table, columns in _tables().items():
        if table not in known_tables:
            op.create_table(table, *columns)
    if "history" not in known_tables:
        op.create_index("history_of", "history", ["prospect", "id"])
    found = inspect(op.get_bind()).get_indexes("check_ins")
    if "check_ins_due" not in {each["name"] for each in found}:
        op.create_index("check_ins_due", "check_ins", ["skill", "state", "next_at"])
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("prospects", "skill", type_=BigInteger)
    if "check_ins" not in known_tables:
        op.execute(
            "INSERT INTO check_ins (prospect, finalization, skill, state, tries, next_at) "
            "SELECT id, finalizations, skill, 'pending', 0, 0 FROM prospects WHERE state = 'finalized'"
        )
    _fill_agents()


def _fill_agents() -> None:
    connection = op.get_bind()
    columns = _prospects.c
    query = (
        select(columns.id, columns.fields)
        .where(columns.id > bindparam("last"), columns.agent.is_(None), columns.fields.like('%"Agent"%'))
        .order_by(columns.id)
        .limit(_AT_ONCE)
    )
    last = -1
    while True:
        rows = connection.execute(query, {"last": last}).all()
        found = [{"of": each.id, "agent": json.loads(each.fields).get("Agent")} for each in rows]
        whole = [each for each in found if type(each["agent"]) is int]
        if whole:
            connection.execute(text("UPDATE prospects SET agent = :agent WHERE id = :of"), whole)
        if len(rows) < _AT_ONCE:
            return
        last = rows[-1].id
