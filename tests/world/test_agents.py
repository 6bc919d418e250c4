"""Agents and queues: who gets whom, what agents do, and that a world goes on from where it was saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from studio.runtime.ports.agents import ReturnCall, RoutingFault, Wish
from studio.runtime.state import restore_engine, save_engine
from studio.world.agents.settings import AgentsSettings

Bench = Callable[..., Any]

PHONE = """
script "main"
    media = Phone

Begin "Begin"
    Parameters: skill
    -> "Queue"

Reqagent "Queue"
    Skill = {skill}
    -> "Rest"

Stop "Rest"

Onanswer "Answered"
    -> "Rest"

Onhold "Held"
    -> "Rest"

Ontransfer "Transferred"
    -> "Rest"

Ondata "Form"
    -> "Rest"

Onrelease "Released"
    -> "Gone"

Stop "Gone"
"""
CHILD = """
script "child"
    media = Phone

Begin "Begin"
    -> "Never"

Stop "Never"

Onreskill "Moved"
    -> "Queue"

Reqagent "Queue"
    -> "Rest"

Stop "Rest"

Onanswer "Answered"
    -> "Rest"
"""
ANN = {"id": 1, "first_name": "Ann", "skills": {"Sales": 1, "Support": 5}}
BOB = {"id": 2, "first_name": "Bob", "skills": {"Sales": 2}}
CAT = {"id": 3, "first_name": "Cat", "skills": {"Support": 1}}
BY_HAND = {"answer_after": "0s", "talk": "never", "after_call": "0s"}


def floor(bench: Bench, *agents: dict[str, Any], **stated: Any) -> tuple[Any, Any]:
    """A bench and its agents, who do nothing by themselves but answer."""
    run = bench(PHONE, CHILD, agents={**BY_HAND, "agents": list(agents), **stated})
    return run, run.engine.ports.agents


def told(run: Any, *members: str) -> list[tuple[Any, ...]]:
    return [tuple(each.get(name) for name in ("text", *members)) for each in run.of("world")]


# --------------------------------------------------------------------------------------------------- who gets whom
def test_the_best_agent_then_the_longest_idle(bench: Bench) -> None:
    run, agents = floor(bench, ANN | {"skills": {"Sales": 2}}, BOB, {"id": 4, "skills": {"Sales": 1}})
    contacts = []
    for _ in range(3):
        contacts.append(run.start("Sales"))
        run.go_on(10)
    assert [each.contacts for each in agents.agents()] == [(contacts[1].id,), (contacts[2].id,), (contacts[0].id,)]
    agents.release("2")
    run.go_on(10)
    agents.release("1")
    run.go_on(10)
    contact = run.run("Sales", seconds=1)
    assert agents.place_of(contact.id) == "with an agent"
    assert agents.state_of("2") == ("InboundContact", "")
    assert agents.state_of("1") == ("Available", "")


def test_contacts_in_the_order_of_their_coming(bench: Bench) -> None:
    run, agents = floor(bench, BOB)
    contacts = [run.run("Sales", seconds=5) for _ in range(3)]
    assert [agents.place_of(each.id) for each in contacts] == ["with an agent", "queued", "queued"]
    agents.release("2")
    run.go_on(1)
    assert [agents.place_of(each.id) for each in contacts] == ["", "with an agent", "queued"]
    assert contacts[0].status == "ended"
    assert run.captions(contacts[0])[-3:] == ["Rest", "Released", "Gone"]


def test_who_hangs_up_frees_the_agent(bench: Bench) -> None:
    run, agents = floor(bench, BOB, after_call="30s")
    first, second = run.run("Sales", seconds=5), run.run("Sales", seconds=5)
    run.engine.raise_event(first.id, "ONRELEASE")
    run.go_on(1)
    assert agents.state_of("2") == ("Unavailable", "ACW")
    run.go_on(30)
    assert agents.place_of(second.id) == "with an agent"


def test_who_hangs_up_while_it_rings(bench: Bench) -> None:
    run, agents = floor(bench, BOB, answer_after="10s", after_call="1h")
    contact = run.run("Sales", seconds=5)
    assert agents.place_of(contact.id) == "offered"
    run.engine.raise_event(contact.id, "ONRELEASE")
    run.go_on(60)
    assert agents.state_of("2") == ("Available", "")
    assert "answered" not in [each["text"] for each in run.of("world")]


def test_agents_come_and_go(bench: Bench) -> None:
    shifts = [{"from": "10m", "until": "20m"}, {"from": "1h"}]
    run, agents = floor(bench, BOB | {"shifts": shifts, "state": "Unavailable", "reason": "Start"})
    assert agents.state_of("2") == ("LoggedOut", "")
    run.go_on(600)
    assert agents.state_of("2") == ("Unavailable", "Start")
    run.go_on(600)
    assert agents.state_of("2") == ("LoggedOut", "")
    run.go_on(3_000)
    assert agents.state_of("2") == ("Unavailable", "Start")


def test_who_leaves_with_a_contact_leaves_when_it_is_over(bench: Bench) -> None:
    run, agents = floor(bench, BOB, after_call="30s")
    run.run("Sales", seconds=1)
    agents.log_out("2")
    assert agents.state_of("2") == ("InboundContact", "")
    second = run.run("Sales", seconds=1)
    agents.release("2")
    run.go_on(60)
    assert agents.state_of("2") == ("LoggedOut", "")
    assert agents.place_of(second.id) == "queued"
    agents.log_in("2")
    run.go_on(1)
    assert agents.place_of(second.id) == "with an agent"


def test_a_state_chosen_with_a_contact_counts_after_it(bench: Bench) -> None:
    run, agents = floor(bench, BOB, after_call="30s")
    run.run("Sales", seconds=1)
    agents.set_state("2", "unavailable", "Lunch")
    agents.release("2")
    run.go_on(1)
    assert agents.state_of("2") == ("Unavailable", "ACW")
    run.go_on(30)
    assert agents.state_of("2") == ("Unavailable", "Lunch")
    agents.set_state("2", "Available")
    assert agents.state_of("2") == ("Available", "")


def test_choosing_a_state_ends_the_work_after_a_contact(bench: Bench) -> None:
    run, agents = floor(bench, BOB, after_call="never")
    run.run("Sales", seconds=1)
    agents.release("2")
    run.go_on(10_000)
    assert agents.state_of("2") == ("Unavailable", "ACW")
    agents.set_state("2", "Available")
    run.go_on(1)
    assert agents.state_of("2") == ("Available", "")


# --------------------------------------------------------------------------------------------------- what agents do
def test_by_hand(bench: Bench) -> None:
    run, agents = floor(bench, BOB, answer_after="never")
    contact = run.run("Sales", seconds=100)
    assert agents.place_of(contact.id) == "offered"
    agents.refuse("2")
    run.go_on(29)
    assert (agents.place_of(contact.id), agents.state_of("2")) == ("queued", ("Unavailable", "Refused"))
    run.go_on(1)
    agents.answer("2")
    run.go_on(1)
    agents.hold("2")
    agents.hold("2")
    run.go_on(1)
    assert agents.place_of(contact.id) == "on hold"
    agents.unhold("2", contact.id)
    agents.submit("2", {"P1": "x"})
    run.go_on(1)
    assert run.captions(contact)[3:] == ["Answered", "Rest", "Held", "Rest", "Form", "Rest"]
    assert contact.main.variables["p1"] == "x"
    assert contact.about is not None
    assert (contact.about["__agentid"], contact.about["__skill"]) == ("2", "Sales")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda agents: agents.answer("2"),
        lambda agents: agents.refuse("2"),
        lambda agents: agents.hold("2"),
        lambda agents: agents.release("9"),
        lambda agents: agents.release("1", "77"),
        lambda agents: agents.set_state("1", "Happy"),
        lambda agents: agents.set_state("1", "InboundContact"),
        lambda agents: agents.set_state("3", "Available"),
        lambda agents: agents.transfer("1"),
        lambda agents: agents.transfer("1", skill="Nobody"),
        lambda agents: agents.transfer("1", agent="9"),
        lambda agents: agents.transfer("1", agent="2", number="1"),
    ],
)
def test_what_can_not_be_done(bench: Bench, wrong: Callable[[Any], None]) -> None:
    run, agents = floor(bench, ANN, BOB, CAT | {"state": "LoggedOut"}, skills=[{"name": "Sales"}, {"name": "Support"}])
    contact = run.run("Sales", seconds=1)
    with pytest.raises(RoutingFault):
        wrong(agents)
    assert agents.place_of(contact.id) == "with an agent"
    assert agents.state_of("1") == ("InboundContact", "")


def test_transfer_to_an_agent(bench: Bench) -> None:
    run, agents = floor(bench, ANN, BOB)
    contact = run.run("Sales", seconds=1)
    agents.transfer("1", agent="2")
    run.go_on(1)
    assert run.captions(contact)[-4:] == ["Transferred", "Rest", "Answered", "Rest"]
    assert contact.main.variables["first"] == "Bob"
    told = next(each["fields"] for each in run.of("event") if each["event"] == "ONTRANSFER")
    assert (told["to agent"], told["agent id"]) == ("2", "1")


def test_transfer_to_a_skill(bench: Bench) -> None:
    run, agents = floor(bench, ANN, CAT)
    contact = run.run("Sales", seconds=1)
    agents.transfer("1", skill="Support")
    run.go_on(1)
    assert contact.main.variables["first"] == "Cat"
    assert contact.main.variables["sklname"] == "Support"


def test_transfer_to_a_skill_with_a_script_of_its_own(bench: Bench) -> None:
    run, agents = floor(bench, ANN, CAT, skills=[{"name": "Sales"}, {"name": "Support", "script": "child"}])
    contact = run.engine.start(run.scripts[0], ["Sales"], about={"ANI": "5550100"})
    run.go_on(1)
    contact.digits = "12"
    agents.transfer("1", skill="Support")
    run.go_on(1)
    child = next(each for each in run.engine.contacts.values() if each.parent == contact.id)
    assert run.captions(contact)[-4:] == ["Transferred", "Rest", "Released", "Gone"]
    assert contact.status == "ended"
    assert run.captions(child) == ["Moved", "Queue", "Rest", "Answered", "Rest"]
    assert (child.master, child.digits, contact.digits) == (contact.master, "12", "")
    assert child.about is not None
    assert (child.about["ani"], child.about["__agentid"]) == ("5550100", "3")


def test_transfer_to_a_number(bench: Bench) -> None:
    run, agents = floor(bench, ANN)
    contact = run.run("Sales", seconds=1)
    agents.transfer("1", number="5550100")
    run.go_on(1)
    assert (agents.place_of(contact.id), agents.state_of("1")[0]) == ("", "Available")
    assert run.captions(contact)[-2:] == ["Transferred", "Rest"]


def test_agents_by_themselves(bench: Bench) -> None:
    stated = {
        "answer_after": "2s",
        "talk": "1m",
        "after_call": "10s",
        "hold": {"after": "10s", "for": "5s"},
        "sends": {"after": "20s", "fields": {"P1": "x"}},
    }
    run, _ = floor(bench, BOB, **stated)
    contact = run.run("Sales")
    assert run.captions(contact)[3:] == [
        "Answered", "Rest", "Held", "Rest", "Form", "Rest", "Released", "Gone",
    ]  # fmt: skip
    assert run.engine.now - contact.start == 72_000_000
    assert [each[0] for each in told(run)] == [
        "queued", "offered", "answered", "on hold", "off hold", "form", "released", "after the contact",
    ]  # fmt: skip


def test_a_transfer_that_is_stated(bench: Bench) -> None:
    run, _ = floor(bench, ANN | {"transfer": {"skill": "Support", "after": "10s"}, "after_call": "1h"}, CAT)
    contact = run.run("Sales", seconds=60)
    assert contact.main.variables["first"] == "Cat"


def test_a_stated_transfer_that_leads_nowhere(bench: Bench) -> None:
    run, agents = floor(bench, ANN | {"transfer": {"agent": "9"}})
    contact = run.run("Sales", seconds=60)
    assert agents.place_of(contact.id) == "with an agent"
    assert told(run, "why")[-1] == ("no transfer", "there is no agent '9'")


def test_drawn_lengths_come_from_the_seed(bench: Bench) -> None:
    def ends(seed: int) -> int:
        stated = {"answer_after": ["1s", "1m"], "talk": ["1m", "5m"], "agents": [BOB]}
        run = bench(PHONE, seed=seed, agents=stated)
        run.run("Sales")
        now: int = run.engine.now
        return now

    assert ends(1) == ends(1)
    assert ends(1) != ends(2)


def test_refusals_by_chance(bench: Bench) -> None:
    run, _ = floor(bench, BOB | {"refuses": 0.5, "refusal_pause": "1s"}, talk="1s")
    for _each in range(40):
        run.start("Sales")
    run.go_on(600)
    texts = [each["text"] for each in run.of("world")]
    assert texts.count("answered") == 40
    assert 10 < texts.count("refused") < 90


def test_digital_contacts_at_once(bench: Bench) -> None:
    script = PHONE.replace("media = Phone", "media = Digital").replace("Reqagent", "REQAGENT_DIGITAL")
    run = bench(script, agents={**BY_HAND, "agents": [BOB | {"digital_at_once": 2}]})
    agents = run.engine.ports.agents
    contacts = [run.run("Sales", seconds=1) for _ in range(3)]
    assert [agents.place_of(each.id) for each in contacts] == ["with an agent", "with an agent", "queued"]
    agents.release("2", contacts[1].id)
    run.go_on(1)
    assert [agents.place_of(each.id) for each in contacts] == ["with an agent", "", "with an agent"]
    assert contacts[1].alive


def test_an_agent_with_a_call_gets_no_digital_contact(bench: Bench) -> None:
    digital = PHONE.replace('"main"', '"digital"').replace("media = Phone", "media = Digital")
    digital = digital.replace("Reqagent", "REQAGENT_DIGITAL")
    run = bench(PHONE, digital, agents={**BY_HAND, "agents": [BOB | {"digital_at_once": 3}]})
    agents = run.engine.ports.agents
    run.run("Sales", seconds=1)
    contact = run.engine.start(run.scripts[1], ["Sales"])
    run.go_on(1)
    assert agents.place_of(contact.id) == "queued"
    agents.release("2")
    run.go_on(1)
    assert agents.place_of(contact.id) == "with an agent"
    call = run.run("Sales", seconds=1)
    assert agents.place_of(call.id) == "queued"


def test_takeover_of_a_callback(bench: Bench) -> None:
    back = """
