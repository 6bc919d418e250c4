"""Actions as documented: hours, agents, their desks, and the platform's own API."""

from __future__ import annotations

import pytest
from documented import Bench, Case, documented, found, lines, scripts

# --------------------------------------------------------------------------------------------------------- hours, agents
NOBODY = {"skills": [{"number": 101, "name": "Sales"}]}
ONE = {"id": 1, "first_name": "Ann", "last_name": "Lee", "skills": {"Sales": 1}}
TWO = {"id": 2, "first_name": "Bob", "last_name": "Roe", "skills": {"Sales": 1}}
AT_ONCE = {"answer_after": "0s", "talk": "never", "after_call": "0s"}


@documented("hours-override-branch-unset-takes-default")
def test_hours_set_by_hand_without_a_branch(case: Case, bench: Bench) -> None:
    given = case["given"]
    profile = {"name": "Main", "week": {"monday-sunday": "00:00-24:00"}}
    for overrides, branch in (([{"state": given["profile_override"]}], case["expect"]["branch"]), ([], "Open")):
        run = bench(
            *scripts(case["id"], branches=lines(*given["connected"])),
            hours={"profiles": [profile | {"overrides": overrides}]},
        )
        run.run()
        assert dict(run.branches())["Is it open"] == branch


@documented("ondata-form-variables")
def test_a_form_becomes_variables(case: Case, bench: Bench) -> None:
    field, value = "Reason", case["given"]["form_field_value"]
    run = bench(*scripts(case["id"], field=field), agents={**AT_ONCE, "agents": [ONE]})
    contact = run.run(seconds=1)
    assert run.captions() == ["Begin", "Queue", "Answered", "Rest"]
    run.engine.ports.agents.submit("1", {field: value})
    run.go_on(0)
    assert run.captions()[4:] == ["Form", "Seen", "Rest"]
    assert (found(contact)[field.lower()], found(contact)["seen"]) == (value, value)


@documented("onassignment-agent-transfer")
def test_a_digital_contact_goes_from_agent_to_agent(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"]), agents={**AT_ONCE, "agents": [ONE, TWO]})
    contact = run.run(seconds=1)
    assert run.captions() == ["Begin", "Rest", "Assigned", "Rest"]
    assert (found(contact)["agentid"], found(contact)["priorfirst"], found(contact)["istransfer"]) == ("1", "", "false")
    run.engine.ports.agents.transfer("1", agent="2")
    run.go_on(1)
    assert run.captions()[4:] == ["Assigned", "Rest"]
    values = found(contact)
    assert values["istransfer"] == case["expect"]["IsTransfer"]
    assert (values["priorfirst"], values["priorlast"], values["prioragentid"]) == ("Ann", "Lee", "1")
    assert (values["first"], values["agentid"], values["prioruserid"]) == ("Bob", "2", "1")


@documented("persistent-contact-restarts-at-onanswer")
def test_a_persistent_contact_goes_on_at_onanswer(case: Case, bench: Bench) -> None:
    given = case["given"]
    agent = {"id": 1, "skills": {"Mails": 1}, "shifts": [{"from": "1h"}]}
    (between,) = given["actions_between_reqagent_and_onanswer"]
    run = bench(
        *scripts(case["id"], media=given["media"].capitalize(), between=between),
        agents={**AT_ONCE, "agents": [agent]},
    )
    contact = run.run(seconds=60)
    assert run.captions() == ["Begin", "Queue"]
    assert contact.status == "waiting"
    run.go_on(3_600)
    assert run.captions() == ["Begin", "Queue", "Answered", "Rest"]
    assert "between" not in found(contact)


@documented("reqagent-continues")
def test_reqagent_goes_on(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"]), agents={**AT_ONCE, **NOBODY, "agents": [ONE | {"shifts": [{"from": "25s"}]}]})
    contact = run.run(seconds=15)
    assert run.engine.ports.agents.count("Sales").available == case["given"]["agents_available"]
    assert run.engine.ports.agents.place_of(contact.id) == case["expect"]["contact"]
    assert run.captions() == ["Begin", "Queue", "Hold on"]
    run.go_on(60)
    assert case["expect"]["when_answered"] == "Onanswer"
    assert run.captions() == ["Begin", "Queue", "Hold on", "Hold on", "Answered", "Rest"]


@documented("querycallback-needs-both")
@pytest.mark.parametrize(
    ("number", "skill", "end"), [("same", "other", "None"), ("same", "same", "Found"), ("other", "same", "None")]
)
def test_a_callback_is_found_by_number_and_skill(case: Case, bench: Bench, number: str, skill: str, end: str) -> None:
    skills = {"skills": [{"name": "Sales"}, {"name": "Support"}]}
    run = bench(*scripts(case["id"], number="+1 555 0100"), agents=skills)
    run.run(seconds=1)
    contact = run.engine.start(run.scripts[1], about={"ANI": "15550100" if number == "same" else "15550111"})
    contact.frames[0].variables["skill"] = "Sales" if skill == "same" else "Support"
    run.go_on(1)
    assert run.captions(contact)[-1] == end
    if {"number": number, "skill": skill} == case["given"]:
        assert case["expect"]["match"] is False


@documented("reqagent-digital-not-required")
def test_a_digital_contact_waits_already(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"]), agents=NOBODY)
    contact = run.run(seconds=1)
    assert run.engine.ports.agents.place_of(contact.id) == "queued"
    assert run.engine.ports.agents.queue("Sales", contact) == (1, 1)


# ----------------------------------------------------------------------------------------- desks, the platform's own API
@documented("setsecurityuser-invalid-stops")
@pytest.mark.parametrize("branches", [(), ("Default",)])
def test_an_invalid_security_user(case: Case, bench: Bench, branches: tuple[str, ...]) -> None:
    given = case["given"]
    assert given["error_connected"] is False
    run = bench(*scripts(case["id"], branches=lines(*branches), **given), directory={"users": [{"id": "1"}]})
    contact = run.run()
    assert run.captions() == ["Begin", "User"]
    assert contact.status == "failed"


@documented("indicate-stays-until-switched-off")
def test_an_indicator_stays(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"], **case["given"]))
    contact = run.run()
    assert contact.status == "ended"
    assert [each["name"] for each in run.engine.ports.desk.indicators()] == ["Survey"]
    assert "still shown" in case["expect"]["indicator"]


@documented("end-a-contact-keeps-script")
def test_a_contact_ends_and_its_script_goes_on(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"]))
    contact = run.run()
    assert case["expect"] == {"active_contact": "terminated", "current_script": "not terminated"}
    assert run.captions()[-1] == "After"
    assert (contact.released, found(contact)["seen"]) == (True, 1)
