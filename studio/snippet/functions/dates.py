"""Built-in functions on dates. A date is wall-clock time of the script's zone."""

from __future__ import annotations

import calendar
from datetime import datetime, timedelta
from typing import Any

from studio.snippet.dates import DateTime, shifted, to_date, to_utc
from studio.snippet.errors import SnippetError, shown
from studio.snippet.formats import date_text, offset_text
from studio.snippet.functions.entry import Function, forms, shows
from studio.snippet.scalars import to_number, to_text

SECONDS = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
_UNITS = (*SECONDS, "month", "year")


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


def moved(value: datetime, unit: str, count: int | float) -> datetime:
    """A time so many units later; SnippetError outside the years 1 to 9999. Months are whole [choice]."""
    if unit in SECONDS:
        try:
            return shifted(value, timedelta(seconds=count * SECONDS[unit]))
        except OverflowError:
            raise SnippetError("the date lies outside the years 1 to 9999") from None
    # Twelve times the greatest double would be none.
    months = int(min(max(count, -1e9), 1e9) * (12 if unit == "year" else 1)) + value.year * 12 + value.month - 1
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise SnippetError("the date lies outside the years 1 to 9999")
    return value.replace(year=year, month=month + 1, day=min(value.day, calendar.monthrange(year, month + 1)[1]))


def _dateadd(host: Any, *given: Any) -> DateTime:
    if len(given) == 2:
        return DateTime(moved(to_date(given[0], host).value, "day", to_number(given[1])))
    unit, date = _unit_first("dateadd", given[0], given[1])
    return DateTime(moved(to_date(date, host).value, unit, to_number(given[2])))


def _datediff(host: Any, one: Any, other: Any, last: Any) -> int:
    unit, first = _unit_first("datediff", one, other)
    start, end = to_date(first, host).value, to_date(last, host).value
    if unit in SECONDS:
        # Whole microseconds keep this exact; the fraction is dropped towards zero.
        gap = (end - start) // timedelta(microseconds=1)
        size = SECONDS[unit] * 1_000_000
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


DATE = "what is no date"
_UNIT = f"{DATE}, an unknown unit"
_READ = f"{DATE}, a format that can't be read (see Formats)"
_UTC = Function("asutc", forms("date"), "text", "The date in UTC, as ``M/d/yyyy h:mm:ss tt``.", "documented", _asutc, errors=DATE,
                examples=shows('asutc("7/4/2026 3:30 PM")', "7/4/2026 3:30:00 PM"))  # fmt: skip
FUNCTIONS = [
    Function("asdate", forms("date"), "text", "The date as ``M/d/yyyy``.", "documented",
             lambda host, d: to_date(d, host).date_text(), errors=DATE, examples=shows('asdate("2026-07-04T15:30:00")', "7/4/2026")),
    Function("asdatedow", forms("date"), "number", "Day of the week, 0 for Sunday to 6.", "documented", _dow, errors=DATE,
             examples=shows('asdatedow("7/4/2026")', "6")),
    Function("asdatetime", forms("date", "date format"), "text", "The date in a format, else ``M/d/yyyy h:mm:ss tt``.",
             "documented", _asdatetime, errors=_READ,
             examples=shows('asdatetime("2026-07-04T15:30:00")', "7/4/2026 3:30:00 PM",
                            'asdatetime("7/4/2026 15:30", "MM/dd/yyyy hh:mm tt")', "07/04/2026 03:30 PM")),
    Function("asgmt", forms("date"), "text", "The date in UTC; the same as asutc.", "documented", _asutc, errors=DATE,
             same_as="asutc", examples=shows('asgmt("7/4/2026 3:30 PM")', "7/4/2026 3:30:00 PM")),
    Function("asisodatetime", forms("date"), "text", "ISO 8601 text with milliseconds and offset, ``Z`` for none.", "documented",
             _asiso, errors=DATE, examples=shows('asisodatetime("7/4/2026 3:30 PM")', "2026-07-04T15:30:00.000Z")),
    Function("astime", forms("date"), "text", "The time as ``h:mm:ss tt``.", "documented",
             lambda host, d: to_date(d, host).time_text(), errors=DATE, examples=shows('astime("7/4/2026 15:30")', "3:30:00 PM")),
    _UTC,
    Function("dateadd", forms("date days", "unit date value", "date unit value"), "date",
             "The date so many days or units later; a negative value goes back, a fraction counts (not of months). Units: year, "
             "month, day, hour, minute, second, also in the plural.",
             "documented", _dateadd, errors=f"{_UNIT}, a result outside the years 1 to 9999",
             examples=shows('dateadd("7/4/2026", 1.5)', "7/5/2026 12:00:00 PM",
                            'dateadd("hour", "7/4/2026 8:00", -2)', "7/4/2026 6:00:00 AM")),
    Function("datebuild", forms("year month day"), "date", "The date of its parts.", "documented", _build, errors=DATE,
             examples=shows("datebuild(2026, 7, 4)", "7/4/2026 12:00:00 AM")),
    Function("datediff", forms("unit date1 date2", "date1 unit date2"), "number",
             "``date2`` minus ``date1`` in whole units, the fraction dropped.", "documented", _datediff,
             errors=_UNIT, examples=shows('datediff("day", "7/1/2026", "7/4/2026")', "3",
                                          'datediff("minute", "7/4/2026 11:00", "7/4/2026 12:30")', "90")),
    Function("datefmt", forms("date format"), "text", "The date in a format.", "documented", _datefmt, errors=_READ,
             examples=shows('datefmt("4/22/2023", "ddd MMM dd yyyy")', "Sat Apr 22 2023",
                            'datefmt("7/4/2026 15:30", "yyyy-MM-dd HH:mm")', "2026-07-04 15:30")),
    Function("datepart", forms("date unit", "unit date"), "number", "One part of the date: a year, month, day, hour, minute or second.",
             "documented", _datepart, errors=_UNIT, examples=shows('datepart("7/4/2026 15:30", "hour")', "15")),
    Function("datetimebuild", forms("year month day hour minute second"), "date", "The date of its parts.", "documented",
             _build, errors=DATE, examples=shows("datetimebuild(2026, 7, 4, 15, 30, 0)", "7/4/2026 3:30:00 PM")),
    Function("dow", forms("date"), "number", "Day of the week, 0 for Sunday to 6.", "documented", _dow, errors=DATE,
             examples=shows('dow("7/5/2026")', "0")),
    Function("now", forms(""), "date", "The present time in the script's zone; ``now`` without brackets is the same.", "documented",
             lambda host: host.now(), pure=False, examples=shows("now() = now", "1")),
]  # fmt: skip
