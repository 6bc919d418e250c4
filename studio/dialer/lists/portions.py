"""Loads a list in calls of Create Prospects v2, each of at most 10,000 records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from studio.dialer.lists.files import ListFile, ListRow
from studio.dialer.lists.seen import SeenIds
from studio.dialer.loading import codes
from studio.dialer.loading.loader import STORE_FAILURES, Loader
from studio.dialer.records.fields import text_of
from studio.dialer.settings.sources import folded
from studio.runtime.ports import LoadRequest, RowReport

#: Records of one call at most, as for the action [our choice].
PORTION = 10_000


@dataclass(frozen=True, slots=True)
class ListTerms:
    """What holds for all records of a list: the properties of the action, as text."""

    skill_no: str
    source_name: str
    default_zone: str = ""
    default_expiration: str = ""


@dataclass(frozen=True, slots=True)
class Portion:
    """What became of some records: a report for each row. ``error`` is a call's code where it was refused as a whole."""

    rows: list[ListRow]
    reports: list[RowReport]
    error: str = ""
    detail: str = ""


def load_list(
    file: ListFile, loader: Loader, terms: ListTerms, now: datetime, portion: int = PORTION
) -> Iterator[Portion]:
    """Load the records of a list in its order, at ``now`` (UTC): the same checks as the action, portion by portion.

    A record is a duplicate wherever in the file its external ID came first. One that a file of rejected records
    calls a duplicate is one again while the dialer holds its ID: it must not take the first one's place. After a call that was refused as a
    whole nothing more is loaded. ``portion`` is how many records go into one call. ListError where the file
    can't be read any more.
    """
    column = _id_column(file, loader, terms.source_name)
    seen = SeenIds()
    rows = file.rows()
    while some := list(islice(rows, portion)):
        held = _still_duplicates(some, file, column, loader, terms)
        done = _one_call(some, column, seen, held, loader, terms, now)
        yield done
        if done.error:
            rows.close()
            return


def _one_call(
    rows: list[ListRow],
    column: str | None,
    seen: SeenIds,
    held: set[str],
    loader: Loader,
    terms: ListTerms,
    now: datetime,
) -> Portion:
    reports: list[RowReport | None] = [None] * len(rows)
    details = {place: row.fault for place, row in enumerate(rows) if row.fault}
    sent: list[int] = []
    in_call: set[int] = set()
    for place, row in enumerate(rows):
        external_id = _id_of(row, column)
        first = seen.first(external_id, row.number) if external_id else row.number
        if first != row.number:
            details[place] = f"row {first} has the same external ID"
        elif external_id in held:
            details[place] = "the dialer holds this external ID: give the record its own"
        # A call finds the duplicates of its own rows by itself; the others must not reach it.
        if external_id in held or (first != row.number and first not in in_call):
            reports[place] = _duplicate(external_id, details[place])
        else:
            sent.append(place)
            in_call.add(row.number)
    request = LoadRequest(
        skill_no=terms.skill_no,
        source_name=terms.source_name,
        rows=[rows[place].fault or rows[place].values for place in sent],
        no_time_zone_reject=not terms.default_zone.strip(),
        time_zone=terms.default_zone,
        default_expiration=terms.default_expiration,
    )
    result = loader.load(request, now)
    for place, report in zip(sent, result.rows, strict=True):
        own = "" if result.error else details.get(place)
        reports[place] = replace(report, detail=own) if own else report
    told = [replace(each, number=row.number) for row, each in zip(rows, reports, strict=True) if each is not None]
    return Portion(rows, told, result.error, result.detail)


def _id_of(row: ListRow, column: str | None) -> str:
    return "" if column is None or row.fault else text_of(row.values.get(column))


def _duplicate(external_id: str, detail: str) -> RowReport:
    code = codes.DUPLICATE_EXTERNAL_ID
    return RowReport(0, code.text, detail, code.retry, code.check_in, external_id[:255])


def _still_duplicates(
    rows: list[ListRow], file: ListFile, column: str | None, loader: Loader, terms: ListTerms
) -> set[str]:
    """External IDs that the dialer holds, of records that were rejected as duplicates of others."""
    was = codes.DUPLICATE_EXTERNAL_ID.text
    wanted = {_id_of(row, column) for row in rows if file.headings.earlier_code(row.cells) == was} - {""}
    if not wanted:
        return set()
    try:
        return set(loader.store.find(terms.source_name, wanted))
    except STORE_FAILURES:
        return set()  # the call itself will tell


def _id_column(file: ListFile, loader: Loader, source_name: str) -> str | None:
    """The list's column that holds the external ID."""
    source = loader.sources.get(folded(source_name))
    wanted = None if source is None else source.plan.external_id
    return next((each for each in file.columns if folded(each) == wanted), None)
