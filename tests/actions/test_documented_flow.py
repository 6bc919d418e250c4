"""Actions as documented: Begin, branches, loops, subscripts and Spawn."""

from __future__ import annotations

from typing import Any

import pytest
from documented import Bench, Case, documented, errors, found, lines, scripts

from studio.runtime.engine import CannotStart
from studio.runtime.limits import PlatformLimits
from studio.script.checks import check_script
from studio.script.model import Script
from studio.script.project import Project


# ------------------------------------------------------------------------------------------------------- start, branches
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


# ----------------------------------------------------------------------------------------------------------------- loops
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


# ------------------------------------------------------------------------------------------------------------ subscripts
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


# ----------------------------------------------------------------------------------------------------------------- spawn
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
