"""Engines for the databases that a lead source can be in: SQLite and PostgreSQL. Who changes something waits for the others."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from studio.crm.schema import metadata
from studio.crm.wire import CrmUnavailable
from studio.memory_databases import as_pattern, content, engine_like, fill, is_memory

#: How long a transaction waits for another one, in seconds.
BUSY_SECONDS = 5.0

# Stands for lead sources among the advisory locks of a database; any number will do.
_LOCKS = 0x1EAD5

# Transactions come one after the other, as they do in SQLite: with row locks alone the second of two check-outs
# would find nothing although there are leads. The lock belongs to the tables that the search path finds; it ends with
# the transaction, also where its process is killed.
_TAKE_TURN = f"SELECT pg_advisory_xact_lock({_LOCKS}, coalesce(to_regclass('crm_leads')::oid::int, 0))"


def open_engine(url: str) -> Engine:
    """An engine with our tables in place. CrmUnavailable, in one line, where the database can't be had."""
    try:
        if not url.isprintable():
            raise ArgumentError
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise CrmUnavailable(
            "that is no URL of a database; write sqlite:///leads.db or postgresql://user@host/name"
        ) from None
    try:
        engine = _engine(parsed)
    except ImportError as fault:
        raise CrmUnavailable("PostgreSQL needs its driver: pip install 'mini-studio[postgresql]'") from fault
    try:
        if is_memory(parsed):
            fill(engine, _empty())
            return engine
        # Looking first, so that opening waits for nobody.
        with engine.connect().execution_options(crm_reads=True) as connection:
            there = set(inspect(connection).get_table_names())
        if not metadata.tables.keys() <= there:
            metadata.create_all(engine)
    except SQLAlchemyError as fault:
        engine.dispose()
        raise CrmUnavailable(f"the store of the CRM can't be opened: {why(fault)}") from fault
    return engine


def why(fault: BaseException) -> str:
    """A fault of the database in a line."""
    return " ".join(str(getattr(fault, "orig", None) or fault).split())[:200]


def _engine(url: URL) -> Engine:
    name = url.get_backend_name()
    if name == "sqlite":
        return _sqlite(url)
    if name == "postgresql":
        return _postgresql(url)
    raise CrmUnavailable(
        f"leads lie in SQLite or PostgreSQL, not in {name[:40]}: sqlite:///file or postgresql://host/name"
    )


def _sqlite(url: URL) -> Engine:
    if url.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise CrmUnavailable("write the URL of an SQLite file as sqlite:///leads.db")
    engine = engine_like(_pattern(url)) if is_memory(url) else _file(url)

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if _only_reads(connection) else "BEGIN IMMEDIATE")

    return engine


@lru_cache(maxsize=4)
def _pattern(url: URL) -> Engine:
    # One connection serves every thread, or each would have a database of its own.
    engine = create_engine(url, connect_args={"check_same_thread": False}, poolclass=StaticPool)
    event.listen(engine, "connect", _begin_by_hand)
    return as_pattern(engine)


@lru_cache(maxsize=1)
def _empty() -> bytes:
    """A database in memory with our tables and nothing in them."""
    engine = _sqlite(make_url("sqlite://"))
    metadata.create_all(engine)
    try:
        return content(engine)
    finally:
        engine.dispose()


def _file(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _begin_by_hand)

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")

    return engine


def _begin_by_hand(connection: Any, _: Any) -> None:
    # The driver's own way would begin transactions too late to lock the file.
    connection.isolation_level = None


def _postgresql(url: URL) -> Engine:
    if url.drivername not in ("postgresql", "postgresql+psycopg"):
        raise CrmUnavailable("leads reach PostgreSQL by psycopg 3: write postgresql://host/name")
    options = {} if "connect_timeout" in url.query else {"connect_timeout": 5}
    engine = create_engine(url.set(drivername="postgresql+psycopg"), connect_args=options)

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _: Any) -> None:
        connection.execute(f"SET lock_timeout = {round(BUSY_SECONDS * 1000)}")
        connection.commit()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        if not _only_reads(connection):
            connection.exec_driver_sql(_TAKE_TURN)

    return engine


def _only_reads(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("crm_reads"))
