"""Values of a database as plain data: what a script's variable, and a saved run, can hold."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any

from studio.snippet.dates import DateTime


def plain(value: Any) -> Any:
    """A number, text or None. Dates become the text that a date of a script gives; in UTC where they have an offset [choice]."""
    match value:
        case None | str():
            return value
        case bool():
            return int(value)
        case int():
            return value
        case float():
            return value if isfinite(value) else str(value)
        case Decimal():
            return plain(int(value) if value.is_finite() and value == value.to_integral_value() else float(value))
        case bytes() | bytearray() | memoryview():
            return bytes(value).decode("utf-8", "replace")
        case datetime():
            offset = value.utcoffset()
            return DateTime((value - offset if offset else value).replace(tzinfo=None)).text()
        case date():
            return DateTime(datetime(value.year, value.month, value.day)).date_text()
        case time():
            return DateTime(datetime.combine(date(2000, 1, 1), value.replace(tzinfo=None))).time_text()
    return str(value)


def size(value: Any) -> int:
    """How much of an answer a plain value takes, in bytes or something like it."""
    return len(value) + 8 if isinstance(value, str) else 8
