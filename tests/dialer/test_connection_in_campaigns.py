"""What scripts do to the dialer while it is at work: they take records out, load others, start and stop skills."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import Any

import pytest
from campaigns import Heard, campaign, go, load, outcome, prospect, rows, script, store, world
from sqlalchemy import make_url

from studio.sdk import from_plain
from studio.snippet.values import plain_value
from studio.world.world import World

HOUR = 3600
LONG = [outcome("Talk", seconds=280, ring=20, connected=True)]
SALE = [outcome("Sale", seconds=40, ring=20, connected=True, final=True, classification=2)]

REMOVE = """
script "remove"
    media = Phone
Begin "Begin"
    -> "Do"
RemoveProspects "Do"
    SourceName = CRM
    ProspectsToRemove = records
    Results = found
    -> "Stop"
    Error -> "Stop"
Stop "Stop"
"""
UPDATE = """
script "update"
Begin "Begin"
    -> "Do"
UpdateSkill "Do"
    SkillData = wanted
    -> "Stop"
    Success -> "Done"
    Error -> "Stop"
Assign "Done"
    Variable = done
    Value = yes
    -> "Stop"
Stop "Stop"
"""
BRAIN = """
script "brain"
    media = Generic

Begin "Begin"
    -> "Wait"

Wait "Wait"
    Seconds = 86400
    -> "Wait"

Onsignal "Signal"
    -> "Tell"

Snippet "Tell"
    Data:
        | TRACE "{SP1}|{SP2}|{SP4}"
    -> "Wait"
"""
BACK = """
script "back"
    media = Generic

Begin "Begin"
    -> "End"

Oncheckin "A record comes back"
    -> "Tell"

Snippet "Tell"
    Data:
        | TRACE "back {ExternalID}"
    -> "End"

