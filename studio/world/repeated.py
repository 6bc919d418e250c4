"""What a world file may not state twice."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def repeated(names: Iterable[T]) -> T | None:
    """The first of these that was there before; None if all differ."""
    seen: set[T] = set()
    for each in names:
        if each in seen:
            return each
        seen.add(each)
    return None
