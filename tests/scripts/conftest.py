"""The example world as a fixture; closed after each test."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest


def _example() -> Any:
    spec = importlib.util.spec_from_file_location("example_world", Path(__file__).with_name("example.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_MODULE = _example()


@pytest.fixture
def example() -> Iterator[Callable[..., Any]]:
    """Makes example worlds."""
    made: list[Any] = []

    def make(*, alone: bool = False, **options: Any) -> Any:
        """``alone`` lets go of the worlds before, for tests that need one after another."""
        while alone and made:
            made.pop().world.close()
        made.append(_MODULE.Example(**options))
        return made[-1]

    yield make
    for each in made:
        each.world.close()


@pytest.fixture(scope="session")
def leads() -> list[dict[str, str]]:
    """The made-up leads."""
    rows: list[dict[str, str]] = _MODULE.LEADS
    return rows
