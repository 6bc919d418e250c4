"""Many new rows at once: SQLAlchemy writes the statement, the driver takes the values as they are.

For plain values the library's own handling of each parameter would cost more than the database's work.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert
from sqlalchemy.sql.compiler import SQLCompiler


def insert_many(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that have the same columns in the same order; values must be such as every driver takes."""
    if not rows:
        return
    sql, names = _statement(connection.dialect, table, tuple(rows[0]))
    values: list[Any] = list(rows) if names is None else list(map(itemgetter(*names), rows))
    connection.exec_driver_sql(sql, values)


@lru_cache(maxsize=32)
def _statement(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> tuple[str, tuple[str, ...] | None]:
    """The insert, and the order of its values where the driver takes them by position."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
    assert isinstance(compiled, SQLCompiler)
    return str(compiled), tuple(compiled.positiontup) if compiled.positiontup else None
