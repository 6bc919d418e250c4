"""What the platform's own API answers: from the world file, from other parts, and from what happens in the run."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from studio.runtime.state import restore_engine, save_engine
from studio.script.files import read_script
from studio.script.project import Project
from studio.snippet.values import plain_value
from studio.world.directory import people
from studio.world.places import read_yaml
from studio.world.settings import WorldSettings

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
REST = """
script "main"
    media = Phone

Begin "Begin"
    -> "Rest"

Stop "Rest"

Onhold "Held"
    -> "Rest"
"""

HOLD = """
script "main"
    media = Phone

Begin "Begin"
    -> "User"

Setsecurityuser "User"
    Agent = 1
    -> "Join"

Sessionjoin "Join"
    SessionId = s7
    -> "Rest"
    Success -> "Hold"

Contacthold "Hold"
    SessionId = s7
    -> "Rest"
    Success -> "Done"

Stop "Rest"

Stop "Done"

Onhold "Held"
    -> "Rest"
"""

KILL = """
script "killer"
    media = Phone

Begin "Begin"
    Parameters: victim
    -> "User"

Setsecurityuser "User"
    Agent = 1
    -> "Kill"

Killcontact "Kill"
    ContactID = {victim}
    -> "Failed"
    Success -> "Look"
    InvalidContactID -> "Failed"

CONTACTS_CMPLT23 "Look"
    resultSet = found
    -> "Rest"

Stop "Rest"

Stop "Failed"
"""


@dataclass
class OneAgent:
    id: str
    first_name: str = ""
    last_name: str = ""
    user_id: str = ""
    user_name: str = ""
    team: str = ""
    skills: dict[str, int] = field(default_factory=dict)


@dataclass
class OneSkill:
    key: str
    number: str
    name: str
    media: str = "Phone"
    outbound: bool = False


class Floor:
    """A part ``agents`` of a test's own."""

    def __init__(self) -> None:
        self.states = {"7": ("Available", ""), "8": ("LoggedOut", "")}
        self.done: list[tuple[str, ...]] = []
        self.place = "with an agent"

    def agents(self) -> list[OneAgent]:
        return [OneAgent("7", "Ann", "Bee", "u7", "ann", "Reds", {"Support": 2}), OneAgent("8", "Bob")]

    def skills(self) -> list[OneSkill]:
        return [OneSkill("Support", "", "Support"), OneSkill("4", "4", "Sales", outbound=True)]

    def state_of(self, id: str) -> tuple[str, str]:
        return self.states.get(id, ("LoggedOut", ""))

    def set_state(self, id: str, state: str, reason: str = "") -> None:
        self.states[id] = (state, reason)

    def log_out(self, id: str) -> None:
        self.states[id] = ("LoggedOut", "")

    def place_of(self, contact: str) -> str:
        return self.place

    def hold(self, id: str, contact: str = "") -> None:
        self.done.append(("hold", id, contact))


def test_agents_and_skills_of_the_part_come_first(bench: Callable[..., Any]) -> None:
    run = bench(
        REST,
        directory={"agents": [{"id": 7, "first_name": "Other"}, {"id": 9}], "skills": [{"id": 4}, {"id": 5}]},
        skills=[{"number": 6, "name": "Dialled"}],
    )
    run.engine.ports.put("agents", Floor())
    assert [(each.id, each.first_name) for each in people.agents(run.engine)] == [("7", "Ann"), ("8", "Bob"), ("9", "")]
    found = [(each.id, each.outbound) for each in people.skills(run.engine)]
    assert found == [("Support", False), ("4", True), ("5", False), ("6", True)]
    records = run.engine.ports.directory.records
    assert [each["agentId"] for each in records.agents_of(run.engine, "SUPPORT")] == [7]
    assert records.skills(run.engine, "sales")[0]["skillId"] == 4


def test_states_are_those_of_the_part(bench: Callable[..., Any]) -> None:
    run = bench(REST, directory={"agents": [{"id": 9, "state": "Unavailable"}]})
    floor = Floor()
    run.engine.ports.put("agents", floor)
    sessions = run.engine.ports.directory.sessions
    assert sessions.set_state(run.engine, "7", " unavailable", "Lunch") == ("", "")
    assert floor.states["7"] == ("Unavailable", "Lunch")
    assert sessions.end(run.engine, "7") == ("", "")
    assert floor.states["7"] == ("LoggedOut", "")
    assert sessions.set_state(run.engine, "8", "Available", "")[0] == "InvalidAgentSession"
    assert people.state_of(run.engine, "9") == "Unavailable"
    assert sessions.end(run.engine, "9") == ("", "")
    assert not people.logged_in(run.engine, "9")


