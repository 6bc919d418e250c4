"""Get Prospect: what is asked for, and what a prospect looks like as a record."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from studio.dialer.records.dates import iso_text
from studio.dialer.records.fields import text_of
from studio.dialer.records.phones import read_phone, shown
from studio.dialer.records.prospect import Prospect
from studio.dialer.settings.sources import Source, folded
from studio.dialer.store.search import search
from studio.dialer.store.store import ProspectStore
from studio.runtime.ports import Found

#: Records of one answer at most, as many as a page of the platform's API has [choice].
MOST_RECORDS = 10_000

#: What can be asked for [documented].
_OPTIONS = ("ExternalID", "PhoneNumber", "FirstName", "LastName")


def find(store: ProspectStore, source: Source, options: Mapping[str, Any], region: str = "US") -> Found:
    """The prospects that fit all options; without options every one of the source [documented], at most 10,000 [choice].

    An empty option counts as none [choice]. One name without the other is refused [documented], and so is an option that
    isn't known, since it would give more than was meant [choice].
    """
    known = {folded(each): each for each in _OPTIONS}
    asked: dict[str, str] = {}
    for name, value in options.items():
        option = known.get(folded(name))
        if option is None:
            return Found(error=f"{name[:40]!r} can't be searched for; known are {', '.join(_OPTIONS)}")
        text = text_of(value)
        if text:
            asked[option] = text
    if ("FirstName" in asked) != ("LastName" in asked):
        return Found(error="first and last name are looked for together only")
    number = ""
    if "PhoneNumber" in asked:
        phone = read_phone(asked["PhoneNumber"], region)
        if phone is None:
            return Found()
        number = phone.number
    names = (asked["FirstName"], asked["LastName"]) if "FirstName" in asked else None
    found = search(store, source.name, external_id=asked.get("ExternalID", ""), number=number, name=names)
    return Found([as_record(each) for each in islice(found, MOST_RECORDS)])


def as_record(prospect: Prospect) -> dict[str, Any]:
    """A prospect as plain data: the columns with which it came, and what the dialer knows of it.

    The names of the latter are those of the platform's API where it has them [choice]; a column of the record's own keeps
    its name. Instants are ISO texts in UTC, numbers of the North American plan ten digits.
    """
    known: dict[str, Any] = {
        "externalId": prospect.external_id,
        "ProspectiveContactID": str(prospect.id),
        "sourceName": prospect.source,
        "icAssignedSkill": prospect.skill,
        "icState": prospect.state,
        "icAttempts": prospect.attempts,
        "icFinalStatus": prospect.outcome if prospect.state in ("finalized", "checked in") else "",
        "icLastOutcome": prospect.outcome,
        "icSystemClassification": prospect.classification,
        "icTimeZoneNames": ", ".join(prospect.zones),
        "icTargetAgent": "" if prospect.agent is None else prospect.agent,
        "icLastCallDate": iso_text(prospect.last_attempt),
        "icNextCallDate": iso_text(prospect.due),
        "icExpireDate": iso_text(prospect.expires),
        "icCreated": iso_text(prospect.created),
        "icModified": iso_text(prospect.modified),
        "destinations": [
            {
                "fieldName": each.field,
                "fieldValue": shown(each.number),
                "attempts": each.attempts,
                "isFinal": each.final,
            }
            for each in prospect.destinations
        ],
    }
    own = {folded(name) for name in prospect.original}
    return dict(prospect.original) | {name: value for name, value in known.items() if folded(name) not in own}
