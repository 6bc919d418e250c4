"""The load reports: what became of every row of every call, kept in the prospect store."""

from __future__ import annotations

import base64
import json
import zlib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select

from studio.dialer.loading.codes import SUCCESS
from studio.dialer.records.prospect import seconds
from studio.dialer.settings.sources import folded
from studio.dialer.store.schema import loads
from studio.dialer.store.store import ProspectStore
from studio.dialer.store.texts import storable
from studio.runtime.ports import LoadRequest, LoadResult, RowReport

# Characters of the texts of a call that are kept.
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class LoadReport:
    """One call of Create Prospects v2 as the store remembers it; ``at`` is UTC."""

    id: int
    at: datetime
    skill: str
    source: str
    rows: int
    succeeded: int
    codes: dict[str, int]
    result: LoadResult


def summary(request: LoadRequest, result: LoadResult) -> str:
    """One line about a call, for a trace: counts alone, no data of a record."""
    counts = Counter(each.code for each in result.rows)
    good = counts.pop(SUCCESS.text, 0)
    failed = {code: counts[code] for code in sorted(counts)}
    error = f" error={result.error!r}" if result.error else ""
    return (
        f"CreateProspects skill={request.skill_no} source={request.source_name} rows={len(result.rows)} "
        f"ok={good} failed={len(result.rows) - good} {json.dumps(failed)}{error}"
    )


def keep_report(store: ProspectStore, request: LoadRequest, result: LoadResult, now: datetime, most: int) -> None:
    """Store the report of a call made at ``now``; of all reports the newest ``most`` are kept."""
    counts = Counter(each.code for each in result.rows)
    with store.transaction() as connection:
        number = int(connection.execute(select(func.max(loads.c.id))).scalar() or 0) + 1
        connection.execute(
            insert(loads).values(
                id=number,
                at=seconds(now),
                skill=storable(request.skill_no, _LONGEST),
                source=storable(request.source_name, _LONGEST),
                rows=len(result.rows),
                succeeded=counts[SUCCESS.text],
                error=result.error,
                detail=storable(result.detail, _LONGEST),
                codes=json.dumps(dict(sorted(counts.items()))),
                reports=_packed([_line(each) for each in result.rows]),
            )
        )
        connection.execute(delete(loads).where(loads.c.id <= number - most))


def last_load(store: ProspectStore) -> int:
    """The number of the newest report; 0 where there is none."""
    with store.reading() as connection:
        return int(connection.execute(select(func.max(loads.c.id))).scalar() or 0)


def load_reports(store: ProspectStore, most: int = 100) -> list[LoadReport]:
    """The newest reports, oldest first."""
    with store.reading() as connection:
        rows = connection.execute(select(loads).order_by(loads.c.id.desc()).limit(most)).all()
    return [
        LoadReport(
            id=row.id,
            at=datetime.fromtimestamp(row.at, UTC),
            skill=row.skill,
            source=row.source,
            rows=row.rows,
            succeeded=row.succeeded,
            codes=json.loads(row.codes),
            result=LoadResult([_report(line) for line in _unpacked(row.reports)], row.error, row.detail),
        )
        for row in reversed(rows)
    ]


def rows_of_record(store: ProspectStore, source: str, external_id: str) -> list[tuple[datetime, str, RowReport]]:
    """Every row of the kept reports that bears this identity, oldest first, with its call's time (UTC) and skill."""
    written = json.dumps(external_id)
    query = select(loads.c.at, loads.c.skill, loads.c.source, loads.c.reports).order_by(loads.c.id)
    found = []
    with store.reading() as connection:
        for at, skill, of, reports in connection.execute(query.execution_options(yield_per=20)):
            if folded(of) != folded(source):
                continue
            text = _text(reports)
            if written not in text:  # a look that is far quicker than reading the whole report
                continue
            rows = (_report(line) for line in json.loads(text))
            when = datetime.fromtimestamp(at, UTC)
            found += [(when, skill, each) for each in rows if each.external_id == external_id]
    return found


def _packed(lines: list[Any]) -> str:
    """The lines as text, compressed: they say much the same, row after row."""
    return base64.b64encode(zlib.compress(json.dumps(lines).encode(), 6)).decode()


def _unpacked(text: str) -> list[Any]:
    """The lines of a report."""
    lines: list[Any] = json.loads(_text(text))
    return lines


def _text(stored: str) -> str:
    """The JSON of a report; those of the first version of the store are kept as they are."""
    return stored if stored.startswith("[") else zlib.decompress(base64.b64decode(stored)).decode()


def _line(each: RowReport) -> list[Any]:
    return [
        each.number,
        each.code,
        each.detail,
        each.retry,
        each.check_in,
        each.external_id,
        each.time_zone,
        each.time_zone_source,
        each.warnings,
    ]


def _report(line: list[Any]) -> RowReport:
    number, code, detail, retry, check_in, external_id, zone, zone_source, warnings = line
    return RowReport(number, code, detail, retry, check_in, external_id, zone, zone_source, tuple(warnings))
