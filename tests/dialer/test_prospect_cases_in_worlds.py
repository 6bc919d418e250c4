"""Scenarios about actions, signals, check-ins and leases: played by scripts in a world."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from campaigns import Heard, campaign, go, load, outcome, rows, script, world
from connection import Connection
from scenarios import FILE, Checks, scenarios

from studio.runtime.contact import Contact
from studio.snippet.values import plain_value

check = Checks()


def done(step: dict[str, Any], *before: dict[str, Any], **settings: Any) -> tuple[str, dict[str, Any], Connection]:
    """The branch that the action of a step takes after others, the variables of its script, and the world."""
    steps = [*before, step]
    with closing(Connection(settings, steps)) as here:
        for number in range(len(before)):
            assert here.act(number)[0] == "Default"
        branch, variables = here.act(len(before))
    return branch, variables, here


def variables(contact: Contact) -> dict[str, Any]:
    return {name: plain_value(value) for name, value in contact.frames[0].variables.items()}


def sources(*names: str, **more: Any) -> list[dict[str, Any]]:
    return [{"name": each, **more} for each in names]


# ------------------------------------------------------------------------------------------------- sources and fields
@check("source-name-empty", "field-bad-type", "field-phone-takes-no-default", "field-default-wrong-type")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    named = {name: value for name, value in given.items() if name != "action"}
    assert done({"do": given["action"], "with": named, "branch": expect["branch"]})[0] == expect["branch"]
    kept = {"Name": "Good", "DataType": "String"} if "DataType" in named else {"Name": "Good"}
    assert done({"do": given["action"], "with": kept, "branch": expect["branch"]})[0] == "Default"


@check("map-invalid-source", "map-invalid-root", "map-missing-required", "map-missing-external-id")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    step = {"do": "CreateSourceMap", "with": {name: given[name] for name in ("SourceName", "Mapping")}}
    stated = sources(*given["existing_sources"])
    assert done(step | {"branch": expect["branch"]}, sources=stated)[0] == expect["branch"]
    good = {"SourceName": "S", "Mapping": {"Mappings": {"ExternalID": "ID", "PhoneNumber": "Phone"}}}
    assert done(step | {"with": good, "branch": expect["branch"]}, sources=sources("S"))[0] == "Default"


@check("map-no-changes", "map-field-used-by-filter")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    step = {
        "do": "CreateSourceMap",
        "with": {"SourceName": "S", "Mapping": given["Mapping"]},
        "branch": expect["branch"],
    }
    stated = sources("S", map=given["current_map"], fields_in_use=given.get("filters_use", []))
    assert done(step, sources=stated)[0] == expect["branch"]
    assert done(step, sources=sources("S"))[0] == "Default"


@check("map-append")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    text = """
script "append"
Begin "Begin"
    -> "Read"
GetSourceMap "Read"
    SourceName = CRM
    Results = found
    -> "Add"
    InvalidSource -> "Stop"
Snippet "Add"
    Data:
        | found.Mappings.City = "Town"
    -> "Set"
CreateSourceMap "Set"
    SourceName = CRM
    Mapping = found
    -> "Good"
    Error -> "Stop"
GetSourceMap "Good"
    SourceName = CRM
    Results = after
    -> "Tell"
Snippet "Tell"
    Data:
        | city = after.Mappings.City
        | id = after.Mappings.ExternalID
    -> "Stop"
