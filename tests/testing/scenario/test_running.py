"""What a scenario begins with, how long it runs, and golden traces: one world for each, put together from file and scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from shop import CRM, open_shop, suite_of

from studio.testing.ran import Ran
from studio.testing.scenario import Case, Suite, run_case
from studio.testing.scenario.running import begin, go_on
from studio.testing.scenario.session import Choice, run_suites
from studio.testing.stage import Stage
from studio.world.settings import WorldSettings

PARAMETERS = {"customer": "Ann", "amount": 120}


@pytest.fixture(scope="module")
def stage() -> Stage:
    return Stage()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return open_shop(tmp_path)


def read(folder: Path, stage: Stage, scenario: dict[str, Any], **shared: Any) -> Case:
    content = {"script": "orders.studio", **shared, "scenarios": [{"name": "x", **scenario}]}
    suite = suite_of(folder, content, stage)
    assert [str(each) for each in suite.problems] == []
    return suite.cases[0]


def ran(case: Case, stage: Stage) -> Ran:
    """The run of a scenario; its world has nothing that has to be closed."""
    found = begin(case, stage.world(case.settings, case.project, case.world_folder))
    go_on(case, found)
    return found


# ---------------------------------------------------------------------------------------------------------- given
def test_what_a_scenario_says_comes_before_what_its_file_says(folder: Path, stage: Stage) -> None:
    (folder / "world.yaml").write_text(
        "seed: 1\nzone: Asia/Tokyo\nuntil: 3s\nlimits: {loop_passes: 500, calls: 70}\n", encoding="utf-8"
    )
    shared = {
        "world": "world.yaml",
        "given": {
            "parameters": {"customer": "Bob", "amount": 7},
            "variables": {"lines": 10, "asked": 5},
            "world": {"zone": "UTC", "limits": {"calls": 80}, "start": "2026-01-01T00:00:00Z"},
            "seed": 2,
        },
    }
    own = {"parameters": {"amount": 120}, "variables": {"lines": 20}, "world": {"limits": {"calls": 90}}}
    case = read(folder, stage, {"given": own}, **shared)
    assert case.scenario.given.parameters == {"customer": "Bob", "amount": "120"}
    assert (case.settings.seed, case.settings.zone, case.settings.until) == (2, "UTC", 3.0)
    assert (case.settings.limits.loop_passes, case.settings.limits.calls) == (500, 90)
    found = ran(case, stage)
    assert found.clock == "2026-01-01T00:00:03.000Z"
    assert {name: found.variable(name) for name in ("customer", "amount", "lines", "asked")} == {
        "customer": "Bob", "amount": "120", "lines": 23, "asked": 5,
    }  # fmt: skip


def test_parameters_by_position(folder: Path, stage: Stage) -> None:
    found = ran(read(folder, stage, {"given": {"parameters": ["Bob", 9], "until": 1}}), stage)
    assert (found.variable("customer"), found.variable("amount"), found.variable("pin")) == ("Bob", "9", None)


@pytest.mark.parametrize("parameters", [{"PIN": 4711}, {"p3": 4711}, {"P3": 4711}])
def test_a_parameter_alone_leaves_those_before_it_empty(parameters: dict[str, Any], folder: Path, stage: Stage) -> None:
    found = ran(read(folder, stage, {"given": {"parameters": parameters, "until": 1}}), stage)
    assert [found.variable(name) for name in ("customer", "amount", "pin")] == ["", "", "4711"]


def test_parameters_of_a_list_take_the_place_of_names(folder: Path, stage: Stage) -> None:
    case = read(folder, stage, {"given": {"parameters": ["Bob"]}}, given={"parameters": PARAMETERS})
    assert case.scenario.given.parameters == ("Bob",)


@pytest.mark.parametrize(
    ("until", "clock"),
    [
        (90, "2026-03-02T13:01:30.000Z"),
        ("90s", "2026-03-02T13:01:30.000Z"),
        ("1.5h", "2026-03-02T14:30:00.000Z"),
        ("18:45", "2026-03-02T13:15:00.000Z"),
        ("18:45:30", "2026-03-02T13:15:30.000Z"),
        ("18:00", "2026-03-03T12:30:00.000Z"),
        ("2026-03-02T13:00:05Z", "2026-03-02T13:00:05.000Z"),
        ("2026-03-02T18:30:05", "2026-03-02T13:00:05.000Z"),
    ],
)
def test_until(until: Any, clock: str, folder: Path, stage: Stage) -> None:
    """The world begins at 13:00 UTC, 18:30 in its zone."""
    case = read(folder, stage, {"given": {"until": until, "world": {"zone": "Asia/Kolkata"}}})
    assert ran(case, stage).clock == clock


@pytest.mark.parametrize("until", ["18:45", '"18:45"', "18:45:00", "2026-03-02T13:15:00Z", "15m", "900"])
def test_until_as_people_write_it(until: str, folder: Path, stage: Stage) -> None:
    text = (
        f"script: orders.studio\ngiven: {{until: {until}, world: {{zone: Asia/Kolkata}}}}\nscenarios: [{{name: x}}]\n"
    )
    suite = suite_of(folder, text, stage)
    assert suite.problems == []
    assert ran(suite.cases[0], stage).clock == "2026-03-02T13:15:00.000Z"


def test_without_until_it_goes_on_as_long_as_the_world_says(folder: Path, stage: Stage) -> None:
    case = read(folder, stage, {"given": {"world": {"until": "2h"}}})
    assert ran(case, stage).clock == "2026-03-02T15:00:00.000Z"
    assert ran(read(folder, stage, {}), stage).clock == "2026-03-03T13:00:00.000Z", "else a day"


@pytest.mark.parametrize("stated", ["ONSIGNAL|Status", {"event": "onsignal", "values": ["Status"]}])
def test_begin_at(stated: Any, folder: Path, stage: Stage) -> None:
    found = ran(read(folder, stage, {"given": {"begin-at": stated, "until": "5s"}}), stage)
    assert found.path() == ["Heard -> Default", "What is asked -> Status", "Count -> Default", "Wait for a signal"]


def test_seeds(folder: Path, stage: Stage) -> None:
    text = """