def test_an_agent_holds_a_contact_where_the_world_has_such_agents(bench: Callable[..., Any]) -> None:
    run = bench(HOLD, directory={"agents": [{"id": 7, "session": "s7"}]})
    contact = run.start()
    contact.know(__AgentId="7")
    run.go_on()
    assert run.captions() == ["Begin", "User", "Join", "Hold", "Held", "Rest"]
    run = bench(HOLD, directory={"agents": [{"id": 9, "session": "s7"}]})
    floor = Floor()
    run.engine.ports.put("agents", floor)
    contact = run.start()
    contact.know(__AgentId="7")
    run.go_on()
    assert floor.done == [("hold", "7", contact.id)]
    floor.place = "on hold"
    again = run.start()
    again.know(__AgentId="7")
    run.go_on()
    assert run.captions(again)[-2:] == ["Hold", "Rest"]
    assert again.frames[0].variables["_err"].startswith("InvalidState")


def test_another_contact_is_ended_once(bench: Callable[..., Any]) -> None:
    run = bench(KILL, REST)
    victim = run.engine.start(run.scripts[1], about={"ANI": "8015550100", "__AgentId": "7"})
    run.go_on()
    killer = run.run(victim.id)
    assert run.captions(killer) == ["Begin", "User", "Kill", "Look", "Rest"]
    assert (victim.status, victim.why) == ("ended", "released")
    # The look-up came before the victim's turn.
    assert plain_value(killer.frames[0].variables["found"])["totalRecords"] == 0
    second = run.run(victim.id)
    assert run.captions(second)[-1] == "Failed"
    (ended,) = run.engine.ports.directory.records.completed(run.engine)
    assert (ended["contactId"], ended["fromAddr"], ended["agentId"]) == (1001, "8015550100", 7)
    assert ended["mediaTypeId"] == 4
    assert ended["contactEnd"]


def test_users(bench: Callable[..., Any]) -> None:
    run = bench(REST)
    access = run.engine.ports.directory.access
    assert access.user(run.engine, " anybody ") == "anybody"
    assert access.user(run.engine, " ") == ""
    run = bench(REST, directory={"users": [{"id": "admin", "name": ""}], "agents": [{"id": 8, "active": False}]})
    run.engine.ports.put("agents", Floor())
    access = run.engine.ports.directory.access
    assert [access.user(run.engine, each) for each in ("admin", "", "ann", "u7", "7", "nobody")] == [
        "admin",
        "",
        "7",
        "7",
        "7",
        "",
    ]
    assert access.refuses(run.engine, "admin", "AGENT_LIST") == ("", "")


def test_a_user_whose_id_is_a_word_may_stand_in_braces(bench: Callable[..., Any]) -> None:
    text = """
script "main"
    media = Phone

Begin "Begin"
    -> "User"

Setsecurityuser "User"
    Agent = admin
    -> "List"

AGENT_LIST "List"
    SecurityUser = {SecurityUser}
    -> "Rest"
    Success -> "Done"

Stop "Rest"

Stop "Done"
"""
    run = bench(text, directory={"users": [{"id": "admin"}]})
    run.run()
    assert run.captions()[-1] == "Done"


def test_numbers_that_are_put_on_a_list_stay_there_in_saved_state(bench: Callable[..., Any]) -> None:
    settings = {
        "directory": {
            "do_not_call": [{"group": "Sales", "skills": [12]}],
            "agents": [{"id": 7}],
            "calls_a_minute": 2,
        },
        "sources": [{"name": "Stated", "fields": [{"name": "Second", "type": "Phone"}]}],
    }
    run = bench(REST, **settings)
    run.run()
    directory = run.engine.ports.directory
    assert directory.numbers.add("8015550100", "12") == ("", "")
    assert directory.sessions.join(run.engine, "1", "7") == ("", "")
    assert directory.access.refuses(run.engine, "1", "x") == ("", "")
    saved = json.loads(json.dumps(save_engine(run.engine)))
    other = bench(REST, **settings)
    restore_engine(other.engine, saved)
    assert save_engine(other.engine) == saved
    restored = other.engine.ports.directory
    assert restored.numbers.look_up("801-555-0100") == ("", "")
    assert restored.sessions.joined == [("1", "7")]
    assert restored.access.calls == directory.access.calls


def test_a_skill_keeps_to_its_own_groups_and_to_those_of_all(bench: Callable[..., Any]) -> None:
    groups = [
        {"group": "Sales", "skills": [12], "numbers": ["801-555-0100"]},
        {"group": "All", "numbers": ["8015550101"]},
    ]
    numbers = bench(REST, directory={"do_not_call": groups}).engine.ports.directory.numbers
    listed = {
        (number, skill): numbers.listed(number, skill, NOW)
        for number in ("+18015550100", "8015550101")
        for skill in ("12", "13", "")
    }
    # A group without skills is everybody's.
    assert [asked for asked, found in listed.items() if found] == [
        ("+18015550100", "12"), ("8015550101", "12"), ("8015550101", "13"),
    ]  # fmt: skip
    assert numbers.add("8015550199", "12") == ("", "")
    assert numbers.listed("(801) 555-0199", "12", NOW)