Stop "Stop"
"""
    assert given["steps"] == ["GetSourceMap", "add one definition", "CreateSourceMap"]
    assert expect["branch"] == "Default"
    with closing(world({}, scripts=[text])) as here:
        result = here.run(script(text))
        found = result.contacts[0].variables
        assert (found["city"], found["id"]) == ("Town", "id")


@check("get-sources-all")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    branch, variables, _ = done({"do": "GetSources"}, sources=sources(*given["existing_sources"]))
    assert branch == expect["branch"]
    assert [each["SourceName"] for each in variables["found"]] == given["existing_sources"]
    assert len(variables["found"]) == expect["count"]


# ------------------------------------------------------------------------------------------------------------ searches
def searched(options: dict[str, Any], held: int) -> tuple[str, list[Any]]:
    records = [{"Id": str(each), "Phone": f"801555010{each}", "First": "Ann", "Last": "Lee"} for each in range(held)]
    before = {"do": "CreateProspects2", "with": {"SkillNo": 1, "SourceName": "Leads", "Data": records}}
    step = {"do": "GetProspect", "with": {"SourceName": "Leads", "SearchOptions": options}}
    branch, variables, _ = done(step, before)
    return branch, variables["found"]


@check("get-by-first-name-only")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    assert (searched(given["SearchOptions"], 2) == ("Error", [])) is not expect["valid"]
    branch, found = searched(given["SearchOptions"] | {"LastName": "Lee"}, 2)
    assert (branch, len(found)) == ("Default", 2)


@check("get-empty-search")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    branch, found = searched(given["SearchOptions"], given["source_has"])
    assert (branch, len(found)) == ("Default", expect["Results"])


# --------------------------------------------------------------------------------------------------------- suppression
@check("callsup-expired")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    [entry] = given["table"]
    assert entry["end"] == "past"
    for end, branch in (("2026-06-15T11:59:59Z", expect["branch"]), ("2026-06-15T12:00:01Z", "Found")):
        step = {"do": "Checkcallsup", "with": {"DataValue": given["DataValue"]}, "branch": branch}
        assert done(step, directory={"suppressed": [{"value": entry["value"], "end": end}]})[0] == branch


# -------------------------------------------------------------------------------------------------- signals and brains
BRAIN = """
script "brain"
    media = Generic

Begin "Begin"
    -> "Rest"

Wait "Rest"
    Seconds = 86400
    -> "Rest"

Onsignal "Signal"
    -> "Tell"

Snippet "Tell"
    Data:
        | TRACE "{SP1}|{SP4}|{inner}"
    -> "Work"

Runsub "Work"
    ScriptName = sub
    ReturnVariable = inner
    -> "Rest"
"""
SUB = """
script "sub"
    media = Generic

Begin "Begin"
    -> "Busy"

Wait "Busy"
    Seconds = 5
    -> "Return"

Return "Return"
    ReturnValue = finished
"""


class Told:
    """What a world's scripts trace, and which actions they do, in order."""

    wants_changes = False

    def __init__(self, here: Any) -> None:
        self.traces: list[str] = []
        self.actions: list[str] = []
        self.kinds: list[str] = []
        here.engine.observe(self)

    def __call__(self, event: Any) -> None:
        self.kinds.append(event.kind)
        if event.kind == "trace":
            self.traces.append(event.data["text"])
        if event.kind == "action":
            self.actions.append(event.caption)


@check("signal-aborts-current-work")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    with closing(world(scripts=[BRAIN, SUB], skills=[])) as here:
        told = Told(here)
        contact = here.start(script(BRAIN))
        go(here, 60)
        assert told.actions == ["Begin"], "it is busy with its Wait"
        assert here.signal(contact.id, ["x"])
        go(here, 1)
        assert told.kinds.count("interrupted") == 1, expect["current_action"]
        assert told.actions[1:3] == ["Signal", "Tell"], expect["next_action"]


@check("p-brain-signal-during-subscript")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    with closing(world(scripts=[BRAIN, SUB], skills=[])) as here:
        told = Told(here)
        contact = here.start(script(BRAIN))
        go(here, 1)
        here.signal(contact.id, ["first"])
        go(here, 2)
        here.signal(contact.id, ["held"])
        go(here, 2)
        assert told.traces == ["first||"], given["signal"]
        go(here, 3)
        assert told.traces == ["first||", "held||finished"], expect["then"]


