"""What scenario files name: actions with one caption, scripts by part of their names, variables, and what is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.testing.scenario.reading import Suite, read_suite
from studio.testing.scenario.running import Outcome, run_case
from studio.testing.stage import Stage

MAIN = """script "folder\\main"
    media = Phone

Begin "Begin" #1
    -> "Look" #2

Getvalue "Look" #2
    Name = first
    Variable = found
    -> "Look again"
    NoData -> "Look" #3

Getvalue "Look" #3
    Name = second
    Variable = found
    -> "Work"
    NoData -> "Work"

Runsub "Work" #4
    ScriptName = helper
    ReturnVariable = done
    -> "Sum up"

Snippet "Sum up" #5
    Data = ASSIGN sum = "{global:who}, {names[2]}, {done}"
    -> "Wait"

Wait "Wait" #6
    Seconds = 10
    -> "End"

End "End" #7

End "Look again" #8
"""
HELPER = """script "folder\\helper"
    media = Phone

Begin "Work"
    -> "Give it back"

Return "Give it back"
    ReturnValue = really
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "main.studio").write_text(MAIN)
    (tmp_path / "helper.studio").write_text(HELPER)
    return tmp_path


def suite(folder: Path, *scenarios: str, shared: str = "") -> Suite:
    lines = [f"  - {{name: S{number}, {each}}}" for number, each in enumerate(scenarios)]
    file = folder / "test_it.yaml"
    file.write_text("\n".join(["script: main.studio", *([shared] if shared else []), "scenarios:", *lines]) + "\n")
    return read_suite(file, Stage())


def outcome(folder: Path, scenario: str) -> Outcome:
    found = suite(folder, scenario)
    assert not found.problems, found.problems
    return run_case(found.cases[0], Stage())


def codes(found: Suite) -> list[tuple[str, int | None]]:
    return [(each.code, each.line) for each in found.problems]


# ------------------------------------------------------------------------------------------------------ actions
@pytest.mark.parametrize(
    "scenario",
    [
        "expect: {took: ['Look #2 -> NoData', '#3', 'look  #3 -> NoData'], never: ['Look #3 -> Default'], at: '#7'}",
        "given: {stand-ins: [{caption: 'Look #3', branch: Default}]}, expect: {path: [Begin, Look -> NoData, Look -> Default, "
        "Work, Give it back, Work, Sum up, Wait, End]}",
        "given: {stand-ins: [{caption: Look, branch: Default}, {caption: '#2', branch: NoData}]}, "
        "expect: {took: ['Look #2 -> NoData', 'Look #3 -> Default']}",
        "when: [{when: {reaches: '#3'}, do: {set: {found: 3}, expect: {found: 3}}}], expect: {took: [Begin]}",
        "when: [{when: {does: 'Look #3', branch: NoData}}, {when: {waits: '#6'}}, {when: {does: '#4'}}], expect: {at: End}",
    ],
)
def test_an_action_has_a_number(folder: Path, scenario: str) -> None:
    found = outcome(folder, scenario)
    assert found.verdict == "passed", (found.checks, found.story)


def test_a_number_that_no_action_of_this_caption_has_is_a_mistake(folder: Path) -> None:
    assert codes(suite(folder, "expect: {took: ['Look #4', '#9']}")) == [("TS101", 3), ("TS101", 3)]


# ------------------------------------------------------------------------------------------------------ scripts
@pytest.mark.parametrize("name", ["helper", "folder/helper", "folder\\helper", "*help*", "HELPER"])
def test_the_last_part_of_a_name_is_enough(folder: Path, name: str) -> None:
    found = outcome(
        folder,
        f"when: [{{when: {{calls: '{name}'}}}}, {{when: {{does: Work, script: '{name}'}}}}, {{when: {{starts: main}}, "
        "do: {to: main, set: {found: 1}}}], "
        f"expect: {{calls: ['{name}'], took: [{{caption: Give it back, script: '{name}'}}]}}",
    )
    assert found.verdict == "passed", (found.checks, found.story)


def test_a_part_of_a_word_is_no_name(folder: Path) -> None:
    found = suite(folder, "expect: {calls: [elper]}")
    assert codes(found) == [("TS105", 3)]
    assert run_case(found.cases[0], Stage()).verdict == "failed"


# ---------------------------------------------------------------------------------------------------- variables
def test_variables_are_given_as_scripts_write_them(folder: Path) -> None:
    given = "given: {variables: {'global:who': Ann, 'names[1]': x, 'names[2]': y}}"
    found = outcome(folder, f"{given}, expect: {{variables: {{who: Ann, sum: 'Ann, y, really'}}}}")
    assert found.verdict == "passed", (found.checks, found.story)


@pytest.mark.parametrize("name", ["ContactID", "global:now", "masterId.x"])
def test_a_system_value_is_not_given(folder: Path, name: str) -> None:
    found = suite(folder, f"given: {{variables: {{'{name}': 7}}}}")
    assert codes(found)[0] == ("TS003", 3)
    assert found.problems[0].message == f"variables.{name}: {name} is a system value, which can't be set"


