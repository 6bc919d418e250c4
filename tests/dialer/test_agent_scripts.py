"""The scripts that calls start: OnDisposition, OnPreview, and the suppression script."""

from __future__ import annotations

import json
from contextlib import closing

import pytest
from campaigns import MAP, Heard, Traces, campaign, change, go, load, outcome, prospect, rows, world

DISPOSITION = """
script "written"
    media = Phone

Begin "Begin"
    -> "End"

Ondisposition "An agent has decided"
    AdditionalInfo = info
    Agent_No = agent
    DispositionDescription = what
    DispositionClassificationId = class
    PhoneNumber = number
    ProspectiveContactId = prospect
    TimeDialed = dialled
    TimeConnected = connected
    TimeDisposed = disposed
    CallbackDateTimeGMT = back
    -> "Tell"

Snippet "Tell"
    Data:
        | TRACE "{agent}|{what}|{class}|{number}|{prospect}|{dialled}|{connected}|{disposed}|{back}|{mood}"
        | TRACE "{info}"
    -> "End"

End "End"
"""
PREVIEW = """
script "looked"
    media = Phone

Begin "Begin"
    -> "End"

Onpreview "An agent looks"
    -> "Tell"

Snippet "Tell"
    Data:
        | TRACE "{ExternalID}|{Agent_No}|{PhoneNumber}|{ContactDeliveryType}|{TimePreviewStart}"
    -> "End"

End "End"
"""
SUPPRESSION = """
script "asked"
    media = Phone

Begin "Begin"
    -> "Look"

Snippet "Look"
    Data:
        | DYNAMIC _prospectiveContact
        | ASSIGN id = _prospectiveContact.ExternalID.$value
        | ASSIGN number = _prospectiveContact.PhoneNumber.$value
        | ASSIGN product = _prospectiveContact.CustomInfo.Product.$value
        | TRACE "{id}|{number}|{product}|{_prospectiveContact.ProspectiveContactID.$value}"
    -> "Which?"

Case "Which?"
    Variable = product
    -> "Permit"
    case bad -> "Suppress"
    case odd -> "End"
    case slow -> "Wait"

Wait "Wait"
    Seconds = 30
    -> "Permit"

PermitCall "Permit"

SuppressCall "Suppress"
    Disposition = No Business

End "End"
"""
SALE = outcome("Sale", seconds=100, ring=20, connected=True, final=True, classification=2)
BACK = outcome("Later", seconds=100, ring=20, connected=True, classification=8, callback_minutes=60, personal=True)
NOBODY = outcome("No Answer", seconds=20, classification=20)


def test_the_disposition_script_gets_what_the_agent_decided() -> None:
    skill = {"disposition_script": "written", "calling": {"agents": 1, "agent_numbers": [77], "outcomes": [SALE]}}
    with closing(world(skill, scripts=[DISPOSITION])) as here:
        traces = Traces(here)
        load(here, [{"id": "A", "phone": "2125550001", "extra": "x"}])
        here.engine.ports.data.save_variables("1", {"mood": "fine"})
        campaign(here).begin()
        go(here, 119)
        assert traces.texts == []
        go(here, 1)
        told, info = traces.texts
        assert told == ("77|Sale|2|2125550001|1|2026-03-02T14:00:00Z|2026-03-02T14:00:20Z|2026-03-02T14:02:00Z||fine")
        original = json.loads(info)
        assert original["extra"] == "x"
        assert original["Attempts"] == 1
        assert original["Call"]["Agent_No"] == "77"
        go(here, 60)
        assert here.engine.contacts == {}


def test_only_attempts_with_an_agent_are_dispositioned() -> None:
    skill = {"disposition_script": "written", "calling": {"agents": 1, "outcomes": [NOBODY]}}
    with closing(world(skill, scripts=[DISPOSITION])) as here:
        traces = Traces(here)
        # An agent dials the second one by hand, and hears that nobody answers.
        load(here, [*rows(1), *rows(1, first=1, cell="yes")])
        campaign(here).begin()
        go(here, 600)
        assert [each.split("|")[1] for each in traces.texts[::2]] == ["No Answer"]
        assert json.loads(traces.texts[1])["id"] == "R1"
        assert json.loads(traces.texts[1])["Call"]["ContactDeliveryType"] == "Compliance"


