"""Brains in a world: who is one, what it is told, and what happens when it ends."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

from campaigns import Heard, campaign, change, go, load, outcome, rows, script, settings, world

from studio.script.project import Project
from studio.world.world import World

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
        | TRACE "{SP1}|{SP2}|{SP4}|{SP9}"
    -> "Wait"
"""
#: A brain that ends with every signal, without coming to rest.
ENDING = BRAIN.replace('-> "Wait"\n"""', "").replace('{SP9}"\n    -> "Wait"', '{SP9}"\n    -> "End"\n\nEnd "End"')
XS = {"xsScriptID": "brain", "xsGetContactsActive": True, "xsSkillChangedActive": True}
QUIET = {"xsScriptID": "brain", "xsSkillChangedActive": True}
SALE = outcome("Sale", seconds=20, ring=10, connected=True, final=True)


class Told:
    """What brains trace: when, seconds after the begin, which contact, and the text."""

    wants_changes = False

    def __init__(self, here: World) -> None:
        self.lines: list[tuple[int, str, str]] = []
        self._start = here.engine.now
        here.engine.observe(self)

    def __call__(self, event: Any) -> None:
        if event.kind == "trace":
            self.lines.append(((event.time - self._start) // 1_000_000, event.contact, event.data["text"]))


def test_start_is_told_first_and_contacts_are_asked_for_when_it_rests() -> None:
    with closing(world({"xs": XS}, scripts=[BRAIN])) as here:
        told = Told(here)
        campaign(here).begin()
        go(here, 300)
        assert told.lines == [
            (0, "1001", "SkillChanged|1|Started|1-00001"),
            (30, "1001", "GetContacts|1|100|1-00002"),
            (150, "1001", "GetContacts|1|100|1-00003"),
        ]
        assert campaign(here).figures()[0].signals == {"SkillChanged": 1, "GetContacts": 2}


def test_each_skill_has_a_brain_of_its_own_though_they_name_one_script() -> None:
    with closing(world({"xs": QUIET}, {"number": 2, "xs": QUIET}, scripts=[BRAIN])) as here:
        told = Told(here)
        campaign(here).adopt(here.start(script(BRAIN)))
        go(here, 60)
        assert told.lines == [
            (0, "1001", "SkillChanged|1|Started|1-00001"),
            (0, "1002", "SkillChanged|2|Started|2-00001"),
        ]


def test_a_brain_that_ends_is_started_anew_and_told_the_same_again() -> None:
    with closing(world({"xs": QUIET}, scripts=[ENDING])) as here:
        told, heard = Told(here), Heard(here, "signal", "brain")
        campaign(here).begin()
        go(here, 1000)
        assert {text for _, _, text in told.lines} == {"SkillChanged|1|Started|1-00001"}
        assert [second for second, _, _ in told.lines] == [0, 30, 60, 120, 240, 480, 960]
        assert [each["again"] for each in heard.of("signal")] == [False, *[True] * 6]
        assert len(heard.of("brain")) == 6
        assert campaign(here).figures()[0].signals == {"SkillChanged": 1, "again": 6}
        # What has ended is forgotten.
        assert here.engine.contacts == {}


def test_a_brain_that_fails_is_told_and_kept() -> None:
    text = BRAIN.replace('{SP9}"\n    -> "Wait"', '{SP9}"\n    -> "Tell"')
    with closing(world({"xs": QUIET}, scripts=[text], step_limit=1000)) as here:
        heard = Heard(here, "trouble")
        campaign(here).begin()
        go(here, 60)
        assert "the brain, contact 1001, failed: endless loop" in heard.of("trouble")[0]["why"]
        assert here.engine.contacts["1001"].status == "failed"
        assert campaign(here).troubles()[1][0] == heard.of("trouble")[0]["why"]


def test_a_brain_that_cannot_start_is_told() -> None:
    text = BRAIN.replace('Begin "Begin"\n    -> "Wait"\n', "")
    with closing(world({"xs": QUIET, "calling": {"outcomes": [SALE]}}, scripts=[text])) as here:
        heard = Heard(here, "trouble")
        load(here, rows(2))
        campaign(here).begin()
        go(here, 60)
        assert "the brain can't start" in heard.of("trouble")[0]["why"]
        # Calls are made all the same.
        assert campaign(here).figures()[0].connects == 2


def test_a_stopped_skill_neither_dials_nor_asks() -> None:
    stated = {"xs": XS | {"xsFreshThreshold": 1000}, "calling": {"agents": 1, "outcomes": [SALE]}}
    with closing(world(stated, scripts=[BRAIN])) as here:
        told, heard = Told(here), Heard(here, "call")
        load(here, rows(100))
        campaign(here).begin()
        go(here, 90)
        change(here, "Stopped")
        go(here, 600)
        made = len(heard.events)
        assert 0 < made < 5
        assert [text for _, _, text in told.lines if "|100|" in text] == ["GetContacts|1|100|1-00002"]
        assert told.lines[-1] == (90, "1001", "SkillChanged|1|Stopped|1-00003")
        change(here, "Started")
        change(here, "Settings")
        go(here, 600)
        assert [text for _, _, text in told.lines if "Changed" in text][-1] == "SkillChanged|1|Settings|1-00004"
        assert len(heard.events) > made


def test_a_skill_that_does_not_run_is_started_later() -> None:
    stated = {"running": False, "xs": XS, "calling": {"agents": 1, "outcomes": [SALE]}}
    with closing(world(stated, scripts=[BRAIN])) as here:
        told, heard = Told(here), Heard(here, "call")
        load(here, rows(3))
        campaign(here).begin()
        go(here, 600)
        assert here.engine.made == 0
        assert heard.events == []
        change(here, "Started")
        go(here, 600)
        assert told.lines[0] == (600, "1001", "SkillChanged|1|Started|1-00001")
        assert len(heard.events) == 3


def test_a_finalization_is_looked_at_at_once() -> None:
    active = {"xsScriptID": "brain", "xsGetContactsActive": True, "xsFreshThreshold": 1, "xsAvailableThreshold": 3}
    stated = {"xs": active, "calling": {"agents": 1, "outcomes": [SALE]}}
    with closing(world(stated, scripts=[BRAIN])) as here:
        told = Told(here)
        load(here, rows(4))
        campaign(here).begin()
        go(here, 300)
        assert told.lines[0][0] % 30 != 29
        assert told.lines[0][2].startswith("GetContacts")


def test_a_restarted_brain_keeps_its_place_when_saved() -> None:
    def new() -> World:
        return World(settings({"xs": XS}), Project([script(ENDING)]))

    with closing(new()) as first, closing(new()) as second:
        campaign(first).begin()
        go(first, 100)
        saved = json.loads(json.dumps(first.save()))
        second.restore(saved)
        told = [Told(first), Told(second)]
        for each in (first, second):
            go(each, 2000)
        assert told[0].lines == told[1].lines
        assert len(told[0].lines) >= 4


def test_ids_of_signals_are_new_in_the_next_run_on_a_store(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path / 'p.db'}"
    asks = {"xs": {"brain_script": "brain", "get_contacts_active": True, "fresh_threshold": 5}}
    ids = []
    for first in (0, 10):
        with closing(world(asks, scripts=[BRAIN], store=store)) as here:
            heard = Heard(here, "signal")
            campaign(here).begin()
            go(here, 60)
            load(here, rows(1, first=first))
            ids.append([each["id"] for each in heard.of("signal")])
    assert ids[0][0] == "1-00001"
    assert ids[1]
    assert not set(ids[0]) & set(ids[1])
