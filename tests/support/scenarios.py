"""The documented and chosen outcomes about prospects, where a folder with them lies beside the project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases

FILE = Path(__file__).resolve().parents[2].parent / "shared" / "cases" / "prospects.yaml"

#: What is given and expected there.
Given = dict[str, Any]


def scenarios() -> dict[str, dict[str, Any]]:
    """Those that bind the project, by their ids; none where the folder isn't there."""
    if not FILE.is_file():
        return {}
    content = read_cases(FILE)
    both = (*content["scenarios"], *content["proposed"])
    return {each["id"]: each for each in both if each.get("about", "absent") in ("absent", "library")}


class Checks:
    """The checks of a test module, by the ids of the scenarios that they are for."""

    def __init__(self) -> None:
        self._by_id: dict[str, Callable[[Given, Given], None]] = {}

    def __call__(self, *names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
        """Note the decorated function as the check of these scenarios."""

        def noted(function: Callable[..., None]) -> Callable[..., None]:
            self._by_id.update(dict.fromkeys(names, function))
            return function

        return noted

    def cases(self) -> list[Any]:
        """The scenarios that have a check here, as parameters of a test."""
        return [pytest.param(each, id=name) for name, each in scenarios().items() if name in self._by_id]

    def run(self, case: dict[str, Any]) -> None:
        """Check one."""
        self._by_id[case["id"]](case["given"], case["expect"])
