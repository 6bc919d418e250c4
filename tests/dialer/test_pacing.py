"""How many lines a free agent is worth: the maximum, and 1 while too many of the day's calls were abandoned."""

from __future__ import annotations

from datetime import datetime

import pytest

from studio.dialer.campaign.pacing import Pacing
from studio.runtime.clock import micros


def at(text: str) -> int:
    return micros(datetime.fromisoformat(text))


NOON = at("2026-06-15T16:00:00+00:00")


def after(answered: int, abandoned: int, maximum: float = 2.5) -> Pacing:
    """Pacing after so many answered calls of a noon in New York, some of them abandoned; 5 in a hundred may be."""
    pacing = Pacing(maximum, 5, "America/New_York")
    for each in range(answered):
        pacing.answered(NOON, each < abandoned)
    return pacing


@pytest.mark.parametrize(
    ("answered", "abandoned", "ratio"),
    [(0, 0, 2.5), (20, 0, 2.5), (20, 1, 2.5), (19, 1, 1.0), (20, 2, 1.0), (1, 1, 1.0)],
)
def test_it_falls_to_one_above_the_limit_not_at_it(answered: int, abandoned: int, ratio: float) -> None:
    assert after(answered, abandoned).ratio(NOON) == ratio


def test_a_maximum_below_one_is_kept() -> None:
    assert after(10, 10, maximum=0.5).ratio(NOON) == 0.5


def test_each_day_of_the_business_unit_is_counted_by_itself() -> None:
    pacing = after(10, 10)
    # Eight in the evening in New York is the next day in London, but not yet there.
    assert pacing.ratio(at("2026-06-16T00:30:00+00:00")) == 1.0
    assert pacing.ratio(at("2026-06-16T03:59:59+00:00")) == 1.0
    morning = at("2026-06-16T04:00:00+00:00")
    assert pacing.ratio(morning) == 2.5
    pacing.answered(morning, False)
    assert pacing.ratio(morning) == 2.5
    pacing.answered(morning, True)
    assert pacing.ratio(morning) == 1.0
