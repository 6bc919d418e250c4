"""Where every lead of the CRM is: counted from the CRM's table and the dialer's store, neither of which knows the count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from studio.crm.source import LeadSource, all_leads
from studio.crm.states import State
from studio.dialer.records.prospect import Prospect
from studio.dialer.store.store import ProspectStore

#: The places a lead can be in. Every lead stands in exactly one of the first four, or something went wrong.
IN_DIALER = "in the dialer"
FINISHED = "finished"
CHECKED_IN = "checked back in"
IN_CRM = "still in the CRM"
LOST = "lost"
TWICE = "in two places"
#: Given out under a lease that still runs: the CRM offers it again if nobody reports on it. Nothing is lost yet.
GIVEN_OUT = "given out"
PLACES = (IN_DIALER, FINISHED, CHECKED_IN, IN_CRM, LOST, TWICE)


@dataclass(slots=True)
class Balance:
    """Leads by place, and by reason within a place (ResultCode, outcome). ``lead`` gives each lead's place."""

    leads: int = 0
    places: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, Counter[str]] = field(default_factory=dict)
    lead: dict[str, str] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """True if nothing is lost and nothing is in two places."""
        return not self.places[LOST] and not self.places[TWICE]

    def as_json(self) -> dict[str, Any]:
        """Counts by place, and the reasons."""
        return {
            "leads": self.leads,
            "places": {place: self.places[place] for place in PLACES}
            | ({GIVEN_OUT: self.places[GIVEN_OUT]} if self.places[GIVEN_OUT] else {}),
            "reasons": {place: dict(sorted(found.items())) for place, found in sorted(self.reasons.items())},
            "holds": self.holds,
        }


def balance(
    crm: LeadSource,
    store: ProspectStore,
    external_id: str = "External ID",
    key: str = "LeadId",
    *,
    leased: bool = False,
) -> Balance:
    """Count where every lead is. Two arguments name the CRM's columns of the external ID and of its own key.

    ``leased``: the CRM offers leads again that it has given out and nobody reports on; without it they are lost.
    """
    held = {each.external_id: each for each in store.all() if each.state != "removed"}
    found = Balance()
    for lead in all_leads(crm):
        lead_id, state, reason = lead.lead_id, lead.state, lead.reason
        prospect = held.get(str(lead.columns.get(external_id, "")).strip())
        own = prospect is not None and str(prospect.original.get(key)) == lead_id
        place, why = _place(state, reason, prospect, own)
        if place == LOST and leased:
            place, why = GIVEN_OUT, ""
        found.leads += 1
        found.places[place] += 1
        found.lead[lead_id] = place
        if why:
            found.reasons.setdefault(place, Counter())[why] += 1
    return found


def _place(state: State, reason: str, prospect: Prospect | None, own: bool) -> tuple[str, str]:
    if state is State.CHECKED_IN:
        return (TWICE, reason) if own and prospect is not None and prospect.is_live else (CHECKED_IN, reason)
    if prospect is not None and (own or state is not State.IN_CRM):
        return (IN_DIALER, prospect.state) if prospect.is_live else (FINISHED, prospect.outcome)
    if state is State.IN_CRM:
        return IN_CRM, ""
    if state is State.FINISHED:
        return FINISHED, reason
    return LOST, "out of the CRM, unknown to the dialer"
