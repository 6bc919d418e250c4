"""``studio prospects load``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli import report
from studio.cli.prospects.asked import NO_TABLES, Tables, finder_of, moment_of, skill_of, source_of
from studio.cli.prospects.opening import Unusable, fault, open_store, read_world
from studio.diagnostics import Diagnostic

if TYPE_CHECKING:
    from datetime import datetime

    from studio.cli.prospects.load_summary import Summary
    from studio.dialer.lists.files import ListFile
    from studio.dialer.lists.matching import Matching
    from studio.dialer.lists.portions import Portion
    from studio.dialer.lists.rejected import RejectedFile
    from studio.dialer.loading.loader import Loader
    from studio.dialer.settings.skills import Skill
    from studio.dialer.settings.sources import Source
    from studio.dialer.zones.finder import ZoneFinder
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


@dataclass(slots=True)
class _Ready:
    """Everything that was named, found to be usable."""

    file: ListFile
    matching: Matching | None
    source: Source
    skill: Skill
    world: WorldSettings
    now: datetime
    finder: ZoneFinder
    told: list[Diagnostic]


class _Undone(Exception):
    """Ends a dry run: whatever it did is undone."""


def load_file(options: LoadOptions) -> int:
    """Load a list into a store; the exit code: 1 if a record was not loaded, 2 if nothing could be."""
    from studio.dialer.lists.faults import ListError

    try:
        ready = _prepare(options)
        summary = _run(options, ready)
    except (Unusable, ListError) as wrong:
        report.refusal(wrong.findings, as_json=options.as_json)
        return 2
    summary.show(as_json=options.as_json)
    return summary.exit_code


def _prepare(options: LoadOptions) -> _Ready:
    from studio.cli.prospects.map_files import check_columns, made, read_map
    from studio.dialer.lists.files import UNLIMITED, read_list
    from studio.dialer.lists.matching import match_fields

    world, told = read_world(options.world)
    has_world = options.world is not None
    skill = skill_of(world, options.skill, from_world=has_world)
    source = source_of(world, options.source, from_world=has_world)
    now = moment_of(options.at)
    finder = finder_of(options.world, world, options.tables)
    file = read_list(options.file, UNLIMITED if options.any_size else None)
    matching = None
    map_file = None if options.map in (None, "auto") else Path(options.map or "")
    if map_file is not None:
        source = read_map(map_file, source)
    elif options.map == "auto" or not source.map:
        matching = match_fields(file.columns, [row.values for row in file.sample()])
        if matching.missing:
            raise Unusable(_no_match(file, matching))
        source = made(file.path, source.model_dump() | {"map": matching.map})
    lacking = check_columns(file, source, map_file)
    if lacking:
        raise Unusable(*lacking)
    return _Ready(file, matching, source, skill, world, now, finder, [*told, *file.warnings])


def _no_match(file: ListFile, matching: Matching) -> Diagnostic:
    lacking = " and ".join(matching.missing)
    columns = ", ".join(file.columns[:30])
    hint = f"name them in a file: --map FILE; the columns are: {columns}"
    return Diagnostic("LF305", "error", f"no column is known as {lacking} by its name", hint, file=str(file.path))


def _run(options: LoadOptions, ready: _Ready) -> Summary:
    from studio.cli.prospects.load_summary import Summary
    from studio.dialer.lists.files import UNLIMITED, ListLimits
    from studio.dialer.loading.loader import Limits, Loader

    store = open_store(_where(options, ready.world), to_read=False)
    limits = UNLIMITED if options.any_size else ListLimits()
    with closing(store):
        loader = Loader(
            store,
            [ready.skill],
            [ready.source],
            unit_zone=ready.world.zone,
            finder=ready.finder,
            limits=Limits(record_characters=limits.characters),
        )
        summary = Summary(options, ready.source, ready.skill.number, ready.matching, ready.told)
        try:
            if options.dry_run:
                with store.transaction():
                    _load(options, ready, loader, summary)
                    raise _Undone
            _load(options, ready, loader, summary)
        except _Undone:
            pass
        return summary


def _load(options: LoadOptions, ready: _Ready, loader: Loader, summary: Summary) -> None:
    from studio.dialer.lists.portions import ListTerms, load_list
    from studio.dialer.loading.codes import SERVICE_UNAVAILABLE

    terms = ListTerms(str(ready.skill.number), ready.source.name, options.default_zone, options.expires)
    with ExitStack() as stack:
        rejected: RejectedFile | None = None
        for portion in _shown(load_list(ready.file, loader, terms, ready.now), ready.file.count):
            if portion.error and portion.error != SERVICE_UNAVAILABLE.text:
                raise fault("PS007", f"{portion.error}: {portion.detail}")
            if rejected is None and options.rejected is not None:
                rejected = stack.enter_context(_rejected(options, ready.file))
            summary.add(portion)
            if rejected is not None:
                rejected.add(portion)


def _rejected(options: LoadOptions, file: ListFile) -> RejectedFile:
    from studio.dialer.lists.rejected import RejectedFile

    path = options.rejected
    assert path is not None
    try:
        if path.exists() and path.samefile(options.file):
            raise fault("PS008", "--rejected names the list itself", "name another file", path)
        return RejectedFile(path, file)
    except OSError as wrong:
        said = wrong.strerror or wrong
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
