"""Between what a figure lies over several runs."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor
from typing import Any


def ranges(figures: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The same members with a range in place of every number. What a run doesn't name counts as 0 there."""
    found: dict[str, Any] = {}
    for name in _names(figures):
        values = [each.get(name) for each in figures]
        shape = next(value for value in values if value is not None)
        if isinstance(shape, dict):
            found[name] = ranges([value or {} for value in values])
        elif isinstance(shape, list):
            longest = max(len(value or ()) for value in values)
            found[name] = [
                ranges([value[at] if value and at < len(value) else {} for value in values]) for at in range(longest)
            ]
        elif isinstance(shape, int | float) and not isinstance(shape, bool):
            found[name] = range_of([value or 0 for value in values])
    return found


def range_of(values: Sequence[float]) -> dict[str, float]:
    """``median``, ``least``, ``most``, and ``p10`` and ``p90``, between which the middle 80 % lie.

    Quantiles lie on the straight line between their two neighbours.
    """
    in_order = sorted(values)
    return {
        "median": _quantile(in_order, 0.5),
        "least": in_order[0],
        "most": in_order[-1],
        "p10": _quantile(in_order, 0.1),
        "p90": _quantile(in_order, 0.9),
    }


def _quantile(in_order: Sequence[float], share: float) -> float:
    at = (len(in_order) - 1) * share
    low = floor(at)
    high = min(low + 1, len(in_order) - 1)
    value = round(in_order[low] + (in_order[high] - in_order[low]) * (at - low), 2)
    return int(value) if value == int(value) else value


def _names(figures: Sequence[dict[str, Any]]) -> list[str]:
    """All names; those that are numbers of hours and such by size, others as they first come."""
    names = list(dict.fromkeys(name for each in figures for name in each))
    if all(name.isdecimal() for name in names):
        return sorted(names, key=int)
    return names
