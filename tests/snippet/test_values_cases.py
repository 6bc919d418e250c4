"""Conversions, comparison and arithmetic against written cases and against what must hold for all values."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from cases import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.snippet import arithmetic, values
from studio.snippet.dates import DateTime
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError
from studio.snippet.host import PlainHost
from studio.snippet.rest import RestProxy

CASES = read_cases(Path(__file__).parent / "values.yaml")
EVERYWHERE = settings(derandomize=True, max_examples=60, deadline=None)
TEXTS = st.one_of(st.text(max_size=6), st.from_regex(r"\A *-?[0-9]{1,20}(\.[0-9]{0,5})? *\Z"))
SCALARS = st.one_of(
    st.none(), TEXTS, st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False),
    st.datetimes().map(DateTime), st.sampled_from(["true", "FALSE", "7/4/2026", "9" * 500]),
)  # fmt: skip


def _value(written: Any) -> Any:
    if isinstance(written, dict) and "date" in written:
        return DateTime(datetime.fromisoformat(written["date"]))
    if isinstance(written, dict) and "json" in written:
        return values.parse_dynamic(written["json"])
    return written


@pytest.mark.parametrize(("text", "number"), CASES["number of text"])
def test_number_of_text(text: str, number: Any) -> None:
    found = values.number_of_text(text)
    assert found == number
    assert found.__class__ is number.__class__
    assert values.is_numeric(text) is (number is not None)


@pytest.mark.parametrize(("value", "text"), CASES["text"])
def test_text(value: Any, text: str) -> None:
    assert values.to_text(_value(value)) == text


@pytest.mark.parametrize(("value", "true"), CASES["truth"])
def test_truth(value: Any, true: int) -> None:
    assert values.truth(_value(value)) is bool(true)


@pytest.mark.parametrize(("left", "right", "order", "as_text"), CASES["compare"])
def test_compare(left: Any, right: Any, order: int, as_text: int) -> None:
    one, other = _value(left), _value(right)
    assert values.compare(one, other) == order
    assert values.compare(other, one) == -order
    assert values.equal(one, other) is (order == 0)
    assert values.compare(one, other, textual=True) == as_text
    assert values.equal(one, other, textual=True) is (as_text == 0)


@pytest.mark.parametrize(("operation", "left", "right", "result"), CASES["arithmetic"])
def test_arithmetic(operation: str, left: Any, right: Any, result: Any) -> None:
    work = getattr(values, operation)
    if isinstance(result, dict):
        with pytest.raises(SnippetError, match=result["error"]):
            work(_value(left), _value(right))
    else:
        found = work(_value(left), _value(right))
        assert found == result
        assert found.__class__ is result.__class__


def test_objects_equal_only_themselves() -> None:
    one = Dynamic.of({"a": "1"})
    assert values.equal(one, one)
    assert not values.equal(one, Dynamic.of({"a": "1"}))
    assert not values.equal(one, "")
    assert not values.equal(None, Dynamic())
    for object in (one, RestProxy()):
        with pytest.raises(SnippetError, match="name one of its members"):
            values.compare(object, 1)


def test_iso_text_is_compared_in_the_zone_of_the_script() -> None:
    host = PlainHost(zone=ZoneInfo("America/New_York"))
    date = DateTime(datetime(2026, 7, 4, 16))
    assert values.equal(date, "2026-07-04T20:00:00Z", host=host)
    assert not values.equal(date, "2026-07-04T20:00:00Z")


def test_digits_beyond_all_doubles() -> None:
    long = "9" * 400
    assert values.is_numeric(long)
    assert values.number_of_text(long) is None
    assert values.compare(long, long + "0") == -1
    assert values.compare(long, 5) == 1
    assert values.compare(-5, "-" + long) == 1
    with pytest.raises(SnippetError, match="too large"):
        values.to_number(long)


@given(st.floats(allow_nan=False, allow_infinity=False))
@EVERYWHERE
def test_a_number_survives_being_text(number: float) -> None:
    stored = arithmetic.clamp(number)
    text = values.to_text(stored)
    assert "e" not in text.lower()
    assert values.number_of_text(text) == stored


@pytest.mark.slow
@given(SCALARS, SCALARS)
@EVERYWHERE
def test_comparison_is_one_order(left: Any, right: Any) -> None:
    order = values.compare(left, right)
    assert order in (-1, 0, 1)
    assert values.compare(right, left) == -order
    assert values.equal(left, right) is (order == 0)
    assert values.equal(left, left)


@pytest.mark.slow
@given(st.from_regex(r"\A-?[0-9]{1,30}(\.[0-9]{1,20})?\Z"), st.from_regex(r"\A-?[0-9]{1,30}(\.[0-9]{1,20})?\Z"))
@EVERYWHERE
def test_texts_of_digits_compare_exactly(left: str, right: str) -> None:
    one, other = Decimal(left.strip()), Decimal(right.strip())
    assert values.compare(left, right) == (one > other) - (one < other)


@pytest.mark.slow
@given(st.sampled_from(["add", "subtract", "multiply", "divide", "int_divide", "modulus", "power"]), SCALARS, SCALARS)
@EVERYWHERE
def test_arithmetic_gives_a_number_or_a_snippet_error(operation: str, left: Any, right: Any) -> None:
    try:
        found = getattr(values, operation)(left, right)
    except SnippetError:
        return
    assert found.__class__ in (int, float)
    assert found == arithmetic.clamp(found)
    assert values.negate(values.negate(found)) == found
