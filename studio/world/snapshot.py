"""Databases that live in memory as text, so that a world that has some can be saved."""

from __future__ import annotations

import base64
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from sqlalchemy import Engine


def in_memory(engine: Engine) -> bool:
    """True for an SQLite database that lives as long as its process."""
    return engine.dialect.name == "sqlite" and engine.url.database in (None, "", ":memory:")


def database_text(engine: Engine) -> str | None:
    """A database in memory as text; None for one that outlives the process by itself."""
    if not in_memory(engine):
        return None
    with _driver(engine) as connection:
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            # SQLite gives nothing for a database that nobody has touched.
            return ""
        return base64.b64encode(zlib.compress(connection.serialize(), 6)).decode()


def fill_database(engine: Engine, text: str | None) -> None:
    """Put back what :func:`database_text` gave. ValueError for other text."""
    if not text or not in_memory(engine):
        return
    try:
        data = zlib.decompress(base64.b64decode(text))
    except (ValueError, zlib.error) as fault:
        raise ValueError(f"this is no saved database: {fault}") from fault
    with _driver(engine) as connection:
        connection.deserialize(data)


class KeptDatabases:
    """Databases in memory as they were when they were made of a file: the next one of the same file is a copy.

    Two, since a process seldom makes worlds of more files in turn [choice].
    """

    _kept: ClassVar[dict[str, bytes]] = {}
    _MOST = 2

    @staticmethod
    def key(file: Path, how: str) -> str:
        """The file as it is now, and how it is read; empty where it can't be looked at."""
        try:
            state = file.stat()
        except OSError:
            return ""
        return f"{file.resolve()}|{state.st_mtime_ns}|{state.st_size}|{how}"

    @classmethod
    def has(cls, key: str) -> bool:
        """True if a database of this key is kept."""
        return key in cls._kept

    @classmethod
    def keep(cls, key: str, engine: Engine) -> None:
        """Keep a database as it is, if it has a key and lives in memory."""
        if key and in_memory(engine):
            with _driver(engine) as connection:
                cls._kept[key] = connection.serialize()
            while len(cls._kept) > cls._MOST:
                del cls._kept[next(iter(cls._kept))]

    @classmethod
    def fill(cls, key: str, engine: Engine) -> None:
        """Make a database what was kept."""
        with _driver(engine) as connection:
            connection.deserialize(cls._kept[key])


class _driver:
    """The driver's own connection of a pool that has just one."""

    def __init__(self, engine: Engine) -> None:
        self._raw = engine.raw_connection()

    def __enter__(self) -> Any:
        return self._raw.driver_connection

    def __exit__(self, *_: object) -> None:
        self._raw.close()
