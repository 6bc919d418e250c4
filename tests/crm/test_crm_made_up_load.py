"""The invented leads, taken to the dialer: each fails, or doesn't, as its flaw says."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from studio.crm.made_up import made_up_leads
from studio.dialer.loading.loader import Loader
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source
from studio.dialer.store.store import ProspectStore
from studio.runtime.ports import LoadRequest

SOURCE = {
    "name": "CRM",
    "map": {
        "ExternalID": "External ID",
        "PhoneNumber": "Home Phone",
        "CellPhone": "Cell Phone",
        "WorkPhone": "Work Phone",
        "State": "State",
        "TimeZone": "Time Zone",
        "Compliance": "Is Cell",
        "Priority": "Hot",
        "Score": "Score",
        "Agent": "Agent",
        "Product": "Product",
        "ExpirationDate": "Expires",
    },
    "fields": [
        {"name": "CellPhone", "type": "Phone"},
        {"name": "WorkPhone", "type": "Phone"},
        {"name": "Product", "required": True},
    ],
}


def test_every_lead_fails_by_its_own_flaw() -> None:
    loader = Loader(
        ProspectStore(),
        [Skill.model_validate({"number": 4001, "name": "Spring"})],
        [Source.model_validate(SOURCE)],
    )
    leads = made_up_leads()
    request = LoadRequest("4001", "CRM", [lead.row for lead in leads])
    result = loader.load(request, datetime(2026, 3, 2, 13, tzinfo=UTC))
    wrong = [
        (lead.row["LeadId"], lead.flaw, report.code)
        for lead, report in zip(leads, result.rows, strict=True)
        if report.code != (lead.flaw or "Success")
    ]
    assert wrong == []
    warned = Counter(text.split(":")[0] for report in result.rows for text in report.warnings)
    assert {"number dropped", "duplicate number dropped", "zone ambiguous", "zone ignored"} <= set(warned)
