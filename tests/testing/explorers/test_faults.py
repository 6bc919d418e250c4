"""Calls to the outside that fail, one at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio.testing.explorers.faults import FaultsExplored, explore_faults
from studio.testing.scenario import Case, find_suites, read_suite
from studio.testing.scenario.reading import suite_of
from studio.testing.scenario.running import run_case
from studio.testing.stage import Stage

SCRIPTS = Path(__file__).resolve().parents[3] / "scripts"
HEAD = """script "shop"
    media = Generic

Begin "Begin"
    -> "Ask"

REST_API "Ask"
    ServiceAddress = https://shop.example/orders
    Verb = GET
    TimeOutInMilliSeconds = 3000
    resultSet = answer
"""
TAIL = """
End "End"
"""
HANDLED = f'{HEAD}    -> "End"\n    OnError -> "Note it"\n\nAssign "Note it"\n    Variable = why\n    Value = {{_ERR}}\n    -> "End"\n{TAIL}'
DEAF = f'{HEAD}    -> "End"\n{TAIL}'
SAME = f'{HEAD}    -> "End"\n    OnError -> "End"\n{TAIL}'
STUCK = f'{HEAD}    -> "End"\n    OnError -> "Nothing follows"\n\nAssign "Nothing follows"\n    Variable = x\n    Value = 1\n{TAIL}'
LOOP = f'{HEAD}    -> "End"\n    OnError -> "Again"\n\nAssign "Again"\n    Variable = x\n    Value = 1\n    -> "Ask"\n{TAIL}'
WORLD = {
    "http": {"routes": [{"prefix": "https://shop.example/", "answers": [{"json": {"state": "sent"}}], "delay": 1}]}
}
ALL = ("refused", "time-out", "status 500", "rubbish", "answer lost")


def case_of(folder: Path, stage: Stage, text: str, **scenario: Any) -> Case:
    (folder / "shop.studio").write_text(text, encoding="utf-8")
    stated = {"name": "an order", "given": {"world": WORLD}} | scenario
    suite = suite_of({"script": "shop.studio", "scenarios": [stated]}, folder / "test_shop.yaml", stage)
    assert suite.usable, suite.problems
    return suite.cases[0]


def explored(folder: Path, text: str, **scenario: Any) -> tuple[FaultsExplored, Stage]:
    stage = Stage()
    return explore_faults(case_of(folder, stage, text, **scenario), stage), stage


def verdicts(found: FaultsExplored) -> dict[str, str]:
    return {str(each.way): each.verdict for each in found.tried}


def test_a_failure_that_is_handled(tmp_path: Path) -> None:
    found, _ = explored(tmp_path, HANDLED)
    assert [str(each) for each in found.calls] == ['"Ask", GET https://shop.example/orders']
    whole = dict.fromkeys(ALL, "handled")
    # What is tried again goes well; an answer five seconds late is one that comes too late.
    first = {f"{way}, first try only": "went well" for way in ALL if way != "rubbish"}
    late = {"slow": "went well"}
    assert verdicts(found) == whole | first | late
    assert found.branches == [("shop", 2, "Ask")]
    assert found.all_reached() == {("shop", 2)}


@pytest.mark.parametrize(
    ("text", "verdict", "why"),
    [
        (DEAF, "swallowed", "no branch for failures is wired: it took Default"),
        (SAME, "swallowed", "its branch for failures leads where Default does, and nobody looks at _ERR"),
        (STUCK, "hung", "it is stuck: no branch leads on"),
    ],
)
def test_one_that_is_not(tmp_path: Path, text: str, verdict: str, why: str) -> None:
    found, stage = explored(tmp_path, text)
    refused = next(each for each in found.tried if str(each.way) == "refused")
    assert (refused.verdict, refused.why) == (verdict, why)
    assert refused.bad
    outcome = run_case(suite_of(found.scenario(refused), tmp_path / "test_shop.yaml", stage).cases[0], stage)
    assert outcome.verdict == "failed"


def test_a_contact_that_fails_after_a_fault(tmp_path: Path) -> None:
    """A scenario of it fails: no contact may, and without the fault the script ends."""
    text = STUCK.replace("Value = 1\n", 'Value = 1\n    -> "Nothing follows"\n')
    world = WORLD | {"step_limit": 200}
    found, stage = explored(tmp_path, text, given={"world": world})
    refused = next(each for each in found.tried if str(each.way) == "refused")
    assert refused.verdict == "failed"
    outcome = run_case(suite_of(found.scenario(refused), tmp_path / "test_shop.yaml", stage).cases[0], stage)
    assert [each.why for each in outcome.checks] == ["the run is failed, not ended"]


TWO_ADDRESSES = """script "shop"
    media = Generic

Begin "Begin"
    -> "One"

REST_API "One"
    ServiceAddress = https://shop.example/orders/7?full=1
    Verb = GET
    -> "All"
    OnError -> "No one"

REST_API "All"
    ServiceAddress = https://shop.example/orders
    Verb = GET
    -> "Again"
    OnError -> "Not all"

REST_API "Again"
    ServiceAddress = https://shop.example/orders
    Verb = GET
    -> "End"
    OnError -> "Not again"

