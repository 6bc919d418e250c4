"""Whatever agents and contacts do: one contact for an agent, nobody waits beside a free agent, everybody is in one place."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from studio.runtime.ports.agents import ReturnCall, RoutingFault
from studio.runtime.state import restore_engine, save_engine
from studio.script.project import Project
from studio.script.text import read_text
from studio.world.agents import matching
from studio.world.settings import WorldSettings
from studio.world.world import World

SCRIPT = """
script "{name}"
    media = {media}

Begin "Begin"
    Parameters: skill, priority
    -> "Queue"

{action} "Queue"
    Skill = {{skill}}
    {priority}
    -> "Rest"

Wait "Rest"
    Seconds = 7
    -> "Rest"

Onanswer "Answered"
    -> "Rest"

ONASSIGNMENT "Assigned"
    -> "Rest"

Onrelease "Released"
    -> "Work"

Wait "Work"
    Seconds = 20
    -> "Done"

Stop "Done"
"""
CUSTOM = "PriorityManagement = Custom\n    InitialPriority = {priority}"
SKILLS = ("Sales", "Support", "Mails")
IDS = ("1", "2", "3", "4")


def script(name: str, media: str, action: str, priority: str) -> Any:
    found, problems = read_text(SCRIPT.format(name=name, media=media, action=action, priority=priority), None)
    assert found is not None, problems
    return found


SCRIPTS = [
    script("phone", "Phone", "Reqagent", CUSTOM),
    script("mail", "Email", "Reqagent", CUSTOM),
    script("digital", "Digital", "REQAGENT_DIGITAL", "Priority = {priority}"),
]
STATED = {
    "agents": {
        "skills": [{"name": each, "script": "phone" if each == "Support" else ""} for each in SKILLS],
        "agents": [
            {"id": 1, "skills": {"Sales": 1}},
            {"id": 2, "skills": {"Sales": 2, "Support": 2}, "digital_at_once": 3},
            {"id": 3, "skills": {"Support": 1, "Mails": 1}, "talk": "never", "answer_after": "never"},
            {"id": 4, "skills": {"Mails": 3, "Sales": 9}, "state": "LoggedOut", "digital_at_once": 2},
        ],
        "answer_after": ["0s", "4s"],
        "talk": ["0s", "40s"],
        "after_call": ["0s", "10s"],
        "refuses": 0.2,
        "refusal_pause": "3s",
        "hold": {"after": "3s", "for": ["1s", "60s"]},
        "callbacks": {"answered": 0.7, "ring": ["1s", "10s"]},
        "traffic": [{"skill": "Sales", "every": ["10s", "60s"], "count": 50, "patience": ["5s", "2m"]}],
    }
}


def made() -> World:
    return World(WorldSettings.model_validate(STATED), Project(SCRIPTS))


class Centre(RuleBasedStateMachine):
    """A contact centre in which anything may happen at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.world = made()
        self.engine = self.world.engine
        self.agents = self.engine.ports.agents
        self.floor = self.agents._floor
        self.contacts: list[Any] = []

    @initialize()
    def begin(self) -> None:
        self.engine.run(self.engine.now)

    # ------------------------------------------------------------------------------------------------ what happens
    @rule(kind=st.integers(0, 2), skill=st.sampled_from(SKILLS), priority=st.integers(0, 3))
    def comes(self, kind: int, skill: str, priority: int) -> None:
        self.contacts.append(self.engine.start(SCRIPTS[kind], [skill, str(priority)]))

    @rule(seconds=st.sampled_from([0.5, 1, 3, 10, 60]))
    def time_passes(self, seconds: float) -> None:
        self.engine.run(self.engine.now + round(seconds * 1_000_000))

    @rule(data=st.data())
    def hangs_up(self, data: st.DataObject) -> None:
        if self.contacts:
            self.engine.raise_event(data.draw(st.sampled_from(self.contacts)).id, "ONRELEASE")

    @rule(data=st.data(), number=st.sampled_from(["1", "2"]))
    def wants_to_be_called(self, data: st.DataObject, number: str) -> None:
        if self.contacts:
            contact = data.draw(st.sampled_from(self.contacts))
            self.tried(lambda: self.agents.call_back(contact, ReturnCall(number, "", 2.0)))

    @rule(data=st.data(), number=st.sampled_from(["1", "2"]), skill=st.sampled_from(SKILLS))
    def takes_over(self, data: st.DataObject, number: str, skill: str) -> None:
        living = [each for each in self.contacts if each.alive and not each.released]
        if living:
            contact = data.draw(st.sampled_from(living))
            self.tried(lambda: self.agents.take_over(contact, number, skill, abandoned=True, published={"a": "b"}))

    @rule(data=st.data(), skill=st.sampled_from(SKILLS))
    def is_reskilled(self, data: st.DataObject, skill: str) -> None:
        living = [each for each in self.contacts if each.alive and not each.released]
        if living:
            contact = data.draw(st.sampled_from(living))
            self.tried(lambda: self.agents.reskill(contact, skill))

    @rule(id=st.sampled_from(IDS), state=st.sampled_from(["Available", "Unavailable", "Dialer", "LoggedIn"]))
    def chooses(self, id: str, state: str) -> None:
        self.tried(lambda: self.agents.set_state(id, state, "why"))

    @rule(id=st.sampled_from(IDS), into=st.booleans())
    def comes_or_goes(self, id: str, into: bool) -> None:
        self.tried(lambda: self.agents.log_in(id) if into else self.agents.log_out(id))

    @rule(id=st.sampled_from(IDS), what=st.sampled_from(["answer", "refuse", "hold", "unhold", "release"]))
    def does(self, id: str, what: str) -> None:
        self.tried(lambda: getattr(self.agents, what)(id))

    @rule(id=st.sampled_from(IDS), to=st.sampled_from([*SKILLS, *IDS, "5550100"]))
    def transfers(self, id: str, to: str) -> None:
        way = "skill" if to in SKILLS else "agent" if to in IDS else "number"
        self.tried(lambda: self.agents.transfer(id, **{way: to}))

    @rule(skill=st.sampled_from(SKILLS), other=st.sampled_from(SKILLS))
    def pulls(self, skill: str, other: str) -> None:
        self.agents.pull(skill.lower())
        self.agents.pull_outbound(skill, other, 5)

    @rule()
    def is_saved_and_goes_on(self) -> None:
        self.engine.run(self.engine.now)
        data = json.loads(json.dumps(save_engine(self.engine)))
        known = [each.id for each in self.contacts]
        self.world = made()
        self.engine = self.world.engine
        restore_engine(self.engine, data)
        assert json.loads(json.dumps(save_engine(self.engine))) == data
        self.agents = self.engine.ports.agents
        self.floor = self.agents._floor
        self.contacts = [self.engine.contacts[id] for id in known]

    def tried(self, what: Any) -> None:
        """Do it; what can't be done is told, and changes nothing that matters here."""
        with contextlib.suppress(RoutingFault):
            what()

    # --------------------------------------------------------------------------------------------- what always holds
    @invariant()
    def all_is_well(self) -> None:
        self.engine.run(self.engine.now)
        floor = self.floor
        held: list[str] = []
        for agent in floor.agents.values():
            items = [floor.items[each] for each in agent.items]
            assert all(each.agent == agent.id and each.place in ("offered", "active") for each in items)
            if len(items) > 1:
                assert all(each.digital for each in items)
                assert len(items) <= agent.digital_at_once
            if agent.state == "LoggedOut":
                assert not items
            held += agent.items
        assert len(held) == len(set(held))
        assert sorted(held) == sorted(each.id for each in floor.items.values() if each.place != "queued")
        for item in floor.items.values():
            contact = floor.contact(item)
            assert contact is None or (contact.alive and not contact.released)
            assert item.asked
            assert (item.agent == "") is (item.place == "queued")
            assert item.place == "active" or not item.held
        assert list(matching.pairs(floor)) == []
        assert not floor.matching
        for contact in self.contacts:
            assert self.agents.place_of(contact.id) in ("", "queued", "offered", "with an agent", "on hold")


TestCentre = Centre.TestCase
TestCentre.settings = settings(derandomize=True, max_examples=8, stateful_step_count=15, deadline=None)


@pytest.mark.slow
def test_long_days() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(Centre, settings=settings(max_examples=60, stateful_step_count=80, deadline=None))
