"""Faults by the number of what they hit: ``from`` to ``until``, or just those in ``only``, counted from 1."""

from __future__ import annotations

from collections.abc import Container

from pydantic import BaseModel


def one_choice(settings: BaseModel, first: int, last: int | None, only: Container[int]) -> None:
    """ValueError where settings state both ways, or the last number before the first."""
    if only and ("from_" in settings.model_fields_set or last is not None):
        raise ValueError("give either only, or from and until")
    if last is not None and last < first:
        raise ValueError("until is before from")


def goes_wrong(number: int, first: int, last: int | None, only: Container[int]) -> bool:
    """True where the one of this number goes wrong."""
    if only:
        return number in only
    return first <= number and (last is None or number <= last)
