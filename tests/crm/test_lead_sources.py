"""What every lead source does alike, wherever its leads lie."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from served import served
from sqlalchemy import text

from studio.crm.existing import TableNames
from studio.crm.remote import RemoteLeads
from studio.crm.source import Counts, LeadSource, all_leads
from studio.crm.store import Crm, CrmError

_NAMES = TableNames("people", key="no", campaign="list", columns={"Name": "full name", "Since": "since"})


def people(url: str, *rows: tuple[Any, ...], key: str = "VARCHAR(20)") -> Crm:
    """A CRM that has only the engine; a table of somebody else lies in its database."""
    crm = Crm(url)
    with crm.engine.begin() as connection:
        connection.execute(text(f'CREATE TABLE people (no {key}, "full name" TEXT, list TEXT, since DATE)'))
        for row in rows:
            names = dict(zip("nfls", row, strict=True))
            connection.execute(text("INSERT INTO people VALUES (:n, :f, :l, :s)"), names)
    return crm


@pytest.fixture(params=["own table", "existing table", "service"])
def source(request: pytest.FixtureRequest, shared_url: str, clock: Any) -> Iterator[LeadSource]:
    """Leads A1 to A5 of the campaign Spring, and B1 of another."""
    if request.param == "existing table":
        rows = [(f"A{n}", f"Lead {n}", "Spring", None) for n in range(1, 6)]
        people(shared_url, *rows, ("B1", "Zoë", "Autumn", None), key="VARCHAR(20) PRIMARY KEY").close()
        with Crm(shared_url, clock, table=_NAMES) as found:
            yield found
        return
    with Crm(shared_url, clock) as crm:
        crm.add([{"LeadId": f"A{n}", "Campaign": "Spring", "Name": f"Lead {n}"} for n in range(1, 6)])
        crm.add([{"LeadId": "B1", "Campaign": "Autumn", "Name": "Zoë"}])
        if request.param == "own table":
            yield crm
            return
        with served(crm) as address:
            remote = RemoteLeads(address)
            yield remote
            remote.close()


def test_leads_go_out_and_come_back(source: LeadSource, clock: Any) -> None:
    first = source.check_out("b/1 ü", 1, count=3, wanted="4", campaign="SPRING")
    assert ([(row["LeadId"], row["Name"]) for row in first.rows], first.more) == (
        [("A1", "Lead 1"), ("A2", "Lead 2"), ("A3", "Lead 3")],
        True,
    )
    assert source.check_out("b/1 ü", "1", count=1) == first
    second = source.check_out("b/1 ü", 2, wanted=4, campaign="spring")
    assert ([row["LeadId"] for row in second.rows], second.more) == (["A4"], False)
    assert source.loaded("b/1 ü", [{"LeadId": "A1"}, {"LeadId": "nobody"}]) == Counts(1, 0, 1)
    failed = [{"LeadId": "A2", "ResultCode": "Record Expired", "Attempts": "0"}]
    assert source.check_in("b/1 ü", failed) == Counts(accepted=1)
    assert source.check_in("b/1 ü", failed) == Counts(already=1)
    ended = [{"LeadId": "A1", "ResultCode": "", "Attempts": 3, "Disposition": "Sale"}]
    assert source.check_in("CRM, end 1", ended) == Counts(accepted=1)
    found = source.summary()
    assert found["leads"] == 6
    assert found["states"] == {"in the CRM": 2, "out": 2, "in the dialer": 0, "checked in": 1, "finished": 1}
    assert found["reasons"] == {"checked in": {"Record Expired": 1}, "finished": {"Sale": 1}}
    assert [(each.lead_id, each.attempts, each.disposition) for each in all_leads(source)][:2] == [
        ("A1", 3, "Sale"),
        ("A2", 0, ""),
    ]
    assert (source.release("nothing"), source.release()) == (0, 1)
    clock.pass_minutes(16)
    assert [row["LeadId"] for row in source.check_out("b2").rows] == ["A5", "B1", "A2", "A3", "A4"]


def test_outcomes_are_noted_and_move_nothing(source: LeadSource) -> None:
    source.check_out("b1", wanted=1)
    first = {"LeadId": "A1", "Attempts": "1", "Disposition": "No Answer"}
    assert source.outcome(first) == Counts(accepted=1)
    assert source.outcome(first) == Counts(already=1)
    assert source.outcome({"leadid": "A1", "attempts": 2, "disposition": "Busy"}) == Counts(accepted=1)
    assert source.outcome(first) == Counts(already=1)
    assert source.outcome({"LeadId": "no/body", "Attempts": "1"}) == Counts(unknown=1)
    found = source.lead("A1")
    assert found is not None
    assert (found.state, found.attempts, found.disposition) == ("out", 2, "Busy")
    source.check_in("end", [{"LeadId": "A1", "ResultCode": "", "Attempts": "3", "Disposition": "Sale"}])
    assert source.outcome({"LeadId": "A1", "Attempts": "4", "Disposition": "late"}) == Counts(already=1)
    with pytest.raises(CrmError, match="Attempts"):
        source.outcome({"LeadId": "A1", "Attempts": "many"})


def test_one_lead_is_told_with_its_columns(source: LeadSource) -> None:
    source.check_out("b1", campaign="Autumn")
    found = source.lead("B1")
    assert found is not None
    assert (found.state, found.out_since, found.batch) == ("out", "2026-03-02T09:00:00.000Z", "b1")
    assert found.columns["Name"] == "Zoë"
    assert (source.lead("nobody"), source.lead("")) == (None, None)
    untouched = source.lead("A5")
    assert untouched is not None
    assert untouched.columns["Name"] == "Lead 5"


def test_a_listing_goes_on_where_the_last_one_ended(source: LeadSource) -> None:
    first = source.listing(0, 4)
    rest = source.listing(first[-1].position, "4")
    assert [each.lead_id for each in (*first, *rest)] == ["A1", "A2", "A3", "A4", "A5", "B1"]
    assert source.listing(rest[-1].position) == []


@pytest.mark.parametrize(("call", "word"), [("check_out", "batch is missing"), ("listing", "count")])
def test_a_wrong_parameter_is_named(source: LeadSource, call: str, word: str) -> None:
    with pytest.raises(CrmError, match=word):
        source.check_out("") if call == "check_out" else source.listing(0, "many")
