"""Opens what the commands work on: a prospect store by its URL or its file, and a world file's settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from studio.diagnostics import Diagnostic

if TYPE_CHECKING:
    from sqlalchemy import URL

    from studio.dialer.store.store import ProspectStore
    from studio.world.settings import WorldSettings


class Unusable(Exception):
    """Something that was named can't be used; ``findings`` say what and why."""

    def __init__(self, *findings: Diagnostic) -> None:
        super().__init__(*findings)
        self.findings = list(findings)


def fault(code: str, message: str, hint: str = "", file: Path | None = None) -> Unusable:
    """The error of a single finding."""
    return Unusable(Diagnostic(code, "error", message, hint, file=None if file is None else str(file)))


@contextmanager
def opened(where: str, *, to_read: bool) -> Iterator[ProspectStore]:
    """The store at a URL of SQLAlchemy, or in an SQLite file that is named by its path; closed at the end.

    It was asked already and answers. With ``to_read`` it must be there and hold prospects: nothing is made.
    Unusable where it can't be opened, or fails later on.
    """
    from sqlalchemy.exc import SQLAlchemyError

    url = _url(where)
    store = _open(url, to_read)
    try:
        yield store
    except SQLAlchemyError as wrong:
        raise _of_database(url, wrong) from None
    finally:
        store.close()


def _open(url: URL, to_read: bool) -> ProspectStore:
    from sqlalchemy.exc import SQLAlchemyError

    from studio.dialer.store.store import ProspectStore

    if url.get_backend_name() == "sqlite":
        _look_at_file(url, to_read)
    try:
        store = ProspectStore(url.render_as_string(hide_password=False))
    except (SQLAlchemyError, ImportError, ValueError) as wrong:
        raise _of_database(url, wrong) from None
    try:
        if to_read:
            _must_hold_prospects(store, _shown(url))
        store.states()
    except (SQLAlchemyError, ImportError, OSError, ValueError) as wrong:
        store.close()
        raise _of_database(url, wrong) from None
    return store


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=True)


def _of_database(url: URL, wrong: Exception) -> Unusable:
    hint = "" if url.get_backend_name() != "postgresql" else "is the database running, and may this user reach it?"
    return fault("PS002", f"the store {_shown(url)} can't be used: {said_by(wrong)}", hint)


def read_world(path: Path | None) -> tuple[WorldSettings, list[Diagnostic]]:
    """The settings of a world file, those of an empty one without it; and what is odd about it."""
    from studio.world.places import read_yaml
    from studio.world.settings import WorldSettings

    if path is None:
        return WorldSettings(), []
    settings, problems = read_yaml(path, WorldSettings)
    if settings is None:
        raise Unusable(*problems)
    return settings, problems


def _url(where: str) -> URL:
    from sqlalchemy import URL, make_url
    from sqlalchemy.exc import ArgumentError

    if not where.strip():
        raise fault("PS001", "--store names nothing", "name a file such as prospects.db, or a URL")
    if "://" not in where:
        return URL.create("sqlite", database=where)
    try:
        return make_url(where)
    except (ArgumentError, ValueError):
        hint = "write it as sqlite:///prospects.db or postgresql://user@host/name"
        raise fault("PS001", "--store is no URL of a database", hint) from None


def _look_at_file(url: URL, to_read: bool) -> None:
    """That an SQLite file is one, before anything is written to it."""
    from studio.ordinary import size_of

    name = url.database or ""
    if not name or name == ":memory:" or name.startswith("file:"):
        if to_read:
            raise fault("PS001", "a store in memory holds nothing to look at", "name a file, or a database")
        return
    path = Path(name)
    try:
        size = size_of(path)
        with path.open("rb") as file:
            start = file.read(16)
    except FileNotFoundError:
        if to_read or not path.parent.is_dir():
            raise fault("PS001", "there is no such store", "studio prospects load makes it", path) from None
        return
    except (OSError, ValueError) as wrong:
        said = getattr(wrong, "strerror", None) or wrong
        raise fault("PS001", f"the store can't be read: {said}", file=path) from None
    if size and start != b"SQLite format 3\0":
        raise fault("PS002", "the file is no SQLite database", "name another file; this one was left as it is", path)
    if to_read:
        _look_inside(path)


def _look_inside(path: Path) -> None:
    """That an SQLite file has a table of prospects; nothing of it is changed, not even how it keeps its journal."""
    import sqlite3

    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        found = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'prospects'").fetchone()
    except sqlite3.Error as wrong:
        raise fault("PS002", f"the file can't be used as a database: {wrong}", file=path) from None
    finally:
        connection.close()
    if found is None:
        raise fault("PS003", "the database has no table of prospects", "studio prospects load makes it", path)


def _must_hold_prospects(store: ProspectStore, shown: str) -> None:
    from sqlalchemy import inspect

    if not inspect(store.database.engine).has_table("prospects"):
        store.close()
        raise fault("PS003", f"the database {shown} has no table of prospects", "studio prospects load makes it")


def said_by(wrong: Exception) -> str:
    """The first line of what a database says, without its own codes and statements."""
    from studio.dialer.zones.finder import short

    return short(str(getattr(wrong, "orig", None) or wrong).strip().split("\n")[0], 200)