@check("p-brain-signal-below-threshold", "p-brain-no-signal-at-threshold")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    names = ("Fresh", "Available", "Ready")
    wanted = {f"xs{each}Threshold": given.get(f"xs{each}Threshold", 1) for each in names}
    xs = {"xsScriptID": "brain", "xsGetContactsActive": True, "xsNumberToRetrieve": 77} | wanted
    held = given["fresh"]
    with closing(world({"xs": xs}, scripts=[BRAIN, SUB])) as here:
        heard = Heard(here, "signal")
        load(here, rows(held))
        store = here.prospects
        assert store is not None
        # Of those at pacing all are fresh and may be dialled: the three counts are equal.
        campaign(here).desks[0].calls.hand_to_pacing(here.now(), held)
        told = Told(here)
        campaign(here).begin()
        go(here, 10)
        sent = [each for each in heard.of("signal") if each["event"] == "GetContacts"]
        if expect["signal"] == "none":
            assert not sent
            assert not told.traces
        else:
            assert told.traces == [f"{expect['signal']['SP1']}|77|"]
            assert [each["low"] for each in sent] == [["fresh"]]


# ------------------------------------------------------------------------------------------------- check-ins and leases
CHECK_IN = """
script "back"
    media = Generic

Begin "Begin"
    -> "End"

Oncheckin "A record comes back"
    -> "Tell"

Snippet "Tell"
    Data:
        | TRACE "{ExternalID}"
    -> "End"

End "End"
"""


@check("checkin-needs-linked-script")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    assert expect["OnCheckIn"] == "does not fire"
    calling = {"agents": 1, "outcomes": [outcome("Sale", seconds=20, final=True, connected=True)]}
    for xs, fired in (({}, []), ({"xsCheckinScriptID": "back"}, ["R1"])):
        with closing(world({"calling": calling, "xs": xs}, scripts=[CHECK_IN])) as here:
            told = Told(here)
            load(here, rows(1, first=1))
            campaign(here).begin()
            go(here, 600)
            assert here.prospects is not None
            assert [each.finalizations for each in here.prospects.all()] == [1]
            assert told.traces == fired


PULL = """
script "pull"
    media = Generic

Begin "Begin"
    -> "Pull"

REST_API "Pull"
    ServiceAddress = https://crm.example/leads/check-out?batch={p1}&page=1&count=10&wanted=10
    Verb = GET
    resultSet = leads
    -> "Gone"
    Error -> "Gone"

KillContact "Gone"
    ContactID = {ContactID}
"""


@check("p-lost-work-lease")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    assert given["crash_between"] == ["check out", "create"]
    assert expect["rows_offered_again"]
    http = {"routes": [{"prefix": "https://crm.example/", "service": "crm"}]}
    with closing(world({}, scripts=[PULL], crm={}, http=http)) as here:
        assert here.crm is not None
        here.crm.add([{"LeadId": "1", "Phone": "8015550100"}])
        found = []
        for batch, minutes in (("B1", 0), ("B2", 14), ("B3", given["minutes"] - 14)):
            go(here, minutes * 60)
            contact = here.start(script(PULL), [batch])
            go(here, 1)
            answer = variables(contact)["leads"]
            found.append([each["LeadId"] for each in answer["rows"] or []])
        assert found == [["1"], [], ["1"]]
        assert here.prospects is not None
        assert not list(here.prospects.all())


# ------------------------------------------------------------------------------------------------------------- the rest
@pytest.mark.parametrize("case", check.cases())
def test_case(case: dict[str, Any]) -> None:
    check.run(case)


@pytest.mark.skipif(not FILE.is_file(), reason="the folder shared/ is not here")
def test_every_scenario_has_a_check() -> None:
    texts = "".join(each.read_text(encoding="utf-8") for each in Path(__file__).parent.glob("test_prospect_cases*.py"))
    assert [name for name in scenarios() if f'"{name}"' not in texts] == []
