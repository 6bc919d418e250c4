"""Many new rows at once: SQLAlchemy writes the statement, the driver takes the values as they are.

For plain values the library's own handling of each parameter would cost more than the database's work. PostgreSQL
takes many rows by COPY, several times as fast as by INSERT.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table, Update, insert
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
    sql, names = _statement(dialect, table, tuple(rows[0]))
    values: list[Any] = list(rows) if names is None else list(map(itemgetter(*names), rows))
    connection.exec_driver_sql(sql, values)


def change_many(connection: Connection, change: Update, rows: Sequence[dict[str, Any]]) -> None:
    """Carry out a change with the values of each row, which name its parameters; they must be such as every driver takes."""
    if not rows:
        return
    sql, names, fixed = _change(connection.dialect, change)
    if fixed:
        rows = [fixed | row for row in rows]
    values: list[Any] = list(rows) if names is None else list(map(itemgetter(*names), rows))
    connection.exec_driver_sql(sql, values)


@lru_cache(maxsize=32)
def _change(dialect: Dialect, change: Update) -> tuple[str, tuple[str, ...] | None, dict[str, Any]]:
    """The change as text, the order of its values, and those that it has of its own."""
    compiled = change.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)
    fixed = {name: value for name, value in (compiled.params or {}).items() if value is not None}
    return str(compiled), tuple(compiled.positiontup) if compiled.positiontup else None, fixed


@lru_cache(maxsize=32)
def _statement(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> tuple[str, tuple[str, ...] | None]:
    """The insert, and the order of its values where the driver takes them by position."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
    assert isinstance(compiled, SQLCompiler)
    return str(compiled), tuple(compiled.positiontup) if compiled.positiontup else None


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
