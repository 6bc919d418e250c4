"""What makes SQLite fit for a world: time and chance are the world's, and no statement gets out of the database or hangs.

Statements come from scripts, so they are held to what changes or reads tables. A query is broken off after a number of steps,
which is the same on every machine, and in any case after some real seconds.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from studio.runtime.clock import moment

if TYPE_CHECKING:
    from studio.runtime.engine import Engine
    from studio.world.data.settings import DataSettings

#: Steps of SQLite's machine between two looks at the limits.
_EVERY = 50
_PATTERN, _ATTACHED = 1_000, 0
#: PRAGMAs that only tell something of the tables.
_PRAGMAS = frozenset("table_info table_xinfo table_list index_list index_info index_xinfo foreign_key_list".split())
_REFUSED = {
    sqlite3.SQLITE_ATTACH: "ATTACH",
    sqlite3.SQLITE_DETACH: "DETACH",
    sqlite3.SQLITE_CREATE_VTABLE: "CREATE VIRTUAL TABLE",
    sqlite3.SQLITE_DROP_VTABLE: "DROP TABLE of a virtual table",
    sqlite3.SQLITE_CREATE_TEMP_TABLE: "CREATE TEMP TABLE",
    sqlite3.SQLITE_CREATE_TEMP_INDEX: "CREATE TEMP INDEX",
    sqlite3.SQLITE_CREATE_TEMP_TRIGGER: "CREATE TEMP TRIGGER",
    sqlite3.SQLITE_CREATE_TEMP_VIEW: "CREATE TEMP VIEW",
}
#: Functions of dates, and where their first time stands among the arguments.
_DATES = {"date": 0, "time": 0, "datetime": 0, "julianday": 0, "unixepoch": 0, "strftime": 1, "timediff": 0}


class Guarded:
    """One SQLite connection with its limits; ``refused`` is what the last statement was not allowed to do."""

    def __init__(self, connection: sqlite3.Connection, engine: Engine, settings: DataSettings) -> None:
        self._connection = connection
        self._settings = settings
        self._world = _Functions(engine, settings.value_bytes)
        self.refused = ""
        # Undecodable text is no fault of the script.
        connection.text_factory = lambda content: content.decode("utf-8", "replace")
        # Patterns that backtrack can't be broken off.
        connection.create_function("regexp", 2, None)
        self._world.install(connection)

    def close_in(self) -> None:
        """Hold every statement from now on to what scripts may do. The world's own statements come before."""
        connection = self._connection
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, self._settings.value_bytes)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, _PATTERN)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, _ATTACHED)
        connection.set_authorizer(self._allow)

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Let the world's own statements through."""
        self._connection.set_authorizer(None)
        try:
            yield
        finally:
            self.close_in()

    @contextmanager
    def limited(self) -> Iterator[None]:
        """Break a statement off (``OperationalError: interrupted``) that takes too many steps or too long."""
        self.refused = ""
        steps = max(1, self._settings.sqlite_steps // _EVERY)
        until = time.monotonic() + self._settings.real_seconds
        looked = 0

        def over() -> bool:
            nonlocal looked
            looked += 1
            return looked > steps or time.monotonic() > until

        self._connection.set_progress_handler(over, _EVERY)
        try:
            yield
        finally:
            self._connection.set_progress_handler(None, 0)

    def _allow(
        self, action: int, first: str | None, second: str | None, database: str | None, inner: str | None
    ) -> int:
        what = _REFUSED.get(action, "")
        if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() not in _PRAGMAS:
            what = f"PRAGMA {first}"
        elif action == sqlite3.SQLITE_FUNCTION and (second or "").lower() == "load_extension":
            what = "load_extension"
        if not what:
            return sqlite3.SQLITE_OK
        self.refused = what
        return sqlite3.SQLITE_DENY


class _Functions:
    """SQL functions whose answers depend on the time or on chance, answered by the world."""

    def __init__(self, engine: Engine, value_bytes: int) -> None:
        self._engine = engine
        self._value_bytes = value_bytes
        #: Works dates out as SQLite does; it never looks at a clock, since no ``now`` reaches it.
        self._calendar: sqlite3.Connection | None = None

    def install(self, connection: sqlite3.Connection) -> None:
        """Take the place of the functions of this connection."""
        query = "SELECT DISTINCT name FROM pragma_function_list"
        known = {name for (name,) in connection.execute(query)}
        for name, at in _DATES.items():
            if name in known:
                connection.create_function(name, -1, self._date(name, at), deterministic=True)
        for name, form in (("date", "%Y-%m-%d"), ("time", "%H:%M:%S"), ("timestamp", "%Y-%m-%d %H:%M:%S")):
            connection.create_function(f"current_{name}", 0, self._present(form))
        connection.create_function("random", 0, lambda: int.from_bytes(self._bytes(8), "big", signed=True))
        connection.create_function("randomblob", 1, self._blob)

    def _present(self, form: str) -> Callable[[], str]:
        return lambda: moment(self._engine.now).strftime(form)

    def _date(self, name: str, at: int) -> Callable[..., Any]:
        def work_out(*given: Any) -> Any:
            arguments = self._without_now(list(given) if len(given) > at else [*given, "now"])
            if self._calendar is None:
                self._calendar = sqlite3.connect(":memory:", check_same_thread=False)
            marks = ",".join("?" * len(arguments))
            return self._calendar.execute(f"SELECT {name}({marks})", arguments).fetchone()[0]

        return work_out

    def _without_now(self, arguments: list[Any]) -> list[Any]:
        """``now`` is the world's time in UTC; ``now`` with ``localtime`` the wall clock of the business unit."""
        present = moment(self._engine.now)
        found: list[Any] = []
        for each in arguments:
            word = each.lower() if isinstance(each, str) else ""
            if word == "now":
                found.append(_text(present))
            elif word == "localtime" and found and found[-1] == _text(present):
                found[-1] = _text(present.astimezone(ZoneInfo(self._engine.settings.zone)))
            elif word in ("localtime", "utc"):
                raise ValueError("only now can be turned into local time")
            else:
                found.append(each)
        return found

    def _blob(self, size: Any) -> bytes:
        wanted = max(1, int(size or 0))
        if wanted > self._value_bytes:
            raise ValueError("too big")
        return self._bytes(wanted)

    def _bytes(self, size: int) -> bytes:
        parts = (self._engine.random(2**32).to_bytes(4, "big") for _ in range(-(-size // 4)))
        return b"".join(parts)[:size]


def _text(time: datetime) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S.") + f"{time.microsecond // 1000:03d}"