def test_what_can_t_be_given_is_told_and_the_others_go_on(folder: Path) -> None:
    found = suite(folder, "given: {variables: {'names[999999999]': 7}}", "expect: {at: End}")
    first, second = (run_case(each, Stage()) for each in found.cases)
    assert first.verdict == "unusable"
    assert [each.code for each in first.problems] == ["LD106"]
    assert second.verdict == "passed"


def test_what_can_t_be_set_is_told(folder: Path) -> None:
    found = outcome(folder, "when: [{when: {reaches: Wait}, do: {set: {'names[999999999]': 7, 'now': 3}}}]")
    assert [each.why.partition(":")[0] for each in found.checks] == ["when reaches Wait"] * 2


# ----------------------------------------------------------------------------------------- what is not there
def test_a_stand_in_is_checked_where_it_stands(folder: Path) -> None:
    found = suite(
        folder,
        "given: {stand-ins: [{caption: Luck, branch: NoData}]}",
        "given: {stand-ins: [{caption: Look, branch: Nothing}]}",
        "expect: {at: End}",
        shared="given:\n  stand-ins:\n    - {caption: Look, outputs: {Variable: 1}}\n    - {caption: Wurk}",
    )
    assert codes(found) == [("TS109", 5), ("TS109", 7), ("WF101", 8)]
    assert '"Work"' in found.problems[0].hint


def test_a_stand_in_for_the_script_itself_need_not_fit_others(folder: Path) -> None:
    """The helper has a Begin of the same caption, which has no such property."""
    found = outcome(
        folder,
        "given: {stand-ins: [{caption: Work, outputs: {ReturnVariable: instead}}]}, expect: {variables: {done: instead}}",
    )
    assert found.verdict == "passed", (found.checks, found.story)


def test_deeds_are_checked(folder: Path) -> None:
    found = suite(
        folder,
        "when: [{when: {starts: main}, do: {to: nobody, signal: [X], event: ONDATA, set: {foo: 1}, expect: {bar: 2}}}]",
    )
    assert {each.code for each in found.problems} == {"TS104", "TS105", "TS107"}
    assert [each.severity for each in found.problems] == ["warning"] * 5


def test_observations_of_the_file_are_told_of_once_and_there(folder: Path) -> None:
    found = suite(
        folder,
        "when: [{when: {reaches: Wurk}}]",
        "expect: {at: End}",
        shared="when:\n  - when: {reaches: Wait}\n  - when: {reaches: Weight}",
    )
    assert codes(found) == [("TS101", 4), ("TS101", 6)]


# ---------------------------------------------------------------------------------------------------- failures
def test_what_happened_too_seldom_says_how_often(folder: Path) -> None:
    found = outcome(folder, "when: [{when: {does: Look, number: 3}}, {when: {fails: Work}}]")
    assert [each.why for each in found.checks] == [
        "it happened 2 of 3 times: does Look",
        "it never happened: fails Work",
    ]


def test_the_way_comes_before_what_came_of_it(folder: Path) -> None:
    found = outcome(folder, "expect: {variables: {done: no}, never: [Look], took: [Look -> Default]}")
    assert [each.why for each in found.checks] == [
        '"Look" -> Default was never taken: it took NoData',
        '"Look" was taken twice, and should never be',
        "done is 'really', not False",
    ]
    assert "first difference" not in found.story


@pytest.mark.parametrize("name", ["ANI", "global:ContactID", "now", "__agentId", "_ERR", "p3", "SP1"])
def test_what_the_platform_makes_is_no_unknown_variable(folder: Path, name: str) -> None:
    assert not suite(folder, f"expect: {{variables: {{'{name}': {{not: x}}}}}}").problems


def test_a_script_that_can_t_be_used_says_where(folder: Path) -> None:
    (folder / "main.studio").write_text(MAIN.replace("Seconds = 10", "Seconds = 10\n    Seconds = 11"))
    [found] = suite(folder, "expect: {at: End}").problems
    assert found.code == "TS006"
    assert "main.studio:" in found.message


def test_an_action_where_the_script_never_comes_is_warned_of(folder: Path) -> None:
    (folder / "other.studio").write_text(HELPER.replace("helper", "other").replace("Give it back", "Give up"))
    found = suite(folder, "expect: {never: [Give up, Give it back, {caption: Give up, script: other}]}")
    assert codes(found) == [("TS110", 3)]
    assert "folder\\other" in found.problems[0].message
    case = 'Case "Sum up"\n    Variable = x\n    case yes -> "Give it back"\n\nReturn'
    (folder / "other.studio").write_text(HELPER.replace("helper", "other").replace("Return", case))
    assert codes(suite(folder, "expect: {took: [Sum up -> yes]}")) == [("TS102", 3)]
    (folder / "main.studio").write_text(MAIN.replace("ScriptName = helper", "ScriptName = {global:which}"))
    assert not suite(folder, "expect: {took: [Sum up -> yes]}").problems