End "End"
"""


class Traces:
    """What scripts trace."""

    wants_changes = False

    def __init__(self, here: World) -> None:
        self.texts: list[str] = []
        here.engine.observe(self)

    def __call__(self, event: Any) -> None:
        if event.kind == "trace":
            self.texts.append(event.data["text"])


def variables(here: World, text: str, **given: Any) -> dict[str, Any]:
    """Run a script of one action at once: its variables."""
    contact = here.start(script(text), variables={name: from_plain(value) for name, value in given.items()})
    go(here, 0)
    return {name: plain_value(value) for name, value in contact.frames[0].variables.items()}


def removed(here: World, ids: Sequence[str]) -> list[str]:
    """Take records out by a script: the ResultCodes, those of SuccessfulRecords first."""
    found = variables(here, REMOVE, records=[{"id": each} for each in ids])["found"]
    return [each["ResultCode"] for group in found.values() for each in group or []]


def update(here: World, **wanted: Any) -> None:
    assert variables(here, UPDATE, SecurityUser="1", wanted={"SkillNo": 1} | wanted).get("done") == "yes"


def test_what_is_taken_out_is_not_dialled_any_more_and_what_is_in_play_goes_after_its_call() -> None:
    skill = {"calling": {"agents": 2, "pause_seconds": 10, "outcomes": LONG}, "xs": {"xsCheckinScriptID": "back"}}
    with closing(world(skill, scripts=[REMOVE, BACK])) as here:
        heard, traces = Heard(here, "call"), Traces(here)
        load(here, rows(4))
        campaign(here).begin()
        go(here, 60)
        playing = [each.external_id for each in store(here).all() if each.state == "in play"]
        assert len(playing) == 2
        codes = removed(here, [f"R{each}" for each in range(4)])
        assert codes == ["Success", "Success", "Record In Use", "Record In Use"]
        assert [prospect(here, each).state for each in playing] == ["in play", "in play"]
        go(here, 10 * HOUR)
        assert {each.state for each in store(here).all()} == {"removed"}
        assert sorted(each["prospect"] for each in heard.of("call")) == sorted(playing), "each was dialled once"
        assert traces.texts == [], "who takes a record out gives it back himself"


def test_taken_out_and_loaded_again_during_its_call_it_is_dialled_on() -> None:
    skill = {"calling": {"agents": 1, "outcomes": LONG}, "retry": {"minimumRetryMinutes": 10}}
    with closing(world(skill, scripts=[REMOVE])) as here:
        heard = Heard(here, "call")
        load(here, rows(1))
        campaign(here).begin()
        go(here, 60)
        assert removed(here, ["R0"]) == ["Record In Use"]
        load(here, rows(1))
        go(here, HOUR)
        assert len(heard.of("call")) > 1
        assert prospect(here, "R0").state != "removed"


def test_a_change_that_comes_during_the_call_is_there_after_it() -> None:
    skill = {"calling": {"agents": 1, "outcomes": LONG}}
    with closing(world(skill)) as here:
        load(here, rows(1))
        campaign(here).begin()
        go(here, 60)
        load(here, [{"id": "R0", "phone": "2125550999", "first": "Ann"}])
        go(here, 300)
        found = prospect(here, "R0")
        assert (found.state, found.attempts, found.fields["FirstName"]) == ("resting", 1, "Ann")
        assert [(each.number, each.attempts) for each in found.destinations] == [("+12125550999", 0)]


def test_a_record_that_asks_to_be_called_at_a_time_is_not_dialled_before_it() -> None:
    asks = {"name": "CRM", "map": {"ExternalID": "id", "PhoneNumber": "phone", "CallRequestDateTime": "when"}}
    with closing(world({"calling": {"agents": 1, "outcomes": SALE}}, sources=[asks])) as here:
        heard = Heard(here, "call")
        load(
            here, [{"id": "A", "phone": "2125550100", "when": "3/2/2026 11:30 AM"}, {"id": "B", "phone": "2125550101"}]
        )
        campaign(here).begin()
        go(here, 2.5 * HOUR - 60)
        assert [each["prospect"] for each in heard.of("call")] == ["B"]
        go(here, 180)
        assert [each["at"] for each in heard.of("call")][1:] == ["2026-03-02T16:30:00+00:00"]


def test_update_skill_starts_and_stops_a_skill_and_its_brain_hears_of_it() -> None:
    skill = {
        "running": False,
        "calling": {"agents": 1, "outcomes": SALE},
        "xs": {"xsScriptID": "brain", "xsSkillChangedActive": True},
    }
    with closing(world(skill, scripts=[UPDATE, BRAIN])) as here:
        heard, traces = Heard(here, "call"), Traces(here)
        load(here, rows(500))
        campaign(here).begin()
        go(here, 600)
        assert (heard.of("call"), traces.texts) == ([], [])
        update(here, Running=True)
        go(here, 600)
        called = len(heard.of("call"))
        assert called > 3
        assert traces.texts == ["SkillChanged|1|Started"]
        update(here, Running=True)
        go(here, 60)
        assert traces.texts == ["SkillChanged|1|Started"], "nothing has changed"
        update(here, Running=False)
        go(here, 600)
        after = len(heard.of("call"))
        assert traces.texts[1:] == ["SkillChanged|1|Stopped"]
        go(here, HOUR)
        assert len(heard.of("call")) == after, "nobody is dialled any more"
        update(here, Running="true")
        go(here, 600)
        assert len(heard.of("call")) > after


def test_update_skill_changes_settings_that_count_at_once() -> None:
    skill = {
        "calling": {"agents": 1, "outcomes": [outcome("No Answer", seconds=20, classification=20)]},
        "retry": {"maximumAttempts": 300, "minimumRetryMinutes": 1},
        "xs": {"xsScriptID": "brain", "xsSkillChangedActive": True},
    }
    with closing(world(skill, scripts=[UPDATE, BRAIN])) as here:
        traces = Traces(here)
        load(here, rows(1))
        campaign(here).begin()
        go(here, 600)
        assert prospect(here, "R0").state != "finalized"
        update(here, maximumAttempts=prospect(here, "R0").attempts + 1)
        go(here, 600)
        assert prospect(here, "R0").state == "finalized"
        assert traces.texts == ["SkillChanged|1|Started", "SkillChanged|1|Settings"]


@pytest.mark.parametrize("fork", [False, True])
def test_settings_of_scripts_go_on_in_a_copy(fork: bool) -> None:
    nobody = [outcome("No Answer", seconds=20, classification=20)]
    retry = {"maximumAttempts": 300, "minimumRetryMinutes": 1}
    skill = {"running": False, "calling": {"agents": 1, "outcomes": nobody}, "retry": retry}
    with closing(world(skill, scripts=[UPDATE])) as here:
        load(here, rows(5))
        campaign(here).begin()
        update(here, Running=True, maximumAttempts=1)
        go(here, 50)
        if fork:
            other = here.fork()
        else:
            other = World(here.settings, here.project)
            other.restore(here.save())
        with closing(other):
            go(other, 1800)
            go(here, 1800)
            assert list(other.prospects.all()) == list(here.prospects.all())  # type: ignore[union-attr]
            assert [(each.state, each.attempts) for each in store(other).all()] == [("finalized", 1)] * 5


# ------------------------------------------------------------------------------------------ other runs on one store
MAKE = """
script "make"
Begin "Begin"
    -> "Source"
