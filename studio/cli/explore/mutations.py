"""Stub."""

from __future__ import annotations

from pathlib import Path


def explore(paths: list[Path], only: str, seconds: float | None, seed: int, save: Path | None, as_json: bool) -> int:
    """Not there yet."""
    raise NotImplementedError
