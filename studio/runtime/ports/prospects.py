"""Prospects: one call of Create Prospects v2, and what becomes of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """One call of Create Prospects v2.

    ``rows`` are the records as plain data: a mapping of column to scalar (text, number, date as text, None), in the
    columns' order; a row that is no object arrives as the scalar that it was. ``rows`` is None where Data is no array
    of records (call error ``Invalid Data``). The other members are the text of the action's properties.
    """

    skill_no: str
    source_name: str
    rows: list[Any] | None
    no_time_zone_reject: bool = True
    time_zone: str = ""
    default_expiration: str = ""


@dataclass(frozen=True, slots=True)
class RowReport:
    """What became of one row: a line of the load report. ``number`` counts from 1 in the order of Data."""

    number: int
    code: str
    detail: str = ""
    retry: str = ""
    check_in: bool = False
    external_id: str = ""
    time_zone: str = ""
    time_zone_source: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadResult:
    """``rows`` has one report for every row, in order. ``error`` is a call code where the call as a whole failed."""

    rows: list[RowReport]
    error: str = ""
    detail: str = ""


class Prospects(Protocol):
    """Where Create Prospects v2 puts its records."""

    def load(self, request: LoadRequest, now: datetime) -> LoadResult:
        """Load the rows at ``now`` (UTC). Never raises for a fault of the request or the store."""
        ...
