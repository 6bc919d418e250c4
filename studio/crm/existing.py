"""A table that somebody else keeps, as a lead source: its rows are given out as they are, it is never written to.

Where a lead stands is kept in our own tables in the same database.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    String,
    Table,
    and_,
    bindparam,
    cast,
    exists,
    false,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.exc import NoSuchTableError, SAWarning

from studio.crm.schema import leads
from studio.crm.states import State
from studio.crm.wire import KEY, LARGEST_ROW, TEXT_LIMIT, CrmError, chunks, encode, text_of

#: Reasons of leads that can't be given out.
GONE = "No Longer In The Table"
TOO_LONG = "Row Too Long"
# What stands in our table for a row that was never given out.
_NO_CELLS = "{}"
_REFRESHED = (
    update(leads)
    .where(leads.c.lead_id == bindparam("key"))
    .values(campaign=bindparam("to"), cells=bindparam("have"), state=bindparam("now"), reason=bindparam("why"))
)


@dataclass(frozen=True, slots=True)
class TableNames:
    """Which table, and which of its columns mean what.

    ``name`` may have a schema in front (``sales.contacts``); a view will do. ``key`` is the column that tells leads apart,
    ``campaign`` the one of the campaign, none where empty. ``columns`` are those that are given out, name given to
    column; all under their own names where it is empty.
    """

    name: str
    key: str = KEY
    campaign: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


class ExistingTable:
    """Implements ``check_out.Rows``. CrmError where the database has no such table or column, or a key stands twice."""

    def __init__(self, connection: Connection, names: TableNames) -> None:
        schema, _, name = names.name.rpartition(".")
        try:
            with warnings.catch_warnings():
                # Types that SQLAlchemy does not know are given out as the driver gives them.
                warnings.simplefilter("ignore", SAWarning)
                self._table = Table(name, MetaData(), schema=schema or None, autoload_with=connection)
        except NoSuchTableError:
            raise CrmError(f"the database has no table {names.name[:80]}") from None
        self._key = self._column(names.key)
        self._campaign = self._column(names.campaign) if names.campaign else None
        given = names.columns or {each.name: each.name for each in self._table.columns}
        self._given = {name: self._column(column) for name, column in given.items()}
        if KEY.lower() in {name.lower() for name, column in self._given.items() if column is not self._key}:
            raise CrmError(
                f"{KEY} is the name that the key {self._key.name} is given out under; give the other column another"
            )
        self._given = {name: column for name, column in self._given.items() if name.lower() != KEY.lower()}
        self._text = func.trim(cast(self._key, String))
        usable = and_(self._key.is_not(None), self._text != "", func.length(self._text) <= TEXT_LIMIT)
        twice = select(self._text).where(usable).group_by(self._text).having(func.count() > 1).limit(1)
        if connection.scalar(twice) is not None:
            raise CrmError(f"{self._key.name} of {names.name} is no key: a value stands in several rows")
        self._usable = usable

    def without_key(self, connection: Connection) -> int:
        """How many rows are no leads: their key is empty or longer than 255 characters."""
        asked = select(func.count()).select_from(self._table).where(func.coalesce(self._usable, false()).is_(false()))
        return connection.scalar(asked) or 0

    def take_over(self, connection: Connection) -> None:
        """Make leads of rows that are new, in the order of their keys."""
        last = connection.scalar(select(func.max(leads.c.position))) or 0
        campaign = func.lower(func.trim(cast(self._campaign, String))) if self._campaign is not None else literal("")
        fresh = select(
            self._text,
            literal(last) + func.row_number().over(order_by=self._key),
            func.coalesce(campaign, ""),
            literal(_NO_CELLS),
            literal(State.IN_CRM.value),
            *(literal(each) for each in ("", 0, 0, "")),
        ).where(self._usable, ~exists().where(leads.c.lead_id == self._text))
        into = ["lead_id", "position", "campaign", "cells", "state", "reason", "given", "attempts", "disposition"]
        connection.execute(insert(leads).from_select(into, fresh))

    def refresh(self, connection: Connection, keys: list[str]) -> int:
        """Bring the rows of leads that may be given out up to date; how many of them no longer may be.

        A row that has gone ends its lead, one that is too long lets it rest, and one of another campaign stays for that.
        """
        found = self._read(connection, keys)
        out = 0
        changed = []
        for part in chunks(keys):
            asked = select(leads.c.lead_id, leads.c.campaign, leads.c.cells).where(leads.c.lead_id.in_(part))
            for key, campaign, cells in connection.execute(asked):
                row = found.get(key)
                after = {"key": key, "to": campaign, "have": cells, "now": State.IN_CRM, "why": ""}
                if row is None:
                    after |= {"now": State.FINISHED, "why": GONE}
                elif len(encoded := encode(row[1])) > LARGEST_ROW:
                    after |= {"now": State.CHECKED_IN, "why": TOO_LONG}
                else:
                    after |= {"to": row[0], "have": encoded.decode()}
                out += after["now"] is not State.IN_CRM or after["to"] != campaign
                if after["now"] is not State.IN_CRM or (after["to"], after["have"]) != (campaign, cells):
                    changed.append(after)
        if changed:
            connection.execute(_REFRESHED, changed)
        return out

    def columns(self, connection: Connection, keys: list[str]) -> dict[str, dict[str, str]]:
        """The rows of leads by key, as they are now."""
        return {key: row for key, (_, row) in self._read(connection, keys).items()}

    def _read(self, connection: Connection, keys: list[str]) -> dict[str, tuple[str, dict[str, str]]]:
        """Campaign and columns of leads by key."""
        campaign = self._campaign if self._campaign is not None else literal("")
        asked = select(self._text, campaign, *self._given.values())
        found = {}

        def take(condition: Any) -> None:
            for row in connection.execute(asked.where(condition)):
                cells = {name: _cell(value) for name, value in zip(self._given, row[2:], strict=True)}
                found[row[0]] = (text_of(row[1]).lower(), {KEY: row[0]} | cells)

        kind = _python_type(self._key)
        for part in chunks(keys):
            if kind in (int, str):
                # By an index, if the table has one.
                take(self._key.in_(_whole_numbers(part) if kind is int else part))
            missing = [each for each in part if each not in found]
            if missing:
                take(self._text.in_(missing))
        return found

    def _column(self, name: str) -> Column[Any]:
        found = self._table.columns.get(name)
        if found is None:
            near = [each for each in self._table.columns if each.name.lower() == name.lower()]
            if len(near) != 1:
                has = ", ".join(each.name for each in self._table.columns)[:200]
                raise CrmError(f"the table {self._table.name} has no column {name[:80]}; it has {has}")
            found = near[0]
        return found


def _whole_numbers(keys: list[str]) -> list[int]:
    # SQLite keeps other values in such a column too.
    return [int(each) for each in keys if len(each) < 19 and each.removeprefix("-").isdecimal()]


def _python_type(column: Column[Any]) -> type | None:
    try:
        return column.type.python_type
    except NotImplementedError:
        return None


def _cell(value: Any) -> str:
    """A value of the database as the text that a list would have."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace").strip()
    return str(value).strip()
