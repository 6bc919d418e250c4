"""Loading the lists that a world file names, in calls of at most 10,000 records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.dialer.lists.faults import ListError
from studio.dialer.lists.files import ListFile, ListRow, read_list
from studio.dialer.lists.matching import match_fields
from studio.dialer.lists.portions import ListTerms, load_list
from studio.dialer.loading.loader import StatedSources
from studio.dialer.records.fields import text_of
from studio.dialer.settings.sources import Source, folded
from studio.runtime.ports import LoadRequest, LoadResult
from studio.world.lists.settings import ListSettings
from studio.world.lists.share import Share

if TYPE_CHECKING:
    from studio.dialer.connection.personal_connection import PersonalConnection


@dataclass(slots=True)
class LoadedList:
    """What came of a list: its records by ResultCode."""

    file: str
    skill: int
    source: str
    codes: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> dict[str, Any]:
        """The members as plain data, codes in order."""
        codes = dict(sorted(self.codes.items()))
        return {
            "file": self.file,
            "skill": self.skill,
            "source": self.source,
            "records": sum(codes.values()),
            "codes": codes,
        }


class ListRefused(ValueError):
    """A list can't be loaded; the message names the file and says why."""


def load_lists(
    lists: Sequence[ListSettings], connection: PersonalConnection, now: datetime, folder: Path, share: Share
) -> list[LoadedList]:
    """Load a share of every list at ``now`` (UTC); relative files lie in ``folder``. ListRefused where one can't be used."""
    return [_load(each, connection, now, folder, share) for each in lists]


def _load(
    stated: ListSettings, connection: PersonalConnection, now: datetime, folder: Path, share: Share
) -> LoadedList:
    name = stated.file.as_posix()
    try:
        file = read_list(folder / stated.file)
        source = _source(stated, file, connection)
        found = LoadedList(name, stated.skill, source.name)
        # What a script loads into the source goes by the source's own map.
        loader = copy(connection.loader)
        loader.sources = StatedSources([source])
        terms = ListTerms(str(stated.skill), source.name, stated.default_zone, stated.expires)
        request = LoadRequest(terms.skill_no, terms.source_name, [])
        for portion in load_list(_part_of(file, source.plan.external_id, share), loader, terms, now):
            if portion.error:
                raise ListRefused(f"{name}: nothing more is loaded: {portion.error}: {portion.detail}")
            found.codes.update(each.code for each in portion.reports)
            for each in connection.listeners:
                each.loaded(request, LoadResult(portion.reports))
    except ListError as fault:
        raise ListRefused("; ".join(str(replace(each, file=name)) for each in fault.findings[:5])) from fault
    return found


def _source(stated: ListSettings, file: ListFile, connection: PersonalConnection) -> Source:
    """The source with the map that holds for the list; ListRefused where there is none, or it doesn't fit the list."""
    name = stated.file.as_posix()
    known = connection.get(stated.source)
    if stated.map is None:
        if known is None:
            raise ListRefused(f"{name}: the world states no source {stated.source!r}; state it, or give the list a map")
        return known
    if stated.map == "auto":
        matching = match_fields(file.columns, [each.values for each in file.sample() if not each.fault])
        if matching.missing:
            lacking = " and ".join(matching.missing)
            raise ListRefused(f"{name}: no column is found for {lacking}; give the list a map")
        by_field = matching.map
    else:
        by_field = stated.map
        there = {folded(each) for each in file.columns}
        for field_name, column in by_field.items():
            if column.strip() and folded(column) not in there:
                raise ListRefused(f"{name}: the list has no column {column!r}, which the map names for {field_name}")
    try:
        if known is None:
            connection.create_source(stated.source)
            connection.set_map(stated.source, {"Mappings": by_field})
            known = Source.model_validate({"name": stated.source})
        return Source.model_validate(known.model_dump() | {"map": by_field})
    except ValueError as fault:
        said = [each["msg"] for each in fault.errors()] if hasattr(fault, "errors") else [str(fault)]
        raise ListRefused(f"{name}: {said[0].removeprefix('Value error, ')}") from fault


class _Part(ListFile):
    """The records of a list that are in a share, by external ID."""

    __slots__ = ("column", "share")

    column: str | None
    share: Share

    def rows(self) -> Generator[ListRow]:
        """The records of the share, in the file's order."""
        for row in super().rows():
            key = "" if self.column is None or row.fault else text_of(row.values.get(self.column)).strip()
            if self.share.has(key or f"row {row.number}"):
                yield row


def _part_of(file: ListFile, folded_column: str | None, share: Share) -> ListFile:
    if share.of == 1:
        return file
    part = _Part(file.path, file.columns, file.count, file.warnings, file.headings, file.table)
    part.column = next((each for each in file.columns if folded(each) == folded_column), None)
    part.share = share
    return part
