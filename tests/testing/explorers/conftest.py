"""A made-up script with one scenario, in a folder of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """A folder with the script and its scenario file."""
    folder = tmp_path / "orders"
    folder.mkdir()
    shutil.copy(HERE / "orders.studio", folder / "orders.studio")
    shutil.copy(HERE / "orders.yaml", folder / "test_orders.yaml")
    return folder
