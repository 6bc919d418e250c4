"""Engines for the databases that a prospect store can be in: SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
import time
from functools import lru_cache
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

from studio.dialer.store.versions import VERSION_TABLE
from studio.memory_databases import as_pattern, engine_like, is_memory

#: Errors of a database: SQLAlchemy's, and the driver's own while a connection is made.
DATABASE_ERRORS = (SQLAlchemyError, sqlite3.Error)

#: What the use of a database may fail with.
FAILURES = (*DATABASE_ERRORS, OSError)

#: Execution options of a transaction that only reads, by the name of the dialect.
READING: dict[str, dict[str, Any]] = {
    "sqlite": {"studio_reads": True},
    # One state of things for all of its statements.
    "postgresql": {"studio_reads": True, "isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}

# Stands for the prospect stores among the advisory locks of a database; any number will do.
_LOCKS = 0x5AD10

# Those who write come one after the other. The lock belongs to the tables, which are found by the search path; who
# finds none is about to make them in its schema. It is let go of when the transaction ends, also by the end of its process.
_SCHEMA = "to_regnamespace(quote_ident(current_schema()))::oid::int"
_TAKE_TURN = f"SELECT pg_advisory_xact_lock({_LOCKS}, coalesce(to_regclass('{VERSION_TABLE}')::oid::int, {_SCHEMA}, 0))"


def reason(fault: BaseException) -> str:
    """What a database failed with, on one line of at most 200 characters, without the statement and its values."""
    text = " ".join(str(getattr(fault, "orig", None) or fault).split())
    return text if len(text) <= 200 else text[:199] + "…"


def make_engine(url: str, busy_seconds: float) -> Engine:
    """The engine for a URL. ValueError where it names no such database, or the driver is not installed.

    ``busy_seconds`` is how long a transaction that writes waits for another one.
    """
    parsed = make_url(url)
    name = parsed.get_backend_name()
    if name == "sqlite":
        return _sqlite(parsed, busy_seconds)
    if name == "postgresql":
        return _postgresql(parsed, busy_seconds)
    raise ValueError(f"a prospect store is SQLite or PostgreSQL, not {name}: sqlite:///file or postgresql://host/name")


def _sqlite(url: URL, busy_seconds: float) -> Engine:
    engine = engine_like(_pattern(url)) if is_memory(url) else _file(url, busy_seconds)

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("studio_reads")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


@lru_cache(maxsize=4)
def _pattern(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"check_same_thread": False}, poolclass=StaticPool)
    event.listen(engine, "connect", _set_up)
    return as_pattern(engine)


def _file(url: URL, busy_seconds: float) -> Engine:
    engine = create_engine(url, connect_args={"timeout": busy_seconds, "check_same_thread": False})
    event.listen(engine, "connect", _set_up)

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _: Any) -> None:
        _write_ahead(connection, busy_seconds)
        connection.execute("PRAGMA synchronous = NORMAL")

    return engine


def _set_up(connection: Any, _: Any) -> None:
    # Transactions are begun by us: the driver's own way would begin them too late to lock the file.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _write_ahead(connection: Any, busy_seconds: float) -> None:
    """Keep a file in write-ahead mode. While another process does the same to a new file, SQLite fails at once."""
    latest = time.monotonic() + busy_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as fault:
            if "locked" not in str(fault) or time.monotonic() >= latest:
                raise
            time.sleep(0.01)


def _postgresql(url: URL, busy_seconds: float) -> Engine:
    if url.drivername not in ("postgresql", "postgresql+psycopg"):
        raise ValueError("a prospect store reaches PostgreSQL by psycopg 3: write postgresql://host/name")
    # Without a wait of its own a server that is gone would be waited for some minutes.
    options = {} if "connect_timeout" in url.query else {"connect_timeout": max(2, round(busy_seconds))}
    try:
        engine = create_engine(url.set(drivername="postgresql+psycopg"), connect_args=options)
    except ImportError as fault:
        raise ValueError("PostgreSQL needs its driver: pip install 'mini-studio[postgresql]'") from fault
    # Zero would mean to wait for ever.
    wait = max(1, round(busy_seconds * 1000))

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _: Any) -> None:
        connection.execute(f"SET lock_timeout = {wait}")
        connection.commit()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        if not connection.get_execution_options().get("studio_reads"):
            connection.exec_driver_sql(_TAKE_TURN)

    return engine