def test_a_personal_callback_comes_to_the_same_agent_at_its_time() -> None:
    skill = {"disposition_script": "written", "calling": {"agents": 3, "outcomes": [BACK]}}
    with closing(world(skill, scripts=[DISPOSITION])) as here:
        traces, heard = Traces(here), Heard(here, "call")
        load(here, rows(1))
        campaign(here).begin()
        go(here, 3 * 3600)
        assert traces.texts[0].split("|")[8] == "2026-03-02T15:02:00Z"
        told = [(each["at"], each["agent"], each["delivery"]) for each in heard.of("call")]
        assert told[0] == ("2026-03-02T14:00:00+00:00", 1, "")
        assert told[1] == ("2026-03-02T15:02:00+00:00", 1, "Callback")


def test_everybody_who_was_promised_a_callback_hears_the_same_agent_each_time() -> None:
    source = {"name": "CRM", "map": MAP | {"Agent": "agent"}, "fields": [{"name": "Product"}]}
    calling = {"agents": 2, "agent_numbers": [77, 88], "outcomes": [BACK]}
    with closing(world({"calling": calling}, sources=[source])) as here:
        heard = Heard(here, "call")
        load(here, [*rows(1, agent="88"), *rows(1, first=1)])
        campaign(here).begin()
        go(here, 3 * 3600)
        told = [
            [(each["agent"], each["delivery"]) for each in heard.of("call") if each["prospect"] == id]
            for id in ("R0", "R1")
        ]
        assert told == [
            [(88, "Agent"), (88, "Callback"), (88, "Callback")], [(77, ""), (77, "Callback"), (77, "Callback")],
        ]  # fmt: skip


def test_the_preview_script_begins_when_the_agent_looks() -> None:
    calling = {"agents": 1, "preview_seconds": 30, "outcomes": [SALE]}
    with closing(world({"preview_script": "looked", "calling": calling}, scripts=[PREVIEW])) as here:
        traces = Traces(here)
        load(here, [*rows(1), *rows(1, first=1, look="1")])
        campaign(here).begin()
        go(here, 600)
        assert traces.texts == ["R1|1|2125550001|Preview|2026-03-02T14:02:10Z"]
        assert campaign(here).figures()[0].connects == 2


def test_a_suppressed_call_is_not_made() -> None:
    calling = {"agents": 2, "outcomes": [SALE]}
    with closing(world({"suppression_script": "asked", "calling": calling}, scripts=[SUPPRESSION])) as here:
        traces, heard = Traces(here), Heard(here, "call")
        load(
            here,
            [
                *rows(1, product="good"), *rows(1, first=1, product="bad"), *rows(1, first=2, product="odd"),
                *rows(1, first=3, product="slow"),
            ],
        )  # fmt: skip
        campaign(here).begin()
        go(here, 3600)
        assert [(each["prospect"], each["outcome"]) for each in heard.of("call")] == [
            ("R0", "Sale"), ("R2", "Sale"), ("R3", "Sale"),
        ]  # fmt: skip
        held = prospect(here, "R1")
        assert (held.state, held.outcome, held.attempts) == ("finalized", "No Business", 0)
        assert "R1|2125550001|bad|2" in traces.texts
        assert len(traces.texts) == 4
        figures = campaign(here).figures()[0]
        assert figures.finals == {"No Business": 1, "Sale": 3}
        assert figures.attempts == 3
        assert here.engine.contacts == {}
        assert [prospect(here, id).classification for id in ("R0", "R1")] == [2, 27]


