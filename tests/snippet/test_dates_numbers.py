"""Dates as numbers and text, on both sides of a zone, and formats against what must hold for all values."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from studio.snippet import dates
from studio.snippet.dates import DateTime
from studio.snippet.errors import SnippetError
from studio.snippet.formats import date_text
from studio.snippet.functions import TABLE
from studio.snippet.host import PlainHost
from studio.snippet.number_formats import number_text
from studio.snippet.values import number_of_text

EVERYWHERE = settings(derandomize=True, max_examples=60, deadline=None)
SECONDS = st.datetimes().map(lambda value: DateTime(value.replace(microsecond=0)))
MODERN = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)).map(lambda value: value.replace(microsecond=0))


@given(SECONDS)
@EVERYWHERE
def test_a_date_survives_being_text_and_being_a_number(date: DateTime) -> None:
    assert dates.parse(date.text()) == date
    assert dates.parse(date.value.isoformat()) == date
    assert dates.from_number(date.number()) == date


def test_day_numbers() -> None:
    assert DateTime(datetime(1899, 12, 31, 6)).number() == 1.25
    assert DateTime(datetime(1900, 1, 1)).number().__class__ is int
    assert dates.from_number(-1) == DateTime(datetime(1899, 12, 29))


@given(MODERN, st.sampled_from(["America/New_York", "Asia/Kathmandu", "UTC", "Australia/Lord_Howe"]))
@EVERYWHERE
def test_iso_text_of_a_date_reads_back_in_its_zone(value: datetime, zone: str) -> None:
    host = PlainHost(zone=ZoneInfo(zone))
    date = DateTime(host.from_utc(value))
    text = TABLE["asisodatetime"].call(host, date)
    # The second of two like hours when clocks go back is told as the first.
    assert abs(dates.to_date(text, host).value - date.value) <= timedelta(hours=1)
    if host.to_utc(date.value) == value:
        assert dates.to_date(text, host) == date


@given(st.text(alphabet="0123456789/-: TZ+.APMap", max_size=30))
@EVERYWHERE
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = dates.parse(text, PlainHost(zone=ZoneInfo("America/New_York")))
    assert found is None or found.__class__ is DateTime


@given(st.datetimes(), st.text(alphabet="dMyhHmsfFtzK%'\"\\ .:x", max_size=12))
@EVERYWHERE
def test_any_date_format_works_or_is_refused(value: datetime, pattern: str) -> None:
    with suppress(SnippetError):
        assert date_text(value, pattern, timedelta(hours=-4)).__class__ is str


@given(st.floats(allow_nan=False, allow_infinity=False), st.text(alphabet="0#.,%;'\"\\ x-N2FCDEGPX", max_size=10))
@EVERYWHERE
def test_any_number_format_works_or_is_refused(value: float, pattern: str) -> None:
    with suppress(SnippetError):
        assert number_text(value, pattern).__class__ is str


@given(st.integers(-(10**12), 10**12), st.integers(0, 6))
@EVERYWHERE
def test_formatted_numbers_keep_their_value(number: int, digits: int) -> None:
    value = number / 1000
    custom = number_text(value, "0." + "0" * digits)
    assert abs(float(custom) - value) <= 0.5001 * 10**-digits
    assert number_text(value, f"N{digits}").replace(",", "") == number_text(value, f"F{digits}")
    assert number_text(value, "#,##0.000").replace(",", "") == number_text(value, "0.000")
    assert number_of_text(custom) is not None


def test_formats_that_ask_for_too_much() -> None:
    for pattern in ("0." + "0" * 200, "%" * 200, "0" + "," * 200, "F500", "N100"):
        try:
            number_text(1e300, pattern)
        except SnippetError:
            continue
        raise AssertionError(pattern)
