"""Stores for the tests of the dialer, on every database there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import SERVER, new_store, postgresql_schema, used_by_test

from studio.dialer.store.store import ProspectStore

_POSTGRESQL = pytest.param(
    "postgresql", marks=pytest.mark.skipif(not SERVER, reason="STUDIO_POSTGRESQL names no server")
)


@pytest.fixture(params=["sqlite", _POSTGRESQL])
def shared_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database that several processes can use."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'dialer.sqlite'}"
        return
    with postgresql_schema() as url:
        yield url


@pytest.fixture(params=["sqlite", _POSTGRESQL])
def each_database(request: pytest.FixtureRequest) -> Iterator[None]:
    """Runs a test on every database; it makes its stores by `databases.new_store`."""
    with used_by_test(request.param):
        yield


@pytest.fixture
def store(each_database: None) -> ProspectStore:
    """An empty store."""
    return new_store()
