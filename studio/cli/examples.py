"""Where the examples lie that come with the package."""

from __future__ import annotations

import importlib
from pathlib import Path


def examples() -> Path:
    """The folder of the example scripts: in a checkout, or inside the installed package."""
    return Path(next(iter(importlib.import_module("studio.scripts").__path__)))