script "dice"

Begin "Begin"
    -> "Throw"

Snippet "Throw"
    Data:
        | ASSIGN x = random(1000000)

"""
    (folder / "dice.studio").write_text(text, encoding="utf-8")
    found = [
        ran(read(folder, stage, {"given": given}, script="dice.studio"), stage).variable("x")
        for given in (
            {},
            {"world": {"seed": WorldSettings().seed}},
            {"seed": 5},
            {"seed": 5},
            {"world": {"seed": 5}},
            {"seed": 6, "world": {"seed": 5}},
        )
    ]
    assert found[0] == found[1]
    assert found[2] == found[3] == found[4]
    assert len(set(found)) == 3


def test_stand_ins_and_observations_of_a_scenario_come_first(folder: Path, stage: Stage) -> None:
    (folder / "world.yaml").write_text(
        "mock: [{caption: Ask CRM, variables: {outcome: world}}]\n"
        "when: [{when: {reaches: Ask CRM}, do: {set: {asked: 1}}}]\n",
        encoding="utf-8",
    )

    def stand_in(text: str) -> dict[str, Any]:
        return {"stand-ins": [{"caption": "Ask CRM", "variables": {"outcome": text}}], "until": "5s"}

    def noted(text: str) -> list[dict[str, Any]]:
        return [{"name": text, "when": {"reaches": "Ask CRM"}, "do": {"set": {"child": text}}}]

    shared: dict[str, Any] = {"world": "world.yaml"}
    assert ran(read(folder, stage, {"given": {"until": "5s"}}, **shared), stage).variable("outcome") == "world"
    shared |= {"given": stand_in("file"), "when": noted("file")}
    assert ran(read(folder, stage, {}, **shared), stage).variable("outcome") == "file"
    case = read(folder, stage, {"given": stand_in("scenario"), "when": noted("scenario")}, **shared)
    assert ran(case, stage).variable("outcome") == "scenario"
    assert [each.title for each in case.settings.when] == ["scenario", "file", "reaches Ask CRM"]
    assert [each.title for each in case.scenario.when] == ["scenario", "file"]


def test_always_of_the_file_counts_for_each_scenario(folder: Path, stage: Stage) -> None:
    shared = {"always": {"never": ["Count"]}, "given": {"until": "30s"}}
    asked = [{"when": {"after": "5s"}, "do": {"signal": ["Status"]}}]
    assert run_case(read(folder, stage, {}, **shared), stage).passed
    outcome = run_case(read(folder, stage, {"when": asked, "always": {"variables": {"asked": 2}}}, **shared), stage)
    assert [each.why for each in outcome.checks] == ['"Count" was taken once, and should never be', "asked is 1, not 2"]


def test_what_the_explorers_do_is_of_the_scenario_or_of_the_file(folder: Path, stage: Stage) -> None:
    shared = {"explore": {"signals": ["Status"]}}
    assert read(folder, stage, {}, **shared).scenario.explore.signals[0].values == ("Status",)
    assert read(folder, stage, {"explore": {"skip": True}}, **shared).scenario.explore.signals == ()


def test_a_scenario_that_is_skipped_is_not_run(folder: Path, stage: Stage) -> None:
    case = read(folder, stage, {"skip": "the CRM is new", "expect": {"status": "failed"}})
    outcome = run_case(case, stage)
    assert (outcome.verdict, outcome.story, outcome.passed, outcome.checks) == ("skipped", "the CRM is new", True, [])


def test_scenarios_do_not_see_each_other(folder: Path, stage: Stage) -> None:
    """Each runs in a world of its own, though scripts are compiled once."""
    scenario = {
        "when": [CRM],
        "given": {"parameters": PARAMETERS, "until": "20s"},
        "expect": {"variables": {"lines": 3}},
    }
    case = read(folder, stage, scenario)
    first, second = run_case(case, stage), run_case(case, stage)
    assert first.passed
    assert second.passed
    bare = read(folder, stage, {"given": {"parameters": PARAMETERS, "until": "20s"}, "expect": {"took": ["No answer"]}})
    assert run_case(bare, stage).passed, "the answer of another scenario is not kept"


def test_stand_ins_of_one_scenario_are_not_those_of_another(folder: Path, stage: Stage) -> None:
    given = {"parameters": PARAMETERS, "until": "20s"}
    mocked = given | {"stand-ins": [{"caption": "Ask CRM", "branch": "Default"}]}
    for once_more in (mocked, given, mocked, given):
        wanted = "Large order?" if once_more is mocked else "No answer"
        outcome = run_case(read(folder, stage, {"given": once_more, "expect": {"took": [wanted]}}), stage)
        assert outcome.passed, outcome.story


def test_as_json(folder: Path, stage: Stage) -> None:
    case = read(folder, stage, {"expect": {"status": "ended"}, "given": {"until": "5s"}})
    found = run_case(case, stage).as_json()
    assert found["failures"] == ["the run is waiting, not ended"]
    assert (found["scenario"], found["line"], found["verdict"]) == ("x", 3, "failed")
    assert found["file"] == str(case.file)
    assert found["story"].startswith("contact 1001")


# ---------------------------------------------------------------------------------------------------------- files
def test_files_are_run_in_order(folder: Path) -> None:
    for name, status in (("b", "ended"), ("a", "waiting"), ("c", "waiting")):
        content = {"script": "orders.studio", "scenarios": [{"name": name, "expect": {"status": status}}]}
        suite_of(folder, content, name=f"test_{name}.yaml")
    (folder / "test_d.yaml").write_text("scenarios: 3", encoding="utf-8")
    seen: list[str] = []
    report = run_suites([folder], Stage(), told=lambda outcome: seen.append(outcome.case.name))
    assert seen == [each.case.name for each in report.outcomes] == ["a", "b", "c"]
    assert [report.count(each) for each in ("passed", "failed", "unusable", "skipped")] == [2, 1, 0, 0]
    assert [each.code for each in report.problems] == ["TS003"]
    assert report.exit_code == 2
    (folder / "test_d.yaml").unlink()
    assert run_suites([folder], Stage()).exit_code == 1
    assert [each.case.name for each in run_suites([folder], Stage(), Choice(first=True)).outcomes] == ["a", "b"]
    chosen = run_suites([folder], Stage(), Choice("TEST_C"))
    assert ([each.case.name for each in chosen.outcomes], chosen.exit_code) == (["c"], 0)
    assert run_suites([folder], Stage(), Choice("nobody")).exit_code == 2


def test_a_file_with_an_error_is_not_run(folder: Path) -> None:
    content = {"script": "orders.studio", "scenarios": [{"name": "good"}, {"name": "bad", "expect": {"at": "Nowhere"}}]}
    suite_of(folder, content)
    report = run_suites([folder], Stage())
    assert (report.outcomes, report.exit_code) == ([], 2)


# ----------------------------------------------------------------------------------------------------- golden traces
def golden(folder: Path, stage: Stage, name: str = "golden/x.txt", amount: int = 120) -> Case:
    given = {"parameters": {"customer": "Ann", "amount": amount, "pin": 4711}, "until": "20s"}
    return read(folder, stage, {"given": given, "when": [CRM], "expect": {"trace": name}})


def whys(case: Case, stage: Stage, accept: bool = False) -> list[str]:
    return [each.why for each in run_case(case, stage, accept=accept).checks]


def test_a_golden_trace_is_written_and_compared(folder: Path, stage: Stage) -> None:
    file = folder / "golden" / "x.txt"
    assert whys(golden(folder, stage), stage) == ["golden trace golden/x.txt is not there: --accept writes it"]
    assert not file.exists()
    assert whys(golden(folder, stage), stage, accept=True) == []
    text = file.read_text(encoding="utf-8")
    assert 'REST_API "Ask CRM"' in text
    assert "4711" not in text
    assert whys(golden(folder, stage), stage) == []
    before = file.stat().st_mtime_ns
    assert whys(golden(folder, stage), stage, accept=True) == []
    assert file.stat().st_mtime_ns == before, "what is the same is not written again"


def test_a_golden_trace_that_differs(folder: Path, stage: Stage) -> None:
    run_case(golden(folder, stage), stage, accept=True)
    [why] = whys(golden(folder, stage, amount=1), stage)
    lines = why.splitlines()
    assert len(lines) > 15
    assert lines[:3] == ["golden trace golden/x.txt: this run is another", "--- golden", "+++ this run"]
    lost = [line.split(maxsplit=3)[-1] for line in lines if line.startswith("-2026")]
    assert '#6 IF "Large order?" -> True (#7)' in lost
    found = [line.split(maxsplit=3)[-1] for line in lines if line.startswith("+2026")]
    assert '#6 IF "Large order?" -> False (#8)' in found
    assert len(lines) < 40
    assert whys(golden(folder, stage, amount=1), stage, accept=True) == []
    assert whys(golden(folder, stage, amount=1), stage) == []


def test_a_long_difference_is_cut(folder: Path, stage: Stage) -> None:
    case = golden(folder, stage)
    (folder / "golden").mkdir()
    (folder / "golden" / "x.txt").write_text("other\n" * 100, encoding="utf-8")
    [why] = whys(case, stage)
    assert why.endswith(" more lines")
    assert len(why.splitlines()) == 32


def test_golden_traces_that_can_not_be_used(folder: Path, stage: Stage) -> None:
    (folder / "golden").write_bytes(b"")
    [why] = whys(golden(folder, stage), stage, accept=True)
    assert why.startswith("golden trace x.txt can't be used: ")
    (folder / "bytes.txt").write_bytes(b"\xff\xfe\xff")
    [why] = whys(golden(folder, stage, "bytes.txt"), stage)
    assert why.startswith("golden trace bytes.txt can't be used: 'utf-8' codec")
    (folder / "folder.txt").mkdir()
    [why] = whys(golden(folder, stage, "folder.txt"), stage)
    assert "is not there" in why
    [why] = whys(golden(folder, stage, "folder.txt"), stage, accept=True)
    assert why.startswith("golden trace folder.txt can't be used: ")


@pytest.mark.parametrize("name", ["../x.txt", "/tmp/x.txt", "a/../../x.txt", "..\\x.txt", "a\0b"])
def test_golden_traces_lie_beside_their_file(name: str, folder: Path) -> None:
    content = {"script": "orders.studio", "scenarios": [{"name": "x", "expect": {"trace": name}}]}
    suite: Suite = suite_of(folder, content)
    assert [each.code for each in suite.problems] == ["TS003"]


def test_a_trace_is_the_same_again(folder: Path, stage: Stage) -> None:
    """Whatever ran before on the same stage."""
    run_case(golden(folder, stage, amount=7), stage)
    run_case(golden(folder, stage), stage, accept=True)
    assert whys(golden(folder, Stage()), Stage()) == []