def test_suppressions_count_by_time_and_skill(bench: Callable[..., Any]) -> None:
    entry = {"value": "42", "start": "2026-03-02T12:00:00Z", "end": "2026-03-02T13:00:00Z"}
    suppressed = [entry, {"value": "43", "skills": [7]}]
    numbers = bench(REST, directory={"suppressed": suppressed}).engine.ports.directory.numbers
    assert [numbers.suppressed("42", "", NOW + timedelta(minutes=each)) for each in (-1, 0, 59, 60)] == [
        False,
        True,
        True,
        False,
    ]
    assert [numbers.suppressed("43", each, NOW) for each in ("", "6", "7")] == [False, False, True]


@pytest.mark.parametrize(
    "asked", ["", " ", "x" * 10_000, "()", "+", "9" * 400, "8015550100;ext=5", "\x00", "{", "１２３４５６７"]
)
def test_hostile_numbers_and_names(bench: Callable[..., Any], asked: str) -> None:
    run = bench(
        REST,
        directory={
            "suppressed": [{"value": "a"}],
            "do_not_call": [{"group": "g", "numbers": ["no number", asked]}],
            "address_books": [{"id": 1, "entries": [{"first_name": "Ann", "phone": asked}]}],
        },
    )
    run.run()
    engine, directory = run.engine, run.engine.ports.directory
    assert directory.numbers.suppressed(asked, asked, NOW) is False
    # A group without skills is kept by all; and this one is a number, whatever stands behind it.
    assert directory.numbers.listed(asked, asked, NOW) is (asked == "8015550100;ext=5")
    assert directory.numbers.look_up(asked)[0] in ("", "InvalidPhoneNumber")
    assert directory.numbers.add(asked, asked)[0] == "Error"
    found = directory.records.entries("1", asked)
    assert found is not None
    assert found[1][0]["phone"] == asked
    assert directory.records.entries(asked) is None
    assert directory.records.contact(engine, asked) is None
    assert directory.records.agents_of(engine, asked) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("directory: {users: [{name: a}]}", "directory.users.0.id: it has to be given"),
        ("directory: {users: [{id: ''}]}", "at least 1 character"),
        ("directory: {contacts: [{id: 1, start: never, end: never}]}", "directory.contacts.0.start"),
        ("directory: {suppressed: [{value: " + "x" * 51 + "}]}", "at most 50 characters"),
        ("directory: {agents: [{id: 1, skills: {3: best}}]}", "valid integer"),
        ("directory: {calls_a_minute: -1}", "greater than or equal to 0"),
        ("directory: {colour: red}", "there is no such member"),
    ],
)
def test_what_is_wrong_in_a_world_file(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "world.yaml"
    path.write_text(text, encoding="utf-8")
    found, problems = read_yaml(path, WorldSettings)
    assert found is None
    assert told in problems[0].message
    assert problems[0].line == 1


CALLS = """
script "main"
    media = Phone

Begin "Begin"
    -> "User"

Setsecurityuser "User"
    Agent = 39341009
    ScriptVar = SecurityUser
    -> "Look up"

Runsub "Look up"
    ScriptName = Common\\AddressBookLookup
    ReturnVariable = caller
    -> "Alert"

Runsub "Alert"
    ScriptName = Applet\\CallEscalation
    Parameters: OnSignal, a
    -> "End"

End "End"
"""


def test_production_scripts_read_what_they_want(bench: Callable[..., Any], shared: Path) -> None:
    run = bench(
        CALLS,
        directory={
            "skills": [{"id": 123456}],
            "agents": [
                {"id": 7, "first_name": "Ann", "skills": {"123456": 1}},
                {"id": 8, "first_name": "Bob", "skills": {"123456": 2}},
                {"id": 9},
            ],
            "address_books": [
                {"id": 1, "entries": [{"first_name": "Nobody", "phone": "8015550101"}]},
                {"id": 2, "entries": [{"first_name": "Cole", "last_name": "Dean", "phone": "(801) 555-0100"}]},
            ],
        },
    )
    corpus = shared / "corpus"
    read = [
        read_script(corpus / name)[0]
        for name in ("default__Common__AddressBookLookup.json", "default__Applet__CallEscalation.json")
    ]
    run.engine.resolve = Project([*run.scripts, *read]).resolve
    contact = run.engine.start(run.scripts[0], about={"ANI": "8015550100"})
    run.go_on()
    assert contact.status == "ended"
    assert contact.frames[0].variables["caller"] == "Cole Dean"
    assert [each["to"] for each in run.of("world") if each["text"] == "message"] == ["7", "8", ""]
