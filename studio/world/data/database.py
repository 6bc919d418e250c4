"""One database: opened by its URL when it is first needed, asked one statement at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.world.data.guard import too_wide
from studio.world.data.sqlite import Guarded
from studio.world.data.tables import columns_of, rows_of_csv
from studio.world.data.values import plain, size

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy import Engine as SqlEngine

    from studio.runtime.engine import Engine
    from studio.world.data.settings import DatabaseSettings, DataSettings

_PAGE = 4096


class Failed(Exception):
    """A statement of which nothing came; ``timed_out`` if it was broken off."""

    def __init__(self, message: str, timed_out: bool = False) -> None:
        super().__init__(message)
        self.timed_out = timed_out


@dataclass(slots=True)
class Result:
    """What a statement gave."""

    columns: list[str] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    more: bool = False
    count: int = 0
    identity: int | None = None


class Database:
    """Implements one named connection of a world."""

    def __init__(self, engine: Engine, stated: DatabaseSettings, settings: DataSettings, folder: Path) -> None:
        self._world = engine
        self._stated = stated
        self._settings = settings
        self._folder = folder
        self._engine: SqlEngine | None = None
        self._guarded: Guarded | None = None
        self.in_memory = stated.url in ("sqlite://", "sqlite:///:memory:")
        if stated.setup or stated.tables:
            self._open()

    # ---------------------------------------------------------------------------------------------- asking
    def run(self, sql: str, rows: int, skip: int) -> Result:
        """Carry out one statement; Failed if nothing came of it."""
        try:
            engine = self._engine or self._open()
            if self._guarded is not None and too_wide(sql):
                raise Failed("the query names its common tables too often")
            with engine.begin() as connection, self._limited():
                return self._carry_out(connection, sql, rows, skip)
        except Failed:
            raise
        except Exception as fault:
            # Drivers have faults of many kinds; none of them is the engine's.
            raise self._failed(getattr(fault, "orig", None) or fault) from fault

    def _carry_out(self, connection: Connection, sql: str, rows: int, skip: int) -> Result:
        # Without parameters a percent sign means nothing to any driver.
        found = connection.exec_driver_sql(sql, execution_options={"no_parameters": True})
        try:
            if not found.returns_rows:
                return Result(count=max(0, found.rowcount), identity=_identity(found, sql))
            result = Result(list(map(str, found.keys())))
            total = 0
            for number, row in enumerate(found):
                if number < skip:
                    continue
                if number >= skip + rows:
                    result.more = True
                    break
                values = [plain(each) for each in row]
                total += sum(size(each) for each in values)
                if total > self._settings.answer_bytes:
                    raise Failed(f"the answer is larger than {self._settings.answer_bytes} bytes")
                result.rows.append(values)
            return result
        finally:
            found.close()

    def _limited(self) -> Any:
        return self._guarded.limited() if self._guarded is not None else nullcontext()

    def _failed(self, fault: BaseException) -> Failed:
        message = str(fault).strip().splitlines()[0][:300] if str(fault).strip() else type(fault).__name__
        if self._guarded is not None and self._guarded.refused:
            message = f"the database does not allow {self._guarded.refused}"
        return Failed(message, timed_out=self._guarded is not None and message == "interrupted")

    # --------------------------------------------------------------------------------------------- opening
    def _open(self, *, bare: bool = False) -> SqlEngine:
        """Connect, and make what the world file states; not that where a saved content follows."""
        engine = self._made()
        try:
            with engine.begin() as connection:
                if not bare:
                    self._set_up(connection)
        except BaseException:
            engine.dispose()
            self._guarded = None
            raise
        if self._guarded is not None:
            self._guarded.close_in()
        self._engine = engine
        return engine

    def _set_up(self, connection: Connection) -> None:
        for name, stated in self._stated.tables.items():
            rows = list(stated) if isinstance(stated, tuple) else rows_of_csv(self._folder / stated)
            _make_table(connection, name, rows)
        for statement in self._stated.setup:
            connection.exec_driver_sql(statement)

    def _made(self) -> SqlEngine:
        from sqlalchemy import create_engine, event
        from sqlalchemy.engine import make_url
        from sqlalchemy.pool import StaticPool

        url = make_url(self._stated.url)
        if url.get_backend_name() != "sqlite":
            return create_engine(url, pool_pre_ping=True)
        if not self.in_memory and url.database:
            url = url.set(database=str(self._folder / url.database))
        # One connection for all: what is allowed on it is set once.
        engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False, "timeout": 2.0})

        @event.listens_for(engine, "connect")
        def on_connect(connection: sqlite3.Connection, _: Any) -> None:
            connection.isolation_level = None
            self._guarded = Guarded(connection, self._world, self._settings)
            if self.in_memory:
                self._bound(connection)

        @event.listens_for(engine, "begin")
        def on_begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN")

        return engine

    def _bound(self, connection: sqlite3.Connection) -> None:
        connection.execute(f"PRAGMA max_page_count = {self._settings.memory_bytes // _PAGE}")

    def close(self) -> None:
        """Let go of the connection; one in memory forgets everything."""
        if self._engine is not None:
            self._engine.dispose()
        self._engine = self._guarded = None

    # --------------------------------------------------------------------------------------------- saving
    def content(self) -> bytes | None:
        """The whole of a database in memory; None if it was never needed, or is not in memory."""
        if not self.in_memory or self._engine is None:
            return None
        with self._driver() as connection:
            # One without a page can't be serialized.
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            return _without_counters(connection.serialize()) if pages else b""

    def restore(self, content: bytes | None) -> None:
        """Take the content of a database in memory."""
        if not self.in_memory:
            return
        self.close()
        if content is None:
            return
        self._open(bare=True)
        if content:
            with self._driver() as connection:
                connection.deserialize(content)
                # The bound does not outlive that.
                self._bound(connection)

    @contextmanager
    def _driver(self) -> Iterator[sqlite3.Connection]:
        """SQLite's own connection, for what the world itself does with it."""
        assert self._engine is not None
        assert self._guarded is not None
        held = self._engine.raw_connection()
        try:
            driver = held.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            with self._guarded.opened():
                yield driver
        finally:
            held.close()


def _without_counters(content: bytes) -> bytes:
    """The same database with 0 for what its head counts and who wrote it: a database that was restored tells otherwise."""
    return content[:24] + bytes(4) + content[28:92] + bytes(8) + content[100:]


def _identity(found: Any, sql: str) -> int | None:
    """The number that an INSERT gave to its row, where the driver tells it."""
    if sql.lstrip()[:7].lower() not in ("insert ", "insert\n", "insert\t", "replace"):
        return None
    try:
        number = found.lastrowid
    except Exception:
        return None
    return number if isinstance(number, int) and number > 0 else None


def _make_table(connection: Connection, name: str, rows: list[dict[str, Any]]) -> None:
    """Make a table with these rows, unless it is there."""
    from sqlalchemy import BigInteger, Column, Float, MetaData, Table, Text, inspect

    if inspect(connection).has_table(name):
        return
    kinds: dict[type, Any] = {int: BigInteger, float: Float}
    columns = columns_of(rows)
    if not columns:
        raise ValueError(f"table {name!r} has no rows, so its columns are not known: make it by a statement of setup")
    table = Table(name, MetaData(), *(Column(each, kinds.get(kind, Text)()) for each, kind in columns.items()))
    table.create(connection)
    blank = dict.fromkeys(columns)
    connection.execute(table.insert(), [blank | row for row in rows])
