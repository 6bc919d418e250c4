"""SQLite databases that live in memory. A process may have thousands of them, so making, filling and copying one is quick."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from sqlalchemy import URL, Engine
from sqlalchemy.util import LRUCache

#: Statements that engines of one kind remember together.
_STATEMENTS = 500


def is_memory(url: URL) -> bool:
    """True for an SQLite database that lives as long as its one connection."""
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def as_pattern(engine: Engine) -> Engine:
    """An engine made ready for :func:`engine_like`: what the library asks a new database is asked, and no more.

    Listeners for its connections have to be there already; those for its transactions are each engine's own.
    """
    engine.update_execution_options(compiled_cache=LRUCache(_STATEMENTS))
    engine.connect().close()
    engine.dispose()
    return engine


def engine_like(pattern: Engine) -> Engine:
    """An engine with a database of its own. Its connection is set up as the pattern's; what was compiled is shared."""
    return Engine(
        pattern.pool.recreate(), pattern.dialect, pattern.url, execution_options=pattern.get_execution_options()
    )


def content(engine: Engine) -> bytes:
    """All of a database in memory; nothing for one that nobody has touched."""
    with _driver(engine) as connection:
        # SQLite refuses to write out what has no page.
        return b"" if _is_untouched(connection) else connection.serialize()


def fill(engine: Engine, data: bytes) -> None:
    """Put what :func:`content` gave in the place of all that a database in memory holds. ValueError for other data."""
    with _driver(engine) as connection:
        _fill(connection, data)


def fill_untouched(engine: Engine, data: Callable[[], bytes]) -> bool:
    """The same, if nobody has touched the database; whether that was so."""
    with _driver(engine) as connection:
        untouched = _is_untouched(connection)
        if untouched:
            _fill(connection, data())
        return untouched


def copy(engine: Engine, to: Engine) -> None:
    """Put what one database in memory holds in the place of all that another one holds."""
    with _driver(engine) as source, _driver(to) as connection:
        if source.in_transaction:
            # A backup would wait for its end, which may be ours to bring about.
            _fill(connection, source.serialize())
        else:
            _copy(source, connection)


@contextmanager
def _driver(engine: Engine) -> Iterator[sqlite3.Connection]:
    """The driver's own connection of a pool that has just one."""
    raw = engine.raw_connection()
    try:
        connection = raw.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        yield connection
    finally:
        raw.close()


def _is_untouched(connection: sqlite3.Connection) -> bool:
    return not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def _fill(connection: sqlite3.Connection, data: bytes) -> None:
    # Not read into the connection itself, where SQLite would let it grow to 1 GB only.
    with closing(sqlite3.connect(":memory:")) as source:
        try:
            if data:
                source.deserialize(data)
            _copy(source, connection)
        except sqlite3.DatabaseError as fault:
            raise ValueError(f"this is no database: {fault}") from fault


def _copy(source: sqlite3.Connection, to: sqlite3.Connection) -> None:
    source.backup(to)
    # The one thing that a backup does not copy; with it the content of both is the same byte for byte.
    (version,) = source.execute("PRAGMA schema_version").fetchone()
    to.execute(f"PRAGMA schema_version = {version}")
