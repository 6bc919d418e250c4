"""What the dialer's events bring to a script: OnDisposition, OnPreview and OnCheckIn.

The names are documented for OnDisposition; OnCheckIn gets those that make sense then, and ``FinalStatus``, ``Attempts``,
``LastAttemptUTC``, ``SourceName`` and ``SkillNo`` [our choice]. Instants are ISO texts in UTC, Booleans ``True`` and ``False``.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from studio.dialer.campaign.calls import Call
from studio.dialer.records.dates import iso_text
from studio.dialer.records.phones import shown
from studio.dialer.records.prospect import Destination, Prospect
from studio.dialer.settings.classifications import CLASSIFICATIONS
from studio.dialer.settings.skills import Skill
from studio.runtime.clock import moment

#: Fields of OnDisposition that no property of the action takes: scripts read them as predefined variables [documented; that
#: they are predefined: inferred].
PREDEFINED = (
    "_ExternalID", "_NameLabel", "_PhoneNo", "_ProspectiveContactID", "AgentResponseSeconds", "CallerID", "CauseCode",
    "CommitmentAmount", "ComplianceRecord", "ConfirmationRequired", "Disposition", "Info", "JSON", "PhoneNumber",
    "RunScript", "URL", "TimeDialed", "TimeConnected",
)  # fmt: skip


def of_prospect(prospect: Prospect, skill: Skill) -> dict[str, str]:
    """What is known of a record whatever happens to it."""
    fields = prospect.fields
    name = " ".join(str(fields[each]) for each in ("FirstName", "LastName") if fields.get(each))
    xs = skill.xs
    return {
        "ProspectiveContactID": str(prospect.id),
        "ExternalID": prospect.external_id,
        "NameLabel": name,
        "FirstName": _text(fields.get("FirstName")),
        "LastName": _text(fields.get("LastName")),
        "CallerID": _text(fields.get("CallerID")),
        "ComplianceRecord": str(bool(fields.get("Compliance"))),
        "ConfirmationRequired": str(bool(fields.get("ConfirmationRequired"))),
        "SourceName": prospect.source,
        "SkillNo": str(skill.number),
        "ExternalOutboundSkill_No": xs.external_skill if xs is not None else "",
        "CallRequestDateTime": iso_text(prospect.due) if prospect.state == "callback" else "",
        "Attempts": str(prospect.attempts),
        "LastAttemptUTC": iso_text(prospect.last_attempt),
        "Info": _text(fields.get("Notes")),
        "CallNotes": _text(fields.get("Notes")),
        "JSON": json.dumps(prospect.original, ensure_ascii=False, default=str),
    }


def of_number(number: Destination | None) -> dict[str, str]:
    """What is known of the number that was dialled."""
    digits = shown(number.number) if number is not None else ""
    return {
        "PhoneNumber": digits,
        "PhoneNo": digits,
        "DNIS": digits,
        "DestinationValue": digits,
        "DestinationDescription": number.field if number is not None else "",
        "DestinationType": number.kind if number is not None else "",
    }


def of_outcome(name: str, classification: int) -> dict[str, str]:
    """What is known of how an attempt ended."""
    return {
        "Disposition": name,
        "DispositionCode": name,
        "DispositionDescription": name,
        "DispositionLongDescription": name,
        "DispositionClassificationId": str(classification) if classification else "",
        "DispositionClassificationName": CLASSIFICATIONS.get(classification, ""),
    }


def disposition(
    prospect: Prospect, skill: Skill, call: Call, name: str, classification: int, agent: int
) -> dict[str, str]:
    """The fields of OnDisposition: an agent has given an attempt its outcome. ``agent`` is the agent's number."""
    number = next((each for each in prospect.destinations if each.number == call.number), None)
    talked = call.end > call.answered
    details = {
        "ContactDeliveryType": call.delivery or "Paced",
        "TimePreviewStart": iso_text(moment(call.preview)) if call.start > call.preview else "",
        "TimePreviewEnd": iso_text(moment(call.start)) if call.start > call.preview else "",
        "TimeDialed": iso_text(moment(call.start)),
        "TimeConnected": iso_text(moment(call.answered)) if talked else "",
        "TimeDisconnected": iso_text(moment(call.end)),
        "TimeDisposed": iso_text(moment(call.end)),
        "Agent_No": str(agent),
        "AgentName": f"Agent {agent}",
        "AgentUserName": f"agent{agent}",
    }
    callback = prospect.due if prospect.state == "callback" else None
    found = of_prospect(prospect, skill) | of_number(number) | of_outcome(name, classification) | details
    found |= {
        "Agent_Session_Id": "",
        "AgentResponseSeconds": "0",
        "ANI": found["CallerID"],
        "CallbackDateTimeGMT": iso_text(callback),
        "CallbackName": found["NameLabel"] if callback else "",
        "CallbackNumber": found["PhoneNumber"] if callback else "",
        "CauseCode": "",
        "CommitmentAmount": "",
        "DispositionRetrySettingId": "",
        "RunScript": "",
        "URL": "",
    }
    # These are documented with a line before their names.
    found |= {f"_{name}": found[name] for name in ("ExternalID", "NameLabel", "PhoneNo", "ProspectiveContactID")}
    return found | {"AdditionalInfo": additional_info(prospect, found, _DETAILS + tuple(details))}


def preview(prospect: Prospect, skill: Skill, call: Call, agent: int) -> dict[str, str]:
    """The fields of OnPreview: an agent looks at a record before it is dialled."""
    number = next((each for each in prospect.destinations if each.number == call.number), None)
    found = of_prospect(prospect, skill) | of_number(number)
    found |= {
        "Agent_No": str(agent),
        "AgentName": f"Agent {agent}",
        "AgentUserName": f"agent{agent}",
        "ContactDeliveryType": call.delivery,
        "TimePreviewStart": iso_text(moment(call.preview)),
    }
    return found | {"AdditionalInfo": additional_info(prospect, found, ())}


def check_in(prospect: Prospect, skill: Skill) -> dict[str, str]:
    """The fields of OnCheckIn: the dialer has finished with a record."""
    tried = [each for each in prospect.destinations if each.last_attempt is not None]
    last = max(tried, key=lambda each: each.last_attempt or datetime.min, default=None)
    found = of_prospect(prospect, skill) | of_number(last) | of_outcome(prospect.outcome, prospect.classification)
    found |= {
        "FinalStatus": prospect.outcome,
        "Finalization": str(prospect.finalizations),
        "TimeDialed": iso_text(prospect.last_attempt),
        "Agent_No": "" if prospect.agent is None else str(prospect.agent),
    }
    return found | {"AdditionalInfo": additional_info(prospect, found, (*_DETAILS, "FinalStatus", "TimeDialed"))}


_DETAILS = (
    "PhoneNumber", "Disposition", "DispositionClassificationId", "DispositionClassificationName", "LastAttemptUTC",
)  # fmt: skip


def additional_info(prospect: Prospect, fields: dict[str, str], details: tuple[str, ...]) -> str:
    """The record's row as it was loaded, with attempts, external ID and the details of the call, as JSON text [documented].

    The names ``Attempts``, ``ExternalID`` and ``Call`` are our choice; a column of the row that is called so gives way.
    """
    told: dict[str, Any] = dict(prospect.original)
    told |= {"ExternalID": prospect.external_id, "Attempts": prospect.attempts}
    if details:
        told["Call"] = {name: fields[name] for name in details}
    return json.dumps(told, ensure_ascii=False, default=str)


def _text(value: Any) -> str:
    return "" if value is None else str(value)
