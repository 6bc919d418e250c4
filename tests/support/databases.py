"""Databases for tests that run on all kinds of them: SQLite, and PostgreSQL where there is a server.

A module that says ``pytestmark = pytest.mark.usefixtures("each_database")`` runs once on each, and makes its stores by
`new_store`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count

from sqlalchemy import create_engine, make_url

from studio.dialer.store.store import ProspectStore

#: The URL of a PostgreSQL server for tests, if there is one.
SERVER = os.environ.get("STUDIO_POSTGRESQL", "")

_NUMBERS = count(1)


@contextmanager
def postgresql_schema() -> Iterator[str]:
    """The URL of a schema of its own, empty, on the server; it is dropped at the end."""
    url = make_url(SERVER).set(drivername="postgresql+psycopg")
    name = f"test_{os.getpid()}_{next(_NUMBERS)}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {name}")
            try:
                own = url.update_query_dict({"options": f"-csearch_path={name}"})
                yield own.render_as_string(hide_password=False)
            finally:
                connection.exec_driver_sql("SET client_min_messages = warning")
                connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
    finally:
        engine.dispose()


class Current:
    """The kind of database that the running test uses, and what is to be closed and dropped after it."""

    kind = "sqlite"
    cleaning = ExitStack()


def new_store(busy_seconds: float = 0.5) -> ProspectStore:
    """An empty store of its own on the database of the test."""
    url = "sqlite://" if Current.kind == "sqlite" else Current.cleaning.enter_context(postgresql_schema())
    store = ProspectStore(url, busy_seconds)
    Current.cleaning.callback(store.close)
    return store


@contextmanager
def used_by_test(kind: str) -> Iterator[None]:
    """Let `new_store` use this kind of database, ``sqlite`` or ``postgresql``; clean up at the end."""
    Current.kind = kind
    try:
        with Current.cleaning:
            yield
    finally:
        Current.kind = "sqlite"
