"""Tables that a world file states: their rows, and of which kind their columns are."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from studio.ordinary import size_of

#: A number as a database would write it: an identifier with zeros in front is none.
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")


def rows_of_csv(path: Path) -> list[dict[str, Any]]:
    """The rows of a CSV file with a head, as text; ValueError with the line where it is no table."""
    size_of(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            head = [name.strip() for name in next(reader, [])]
            if not head or not all(head) or len({name.lower() for name in head}) < len(head):
                raise ValueError(f"{path.name}: the first line has to name every column, each once")
            rows = []
            for row in reader:
                if len(row) != len(head):
                    raise ValueError(f"{path.name}, line {reader.line_num}: {len(row)} cells, not {len(head)}")
                rows.append(dict(zip(head, row, strict=True)))
        except (csv.Error, UnicodeDecodeError) as fault:
            raise ValueError(f"{path.name}, line {reader.line_num}: {fault}") from fault
    return _with_numbers(head, rows)


def columns_of(rows: Sequence[dict[str, Any]]) -> dict[str, type]:
    """The columns of rows in the order in which they are first named, each with the kind that holds all of its values."""
    kinds: dict[str, type] = {}
    for row in rows:
        for name, value in row.items():
            kind = type(value) if value is not None else None
            before = kinds.get(name)
            kinds[name] = _wider(before, kind)
    return kinds


def _wider(one: type | None, other: type | None) -> type:
    if other is bool:
        other = int
    if one is None or other is None or one is other:
        return one or other or _Unknown
    if _Unknown in (one, other):
        return other if one is _Unknown else one
    return float if {one, other} == {int, float} else str


class _Unknown:
    """The kind of a column that holds nothing yet."""


def _with_numbers(head: list[str], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Turn columns into numbers in which every cell that isn't blank is one; blank cells of those are null [choice]."""
    for name in head:
        cells = [row[name] for row in rows if row[name] != ""]
        if not cells or not all(_NUMBER.fullmatch(each) for each in cells):
            continue
        make: Any = int if all(_INTEGER.fullmatch(each) for each in cells) else float
        for row in rows:
            row[name] = None if row[name] == "" else make(row[name])
    return rows
