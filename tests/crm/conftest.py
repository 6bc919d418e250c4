"""A CRM whose clock stands still until a test moves it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from studio.crm.store import Crm


class Clock:
    """A time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_minutes(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def crm(clock: Clock) -> Iterator[Crm]:
    """Five leads, A1 to A5, of one campaign, and B1 of another."""
    with Crm(clock=clock) as found:
        found.add([{"LeadId": f"A{n}", "Campaign": "Spring", "Name": f"Lead {n}"} for n in range(1, 6)])
        found.add([{"LeadId": "B1", "Campaign": "Autumn", "Name": "Zoë"}])
        yield found