def test_a_slow_suppression_script_holds_up_no_other_call() -> None:
    calling = {"agents": 1, "pause_seconds": 0, "outcomes": [SALE]}
    with closing(world({"suppression_script": "asked", "calling": calling}, scripts=[SUPPRESSION])) as here:
        heard = Heard(here, "call")
        load(here, [*rows(1, product="slow"), *rows(2, first=1, product="good")])
        campaign(here).begin()
        go(here, 3600)
        assert [each["prospect"] for each in heard.of("call")][:1] == ["R0"] or len(heard.events) == 3


@pytest.mark.parametrize("seconds", [70, *(pytest.param(each, marks=pytest.mark.slow) for each in (10, 200))])
def test_worlds_with_scripts_go_on_from_where_they_were_saved(seconds: int) -> None:
    skill = {
        "disposition_script": "written", "preview_script": "looked", "suppression_script": "asked",
        "retry": {"minimumRetryMinutes": 5},
        "calling": {"agents": 2, "outcomes": [SALE, BACK, NOBODY]},
    }  # fmt: skip
    with (
        closing(world(skill, scripts=[DISPOSITION, PREVIEW, SUPPRESSION])) as first,
        closing(world(skill, scripts=[DISPOSITION, PREVIEW, SUPPRESSION])) as second,
    ):
        load(first, [*rows(20, product="slow"), *rows(5, first=20, look="1", product="good")])
        campaign(first).begin()
        go(first, seconds)
        saved = json.loads(json.dumps(first.save()))
        second.restore(saved)
        assert json.loads(json.dumps(second.save()))["engine"] == saved["engine"]
        heard = [Heard(each) for each in (first, second)]
        for each in (first, second):
            go(each, 1200)
        assert heard[0].events == heard[1].events
        assert len(heard[0].of("call")) > 10
        assert campaign(first).figures() == campaign(second).figures()


def test_scripts_that_are_not_there_are_told() -> None:
    for member in ("disposition_script", "preview_script", "suppression_script"):
        with pytest.raises(ValueError, match="script 'nowhere' is not in the project"):
            world({member: "nowhere"})
    with closing(world({"running": False, "disposition_script": "nowhere"})) as here:
        heard = Heard(here, "trouble")
        campaign(here).begin()
        change(here, "Started")
        assert "script 'nowhere' is not in the project" in heard.of("trouble")[0]["why"]
        assert campaign(here).troubles() == {1: [heard.of("trouble")[0]["why"]]}


def test_what_no_property_of_ondisposition_takes_is_a_predefined_variable() -> None:
    names = "{_ExternalID}|{_NameLabel}|{_PhoneNo}|{_ProspectiveContactID}|{Disposition}|{PhoneNumber}|{TimeDialed}|{ComplianceRecord}"
    script = (
        DISPOSITION[: DISPOSITION.index("        | TRACE")] + f'        | TRACE "{names}"\n    -> "End"\n\nEnd "End"\n'
    )
    sale = outcome("Sale", seconds=20, connected=True, final=True, classification=2)
    skill = {"calling": {"agents": 1, "outcomes": [sale]}, "disposition_script": "written"}
    with closing(world(skill, scripts=[script])) as here:
        traces = Traces(here)
        load(here, [{"id": "R7", "phone": "212-555-0007", "first": "Ann"}])
        campaign(here).begin()
        go(here, 300)
        id = prospect(here, "R7").id
        assert traces.texts == [f"R7|Ann|2125550007|{id}|Sale|2125550007|2026-03-02T14:00:00Z|False"]


def test_scripts_without_their_event_are_told_and_not_used() -> None:
    skill = {"disposition_script": "asked", "preview_script": "asked", "calling": {"agents": 1, "outcomes": [SALE]}}
    with closing(world(skill, scripts=[SUPPRESSION])) as here:
        heard = Heard(here, "trouble")
        load(here, rows(2))
        campaign(here).begin()
        go(here, 600)
        assert [each["why"] for each in heard.of("trouble")] == [
            "the disposition script asked has no Ondisposition, so it is not used",
            "the preview script asked has no Onpreview, so it is not used",
        ]
        assert campaign(here).figures()[0].connects == 2
        assert here.engine.made == 0
