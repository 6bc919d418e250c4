"""The engine behind the prospect store: its transactions, that write one at a time and read beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import RLock

from sqlalchemy import Connection, Engine

from studio.dialer.store.engines import READING, make_engine
from studio.dialer.store.versions import bring_up, has_tables, is_current
from studio.memory_databases import content, fill_untouched, is_memory


class Database:
    """A database by its URL, with nested use of one transaction.

    Nothing is touched before the first transaction, which also makes the tables, or brings those of an older
    program up. SQLite in memory lives as long as this object; an SQLite file is kept in write-ahead mode.
    ``busy_seconds`` is how long one that another process writes to is waited for. Errors are SQLAlchemy's own,
    and ValueError for a database that a newer program made.
    """

    def __init__(self, url: str, busy_seconds: float) -> None:
        self._engine = make_engine(url, busy_seconds)
        self._open: Connection | None = None
        self._writes = False
        self._lock = RLock()
        self._is_prepared = False
        #: What is to be done before the next transaction that is no part of another one.
        self.before: Callable[[], None] | None = None

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's engine, for tools that look at the tables themselves."""
        return self._engine

    @property
    def is_open(self) -> bool:
        """Whether a transaction is open."""
        return self._open is not None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction, kept at the end and undone by an exception; inside another one a part of that.

        Of all processes that use the database one at a time is in a transaction; the others wait.
        """
        with self._lock:
            if self._open is not None:
                if not self._writes:
                    raise RuntimeError("nothing can be written inside a transaction that reads")
                yield self._open
                return
            self._prepare_all()
            with self._begun(writes=True) as connection:
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction for reading alone: it sees one state of things, and waits for nobody who writes.

        Inside another one it is a part of that.
        """
        with self._lock:
            if self._open is not None:
                yield self._open
                return
            self._prepare_all()
            with self._begun(writes=False) as connection:
                yield connection

    def look(self) -> None:
        """Bring the tables of an older program up; make none where there are none, and no file.

        FileNotFoundError where there is no folder for the file.
        """
        url = self._engine.url
        if url.get_backend_name() == "sqlite":
            if is_memory(url) or str(url.database).startswith("file:"):
                return
            file = Path(str(url.database))
            if not file.parent.is_dir():
                raise FileNotFoundError(f"there is no folder {file.parent}")
            if not file.is_file():
                return
        with self._lock:
            with self._begun(writes=False) as connection:
                there = has_tables(connection)
            if there:
                self.prepare()

    def prepare(self) -> None:
        """Make the tables where there are none; bring those of an older program up. Done once."""
        with self._lock:
            if self._is_prepared:
                return
            if is_memory(self._engine.url) and fill_untouched(self._engine, _empty):
                self._is_prepared = True
                return
            with self._begun(writes=False) as connection:
                current = is_current(connection)
            if not current:
                with self._begun(writes=True) as connection:
                    bring_up(connection)
            self._is_prepared = True

    def begin_with(self, make: Callable[[], bytes]) -> bool:
        """Let a database in memory that nobody has touched begin with this content; whether that was so."""
        with self._lock:
            if not is_memory(self._engine.url) or not fill_untouched(self._engine, make):
                return False
            self._is_prepared = True
            return True

    def _prepare_all(self) -> None:
        self.prepare()
        if self.before is not None:
            self.before()

    def forget(self) -> None:
        """Look at the tables anew at the next transaction, as after another content was put into the database."""
        self._is_prepared = False

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def _begun(self, writes: bool) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            if not writes:
                connection = connection.execution_options(**READING[connection.dialect.name])
            with connection.begin():
                self._open, self._writes = connection, writes
                try:
                    yield connection
                finally:
                    self._open = None


@lru_cache(maxsize=1)
def _empty() -> bytes:
    """A database in memory with the tables of this program and nothing in them."""
    engine = make_engine("sqlite://", 0)
    try:
        with engine.begin() as connection:
            bring_up(connection)
        return content(engine)
    finally:
        engine.dispose()
