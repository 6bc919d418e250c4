"""Actions as the vendor's pages describe them: every scenario of the shared file, played.

The scripts stand beside this file (``documented.yaml``); numbers and names come from the scenario. What can't be played
yet is listed (``documented_lacking.yaml``), and a scenario of a lacking action fails as soon as it could be played.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases

from studio.diagnostics import Diagnostic
from studio.runtime.engine import CannotStart, Engine
from studio.runtime.limits import PlatformLimits
from studio.runtime.ports import RESPONSE_LIMIT, HttpAnswer, HttpFailure, HttpRequest, Ports
from studio.runtime.registry import library
from studio.script.checks import check_script, check_snippet
from studio.script.model import Script
from studio.script.project import Project
from studio.snippet.values import plain_value

FILE = Path(__file__).resolve().parents[2].parent / "shared" / "cases" / "actions.yaml"
if not FILE.is_file():
    pytest.skip("the folder shared/ is not here", allow_module_level=True)

CASES: dict[str, dict[str, Any]] = {each["id"]: each for each in read_cases(FILE)}
HERE = Path(__file__).parent
SCRIPTS = read_cases(HERE / "documented.yaml")
LISTED = read_cases(HERE / "documented_lacking.yaml")
LACKING, ABSENT = LISTED["actions"], LISTED["absent"]
Bench = Callable[..., Any]
Case = dict[str, Any]

PLAYED: set[str] = set()


def documented(id: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Hand the scenario of this id to a test, as ``case``."""
    PLAYED.add(id)
    return pytest.mark.parametrize("case", [pytest.param(CASES.get(id, {}), id=id)])


def lines(*branches: str) -> str:
    """Branches as lines of a script: ``Default`` or a label, each to "Rest" where it does not say where to."""
    whole = [each if "->" in each else f'{each} -> "Rest"' for each in branches]
    return "\n".join("    " + each.removeprefix("Default ") for each in whole)


def scripts(id: str, **values: Any) -> list[str]:
    """The scripts of a scenario, filled in, the main script first."""
    texts = []
    for name, text in SCRIPTS[id].items():
        text = re.sub("(?: *)@(branches|parameters)@", lambda found: str(values.get(found[1], "")), text)
        text = re.sub("@(\\w+)@", lambda found: str(values.get(found[1], "")), text)
        if not text.startswith("script "):
            first = text.split('"')[1]
            text = f'script "{name}"\n    media = Generic\n\nBegin "Begin"\n    -> "{first}"\n\n{text}'
        texts.append(text)
    return texts


def found(contact: Any) -> dict[str, Any]:
    """The main script's variables by folded name."""
    return {name: plain_value(value) for name, value in contact.frames[0].variables.items()}


def errors(findings: list[Diagnostic]) -> list[Diagnostic]:
    return [each for each in findings if each.severity == "error"]


# ----------------------------------------------------------------------------------------------------- start, branches
@documented("begin-without-names-keeps-px")
def test_begin_without_names(case: Case, bench: Bench) -> None:
    assert found(bench(*scripts(case["id"])).run(*case["given"]["values"])) == case["expect"]["variables"]


