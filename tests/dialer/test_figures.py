"""The counts of a campaign: they add up, and are plain data."""

from __future__ import annotations

import json

from studio.dialer.campaign.figures import Day, Figures


def some(attempts: int, day: int) -> Figures:
    found = Figures(4001, attempts=attempts, outcomes={"Sale": 1}, by_hour={9: attempts}, talk_seconds=30)
    found.day(day).attempts = attempts
    return found


def test_they_are_plain_data() -> None:
    figures = some(3, 1)
    data = json.loads(json.dumps(figures.as_json()))
    assert data["by_hour"] == {"9": 3}
    assert data["by_day"] == [
        {"attempts": 0, "connects": 0, "finals": 0},
        {"attempts": 3, "connects": 0, "finals": 0},
    ]
    assert Figures.from_json(data) == figures


def test_they_add_up_name_by_name_and_day_by_day() -> None:
    figures = some(3, 0)
    other = some(4, 2)
    other.outcomes["Busy"] = 2
    figures.add(other)
    assert figures.attempts == 7
    assert figures.talk_seconds == 60
    assert figures.outcomes == {"Sale": 2, "Busy": 2}
    assert figures.by_hour == {9: 7}
    assert figures.by_day == [Day(3), Day(0), Day(4)]
    assert other.by_day[2] == Day(4)
