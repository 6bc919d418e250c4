"""Taking leads back and noting what the dialer holds: once for a lead and batch."""

from __future__ import annotations

from typing import Any

import pytest

from studio.crm.source import Counts
from studio.crm.states import State
from studio.crm.store import Crm, CrmError


def _records(*lead_ids: str, code: str = "Invalid Phone Number") -> list[dict[str, Any]]:
    return [{"LeadId": key, "ResultCode": code, "Attempts": "0", "Disposition": "Not Loaded"} for key in lead_ids]


def _stands(crm: Crm, lead_id: str) -> tuple[State, str]:
    return next((state, reason) for key, state, reason in crm.states() if key == lead_id)


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("Missing External ID", State.CHECKED_IN),
        ("Invalid Phone Number", State.CHECKED_IN),
        ("Record Expired", State.CHECKED_IN),
        ("Invalid Skill", State.IN_CRM),
        ("Too Many Records", State.IN_CRM),
        ("Duplicate External ID", State.CHECKED_IN),
        ("a code that nobody knows", State.CHECKED_IN),
        ("Inventory Limit Exceeded", State.IN_CRM),
        ("record not saved", State.IN_CRM),
        ("Service Unavailable", State.IN_CRM),
        ("Pending Check In", State.IN_CRM),
        ("Record Finalized", State.FINISHED),
        ("Success", State.FINISHED),
        ("", State.FINISHED),
    ],
)
def test_the_result_code_decides_where_a_lead_stands(crm: Crm, code: str, state: State) -> None:
    crm.check_out("b1", wanted=1)
    assert crm.check_in("b1", _records("A1", code=code)) == Counts(accepted=1)
    assert _stands(crm, "A1") == (state, code if code not in ("", "Success") else "Not Loaded")


def test_the_same_lead_and_batch_counts_once(crm: Crm) -> None:
    crm.check_out("b1")
    assert crm.check_in("b1", _records("A1", "A2", "A1")) == Counts(accepted=2, already=1)
    assert crm.check_in("b1", _records("A1", "A2", "A3")) == Counts(accepted=1, already=2)
    assert _stands(crm, "A1") == (State.CHECKED_IN, "Invalid Phone Number")


def test_what_rests_is_not_offered_until_it_is_released(crm: Crm) -> None:
    crm.check_out("b1")
    crm.check_in("b1", _records("A1") + _records("A2", code="Record Expired"))
    assert crm.check_out("b2").rows == []
    assert crm.release("Record Expired") == 1
    assert [row["LeadId"] for row in crm.check_out("b3").rows] == ["A2"]
    assert crm.release() == 1


def test_only_leads_that_the_batch_was_given_can_fail_in_it(crm: Crm) -> None:
    crm.check_out("b1", wanted=1)
    assert crm.check_in("b1", _records("A2", "nobody", "")) == Counts(unknown=3)
    assert crm.check_in("other", _records("A1")) == Counts(unknown=1)
    assert _stands(crm, "A1") == (State.OUT, "")
    assert _stands(crm, "A2") == (State.IN_CRM, "")


def test_a_late_report_still_counts_after_the_lease(crm: Crm, clock: Any) -> None:
    crm.check_out("b1", wanted=2)
    clock.pass_minutes(60)
    assert crm.check_in("b1", _records("A1")).accepted == 1
    assert crm.loaded("b1", [{"LeadId": "A2"}]).accepted == 1
    assert (_stands(crm, "A1")[0], _stands(crm, "A2")[0]) == (State.CHECKED_IN, State.IN_DIALER)


def test_a_late_failure_does_not_take_the_lead_from_another_batch(crm: Crm, clock: Any) -> None:
    crm.check_out("b1", campaign="autumn")
    clock.pass_minutes(16)
    crm.check_out("b2", campaign="autumn")
    assert crm.check_in("b1", _records("B1")) == Counts(accepted=1)
    assert _stands(crm, "B1") == (State.OUT, "")
    assert crm.check_in("b2", _records("B1", code="Record Expired")) == Counts(accepted=1)
    assert _stands(crm, "B1") == (State.CHECKED_IN, "Record Expired")


def test_what_the_dialer_holds_is_noted_once_and_leaves_only_by_its_end(crm: Crm) -> None:
    crm.check_out("b1", wanted=2)
    assert crm.loaded("b1", [{"LeadId": "A1"}, {"LeadId": "nobody"}, {"LeadId": "A5"}]) == Counts(1, 0, 2)
    assert crm.loaded("b1", [{"leadid": "A1"}, {"leadid": "A1"}]) == Counts(0, 2, 0)
    crm.check_in("b1", _records("A1", code="Invalid Skill"))
    assert _stands(crm, "A1") == (State.IN_DIALER, "")
    end = [{"LeadId": "A1", "Attempts": "3", "Disposition": "Sale"}]
    assert crm.check_in("end-1", end) == Counts(accepted=1)
    assert _stands(crm, "A1") == (State.FINISHED, "Sale")
    assert crm.loaded("b1", [{"LeadId": "A1"}]) == Counts(already=1)
    assert crm.lead("A1").attempts == 3  # type: ignore[union-attr]  # None would be a fault of the test


def test_a_lead_that_failed_first_and_was_loaded_then_is_in_the_dialer(crm: Crm) -> None:
    crm.check_out("b1", wanted=1)
    crm.check_in("b1", _records("A1", code="Missing External ID"))
    assert crm.loaded("b1", [{"LeadId": "A1"}]) == Counts(accepted=1)
    assert _stands(crm, "A1") == (State.IN_DIALER, "")


def test_a_bad_record_refuses_the_whole_set(crm: Crm) -> None:
    crm.check_out("b1")
    with pytest.raises(CrmError, match="Attempts of record 2"):
        crm.check_in("b1", [*_records("A1"), {"LeadId": "A2", "Attempts": "many"}])
    assert _stands(crm, "A1") == (State.OUT, "")


def test_hostile_text_is_taken_as_text(crm: Crm) -> None:
    crm.check_out("b1")
    assert crm.check_in("b1", [{"LeadId": "A1", "ResultCode": "'; DROP TABLE crm_leads --\ud800"}]).accepted == 1
    assert crm.check_in("b1", [{"LeadId": "\ud800"}, {"LeadId": None}, {"LeadId": 10**30}]).unknown == 3
    assert _stands(crm, "A1") == (State.CHECKED_IN, "'; DROP TABLE crm_leads --?")


def test_the_summary_adds_up(crm: Crm) -> None:
    crm.check_out("b1", wanted=3)
    crm.check_in("b1", _records("A1", "A2"))
    crm.loaded("b1", [{"LeadId": "A3"}])
    found = crm.summary()
    assert found["leads"] == 6 == sum(found["states"].values())
    assert found["states"]["in the CRM"] == 3
    assert found["reasons"]["checked in"] == {"Invalid Phone Number": 2}
