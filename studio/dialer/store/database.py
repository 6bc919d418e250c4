"""The engine behind the prospect store: its connections and transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from studio.dialer.store.schema import metadata


class Database:
    """A database by its URL, with nested use of one transaction.

    Nothing is touched before the first transaction, which also makes the tables. SQLite in memory lives as
    long as this object; an SQLite file is kept in write-ahead mode. ``busy_seconds`` is how long a locked
    file is waited for. Errors are SQLAlchemy's own.
    """

    def __init__(self, url: str, busy_seconds: float) -> None:
        self._engine = _engine(url, busy_seconds)
        self._open: Connection | None = None
        self._lock = RLock()
        self._has_tables = False

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's engine, for tools that look at the tables themselves."""
        return self._engine

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction, kept at the end and undone by an exception; inside another one a part of that."""
        with self._lock:
            if self._open is not None:
                yield self._open
                return
            with self._engine.begin() as connection:
                if not self._has_tables:
                    metadata.create_all(connection)
                self._open = connection
                try:
                    yield connection
                    self._has_tables = True
                finally:
                    self._open = None

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


def _engine(url: str, busy_seconds: float) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url)
    options: dict[str, Any] = {"connect_args": {"timeout": busy_seconds, "check_same_thread": False}}
    in_memory = url in ("sqlite://", "sqlite:///:memory:")
    if in_memory:
        options["poolclass"] = StaticPool
    engine = create_engine(url, **options)

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _: Any) -> None:
        # Transactions are begun below: the driver's own way would begin them too late to lock the file.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        if not in_memory:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
