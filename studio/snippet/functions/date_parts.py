"""Built-in functions that ask what a date is like: its parts, its place in the year."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import datetime
from typing import Any

from studio.snippet.dates import DateTime, parse, to_date
from studio.snippet.errors import SnippetError, shown
from studio.snippet.formats import DAYS, MONTHS
from studio.snippet.functions.common import whole
from studio.snippet.functions.dates import DATE
from studio.snippet.functions.entry import Function, alias, forms, shows
from studio.snippet.scalars import to_text


def _of(rule: Callable[[datetime], Any]) -> Callable[[Any, Any], Any]:
    """A function of the time that a value is."""
    return lambda host, date: rule(to_date(date, host).value)


def _isdate(host: Any, value: Any) -> int:
    return 1 if isinstance(value, DateTime) or (isinstance(value, str) and parse(value, host) is not None) else 0


def _year(value: Any, name: str) -> int:
    year = value.value.year if isinstance(value, DateTime) else whole(value)
    if not 1 <= year <= 9999:
        raise SnippetError(f"{name}: {shown(to_text(value))} is no year from 1 to 9999")
    return year


def _isleapyear(host: Any, year: Any) -> int:
    return 1 if calendar.isleap(_year(year, "isleapyear")) else 0


def _daysinmonth(host: Any, value: Any, *rest: Any) -> int:
    if not rest:
        date = to_date(value, host).value
        return calendar.monthrange(date.year, date.month)[1]
    year, month = _year(value, "daysinmonth"), whole(rest[0])
    if not 1 <= month <= 12:
        raise SnippetError(f"daysinmonth: {shown(to_text(rest[0]))} is no month from 1 to 12")
    return calendar.monthrange(year, month)[1]


def _part(name: str, doc: str, rule: Callable[[datetime], Any], result: str, at: str, shown_result: str) -> Function:
    return Function(name, forms("date"), result, doc, "choice", _of(rule), errors=DATE,
                    examples=shows(f'{name}("{at}")', shown_result))  # fmt: skip


_WEEK = _part("weekofyear", "The week of the year by ISO 8601: weeks begin on Monday, the first has the year's first Thursday.",
              lambda d: d.isocalendar().week, "number", "1/1/2026", "1")  # fmt: skip

FUNCTIONS = [
    _part("day", "The day of the month.", lambda d: d.day, "number", "7/4/2026", "4"),
    _part("dayname", "The name of the day of the week, in English.", lambda d: DAYS[d.weekday()], "text", "7/4/2026", "Saturday"),
    _part("dayofyear", "The day of the year, from 1.", lambda d: d.timetuple().tm_yday, "number", "2/1/2026", "32"),
    Function("daysinmonth", forms("date", "year month"), "number", "How many days the month has.", "choice", _daysinmonth,
             errors=f"{DATE}, no year and month", examples=shows("daysinmonth(2028, 2)", "29", 'daysinmonth("4/10/2026")', "30")),
    _part("hour", "The hour, 0 to 23.", lambda d: d.hour, "number", "7/4/2026 3:30 PM", "15"),
    Function("isdate", forms("value"), "1 or 0", "Whether it is a date, or text that reads as one; a number is none.", "choice",
             _isdate, examples=shows('isdate("2/30/2026")', "0", 'isdate("2026-07-04")', "1")),
    Function("isleapyear", forms("year", "date"), "1 or 0", "Whether the year has a 29 February.", "choice", _isleapyear,
             errors="no year from 1 to 9999", examples=shows("isleapyear(2028)", "1")),
    _part("isweekend", "Whether it is a Saturday or Sunday.", lambda d: 1 if d.weekday() > 4 else 0, "1 or 0", "7/4/2026", "1"),
    _part("millisecond", "The milliseconds of the second.", lambda d: d.microsecond // 1000, "number", "2026-07-04T15:30:05.250", "250"),
    _part("minute", "The minute.", lambda d: d.minute, "number", "7/4/2026 3:30 PM", "30"),
    _part("month", "The month.", lambda d: d.month, "number", "7/4/2026", "7"),
    _part("monthname", "The name of the month, in English.", lambda d: MONTHS[d.month - 1], "text", "7/4/2026", "July"),
    _part("quarter", "The quarter of the year, 1 to 4.", lambda d: (d.month + 2) // 3, "number", "7/4/2026", "3"),
    _part("second", "The second.", lambda d: d.second, "number", "7/4/2026 15:30:05", "5"),
    _WEEK, alias("isoweek", _WEEK),
    _part("year", "The year.", lambda d: d.year, "number", "7/4/2026", "2026"),
]  # fmt: skip
