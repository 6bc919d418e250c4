"""Databases that scripts ask in SQL, the platform's profiles of workflow data, and variables kept for a disposition."""

from __future__ import annotations

from typing import Any, Protocol, TypedDict


class SqlAnswer(TypedDict):
    """What became of a statement, as plain data.

    ``rows`` hold numbers, text and None; ``more`` is True where there were more rows than were asked for. ``count`` is how many
    rows a statement without rows has changed, ``identity`` the number that it gave to a new row. ``failure`` says why nothing
    came of it, with ``timed_out`` where that was the time; ``seconds`` is how long all this took.
    """

    database: str
    columns: list[str]
    rows: list[list[Any]]
    more: bool
    count: int
    identity: int | None
    failure: str
    timed_out: bool
    seconds: float


class SqlRow(TypedDict):
    """One row of an open query."""

    columns: list[str]
    row: list[Any]


class Data(Protocol):
    """The databases of a world. ``contact`` is the id of the contact that asks."""

    def available(self, group: str) -> bool:
        """True if there is a database of this name (letter case counts; "": the default one) and it is connected."""
        ...

    def choose(self, contact: str, group: str, seconds: float) -> None:
        """Let the contact's statements go to this database from now on, with this time-out where they state none."""
        ...

    def run(
        self, contact: str, sql: str, *, rows: int = 1, skip: int = 0, seconds: float = 0.0, group: str | None = None
    ) -> SqlAnswer:
        """Carry out one statement and keep what it changed. Never raises for a fault of the statement or the database.

        ``rows`` is how many rows are wanted at most, behind the first ``skip``; ``seconds`` the time-out (0: the contact's own,
        or the platform's); ``group`` names a database instead of the one that the contact has chosen.
        """
        ...

    def keep(self, contact: str, answer: SqlAnswer) -> None:
        """Keep the answer's rows for the contact, in place of those of an earlier query."""
        ...

    def next(self, contact: str) -> SqlRow | None:
        """The next of the rows that are kept; None at their end."""
        ...

    def is_open(self, contact: str) -> bool:
        """True while rows are kept for the contact."""
        ...

    def close_query(self, contact: str) -> None:
        """Forget the rows that are kept."""
        ...

    def profile(self, name: str) -> dict[str, Any] | None:
        """The values of an active profile of workflow data, letter case free; None if there is none."""
        ...

    def save_variables(self, prospect: str, values: dict[str, Any]) -> None:
        """Keep variables for the disposition of the contact with this prospect."""
        ...

    def saved_variables(self, prospect: str) -> dict[str, Any]:
        """What was kept for the prospect last; empty if nothing was."""
        ...
