"""Many rows at once: SQLAlchemy writes the statement, the driver takes the values as they are.

For plain values the library's own handling of each parameter would cost more than the database's work. PostgreSQL
takes many rows by COPY, several times as fast as by INSERT.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Compiled, Connection, Delete, Dialect, Table, Update, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

# Fewer rows than this are inserted one by one.
_MANY = 20


def insert_many(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that have the same columns in the same order; values must be such as every driver takes."""
    if not rows:
        return
    dialect = connection.dialect
    if dialect.name == "postgresql" and len(rows) >= _MANY:
        _copy(connection, table, rows)
        return
    _execute(connection, _insert(dialect, table, tuple(rows[0])), rows)


def change_many(connection: Connection, change: Update | Delete, rows: Sequence[dict[str, Any]]) -> None:
    """Carry out a change with the values of each row, which name its parameters; they must be such as every driver takes.

    The change is a constant: its text is remembered.
    """
    if rows:
        _execute(connection, _change(connection.dialect, change), rows)


@dataclass(frozen=True, slots=True)
class _Text:
    """A statement as text, the order of its values where the driver takes them by position, and those of its own."""

    sql: str
    names: tuple[str, ...] | None
    fixed: dict[str, Any]


def _execute(connection: Connection, text: _Text, rows: Sequence[dict[str, Any]]) -> None:
    names = text.names
    if text.fixed:
        rows = [text.fixed | row for row in rows]
    values: list[Any]
    if names is None:
        values = list(rows)
    elif len(names) == 1:
        values = [(row[names[0]],) for row in rows]
    else:
        values = list(map(itemgetter(*names), rows))
    connection.exec_driver_sql(text.sql, values)


@lru_cache(maxsize=64)
def _insert(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> _Text:
    return _as_text(insert(table).compile(dialect=dialect, column_keys=list(columns)))


@lru_cache(maxsize=64)
def _change(dialect: Dialect, change: Update | Delete) -> _Text:
    return _as_text(change.compile(dialect=dialect))


def _as_text(compiled: Compiled) -> _Text:
    assert isinstance(compiled, SQLCompiler)
    fixed = {name: value for name, value in (compiled.params or {}).items() if value is not None}
    return _Text(str(compiled), tuple(compiled.positiontup) if compiled.positiontup else None, fixed)


def _copy(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    quoted = connection.dialect.identifier_preparer
    columns = ", ".join(map(quoted.quote, rows[0]))
    sql = f"COPY {quoted.format_table(table)} ({columns}) FROM STDIN"
    driver = connection.dialect.loaded_dbapi
    try:
        cursor: Any = connection.connection.cursor()
        with cursor, cursor.copy(sql) as copy:
            for row in rows:
                copy.write_row(tuple(row.values()))
    except driver.Error as fault:
        # As if SQLAlchemy had done it.
        raise DBAPIError.instance(sql, None, fault, driver.Error, dialect=connection.dialect) from fault
