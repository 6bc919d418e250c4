"""The CRM's tables: leads, the pages that were given out, and the check-ins that were counted."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Engine, Index, Integer, MetaData, Table, Text, create_engine, event
from sqlalchemy.pool import StaticPool

_metadata = MetaData()

#: One row a lead. ``cells`` is its row of the CSV as JSON; ``batch`` the last batch that it was given to and
#: has not been handed back from; ``out_at`` when, in milliseconds since 1970 (UTC); ``given`` how often it
#: was given out.
leads = Table(
    "crm_leads",
    _metadata,
    Column("lead_id", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("campaign", Text, nullable=False),
    Column("cells", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("batch", Text),
    Column("out_at", Integer),
    Column("given", Integer, nullable=False, default=0),
    Column("attempts", Integer, nullable=False, default=0),
    Column("disposition", Text, nullable=False, default=""),
    Index("crm_leads_offer", "state", "given", "position"),
)

#: A page that was given out, so that the same request gives the same answer. ``place`` orders the rows of a
#: page.
pages = Table(
    "crm_pages",
    _metadata,
    Column("batch", Text, primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("more", Integer, nullable=False),
)
page_rows = Table(
    "crm_page_rows",
    _metadata,
    Column("batch", Text, primary_key=True),
    Column("lead_id", Text, primary_key=True),
    Column("page", Integer, nullable=False),
    Column("place", Integer, nullable=False),
)

#: A check-in that was counted: once for a lead and batch.
check_ins = Table(
    "crm_check_ins",
    _metadata,
    Column("batch", Text, primary_key=True),
    Column("lead_id", Text, primary_key=True),
    Column("result_code", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("disposition", Text, nullable=False),
    Column("checked_in_at", Text, nullable=False),
    Column("received_at", Integer, nullable=False),
)


def open_engine(url: str) -> Engine:
    """An engine with the tables in place; a store in memory keeps one connection for every thread."""
    if not url.startswith("sqlite"):
        engine = create_engine(url)
    else:
        in_memory = url in ("sqlite://", "sqlite:///:memory:")
        pool: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {}
        engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": 2.0}, **pool)
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin_for_writing)
    _metadata.create_all(engine)
    return engine


def _leave_transactions_to_us(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


def _begin_for_writing(connection: Any) -> None:
    # Two check-outs at once must not both read before either writes.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