CreateSource "Source"
    Name = Mine
    -> "Field"
CreateUserField "Field"
    Name = Tier
    DataType = Phone
    -> "Map"
CreateSourceMap "Map"
    SourceName = Mine
    Mapping = mine
    -> "Stated"
    Error -> "Stop"
CreateSourceMap "Stated"
    SourceName = CRM
    Mapping = stated
    -> "Stop"
    Error -> "Stop"
Stop "Stop"
"""
LOOK = """
script "look"
Begin "Begin"
    -> "Sources"
GetSources "Sources"
    Sources = sources
    -> "Mine"
GetSourceMap "Mine"
    SourceName = mine
    Results = mine
    -> "Stated"
GetSourceMap "Stated"
    SourceName = crm
    Results = stated
    -> "Stop"
Stop "Stop"
"""


def test_what_scripts_make_is_there_in_the_next_run_on_the_store(shared_url: str) -> None:
    assert make_url(shared_url)
    mine = {"Mappings": {"ExternalID": "Key", "PhoneNumber": "P", "Tier": "T"}}
    stated = {"Mappings": {"ExternalID": "other", "PhoneNumber": "P"}}
    with closing(world({"running": False}, scripts=[MAKE, LOOK], store=shared_url)) as here:
        variables(here, MAKE, mine=mine, stated=stated)
        found = variables(here, LOOK)
        assert (found["mine"], found["stated"]) == (mine, stated)
    with closing(world({"running": False}, scripts=[LOOK], store=shared_url)) as here:
        found = variables(here, LOOK)
        assert [each["SourceName"] for each in found["sources"]] == ["CRM", "Mine"]
        assert found["mine"] == mine
        assert found["stated"]["Mappings"]["ExternalID"] == "id", "the file wins over what is stored under its names"
        assert load(here, [{"id": "1", "phone": "2125550100"}]).rows[0].detail == "Created"


def test_a_source_that_the_file_names_no_more_stays_as_it_was(shared_url: str) -> None:
    with closing(world({"running": False}, scripts=[LOOK], store=shared_url)) as here:
        load(here, [{"id": "1", "phone": "2125550100", "product": "Card"}])
    with closing(world({"running": False}, scripts=[LOOK], store=shared_url, sources=[{"name": "Other"}])) as here:
        load(here, [{"id": "2", "phone": "2125550100", "product": "Loan"}])
        assert prospect(here, "2").fields["Product"] == "Loan"


def test_a_source_that_the_file_removes_takes_nothing_any_more(shared_url: str) -> None:
    with closing(world({"running": False}, scripts=[LOOK], store=shared_url)) as here:
        load(here, [{"id": "1", "phone": "2125550100"}])
    gone = [{"name": "crm", "removed": True}]
    with closing(world({"running": False}, scripts=[LOOK], store=shared_url, sources=gone)) as here:
        assert variables(here, LOOK)["sources"] in ([], None)
