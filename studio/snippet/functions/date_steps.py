"""Built-in functions that lead from one date to another: steps, beginnings and ends, other clocks."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from studio.snippet.dates import DateTime, shifted, to_date, to_utc
from studio.snippet.errors import SnippetError
from studio.snippet.functions.dates import DATE, moved
from studio.snippet.functions.entry import Function, alias, forms, shows
from studio.snippet.scalars import to_number

_UNIX = datetime(1970, 1, 1)


def _adds(unit: str, times: int = 1) -> Callable[[Any, Any, Any], DateTime]:
    return lambda host, date, count: DateTime(moved(to_date(date, host).value, unit, to_number(count) * times))


def _to(rule: Callable[[datetime], datetime]) -> Callable[[Any, Any], DateTime]:
    return lambda host, date: DateTime(rule(to_date(date, host).value))


def _day(value: datetime) -> datetime:
    return value.replace(hour=0, minute=0, second=0, microsecond=0)


def _day_end(value: datetime) -> datetime:
    return value.replace(hour=23, minute=59, second=59, microsecond=0)


def _month(value: datetime) -> datetime:
    return _day(value).replace(day=1)


def _month_end(value: datetime) -> datetime:
    return _day_end(value.replace(day=monthrange(value.year, value.month)[1]))


def _from_utc(value: datetime, host: Any) -> DateTime:
    try:
        return DateTime(host.from_utc(value))
    except OverflowError:
        raise SnippetError("the date lies outside the years 1 to 9999") from None


def _fromutc(host: Any, date: Any) -> DateTime:
    return _from_utc(to_date(date, host).value, host)


def _toutc(host: Any, date: Any) -> DateTime:
    return to_utc(to_date(date, host), host)


def _tounix(host: Any, date: Any) -> int:
    return (_toutc(host, date).value - _UNIX) // timedelta(seconds=1)


def _fromunix(host: Any, seconds: Any) -> DateTime:
    try:
        since = timedelta(seconds=to_number(seconds))
    except OverflowError:
        raise SnippetError("the date lies outside the years 1 to 9999") from None
    return _from_utc(shifted(_UNIX, since), host)


def _step(name: str, unit: str, note: str, code: str, result: str, times: int = 1) -> Function:
    return Function(name, forms(f"date {unit}"), "date", f"The date so many {unit} later; a negative number goes back{note}.", "choice",
                    _adds(unit.removesuffix("s") if times == 1 else "day", times),
                    errors=f"{DATE}, a result outside the years 1 to 9999", examples=shows(code, result))  # fmt: skip


_LAST = "and a day that the month does not have becomes its last"
_EXACT = ", a fraction counts"
_TOUNIX = Function("tounix", forms("date"), "number", "Whole seconds from the beginning of 1970 in UTC to the date.", "choice",
                   _tounix, errors=DATE, examples=shows('tounix("1/2/1970")', "86400"))  # fmt: skip
_FROMUNIX = Function("fromunix", forms("seconds"), "date",
                     "The date, in the script's zone, so many seconds after the beginning of 1970 in UTC.", "choice", _fromunix,
                     errors="a result outside the years 1 to 9999",
                     examples=shows("fromunix(1783179000)", "7/4/2026 3:30:00 PM"))  # fmt: skip
_TODATE = Function("todate", forms("value"), "date", 'The date that a value is, as ``#"…"`` makes it.', "choice",
                   lambda host, d: to_date(d, host), errors=DATE,
                   examples=shows('todate("2026-07-04T15:30:00")', "7/4/2026 3:30:00 PM"))  # fmt: skip

FUNCTIONS = [
    _step("adddays", "days", _EXACT, 'adddays("7/4/2026", 1.5)', "7/5/2026 12:00:00 PM"),
    _step("addhours", "hours", _EXACT, 'addhours("7/4/2026 8:00", 15.5)', "7/4/2026 11:30:00 PM"),
    _step("addminutes", "minutes", _EXACT, 'addminutes("7/4/2026 8:00", -5)', "7/4/2026 7:55:00 AM"),
    _step("addmonths", "months", f", the fraction is dropped, {_LAST}", 'addmonths("1/31/2026", 1)', "2/28/2026 12:00:00 AM"),
    _step("addseconds", "seconds", _EXACT, 'addseconds("7/4/2026 8:00", 90)', "7/4/2026 8:01:30 AM"),
    _step("addweeks", "weeks", _EXACT, 'addweeks("7/4/2026", 2)', "7/18/2026 12:00:00 AM", times=7),
    _step("addyears", "years", f", a fraction counts in whole months, {_LAST}", 'addyears("2/29/2024", 1)', "2/28/2025 12:00:00 AM"),
    Function("endofday", forms("date"), "date", "The last second of the day.", "choice", _to(_day_end), errors=DATE,
             examples=shows('endofday("7/4/2026 8:00")', "7/4/2026 11:59:59 PM")),
    Function("endofmonth", forms("date"), "date", "The last second of the month.", "choice", _to(_month_end), errors=DATE,
             examples=shows('endofmonth("2/10/2028")', "2/29/2028 11:59:59 PM")),
    _FROMUNIX,
    Function("fromutc", forms("date"), "date", "The date, which is in UTC, in the script's zone.", "choice", _fromutc,
             errors=f"{DATE}, a result outside the years 1 to 9999", examples=shows('fromutc("7/4/2026 3:30 PM")', "7/4/2026 3:30:00 PM")),
    Function("startofday", forms("date"), "date", "Midnight at the beginning of the day.", "choice", _to(_day), errors=DATE,
             examples=shows('startofday("7/4/2026 8:00")', "7/4/2026 12:00:00 AM")),
    Function("startofmonth", forms("date"), "date", "Midnight at the beginning of the month.", "choice", _to(_month), errors=DATE,
             examples=shows('startofmonth("7/4/2026 8:00")', "7/1/2026 12:00:00 AM")),
    _TODATE, alias("asdatevalue", _TODATE),
    Function("today", forms(""), "date", "Midnight at the beginning of today, in the script's zone.", "choice",
             lambda host: DateTime(_day(host.now().value)), pure=False, examples=shows("today() = startofday(now)", "1")),
    _TOUNIX,
    Function("toutc", forms("date"), "date", "The date in UTC, as a date; asutc gives it as text.", "choice", _toutc,
             errors=f"{DATE}, a result outside the years 1 to 9999", examples=shows('toutc("7/4/2026 3:30 PM")', "7/4/2026 3:30:00 PM")),
    Function("utcnow", forms(""), "date", "The present time in UTC.", "choice", lambda host: to_utc(host.now(), host), pure=False,
             examples=shows("utcnow() = toutc(now)", "1")),
]  # fmt: skip
