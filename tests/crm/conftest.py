"""A CRM whose clock stands still until a test moves it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from databases import SERVER, postgresql_schema

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


_POSTGRESQL = pytest.param(
    "postgresql", marks=pytest.mark.skipif(not SERVER, reason="STUDIO_POSTGRESQL names no server")
)


@pytest.fixture(params=["sqlite", _POSTGRESQL])
def crm_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of an empty database: in memory, or a schema of its own on a server."""
    if request.param == "sqlite":
        yield "sqlite://"
        return
    with postgresql_schema() as url:
        yield url


@pytest.fixture(params=["sqlite", _POSTGRESQL])
def shared_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database that several processes can use."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'crm.db'}"
        return
    with postgresql_schema() as url:
        yield url


@pytest.fixture
def crm(crm_url: str, clock: Clock) -> Iterator[Crm]:
    """Five leads, A1 to A5, of one campaign, and B1 of another."""
    with Crm(crm_url, clock=clock) as found:
        found.add([{"LeadId": f"A{n}", "Campaign": "Spring", "Name": f"Lead {n}"} for n in range(1, 6)])
        found.add([{"LeadId": "B1", "Campaign": "Autumn", "Name": "Zoë"}])
        yield found
