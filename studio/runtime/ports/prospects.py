"""Prospects: what the actions of Personal Connection ask of the dialer, and what they get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from studio.runtime.ports.directory import Verdict


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """One call of Create Prospects v2.

    ``rows`` are the records as plain data: a mapping of column to scalar (text, number, date as text, None), in the
    columns' order; a row that is no object arrives as the scalar that it was. ``rows`` is None where Data is no array
    of records (call error ``Invalid Data``). The other members are the text of the action's properties. With
    ``identity_map`` every column fills the field of its own name, and a source that isn't there is made: so loads the
    first version of the action.
    """

    skill_no: str
    source_name: str
    rows: list[Any] | None
    no_time_zone_reject: bool = True
    time_zone: str = ""
    default_expiration: str = ""
    identity_map: bool = False


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


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: records as plain data, or why there was none."""

    records: list[dict[str, Any]] = field(default_factory=list)
    error: str = ""


class Prospects(Protocol):
    """The dialer as actions see it. No method raises for a fault of its request or of the store."""

    def load(self, request: LoadRequest, now: datetime) -> LoadResult:
        """Load rows at ``now`` (UTC)."""
        ...

    def remove(self, source: str, rows: list[Any] | None, now: datetime) -> LoadResult:
        """Take the prospects that these rows name out of the dialer; one report for every row, in order."""
        ...

    def search(self, source: str, options: Mapping[str, Any]) -> Found:
        """The prospects of a source that fit all options; with none, every one."""
        ...

    def create_source(self, name: str) -> Verdict:
        """Make a source."""
        ...

    def source_names(self) -> list[str]:
        """The names of all sources that are there."""
        ...

    def map_of(self, source: str) -> dict[str, str] | None:
        """The map of a source, field to column; None if there is no such source."""
        ...

    def set_map(self, source: str, mapping: Any) -> Verdict:
        """Set the map of a source: an object with the one member Mappings."""
        ...

    def define_field(self, name: str, type: str, default: str, associations: str) -> Verdict:
        """Define a field of one's own."""
        ...

    def skill_info(self, wanted: list[str], ours: bool) -> list[dict[str, Any]]:
        """What is known of skills, by their numbers or by those that they have in the lead system; none: all."""
        ...

    def update_skill(self, changes: Mapping[str, Any]) -> Verdict:
        """Change, start or stop the skill that the changes name."""
        ...
