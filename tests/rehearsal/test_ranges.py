"""Between what figures lie."""

from __future__ import annotations

import statistics

from hypothesis import given
from hypothesis import strategies as st

from studio.rehearsal.ranges import range_of, ranges

NUMBERS = st.lists(st.integers(0, 10_000), min_size=1, max_size=30)


@given(NUMBERS)
def test_quantiles_are_in_order_and_the_median_is_the_usual_one(values: list[int]) -> None:
    found = range_of(values)
    assert found["least"] <= found["p10"] <= found["median"] <= found["p90"] <= found["most"]
    assert found["least"] == min(values)
    assert found["most"] == max(values)
    assert found["median"] == statistics.median(values)


@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=30))
def test_quantiles_are_those_of_the_standard_library(values: list[int]) -> None:
    tenths = statistics.quantiles(values, n=10, method="inclusive")
    found = range_of(values)
    assert abs(found["p10"] - tenths[0]) < 0.006
    assert abs(found["p90"] - tenths[-1]) < 0.006


def test_what_a_run_does_not_name_counts_as_nothing() -> None:
    found = ranges([{"outcomes": {"Sale": 4}}, {"outcomes": {}}])
    assert found["outcomes"]["Sale"] == {"median": 2, "least": 0, "most": 4, "p10": 0.4, "p90": 3.6}


def test_days_that_a_run_does_not_have_count_as_nothing() -> None:
    found = ranges([{"by_day": [{"attempts": 5}, {"attempts": 3}]}, {"by_day": [{"attempts": 7}]}])
    assert [each["attempts"]["median"] for each in found["by_day"]] == [6, 1.5]


def test_hours_are_in_order() -> None:
    found = ranges([{"by_hour": {"10": 1}}, {"by_hour": {"9": 1, "11": 2}}])
    assert list(found["by_hour"]) == ["9", "10", "11"]
