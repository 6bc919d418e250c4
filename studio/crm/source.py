"""What every lead source can do, wherever its leads lie: in a database, in a file, behind a service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from studio.crm.states import State


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a batch. ``more`` says whether a next page had rows when this one was first given out."""

    batch: str
    page: int
    rows: list[dict[str, str]]
    more: bool

    def as_json(self) -> dict[str, Any]:
        return {"batch": self.batch, "page": self.page, "rows": self.rows, "more": self.more}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records of a report were new, were known already, and belong to no lead of the batch."""

    accepted: int = 0
    already: int = 0
    unknown: int = 0

    def as_json(self) -> dict[str, int]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead and where it stands.

    ``position`` orders the leads of a source, ``given`` is how often it was given out, ``batch`` the last batch that it
    was given to and has not been handed back from, ``out_since`` (UTC, ISO) None unless it is out. ``columns`` are its
    row.
    """

    lead_id: str
    position: int
    state: State
    reason: str
    batch: str | None
    out_since: str | None
    given: int
    attempts: int
    disposition: str
    columns: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        return {
            "LeadId": self.lead_id,
            "position": self.position,
            "state": self.state.value,
            "reason": self.reason,
            "batch": self.batch,
            "outSince": self.out_since,
            "given": self.given,
            "attempts": self.attempts,
            "disposition": self.disposition,
            "columns": self.columns,
        }

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> Lead:
        """The lead of an answer; KeyError, TypeError or ValueError where it is none."""
        return cls(
            str(found["LeadId"]),
            int(found["position"]),
            State(found["state"]),
            str(found["reason"]),
            found["batch"],
            found["outSince"],
            int(found["given"]),
            int(found["attempts"]),
            str(found["disposition"]),
            dict(found["columns"]),
        )


class LeadSource(Protocol):
    """A lead source [choice: the shape of check-out and check-in].

    Every operation may be repeated: the same once or many times. Numbers are taken as text too. CrmError is raised for a
    wrong parameter, CrmUnavailable where the source can't be reached; nothing was changed then, unless the answer of a
    remote source was lost.
    """

    def check_out(self, batch: Any, page: Any = 1, count: Any = None, wanted: Any = None, campaign: Any = "") -> Page:
        """A page of a batch: leads that are out from now on, under a lease. The same page again gives the same rows."""
        ...

    def loaded(self, batch: Any, rows: list[dict[str, Any]]) -> Counts:
        """Records of a batch that the dialer holds now, by LeadId."""
        ...

    def check_in(self, batch: Any, rows: list[dict[str, Any]]) -> Counts:
        """Take ``{LeadId, ResultCode, Attempts, Disposition, CheckedInAt}`` back, once for a lead and batch."""
        ...

    def outcome(self, record: dict[str, Any]) -> Counts:
        """Note ``{LeadId, Attempts, Disposition}`` of an attempt; the lead stays where it stands."""
        ...

    def release(self, reason: Any = "") -> int:
        """Offer leads again that rest as checked in, with this reason or all; how many."""
        ...

    def summary(self) -> dict[str, Any]:
        """``{leads, states: {state: count}, reasons: {state: {reason: count}}}``."""
        ...

    def lead(self, lead_id: Any) -> Lead | None:
        """One lead, or None."""
        ...

    def listing(self, after: Any = 0, count: Any = None) -> list[Lead]:
        """Leads whose position is above ``after``, in order, at most ``count`` (1,000 unless said)."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


def all_leads(source: LeadSource) -> Iterator[Lead]:
    """Every lead of a source in its order, read in parts."""
    after = 0
    while found := source.listing(after):
        yield from found
        after = found[-1].position
