"""Opens what the commands work on: a prospect store by its URL or its file, and a world file's settings."""

from __future__ import annotations

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


def open_store(where: str, *, to_read: bool) -> ProspectStore:
    """The store at a URL of SQLAlchemy, or in an SQLite file that is named by its path.

    It was asked already and answers. With ``to_read`` it must be there and hold prospects: nothing is made.
    """
    from sqlalchemy.exc import SQLAlchemyError

    from studio.dialer.store.store import ProspectStore

    is_file = False
    url = _url(where)
    shown = url.render_as_string(hide_password=True)
    try:
        is_file = url.get_backend_name() == "sqlite"
        if is_file:
            _look_at_file(url, to_read)
        store = ProspectStore(url.render_as_string(hide_password=False))
        if to_read:
            _must_hold_prospects(store, shown)
        store.states()
    except (SQLAlchemyError, ImportError, OSError, ValueError) as wrong:
        hint = "" if is_file else "is the database running, and may this user reach it?"
        raise fault("PS002", f"the store {shown} can't be used: {_said(wrong)}", hint) from None
    return store


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


def _must_hold_prospects(store: ProspectStore, shown: str) -> None:
    from sqlalchemy import inspect

    if not inspect(store.database.engine).has_table("prospects"):
        store.close()
        raise fault("PS003", f"the database {shown} has no table of prospects", "studio prospects load makes it")


def _said(wrong: Exception) -> str:
    """The first line of what a database says, without its own codes and statements."""
    from studio.dialer.zones.finder import short

    return short(str(getattr(wrong, "orig", None) or wrong).strip().split("\n")[0], 200)
