"""Shared values: lists of texts under a name, which contacts leave for one another."""

from __future__ import annotations

from typing import Literal, Protocol

Method = Literal["ReplaceAll", "Append", "Insert"]
Occurrence = Literal["First", "Last", "All"]


class Values(Protocol):
    """The store of shared values.

    A list is named by its scope, by whose it is within that scope (a skill's name, a contact's id, a script's name; empty
    for the whole business unit) and by its name. Letter case counts in none of them.
    """

    def put(
        self,
        contact: str,
        scope: str,
        whose: str,
        name: str,
        value: str,
        *,
        method: Method = "ReplaceAll",
        persistent: bool = False,
        hours: float = 24.0,
    ) -> bool:
        """Store a value for the contact of this id; False if the list takes no more at present.

        Unless it is ``persistent`` it is gone when that contact is released; after ``hours`` it is gone in any case.
        """
        ...

    def first(self, scope: str, whose: str, name: str, *, remove: bool = False) -> str | None:
        """The first value, taken out of the list if ``remove``; None if there is none."""
        ...

    def all(self, scope: str, whose: str, name: str) -> list[str]:
        """Every value of the list, in order."""
        ...

    def remove(self, scope: str, whose: str, name: str, value: str, occurrence: Occurrence = "All") -> int:
        """Take away values that are equal to this one; how many were."""
        ...

    def clear(self, scope: str, whose: str, name: str = "") -> int:
        """Empty a list, or without a name all lists of the scope; how many values are gone."""
        ...