@documented("default-unconnected-gets-stuck")
def test_an_outcome_that_nothing_connected_covers(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"], code="1", branches=lines(*case["given"]["connected"])))
    contact = run.run()
    assert (contact.status, run.captions()) == ("stuck", ["Begin", "Do"])
    assert contact.frame.script.actions[contact.frame.at].caption == "Do"


@documented("technical-guide-default-prevents-stuck")
def test_default_stands_in_for_the_others(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"], code="1 / 0", branches=lines(*case["given"]["connected"])))
    run.run()
    assert dict(run.branches())["Do"] == case["expect"]["branch"]
    assert run.captions()[-1] == "Rest"


@documented("case-dnis")
def test_case_on_the_dialled_number(case: Case, bench: Bench) -> None:
    custom, default = case["given"]["custom_branches"], case["given"]["default"]
    ways = lines(*(f'case {number} -> "Run {place}"' for place, number in enumerate(custom, 1)))
    texts = scripts(case["id"], branches=ways, **dict(zip("123", [*custom.values(), default], strict=True)))
    targets = [texts[1].replace('"target"', f'"{name}"') for name in (*custom.values(), default)]
    for number, name in {**custom, "5550100": default}.items():
        run = bench(texts[0], *targets)
        contact = run.start()
        contact.frames[0].variables["dnis"] = number
        run.go_on()
        assert contact.frame.script.name == name


# --------------------------------------------------------------------------------------------------------------- loops
@documented("loop-three-attempts")
def test_loop(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"], **case["given"]))
    contact = run.run()
    taken = [branch for caption, branch in run.branches() if caption == "Attempts"]
    assert taken == case["expect"]["branches"]
    assert len(taken) == case["given"]["executions"]
    assert found(contact)["asked"] == case["given"]["Repeat"]
    assert "Operator" in run.captions()


@documented("for-counts-down")
def test_for_counts_down(case: Case, bench: Bench) -> None:
    given = case["given"]
    run = bench(*scripts(case["id"], **given))
    contact = run.run()
    seen = [int(each) for each in found(contact)["seen"].split("|")[:-1]]
    assert seen == list(range(given["FromValue"], given["ToValue"] - 1, -given["Step"]))
    assert case["expect"]["direction"] == "down"


@documented("wait-accepts-fraction")
def test_wait_a_fraction(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"], **case["given"]))
    before = run.engine.now
    run.run()
    assert (run.engine.now - before) / 1_000_000 == case["expect"]["waits_seconds"]
    assert run.captions()[-1] == "Rest"


# ---------------------------------------------------------------------------------------------------------- subscripts
@documented("runsub-return-value")
def test_return_value(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"], **case["given"]))
    contact = run.run()
    for name, value in case["expect"]["main_variables"].items():
        assert found(contact)[name.lower()] == value
    assert run.captions()[-2:] == ["After", "Rest"]


@documented("runsub-global-survives")
def test_global_variable_of_a_subscript(case: Case, bench: Bench) -> None:
    contact = bench(*scripts(case["id"], **case["given"])).run()
    assert (found(contact)["x"], found(contact)["seen"]) == (1, "1")
    local = bench(*scripts(case["id"], sub=case["given"]["sub"].replace("global:", ""))).run()
    assert found(local)["seen"] == ""


@documented("assign-global-in-subscript")
def test_assign_makes_a_global_variable(case: Case, bench: Bench) -> None:
    contact = bench(*scripts(case["id"], **case["given"])).run()
    assert found(contact)[case["expect"]["global_variable_created"].lower()] == case["given"]["Value"]
    assert found(contact)["seen"] == case["given"]["Value"]


@documented("runsub-savetodb-needs-global")
@pytest.mark.parametrize(("name", "saved"), [("kept", []), ("global:kept", [("database", "kept", "5")])])
def test_savetodb_in_a_subscript(case: Case, bench: Bench, name: str, saved: list[Any]) -> None:
    run = bench(*scripts(case["id"], sub=f"{name} = 5\n        | {name}.savetodb()"))
    contact = run.run()
    assert [(to, variable.removeprefix("global:"), value) for to, variable, value in contact.saved] == saved
    assert ("warning" in run.kinds()) is not bool(saved)
    assert run.captions()[-1] == "Rest"


@documented("runsub-array-return")
def test_an_object_and_an_array_come_back(case: Case, bench: Bench) -> None:
    work = 'DYNAMIC o\n        | o.list[1].name = "Ann"\n        | o.list[2].name = "Bob"'
    contact = bench(*scripts(case["id"], sub=work)).run()
    assert isinstance(found(contact)["out"], str)
    assert found(contact)["rebuilt"] == {"list": [{"name": "Ann"}, {"name": "Bob"}]}
    array = bench(*scripts(case["id"] + " as an array")).run()
    assert (found(array)["out"], found(array)["seen"]) == ("x|y|z", "y")


@documented("end-in-subscript-ends-both")
def test_end_in_a_subscript(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"]))
    contact = run.run()
    assert contact.status == "ended"
    assert run.captions() == ["Begin", "Begin", "End"]


@documented("called-script-invalid-blocks-save")
@pytest.mark.parametrize("kind", ["Runsub", "Runscript", "Spawn"])
@pytest.mark.parametrize("fault", ["not active", "no target", "no code"])
def test_calling_what_can_not_be_called(case: Case, bench: Bench, kind: str, fault: str) -> None:
    ways = lines('-> "Failed"', 'OnError -> "Failed"') if kind == "Runsub" else ""
    status, code = "Inactive" if fault == "not active" else "Active", "x = = 1" if fault == "no code" else "x = 1"
    run = bench(*scripts(case["id"], kind=kind, branches=ways, status=status, code=code))
    caller, callee = run.scripts
    project = Project([caller, _without(callee, "Back") if fault == "no target" else callee])
    run.engine.resolve = project.resolve
    told = [each for each in errors(check_script(caller, project)) if each.caption == "Call"]
    assert [each.property for each in told] == ["ScriptName"]
    contact = run.run()
    if kind == "Runsub":
        assert dict(run.branches())["Call"] == "OnError"
        assert ("not active" if fault == "not active" else "not valid") in found(contact)["_err"]


def _without(script: Script, caption: str) -> Script:
    """The script with an action taken out, so that a branch leads nowhere."""
    return script.model_copy(update={"actions": [each for each in script.actions if each.caption != caption]})


@documented("onreskill-runscript-from-subscript")
def test_runscript_out_of_a_subscript_is_warned_of(case: Case, bench: Bench) -> None:
    main, sub, queue = bench(*scripts(case["id"])).scripts
    project = Project([main, sub, queue])
    alone = Project([sub, queue])
    told = [each for each in check_script(sub, project) if each.caption == "To the queue"]
    assert {each.code for each in told} - {each.code for each in check_script(sub, alone)}
    assert {each.severity for each in told} == {"warning"}


# -------------------------------------------------------------------------------------------------------------- events
def told(bench: Bench, id: str, values: list[str], variable: str = "S1") -> tuple[Any, Any, Any]:
    """A receiver at work that a sender signals: the run, the receiver, the sender."""
    items = "\n".join(["    Parameters:", *(f"        - {each}" for each in values)]) if values else ""
    run = bench(*scripts(id, variable=variable, parameters=items))
    receiver = run.run(seconds=10)
    sender = run.engine.start(run.scripts[1], [receiver.id])
    run.go_on(0)
    return run, receiver, sender


@documented("signal-interrupts")
def test_a_signal_interrupts(case: Case, bench: Bench) -> None:
    run, receiver, sender = told(bench, case["id"], ["x"])
    assert run.captions(receiver) == ["Begin", "Told", "Rest"]
    assert [each["by"] for each in run.of("interrupted")] == ["ONSIGNAL"]
    assert run.captions(sender) == ["Begin", "Tell", "Rest"]
    run.go_on()
    assert "Later" not in run.captions(receiver)


@documented("signal-at-most-nine")
@pytest.mark.parametrize("count", [0, 1, 9, 10])
def test_as_many_values_as_a_signal_carries(case: Case, bench: Bench, count: int) -> None:
    least, most = map(int, case["expect"]["parameters"].split("-"))
    run, receiver, _ = told(bench, case["id"], [f"v{each}" for each in range(1, count + 1)])
    arrived = {name: value for name, value in found(receiver).items() if re.fullmatch("sp\\d+", name)}
    assert arrived == {f"sp{each}": f"v{each}" for each in range(1, min(count, most) + 1)}
    assert ("warning" in run.kinds()) is not (least <= count <= most)


@documented("signal-source-contact")
def test_who_has_signalled(case: Case, bench: Bench) -> None:
    variable, id = case["given"]["SrcContactIDVar"], case["given"]["sender_contact_id"]
    _, receiver, sender = told(bench, case["id"], [], variable)
    assert found(receiver)[variable.lower()] == sender.id
    run = bench(*scripts(case["id"], variable=variable))
    receiver = run.run(seconds=1)
    run.engine.signal(receiver.id, [], source=id)
    run.go_on(0)
    assert {variable: found(receiver)[variable.lower()]} == case["expect"]["variables"]


@documented("signal-twice-may-act-once")
@pytest.mark.parametrize("mode", ["last", "queue"])
def test_two_signals_at_one_moment(case: Case, bench: Bench, mode: str) -> None:
    run = bench(*scripts(case["id"]), signal_mode=mode)
    contact = run.run()
    for value in range(case["given"]["signals"]):
        assert run.engine.signal(contact.id, [str(value)])
    run.go_on()
    once = int(case["expect"]["may_behave_as"].split()[0])
    assert found(contact)["done"] == (once if mode == "last" else case["given"]["signals"])


@documented("onrelease-continues")
def test_the_script_goes_on_after_release(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"]))
    contact = run.run()
    assert contact.status == "waiting"
    run.engine.raise_event(contact.id, "ONRELEASE")
    run.go_on()
    assert run.captions()[2:] == ["Released", *case["given"]["onrelease_chain"]]
    assert contact.status == "ended"


@documented("end-fires-onrelease")
def test_end_fires_onrelease(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"]))
    contact = run.run()
    assert run.captions() == ["Begin", "End", "Released", "Rest"]
    assert contact.status == "ended"


@documented("end-outbound-error")
def test_end_before_there_is_a_call(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"]))
    contact = run.run()
    assert run.captions() == ["Begin", "Prepare", "End"]
    assert contact.status == case["expect"]["script"]


def _events(case: Case) -> list[str]:
    return [each.upper() for each in re.findall("On[a-z]+", case["expect"]["released_only_by"])]


@documented("stop-parks")
def test_stop_rests_until_an_event(case: Case, bench: Bench) -> None:
    kinds = _events(case)
    events = "".join(f'\n{each} "{each}"\n    -> "Parked"\n' for each in kinds)
    assert len(kinds) == 5
    for kind in kinds:
        run = bench(scripts(case["id"])[0].replace("Generic", "Phone") + events)
        contact = run.run(seconds=1_000_000)
        assert (contact.status, run.captions()) == ("waiting", ["Begin", "Parked"])
        run.engine.raise_event(contact.id, kind)
        run.go_on()
        assert run.captions()[2:] == [kind, "Parked"]
        assert contact.status == ("ended" if kind == "ONRELEASE" else "waiting")


# ----------------------------------------------------------------------------------------------------- hours, agents
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


# -------------------------------------------------------------------------------------------------------- errors, data
@documented("snippet-array-too-large")
def test_an_index_beyond_all_bounds(case: Case, bench: Bench) -> None:
    ways = lines('Error -> "Failed"')
    run = bench(*scripts(case["id"], index=case["given"]["index"], branches=ways))
    contact = run.run()
    assert dict(run.branches())["Fill"] == case["expect"]["branch"]
    bound = re.findall("\\d+", case["expect"]["__err"])
    assert re.findall("\\d{4,}", found(contact)["__err"].replace(",", ""))[-1:] == bound
    assert "index" in found(contact)["__err"]


@documented("snippet-error-unconnected-continues")
def test_an_index_beyond_all_bounds_without_error_branch(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"], index=case["given"]["index"]))
    contact = run.run()
    assert run.captions()[-1] == "Rest"
    assert "big" not in found(contact)
    assert ("kept" in found(contact), "lost" in found(contact)) == (True, False)


@documented("assign-overflow")
def test_assign_too_long_a_value(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"], **case["given"]))
    contact = run.start()
    contact.frames[0].variables["long"] = "x" * (case["given"]["value_length"] // 3)
    run.go_on()
    assert dict(run.branches())["Set"] == case["expect"]["branch"]


# ------------------------------------------------------------------------------------ shared values, databases, profiles
@documented("sql-error-sets-err")
def test_a_faulty_statement(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"], **case["given"]))
    contact = run.run()
    assert dict(run.branches())["Do"] == case["expect"]["branch"]
    assert 0 < len(found(contact)["_err"]) < 200


@documented("workflowdata-bad-profile")
@pytest.mark.parametrize("stated", [{}, {"Emergency": {"values": {"a": 1}, "active": False}}])
def test_a_profile_that_is_not_there_or_not_active(case: Case, stated: dict[str, Any], bench: Bench) -> None:
    run = bench(*scripts(case["id"], profile="Emergency"), data={"workflow_profiles": stated})
    run.run()
    assert dict(run.branches())["Get"] == case["expect"]["branch"]
    assert run.captions()[-1] == "Failed"


@documented("putvalue-scope-must-match")
def test_the_same_name_in_two_scopes(case: Case, bench: Bench) -> None:
    names = dict.fromkeys(("put_name", "get_name"), case["given"]["Name"])
    run = bench(*scripts(case["id"], **case["given"], **names))
    contact = run.run()
    assert (run.captions()[-1] == "Found") is case["expect"]["value_found"]
    assert found(contact)["got"] == ""


@documented("putvalue-name-case-insensitive")
def test_letter_case_of_a_name(case: Case, bench: Bench) -> None:
    scopes = dict.fromkeys(("put_scope", "get_scope"), "BusinessUnit")
    run = bench(*scripts(case["id"], **case["given"], **scopes))
    contact = run.run()
    assert (run.captions()[-1] == "Found") is case["expect"]["value_found"]
    assert found(contact)["got"] == "something"


@documented("putvalue-append-limit")
def test_too_many_appends(case: Case, bench: Bench) -> None:
    appends, hours = case["given"]["appends"], case["given"]["hours"]
    assert case["expect"]["further_appends"] == "not stored until some clear"
    run = bench(*scripts(case["id"], rest=appends, pause=hours * 3600 / appends))
    values = run.engine.ports.values
    contact = run.start()
    run.go_on(hours * 3600)
    assert contact.alive
    stored = ["", *(str(each) for each in range(1, appends - 1))]
    assert values.all("BusinessUnit", "", "list1") == stored
    # A day after the first append there is room again.
    run.go_on((24 - hours) * 3600)
    assert values.put(contact.id, "BusinessUnit", "", "list1", "more", method="Append")
    assert values.all("BusinessUnit", "", "list1") == [*stored, "more"]


@documented("getlist-whole-list")
def test_a_whole_list(case: Case, bench: Bench) -> None:
    lists = [{"name": "list1", "values": case["given"]["list"]}]
    contact = bench(*scripts(case["id"]), values={"lists": lists}).run()
    assert (found(contact)["value"], found(contact)["item_count"]) == (
        case["expect"]["value"],
        case["expect"]["item_count"],
    )
    assert found(contact)["second"] == case["given"]["list"][1]


# ---------------------------------------------------------------------------------------------------------------- rest
class Service:
    """Answers as a function tells it to, by the number of the request from 1; keeps when each came and its time-out."""

    def __init__(self, answer: Callable[[int], HttpAnswer | HttpFailure]) -> None:
        self.answer = answer
        self.came: list[tuple[datetime, float]] = []

    def send(self, request: HttpRequest, now: datetime) -> HttpAnswer:
        self.came.append((now, request.timeout))
        given = self.answer(len(self.came))
        if isinstance(given, HttpFailure):
            raise given
        return given


def json(size: int = 2, delay: float = 0.0) -> HttpAnswer:
    """An answer of so many bytes."""
    return HttpAnswer(200, "OK", {"content-type": "application/json"}, b"[]" + b" " * (size - 2), delay)


@documented("rest-limits")
def test_limits_of_one_request(case: Case, bench: Bench) -> None:
    limits = case["expect"]
    answers: dict[str, list[HttpAnswer | HttpFailure]] = {
        "Good": [json(), json(RESPONSE_LIMIT)],
        "Bad": [json(RESPONSE_LIMIT + 1), HttpAnswer(200, "OK", {}, b"<a>1</a>"), HttpFailure("no connection")],
    }
    assert f"{RESPONSE_LIMIT // 1024} KB" == limits["response_max"]
    for end, given in answers.items():
        for answer in given:
            service = Service({1: answer, 2: answer, 3: answer}.__getitem__)
            run = bench(*scripts(case["id"], milliseconds=200_000), http=service)
            run.run()
            assert run.captions()[-1] == end
            assert {timeout for _, timeout in service.came} == {limits["timeout_max_seconds"]}
            assert len(service.came) == 1 + limits["retries_on_failure"] * isinstance(answer, HttpFailure)


@documented("rest-limits")
def test_requests_above_the_greatest_number_at_once_wait(case: Case, bench: Bench) -> None:
    service = Service(lambda number: json(delay=10))
    run = bench(*scripts(case["id"]), http=service)
    for _ in range(case["expect"]["concurrent"] + 1):
        run.start()
    run.go_on()
    first = service.came[0][0]
    assert sorted({(when - first).total_seconds() for when, _ in service.came}) == [0, 10]


def _storm(bench: Bench, case: Case, seconds: int) -> list[float]:
    """When requests went out, in seconds, of a contact that asks at the scenario's rate; its share of them fails."""
    every, rate = round(1 / case["given"]["failed_share"]), case["given"]["rate_per_second"]
    service = Service(lambda number: json() if number % every else HttpFailure("refused", retry=False))
    run = bench(*scripts(case["id"], pause=1 / rate), http=service)
    engine = Engine(Project(run.scripts).resolve, ports=Ports(http=service))
    engine.start(run.scripts[0])
    engine.run(engine.now + seconds * 1_000_000 - 1)
    return [(when - service.came[0][0]).total_seconds() for when, _ in service.came]


@documented("rest-circuit-breaker")
@pytest.mark.slow
def test_many_failures_stop_all_requests(case: Case, bench: Bench) -> None:
    came = _storm(bench, case, 62)
    assert 30 <= max(later - earlier for earlier, later in pairwise(came)) < 31


@documented("rest-circuit-breaker-low-volume")
def test_failures_of_few_requests_stop_nothing(case: Case, bench: Bench) -> None:
    assert len(_storm(bench, case, 31)) == 31 * case["given"]["rate_per_second"]


# -------------------------------------------------------------------------------------------------- mail and messages
@documented("email-without-sender-or-subject")
@pytest.mark.parametrize("lacks", ["SenderAddress", "Subject"])
def test_a_mail_without_sender_or_subject(case: Case, bench: Bench, lacks: str) -> None:
    assert case["expect"] == {"email": "not sent"}
    given = {"SenderAddress": "brain@studio.example", "Subject": "Hello"}
    run = bench(*scripts(case["id"]))
    for name in (lacks, ""):
        contact = run.start()
        values = {**given, name: case["given"].get(name, "")}
        contact.frames[0].variables |= {"sender": values["SenderAddress"], "subject": values["Subject"]}
        run.go_on()
        assert run.captions(contact)[-1] == ("Bad" if name else "Good")
    assert len(run.engine.ports.mail.outbox) == 1


@documented("set-digital-status-bad-contact")
@pytest.mark.parametrize("wrong", ["contact", "status"])
def test_status_of_a_digital_contact(case: Case, bench: Bench, wrong: str) -> None:
    run = bench(*scripts(case["id"], status="Resolved" if wrong == "contact" else "Unheard of"))
    contact = run.start()
    contact.frames[0].variables["contact"] = case["given"]["ContactId"] if wrong == "contact" else contact.id
    run.go_on()
    expected = case["expect"]["branch" if wrong == "contact" else "for_invalid_status"]
    assert dict(run.branches())["Set"] == expected


@documented("askcaller-digital-waits")
def test_a_digital_script_waits_for_weeks(case: Case, bench: Bench) -> None:
    assert (case["given"]["reply_after"], case["expect"]["script"]) == ("weeks", "paused until the reply")
    run = bench(*scripts(case["id"]))
    contact = run.run(seconds=5 * 7 * 86_400)
    assert run.captions() == ["Begin"]
    assert run.engine.ports.messages.reply(run.engine, contact, "tomorrow")
    run.go_on()
    assert (found(contact)["answer"], run.captions()[-1]) == ("tomorrow", "Rest")


# ------------------------------------------------------------------------------------- desks, the platform's own API
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


# ---------------------------------------------------------------------------------------------------------------- tool
@documented("save-with-error-blocked")
def test_errors_keep_a_script_from_running(case: Case, bench: Bench) -> None:
    assert {each: what["run"] for each, what in case["expect"].items()} == {"error": "blocked", "warning": "allowed"}
    faulty = bench(*scripts(case["id"], code="x = = 1", branches=lines("Default")))
    assert [each.caption for each in errors(check_script(faulty.scripts[0]))] == ["Do"]
    with pytest.raises(CannotStart):
        faulty.run()
    warned = bench(*scripts(case["id"], code="x = 1"))
    findings = check_script(warned.scripts[0])
    assert findings
    assert not errors(findings)
    assert warned.run().status == "stuck"


@documented("syntax-check-answers")
def test_syntax_check(case: Case) -> None:
    faulty = int(re.findall("line (\\d+)", case["expect"]["faulty"])[0])
    code = [f"x = {each}" for each in range(5)]
    assert check_snippet("\n".join(code)) == []
    code[faulty - 1] = "x = = 1"
    told = errors(check_snippet("\n".join(code)))
    assert [each.line for each in told] == [faulty]
    assert told[0].message


# --------------------------------------------------------------------------------------------------------------- phone
def with_keys(bench: Bench, id: str, keys: str, **values: Any) -> tuple[Any, Any]:
    """A contact whose caller presses these keys as soon as something listens: the run, the contact."""
    run = bench(*scripts(id, **values))
    contact = run.run(seconds=0)
    assert run.engine.ports.callers.press(run.engine, contact, keys)
    run.go_on()
    return run, contact


@documented("menu-unlinked-digit-default-unconnected-is-stuck")
def test_a_key_without_branch(case: Case, bench: Bench) -> None:
    branches = lines(*(f'case {each} -> "Rest"' for each in case["given"]["menu_branches"]))
    run, contact = with_keys(bench, case["id"], case["given"]["pressed"], branches=branches, variable="MRES")
    assert (contact.status, run.captions()) == ("stuck", ["Begin", "Choose"])
    assert contact.frame.script.actions[contact.frame.at].kind_here == "MENU"
    assert contact.alive is not case["expect"]["contact_ended"]


@documented("menu-linked-digit")
def test_a_key_with_a_branch(case: Case, bench: Bench) -> None:
    given = case["given"]
    branches = lines(*(f'case {each} -> "Rest"' for each in given["menu_branches"]))
    run, contact = with_keys(bench, case["id"], given["pressed"], branches=branches, variable=given["menu_variable"])
    assert dict(run.branches())["Choose"] == case["expect"]["branch"]
    for name, value in case["expect"]["variables"].items():
        assert found(contact)[name.lower()] == value


@documented("capture-terminator-stripped")
@pytest.mark.parametrize(("terminator", "name"), [("#", "Terminator_hash"), ("#-", "Terminator_hash_minus")])
def test_the_terminator_is_stored_or_not(case: Case, bench: Bench, terminator: str, name: str) -> None:
    run, contact = with_keys(bench, case["id"], case["given"]["input"], most=10, terminator=terminator)
    assert dict(run.branches())["Take"] == "Terminator"
    assert found(contact)["taken"] == case["expect"][name]


@documented("capture-max-digits")
def test_as_many_keys_as_are_taken(case: Case, bench: Bench) -> None:
    given = case["given"]
    run, contact = with_keys(bench, case["id"], given["input"], most=given["MaxDigits"], terminator="#")
    assert "On" + dict(run.branches())["Take"] == case["expect"]["branch"]
    assert found(contact)["taken"] == given["input"]


@documented("music-default-branch")
def test_music_that_is_cut_short(case: Case, bench: Bench) -> None:
    given = case["given"]
    callers = {"lengths": {"music.wav": given["file_seconds"]}}
    run = bench(*scripts(case["id"], seconds=given["SecondstoPlay"]), callers=callers)
    before = run.engine.now
    run.run()
    branch, seconds = re.fullmatch("(\\w+) after (\\d+) s", case["expect"]["branch"]).groups()
    assert dict(run.branches())["Play it"] == branch
    assert run.engine.now - before == int(seconds) * 1_000_000


@documented("wait-music-holding-pattern")
def test_music_until_an_agent_answers(case: Case, bench: Bench) -> None:
    music, wait = (float(re.findall("[0-9.]+", each)[0]) for each in case["given"]["actions"][2:])
    run = bench(*scripts(case["id"], music=music, wait=wait))
    contact = run.run(seconds=3 * (music + wait) + 5)
    assert run.captions(contact) == ["Begin", "Tell", "Queue", *["Music", "Wait"] * 3]
    run.engine.raise_event(contact.id, "ONANSWER")
    run.go_on(1000)
    assert run.captions(contact)[-2:] == ["Answered", "Rest"]
    assert run.captions(contact).count("Music") == 3


@documented("hangup-jumps-to-onrelease")
def test_hangup(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"]))
    contact = run.run()
    assert run.captions() == ["Begin", "Bye", "Released"]
    assert contact.released
    assert not run.engine.ports.callers.press(run.engine, contact, "1"), "nobody is on the line"


@documented("onanswer-records")
def test_a_placed_call_is_answered(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"]))
    contact = run.run()
    assert run.captions() == ["Begin", "Call", "Answered", "Record it", "Tell", "Bye"]
    assert [each["state"] for each in run.of("world") if each["text"] == "recording"] == [case["expect"]["recording"]]
    assert contact.status == "ended"


@documented("donotrecord-cannot-be-undone")
def test_do_not_record(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"]))
    run.run()
    assert run.captions() == ["Begin", "Never", "First try", "Hand on", "Second try", "Rest"]
    states = [each["state"] for each in run.of("world") if each["text"] == "recording"]
    assert states == ["forbidden", "refused", "refused"]


@documented("onhold-plays-music")
def test_music_on_hold(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"] + ", heard"))
    contact = run.run(seconds=10)
    contact.know(__agentid=77, __onhold=1)
    run.engine.raise_event(contact.id, "ONHOLD")
    run.go_on(200)
    assert run.captions() == ["Begin", "Rest", "On hold", "Hold music"]
    heard = [each for each in run.of("world") if each["text"] == "plays"]
    assert heard
    assert all(each.get("heard", True) for each in heard)


@documented("onabandon-menu")
def test_nobody_is_free_for_an_answered_call(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"] + ", pressed"))
    contact = run.run(seconds=10)
    run.engine.raise_event(contact.id, "ONABANDON")
    run.go_on(0)
    assert [each["by"] for each in run.of("interrupted")] == ["ONABANDON"]
    run.engine.ports.callers.press(run.engine, contact, "2")
    run.go_on()
    assert run.captions() == ["Begin", "Abandoned", "Wait or not", "Bye"]
    assert contact.status == "ended"


# -------------------------------------------------------------------------------------------------- what is only listed
@pytest.mark.parametrize(
    "id",
    [
        pytest.param(id, marks=pytest.mark.xfail(reason=f"needs actions the library lacks: {kinds}", strict=True))
        for id, kinds in LACKING.items()
    ],
)
def test_lacking(id: str) -> None:
    assert all(library().get(kind) for kind in LACKING[id].split()), "the scenario can't be played yet"


@pytest.mark.parametrize(
    "id",
    [pytest.param(id, marks=pytest.mark.xfail(reason=reason, strict=True, run=False)) for id, reason in ABSENT.items()],
)
def test_absent(id: str) -> None:
    raise AssertionError(ABSENT[id])


NOT_OURS = [id for id, case in CASES.items() if case.get("ours") == "not applicable"]


@pytest.mark.parametrize("id", NOT_OURS)
def test_not_ours(id: str) -> None:
    pytest.skip("a property of the vendor's editor, without counterpart here")


# ------------------------------------------------------------------------------------------------------------- spawn
@documented("spawn-parameter-count-limits")
def test_spawn_hands_over_at_most_twenty_values(case: Case, bench: Bench) -> None:
    most = int(case["expect"]["spawn_or_api"]["parameters"].split("-")[1])
    kilobytes = int(case["expect"]["spawn_value_size"].split()[0])
    values = ["x" * (kilobytes * 1024 + 1), *map(str, range(2, most + 2))]
    run = bench(*scripts(case["id"], start="", parameters=", ".join(values)))
    run.run()
    child = found(run.engine.contacts["1002"])
    assert [name for name in child if name.startswith("p")] == [f"p{n}" for n in range(1, most + 1)]
    assert len(child["p1"]) == kilobytes * 1024


@documented("spawn-runs-parallel")
def test_spawn_runs_beside(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"], **case["given"], start=case["given"]["StartDate"]))
    contact = run.run()
    assert run.captions(contact) == ["Begin", "Start", "Rest"]
    assert found(run.engine.contacts["1002"])["when"] == "2026-03-02T13:00:00"


@documented("spawn-startdate-delays")
def test_spawn_begins_later(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"], start="3/2/2026 9:00:00 AM"), zone="America/New_York")
    run.run()
    assert found(run.engine.contacts["1002"])["when"] == "2026-03-02T09:00:00"
    assert "business unit's time zone" in case["expect"]["child"]


@documented("spawn-children-counted-by-putvalue")
def test_children_are_counted_by_a_shared_list(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"], **case["given"]))
    contact = run.run()
    children = case["given"]["children"]
    assert found(contact)["seen"].split() == [str(left) for left in range(children, 0, -1)]
    assert "gone" in case["expect"]["after_a_child_is_released"]


@documented("running-scripts-limit")
def test_no_more_scripts_start_than_may_run(case: Case, bench: Bench) -> None:
    assert PlatformLimits().running_scripts == case["given"]["running"]
    run = bench(*scripts(case["id"], start=""), platform={"running_scripts": 2})
    first, second = run.start(), run.start()
    with pytest.raises(CannotStart):
        run.start()
    run.go_on()
    assert len(run.engine.contacts) == 2
    assert (found(first)["spawnid"], found(second)["spawnid"]) == ("0", "0")
    run.engine.raise_event(first.id, "ONRELEASE")
    run.go_on()
    assert run.start().alive


def test_every_scenario_is_played_or_listed() -> None:
    listed = [*LACKING, *ABSENT, *NOT_OURS]
    assert len(listed) == len(set(listed))
    assert not PLAYED & set(listed)
    assert PLAYED | set(listed) == set(CASES)