Assign "No one"
    Variable = missing
    Value = {missing}1
    -> "All"

Assign "Not all"
    Variable = missing
    Value = {missing}2
    -> "Again"

Assign "Not again"
    Variable = missing
    Value = {missing}3
    -> "End"

End "End"
"""


def test_a_fault_hits_its_own_call_alone(tmp_path: Path) -> None:
    """Not another one whose address begins alike, and not the next one to the same address."""
    found, _ = explored(tmp_path, TWO_ADDRESSES)
    ids = {caption: id for _, id, caption in found.branches}
    whole = [each for each in found.tried if each.way.whole and each.way.name != "slow"]
    assert len(whole) == 3 * len(ALL)
    for each in whole:
        assert each.reached == {("shop", ids[each.call.caption])}, f"{each.call} {each.way}"


def test_branches_of_scripts_that_only_a_fault_leads_to_count(tmp_path: Path) -> None:
    (tmp_path / "helper.studio").write_text(
        TWO_ADDRESSES.replace('script "shop"', 'script "helper"').replace('End "End"', 'Return "End"'), encoding="utf-8"
    )
    tell = f'{HEAD}    -> "End"\n    OnError -> "Tell"\n\nRunsub "Tell"\n    ScriptName = helper\n    -> "End"\n{TAIL}'
    found, _ = explored(tmp_path, tell)
    missed = [each for each in found.branches if each[:2] not in found.all_reached()]
    assert [caption for script, _, caption in missed if script == "helper"] == ["One", "All", "Again"]


@pytest.mark.parametrize("tries", [1, 5])
def test_a_whole_call_has_as_many_tries_as_the_platform_says(tmp_path: Path, tries: int) -> None:
    found, _ = explored(tmp_path, HANDLED, given={"world": WORLD | {"platform": {"rest_tries": tries}}})
    assert {verdict for way, verdict in verdicts(found).items() if way in ALL} == {"handled"}


def test_a_failure_tried_for_ever_ends_once_the_service_answers(tmp_path: Path) -> None:
    found, _ = explored(tmp_path, LOOP)
    assert set(verdicts(found).values()) == {"handled", "went well"}


def test_what_must_always_be_so(tmp_path: Path) -> None:
    found, _ = explored(tmp_path, HANDLED, always={"never": ["Note it"]})
    broken = [each for each in found.tried if each.verdict == "broken"]
    assert {str(each.way) for each in broken} == set(ALL)
    assert broken[0].why == '"Note it" was taken once, and should never be'


def test_a_service_that_the_scenario_plays_fails_too(tmp_path: Path) -> None:
    answered = {"when": {"requests": "https://shop.example/"}, "do": {"answer": {"json": {}}}}
    found, _ = explored(tmp_path, HANDLED, given={}, when=[answered])
    assert verdicts(found)["refused"] == "handled"
    assert "slow" not in verdicts(found)


SUBSCRIPTS = """script "main"
    media = Generic

Begin "Begin"
    -> "Twice"

Loop "Twice"
    Repeat = 2
    CounterName = n
    Repeat -> "Call"
    Finished -> "End"

Runsub "Call"
    ScriptName = helper
    -> "Twice"
    OnError -> "Count"

Assign "Count"
    Variable = failed
    Value = failed + 1
    Type = Numeric
    -> "Twice"

End "End"
"""
HELPER = 'script "helper"\n    media = Generic\n\nBegin "Begin"\n    -> "Back"\n\nReturn "Back"\n    ReturnValue = ok\n'


def test_each_visit_of_an_action_fails_by_itself(tmp_path: Path) -> None:
    (tmp_path / "helper.studio").write_text(HELPER, encoding="utf-8")
    found, stage = explored(tmp_path, SUBSCRIPTS, given={})
    assert [(each.caption, each.number) for each in found.calls] == [("Call", 1), ("Call", 2)]
    assert verdicts(found) == {"error": "handled"}
    for each in found.tried:
        content = found.scenario(each)
        content["scenarios"][0]["expect"] = {"variables": {"failed": 1}, "calls": [{"name": "helper", "times": 1}]}
        outcome = run_case(suite_of(content, tmp_path / "test_shop.yaml", stage).cases[0], stage)
        assert outcome.verdict == "passed", outcome.checks


def test_no_time(tmp_path: Path) -> None:
    stage = Stage()
    found = explore_faults(case_of(tmp_path, stage, HANDLED), stage, seconds=0)
    assert found.cut
    assert found.tried == []


@pytest.mark.slow
@pytest.mark.parametrize(("folder", "handles"), [("create_prospects", True), ("create_prospects_one_script", False)])
def test_every_branch_for_failures_of_the_examples_is_reached(folder: str, handles: bool) -> None:
    stage = Stage()
    cases = [each for file in find_suites([SCRIPTS / folder]) for each in read_suite(file, stage).cases]
    found = [explore_faults(each, stage) for each in cases]
    wired = {each[:2] for one in found for each in one.branches}
    assert len(wired) >= 5
    assert {each for one in found for each in one.all_reached()} == wired
    assert any(each.bad for one in found for each in one.tried) is not handles
