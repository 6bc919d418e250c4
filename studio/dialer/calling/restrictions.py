"""What keeps a number from being dialled whatever the hour: do-not-call lists and suppressions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from studio.dialer.records.prospect import Prospect


class Restrictions(Protocol):
    """Lists that the dialer asks before it dials [documented: they act at dialling, not at loading]."""

    def is_listed(self, number: str, skill: int) -> bool:
        """Whether a number (E.164) must not be called for a skill."""
        ...

    def suppressed_until(self, values: Sequence[str], skill: int, now: datetime) -> datetime | None:
        """Until when (UTC) a record with these values (external ID, numbers) is suppressed; None where it isn't.

        A suppression without an end lasts to the end of time.
        """
        ...

    def list_number(self, number: str, skill: int | None) -> None:
        """Put a number on the list of a skill, or of all where ``skill`` is None."""
        ...


class NoRestrictions:
    """No lists at all."""

    def is_listed(self, number: str, skill: int) -> bool:
        """False."""
        return False

    def suppressed_until(self, values: Sequence[str], skill: int, now: datetime) -> datetime | None:
        """None."""
        return None

    def list_number(self, number: str, skill: int | None) -> None:
        """Nothing is listed."""


def listed_numbers(lists: Restrictions, prospect: Prospect, skill: int) -> frozenset[str]:
    """Those of a record's numbers (E.164) that must not be called for a skill."""
    return frozenset(each.number for each in prospect.destinations if lists.is_listed(each.number, skill))


def suppressed_until(lists: Restrictions, prospect: Prospect, skill: int, now: datetime) -> datetime | None:
    """Until when (UTC) a record is suppressed for a skill by its external ID or one of its numbers; None where it isn't.

    An end that has come already is none.
    """
    values = [prospect.external_id, *(each.number for each in prospect.destinations)]
    until = lists.suppressed_until(values, skill, now)
    return until if until is not None and until > now else None
