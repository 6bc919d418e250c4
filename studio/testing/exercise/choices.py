"""What the outside does in one run: decisions by name, given or drawn, and all of them kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")


def random_of(seed: str) -> Random:
    """A source of chance by a text, whatever characters stand in it."""
    return Random(seed.encode("utf-8", "surrogatepass"))


class Choices:
    """Decisions of one run. Each is drawn by a seed of its own, so that changing one leaves the others alone."""

    def __init__(self, seed: str, given: Mapping[str, Any] | None = None) -> None:
        self.seed = seed
        self.made: dict[str, Any] = {}
        self._given = given or {}

    def choose(self, key: str, draw: Callable[[Random], T]) -> T:
        """The decision of this name: as it is given, else drawn."""
        if key in self._given:
            found: T = self._given[key]
        else:
            found = draw(random_of(f"{self.seed}/{key}"))
        self.made[key] = found
        return found
