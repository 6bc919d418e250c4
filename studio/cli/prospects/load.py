"""``studio prospects load``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli import report
from studio.cli.prospects.asked import NO_TABLES, Tables, finder_of, moment_of, skill_of
from studio.cli.prospects.opening import Unusable, fault, opened, read_world

if TYPE_CHECKING:
    from studio.cli.prospects.load_summary import Summary
    from studio.dialer.lists.files import ListFile
    from studio.dialer.lists.portions import Portion
    from studio.dialer.lists.rejected import RejectedFile
    from studio.world.settings import WorldSettings


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """What the command line says."""

    file: Path
    source: str | None = None
    map: str | None = None
    store: str | None = None
    skill: int | None = None
    world: Path | None = None
    tables: Tables = NO_TABLES
    default_zone: str = ""
    expires: str = ""
    rejected: Path | None = None
    dry_run: bool = False
    any_size: bool = False
    at: str | None = None
    as_json: bool = False


class _Undone(Exception):
    """Ends a dry run: whatever it did is undone."""


def load_file(options: LoadOptions) -> int:
    """Load a list into a store; the exit code: 1 if a record was not loaded, 2 if nothing could be."""
    from studio.dialer.lists.faults import ListError

    try:
        summary = _run(options)
    except (Unusable, ListError) as wrong:
        report.refusal(wrong.findings, as_json=options.as_json)
        return 2
    summary.show(as_json=options.as_json)
    return summary.exit_code


def _run(options: LoadOptions) -> Summary:
    from studio.cli.prospects.choosing import choose, keep
    from studio.cli.prospects.load_summary import Summary
    from studio.dialer.lists.files import UNLIMITED, ListLimits, read_list
    from studio.dialer.lists.portions import ListTerms, load_list
    from studio.dialer.loading.loader import Limits, Loader
    from studio.dialer.store.source_book import SourceBook

    world, told = read_world(options.world)
    has_world = options.world is not None
    skill = skill_of(world, options.skill, from_world=has_world)
    now = moment_of(options.at)
    finder = finder_of(options.world, world, options.tables)
    limits = UNLIMITED if options.any_size else ListLimits()
    where = _where(options, world)
    file = read_list(options.file, limits)
    with opened(where, to_read=False) as store:
        book = SourceBook(store)
        chosen = choose(file, options.source, options.map, world if has_world else None, book)
        loader = Loader(
            store,
            [skill],
            [chosen.source],
            unit_zone=world.zone,
            finder=finder,
            limits=Limits(record_characters=limits.characters),
        )
        told = [*told, *file.warnings, *chosen.told]
        summary = Summary(options, chosen.source, skill.number, chosen.matching, told)
        terms = ListTerms(str(skill.number), chosen.source.name, options.default_zone, options.expires)
        portions = _shown(load_list(file, loader, terms, now), file.count)
        with suppress(_Undone):
            if options.dry_run:
                with store.transaction():
                    _load(options.rejected, file, portions, summary)
                    raise _Undone
            _load(options.rejected, file, portions, summary)
            keep(book, chosen.source)
        return summary


def _load(path: Path | None, file: ListFile, portions: Iterator[Portion], summary: Summary) -> None:
    from studio.dialer.loading.codes import SERVICE_UNAVAILABLE

    with ExitStack() as stack:
        rejected = None if path is None else _rejected(path, file)
        if rejected is not None:
            stack.enter_context(rejected)
        for portion in portions:
            if portion.error and portion.error != SERVICE_UNAVAILABLE.text:
                raise fault("PS007", f"{portion.error}: {portion.detail}")
            summary.add(portion)
            if rejected is not None:
                rejected.add(portion)


def _rejected(path: Path, file: ListFile) -> RejectedFile:
    from studio.dialer.lists.rejected import RejectedFile

    try:
        return RejectedFile(path, file)
    except (OSError, ValueError) as wrong:
        said = getattr(wrong, "strerror", None) or wrong
        raise fault("PS008", f"the file of rejected records can't be written: {said}", file=path) from None


def _where(options: LoadOptions, world: WorldSettings) -> str:
    """The store that is loaded into; a dry run makes none."""
    where = options.store if options.store is not None else world.store
    if options.dry_run:
        path = Path(where.removeprefix("sqlite:///"))
        return where if ("sqlite" not in where and "://" in where) or path.is_file() else "sqlite://"
    if where in ("sqlite://", "sqlite:///:memory:"):
        raise fault("PS001", "where to? say --store", "name a file such as prospects.db, or a URL")
    return where


def _shown(portions: Iterator[Portion], count: int) -> Iterator[Portion]:
    """The portions, with a bar on the screen while they are loaded."""
    import sys

    if not sys.stderr.isatty():
        yield from portions
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=count)
        for portion in portions:
            bar.advance(task, len(portion.rows))
            yield portion
