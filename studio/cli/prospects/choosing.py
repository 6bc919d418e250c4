"""The source that a list belongs to, and the map by which its columns are read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli.prospects.map_files import check_columns, made, read_map
from studio.cli.prospects.opening import Unusable, fault
from studio.diagnostics import Diagnostic, has_errors
from studio.dialer.lists.matching import match_fields
from studio.dialer.settings.sources import Source, folded

if TYPE_CHECKING:
    from studio.dialer.lists.files import ListFile
    from studio.dialer.lists.matching import Matching
    from studio.dialer.store.source_book import SourceBook
    from studio.world.settings import WorldSettings

_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Chosen:
    """A source with the map for a list. ``matching`` is how the map was found, where it was found by names."""

    source: Source
    matching: Matching | None
    told: list[Diagnostic]


def choose(file: ListFile, name: str | None, map_: str | None, world: WorldSettings | None, book: SourceBook) -> Chosen:
    """The source of this name: the world's, or the store's, or a new one; with the map of a file, or found by names.

    Unusable where there is none such, or the list can't be loaded by its map.
    """
    source = _of_world(world, name) if world is not None else _of_store(book, name)
    matching = None
    map_file = None if map_ in (None, "auto") else Path(map_ or "")
    if map_file is not None:
        source = read_map(map_file, source)
    elif map_ == "auto" or not source.map:
        matching = match_fields(file.columns, [row.values for row in file.sample() if not row.fault])
        if matching.missing:
            raise Unusable(_no_match(file, matching))
        source = made(file.path, source.model_dump() | {"map": matching.map})
    told = check_columns(file, source, map_file)
    if has_errors(told):
        raise Unusable(*told)
    return Chosen(source, matching, told)


def keep(book: SourceBook, source: Source) -> None:
    """Put a source into the store as it was loaded by, so that scripts and later loads know it."""
    common = {folded(each.name): each for each in book.fields()}
    own = tuple(each for each in source.fields if common.get(folded(each.name)) != each)
    if book.get(source.name) != source:
        book.state_all([source.model_copy(update={"fields": own})])


def _of_world(world: WorldSettings, name: str | None) -> Source:
    known = ", ".join(each.name for each in world.sources) or "none"
    if name is None and len(world.sources) == 1:
        return world.sources[0]
    if name is None:
        raise fault("PS006", "which source? say --source NAME", f"sources of the world: {known}")
    for each in world.sources:
        if folded(each.name) == folded(name):
            return each
    raise fault("PS006", f"the world has no source {name[:60]!r}", f"its sources: {known}")


def _of_store(book: SourceBook, name: str | None) -> Source:
    names = book.names()
    if name is None and len(names) == 1:
        name = names[0]
    if name is None:
        hint = f"sources of the store: {', '.join(names)}" if names else "any name: it groups records of one origin"
        raise fault("PS006", "which source? say --source NAME", hint)
    if not name.strip() or len(name.strip()) > _LONGEST_NAME:
        raise fault("PS006", f"a source's name has 1 to {_LONGEST_NAME} characters")
    return book.get(name) or Source.model_validate({"name": name.strip()})


def _no_match(file: ListFile, matching: Matching) -> Diagnostic:
    lacking = " and ".join(matching.missing)
    columns = ", ".join(file.columns[:30])
    hint = f"name them in a file: --map FILE; the columns are: {columns}"
    return Diagnostic("LF305", "error", f"no column is known as {lacking} by its name", hint, file=str(file.path))