script "back"
    media = Phone

Begin "Begin"
    -> "Queue"

Reqagent "Queue"
    Skill = Sales
    -> "Back"

Callback "Back"
    -> "Rest"

Stop "Rest"

Onrelease "Released"
    CauseCode = cause
    -> "Rest"
"""
    again = """
script "again"
    media = Phone

Begin "Begin"
    -> "Take"

Contacttakeover "Take"
    Skill = Sales
    TakenOverContactIDVar = taken
    PubVarName = who|why
    PubVarValue = Jo
    -> "Ahead"

Getqueue "Ahead"
    Skills = Sales
    Scope = Ahead
    -> "Rest"

Stop "Rest"
"""
    run = bench(back, again, agents={"skills": [{"name": "Sales"}], "traffic": [{"skill": "Sales", "after": "1m"}]})
    older = [run.engine.start(run.scripts[0], about={"ANI": "+1 555-0100"}) for _ in range(2)]
    run.go_on(120)
    contact = run.engine.start(run.scripts[1], about={"ANI": "15550100"})
    run.go_on(1)
    variables = contact.main.variables
    assert (variables["taken"], variables["queued"], variables["longest"]) == (older[0].id, 0, 0)
    assert [each.status for each in older] == ["ended", "ended"]
    assert [each.main.variables["cause"] for each in older] == ["242", "242"]
    assert older[1].saved == [("database", "who", "Jo"), ("database", "why", "")]


class Callers:
    """A part that is told of calls, and knows who answers."""

    def __init__(self) -> None:
        self.told: list[tuple[str, ...]] = []

    def contact_parted(self, engine: Any, contact: Any) -> None:
        self.told.append(("parted", contact.id))

    def contact_moved(self, engine: Any, contact: Any, child: Any) -> None:
        self.told.append(("moved", contact.id, child.id))

    def call_back(self, engine: Any, contact: Any, number: str) -> tuple[bool, float]:
        self.told.append(("asked", contact.id, number))
        return number != "5550100", 20.0


@pytest.mark.parametrize(("number", "place"), [("5550100", ""), ("5550101", "with an agent")])
def test_callers_are_told_and_asked(bench: Bench, number: str, place: str) -> None:
    run, agents = floor(bench, BOB | {"shifts": [{"from": "1m"}]})
    callers = Callers()
    run.engine.ports.put("callers", callers)
    contact = run.run("Sales", seconds=5)
    agents.call_back(contact, ReturnCall(number))
    run.go_on(70)
    assert agents.place_of(contact.id) == "offered"
    run.go_on(10)
    assert callers.told == [("parted", contact.id), ("asked", contact.id, number)]
    assert agents.place_of(contact.id) == place
    assert agents.state_of("2")[0] == ("InboundContact" if place else "Available")


def test_callers_go_with_the_child(bench: Bench) -> None:
    run, agents = floor(bench, ANN, CAT, skills=[{"name": "Sales"}, {"name": "Support", "script": "child"}])
    callers = Callers()
    run.engine.ports.put("callers", callers)
    contact = run.run("Sales", seconds=1)
    agents.transfer("1", skill="Support")
    run.go_on(1)
    assert callers.told == [("moved", contact.id, "1002")]


# ------------------------------------------------------------------------------------------------------ state, traffic
def test_a_world_goes_on_from_where_it_was_saved(bench: Bench) -> None:
    stated = {
        "agents": [ANN | {"shifts": [{"from": "30s", "until": "10m"}]}, BOB, CAT | {"refuses": 0.3}],
        "answer_after": ["1s", "20s"],
        "talk": ["20s", "90s"],
        "hold": {"after": "5s", "for": ["1s", "9s"]},
        "traffic": [{"skill": "Support", "every": ["5s", "20s"], "count": 30, "patience": ["1m", "3m"]}],
        "ports": {"Phone": 3},
    }

    def begin() -> Any:
        run = bench(PHONE, CHILD, agents=stated)
        for skill in ("Sales", "Support", "Other"):
            run.start(skill)
        agents = run.engine.ports.agents
        contact = run.start("Sales")
        run.go_on(0)
        if agents.place_of(contact.id) == "queued":
            agents.call_back(contact, ReturnCall("5550100", "", 3.0))
        return run

    whole = begin()
    whole.go_on(900)
    for stop in (0, 3, 17, 60, 200, 433.5):
        first = begin()
        first.go_on(stop)
        data = json.loads(json.dumps(save_engine(first.engine)))
        second = bench(PHONE, CHILD, agents=stated)
        restore_engine(second.engine, data)
        assert json.loads(json.dumps(save_engine(second.engine))) == data
        before = len(first.events)
        second.go_on(900 - stop)
        assert first.events == whole.events[:before]
        assert second.events == whole.events[before:]


def test_traffic(bench: Bench) -> None:
    traffic = [
        {"skill": "Sales", "every": "10s", "count": 4, "patience": "25s"},
        {"skill": "Support", "every": "never"},
    ]
    run, agents = floor(bench, skills=[{"name": "Sales"}, {"name": "Support"}], traffic=traffic)
    contact = run.run("Other", seconds=24)
    assert agents.queue("Sales", contact) == (3, 24)
    assert agents.queue("Support", contact) == (1, 24)
    run.go_on(20)
    assert agents.queue("Sales", contact)[0] == 2
    run.go_on(1_000)
    assert agents.queue("Sales", contact)[0] == 0


def test_what_others_may_ask(bench: Bench) -> None:
    run, agents = floor(
        bench,
        ANN | {"last_name": "Lee", "user_name": "ann", "team": "A"},
        skills=[{"number": 7, "name": "Sales", "script": "child"}, {"name": "Support", "outbound": True}],
    )
    view = agents.agent("1")
    assert (view.first_name, view.last_name, view.user_id, view.user_name, view.team) == ("Ann", "Lee", "1", "ann", "A")
    assert (view.state, dict(view.skills)) == ("Available", {"7": 1, "support": 5})
    assert agents.agents() == [view]
    assert agents.agent("2") is None
    assert [(each.key, each.number, each.name, each.outbound, each.script) for each in agents.skills()] == [
        ("7", "7", "Sales", False, "child"),
        ("support", "", "Support", True, ""),
    ]
    assert agents.state_of("2") == ("LoggedOut", "")
    contact = run.start("Sales")
    assert agents.request(contact, Wish("7")) is False
    assert agents.skill("Default", contact).name == "Sales"
    with pytest.raises(RoutingFault):
        agents.skill("9", contact)


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"agents": [{"id": 1}, {"id": "1"}]}, "two agents have the id 1"),
        ({"skills": [{"number": 1, "name": "A"}, {"name": "a"}]}, "two skills are called 'a'"),
        ({"skills": [{}]}, "a number, a name, or both"),
        ({"skills": [{"name": "A"}], "agents": [{"id": 1, "skills": {"B": 1}}]}, "agent 1: there is no skill 'B'"),
        ({"skills": [{"name": "A"}], "default_skill": "B"}, "default_skill: there is no skill 'B'"),
        ({"skills": [{"name": "A"}], "traffic": [{"skill": "B"}]}, "traffic: there is no skill 'B'"),
        ({"agents": [{"id": 1, "skills": {"A": 21}}]}, "less than or equal to 20"),
        ({"agents": [{"id": 1, "shifts": [{"from": "2h"}, {"from": "1h"}]}]}, "in order and do not overlap"),
        ({"agents": [{"id": 1, "shifts": [{"from": "2h", "until": "1h"}]}]}, "ends after it begins"),
        ({"talk": "soon"}, "no length"),
        ({"talk": ["2m", "1m"]}, "the second length is below the first"),
        ({"talk": []}, "give a length"),
        ({"talk": -1}, "give a length"),
        ({"refuses": 1.5}, "less than or equal to 1"),
        ({"refusal_pause": "0s"}, "greater than or equal to 1"),
        ({"transfer": {"skill": "A", "agent": "1"}}, "to a skill, to an agent or to a number"),
        ({"transfer": {"skill": "A", "after": "0s"}}, "greater than or equal to 1"),
    ],
)
def test_mistakes(stated: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        AgentsSettings.model_validate(stated)
