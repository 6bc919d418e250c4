"""Built-in functions on dates. A date is wall-clock time of the script's zone."""

from __future__ import annotations

import calendar
from datetime import datetime, timedelta
from typing import Any

from studio.snippet.dates import DateTime, shifted, to_date, to_utc
from studio.snippet.errors import SnippetError, shown
from studio.snippet.formats import date_text, offset_text
from studio.snippet.functions.entry import Function, forms
from studio.snippet.scalars import to_number, to_text

_SECONDS = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
_UNITS = (*_SECONDS, "month", "year")


def _unit(value: Any) -> str | None:
    """The unit that a text names, in any letter case and also in the plural; None if it names none."""
    word = value.strip().lower() if isinstance(value, str) else ""
    word = word.removesuffix("s")
    return word if word in _UNITS else None


def _unit_first(name: str, one: Any, other: Any) -> tuple[str, Any]:
    """The unit and the other of two arguments: ``f(unit, date)`` and ``date.f(unit)`` are both in use."""
    found = _unit(one)
    if found is not None:
        return found, other
    found = _unit(other)
    if found is not None:
        return found, one
    word = one if isinstance(one, str) and not isinstance(other, str) else other
    raise SnippetError(f"{name}: {shown(to_text(word))} is no unit; units are year, month, day, hour, minute, second")


def _moved(value: datetime, unit: str, count: int | float) -> datetime:
    if unit in _SECONDS:
        try:
            return shifted(value, timedelta(seconds=count * _SECONDS[unit]))
        except OverflowError:
            raise SnippetError("the date lies outside the years 1 to 9999") from None
    months = int(count * 12 if unit == "year" else count) + value.year * 12 + value.month - 1
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise SnippetError("the date lies outside the years 1 to 9999")
    return value.replace(year=year, month=month + 1, day=min(value.day, calendar.monthrange(year, month + 1)[1]))


def _dateadd(host: Any, *given: Any) -> DateTime:
    if len(given) == 2:
        return DateTime(_moved(to_date(given[0], host).value, "day", to_number(given[1])))
    unit, date = _unit_first("dateadd", given[0], given[1])
    return DateTime(_moved(to_date(date, host).value, unit, to_number(given[2])))


def _datediff(host: Any, one: Any, other: Any, last: Any) -> int:
    unit, first = _unit_first("datediff", one, other)
    start, end = to_date(first, host).value, to_date(last, host).value
    if unit in _SECONDS:
        # Whole microseconds keep this exact; the fraction is dropped towards zero.
        gap = (end - start) // timedelta(microseconds=1)
        size = _SECONDS[unit] * 1_000_000
        return gap // size if gap >= 0 else -(-gap // size)
    months = _months(start, end) if end >= start else -_months(end, start)
    return months if unit == "month" else int(months / 12)


def _months(start: datetime, end: datetime) -> int:
    """Whole calendar months from one time to a later one."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (1 if (end.day, end.time()) < (start.day, start.time()) else 0)


def _datepart(host: Any, one: Any, other: Any) -> int:
    unit, date = _unit_first("datepart", one, other)
    found: int = getattr(to_date(date, host).value, unit)
    return found


def _build(host: Any, *parts: Any) -> DateTime:
    numbers = [int(to_number(part)) for part in parts]
    try:
        return DateTime(datetime(*numbers))  # type: ignore[arg-type]  # whole numbers, as many as the form has
    except (ValueError, OverflowError):
        raise SnippetError(f"{' '.join(map(str, numbers))[:60]} is no date") from None


def _datefmt(host: Any, date: Any, pattern: Any) -> str:
    found = to_date(date, host)
    wanted = to_text(pattern)
    return date_text(found.value, wanted, host.utc_offset(found.value)) if wanted else found.text()


def _asdatetime(host: Any, date: Any, pattern: Any = "") -> str:
    return _datefmt(host, date, pattern)


def _asutc(host: Any, date: Any) -> str:
    return to_utc(to_date(date, host), host).text()


def _asiso(host: Any, date: Any) -> str:
    value = to_date(date, host).value
    offset = host.utc_offset(value)
    zone = offset_text(offset) if offset else "Z"
    return f"{value:%Y-%m-%dT%H:%M:%S}".rjust(19, "0") + f".{value.microsecond // 1000:03d}{zone}"


def _dow(host: Any, date: Any) -> int:
    return to_date(date, host).value.isoweekday() % 7


_DATE = "what is no date"
FUNCTIONS = [
    Function("asdate", forms("date"), "text", "The date as ``M/d/yyyy``.", "documented",
             lambda host, d: to_date(d, host).date_text(), errors=_DATE),
    Function("asdatedow", forms("date"), "number", "Day of the week, 0 for Sunday to 6.", "documented", _dow, errors=_DATE),
    Function("asdatetime", forms("date", "date format"), "text", "The date in a format, else ``M/d/yyyy h:mm:ss tt``.",
             "documented", _asdatetime, errors=f"{_DATE}, a format that can't be read"),
    Function("asgmt", forms("date"), "text", "The date in UTC; the same as asutc.", "documented", _asutc, errors=_DATE),
    Function("asisodatetime", forms("date"), "text", "ISO 8601 text with milliseconds and offset.", "documented", _asiso,
             errors=_DATE),
    Function("astime", forms("date"), "text", "The time as ``h:mm:ss tt``.", "documented",
             lambda host, d: to_date(d, host).time_text(), errors=_DATE),
    Function("asutc", forms("date"), "text", "The date in UTC, as ``M/d/yyyy h:mm:ss tt``.", "documented", _asutc, errors=_DATE),
    Function("dateadd", forms("date days", "unit date value", "date unit value"), "date",
             "The date so many days or units later; a negative value goes back, a fraction counts (not of months).",
             "documented", _dateadd, errors=f"{_DATE}, an unknown unit, a result outside the years 1 to 9999"),
    Function("datebuild", forms("year month day"), "date", "The date of its parts.", "documented", _build, errors=_DATE),
    Function("datediff", forms("unit date1 date2", "date1 unit date2"), "number",
             "``date2`` minus ``date1`` in whole units, the fraction dropped.", "documented", _datediff,
             errors=f"{_DATE}, an unknown unit"),
    Function("datefmt", forms("date format"), "text", "The date in a format.", "documented", _datefmt,
             errors=f"{_DATE}, a format that can't be read"),
    Function("datepart", forms("date unit", "unit date"), "number", "One part of the date.", "documented", _datepart,
             errors=f"{_DATE}, an unknown unit"),
    Function("datetimebuild", forms("year month day hour minute second"), "date", "The date of its parts.", "documented",
             _build, errors=_DATE),
    Function("dow", forms("date"), "number", "Day of the week, 0 for Sunday to 6.", "documented", _dow, errors=_DATE),
    Function("now", forms(""), "date", "The present time in the script's zone.", "documented",
             lambda host: host.now()),
]  # fmt: skip
