"""Signals at every place of a scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio.testing.explorers.signals import SignalsExplored, explore_signals
from studio.testing.scenario import Case
from studio.testing.scenario.reading import suite_of
from studio.testing.scenario.running import run_case
from studio.testing.scenario.writing import file_of
from studio.testing.stage import Stage

SCRIPTS = Path(__file__).resolve().parents[3] / "scripts"
BRAIN = """script "brain"
    media = Generic

Begin "Begin"
    -> "Rest"

Wait "Rest"
    Seconds = 1000
    -> "Rest"

Onsignal "Signal"
    -> "What?"

Case "What?"
    Variable = SP1
    -> "Rest"
    case Work -> "First"

Assign "First"
    Variable = state
    Value = torn
    -> "Pause"

Wait "Pause"
    Seconds = 4
    -> "Second"

Assign "Second"
    Variable = state
    Value = whole
    -> "Rest"
"""
WORK = {"when": {"after": "10s"}, "do": {"signal": ["Work"]}}
TORN = {"variables": {"state": {"not": "torn"}}}


def case_of(folder: Path, stage: Stage, text: str = BRAIN, **scenario: Any) -> Case:
    (folder / "brain.studio").write_text(text, encoding="utf-8")
    stated = {"name": "some work", "given": {"until": "1m"}, "when": [WORK], "always": TORN} | scenario
    suite = suite_of({"script": "brain.studio", "scenarios": [stated]}, folder / "test_brain.yaml", stage)
    assert suite.usable, suite.problems
    return suite.cases[0]


def explored(folder: Path, **scenario: Any) -> tuple[SignalsExplored, Stage]:
    stage = Stage()
    return explore_signals(case_of(folder, stage, **scenario), stage), stage


def places(found: SignalsExplored) -> set[tuple[str, float | None, str]]:
    return {(each.place.caption, each.place.inside, each.signal[0]) for each in found.failures}


def test_a_signal_tears_what_is_between_two_actions(tmp_path: Path) -> None:
    found, _ = explored(tmp_path)
    assert found.signals == [("Work",), ("Nobody knows this",)]
    # Work done again is whole at the end; any other signal leaves it torn.
    assert places(found) == {
        ("First", None, "Nobody knows this"),
        ("Pause", 10.001, "Nobody knows this"),
        ("Pause", 12.0, "Nobody knows this"),
        ("Pause", None, "Nobody knows this"),
    }
    assert found.tried == 2 * found.places
    assert {each.why for each in found.failures} == {("state is 'torn', which it may not be",)}


def test_stated_signals_are_tried_instead(tmp_path: Path) -> None:
    found, _ = explored(tmp_path, explore={"signals": ["Stop|now"]})
    assert found.signals == [("Stop", "now")]
    assert {each.signal for each in found.failures} == {("Stop", "now")}


def test_a_fork_ends_as_a_scenario_that_starts_over(tmp_path: Path) -> None:
    """At every place: the scenario with an observation there fails just if the fork did."""
    from studio.testing.explorers.signals.places import places as places_of
    from studio.testing.scenario.running import begin

    stage = Stage()
    case = case_of(tmp_path, stage)
    failed = {(each.place, each.signal) for each in explore_signals(case, stage).failures}
    world = stage.world(case.settings, case.project, case.world_folder)
    seen = [place for place, _, _ in places_of(case, begin(case, world))]
    world.close()
    assert len(seen) > 8
    for place in seen:
        for signal in (("Work",), ("Nobody knows this",)):
            observed = {"when": place.observation(), "do": {"signal": list(signal)}}
            content = file_of(case, tmp_path, case.stated | {"when": [WORK, observed]})
            again = suite_of(content, case.file, stage).cases[0]
            outcome = run_case(again, stage)
            assert (outcome.verdict == "failed") == ((place, signal) in failed), (str(place), outcome.checks)


def test_the_shortest_history_fails_as_a_scenario(tmp_path: Path) -> None:
    needless = {"when": {"after": "3s"}, "do": {"set": {"x": 1}}}
    found, stage = explored(tmp_path, when=[needless, WORK])
    assert found.shortest is not None
    [scenario] = found.shortest["scenarios"]
    assert scenario["when"] == [
        WORK,
        {"when": {"does": "First", "script": "brain"}, "do": {"signal": ["Nobody knows this"], "to": "brain"}},
    ]
    outcome = run_case(suite_of(found.shortest, tmp_path / "test_brain.yaml", stage).cases[0], stage)
    assert [each.why for each in outcome.checks] == ["state is 'torn', which it may not be"]


def test_what_is_wrong_without_any_signal_is_told(tmp_path: Path) -> None:
    found, _ = explored(tmp_path, always={"variables": {"state": "unheard of"}})
    assert found.broken == ["state is 'whole', not 'unheard of'"]
    assert found.tried == 0


def test_a_script_that_hears_no_signal(tmp_path: Path) -> None:
    text = BRAIN.replace("Onsignal", "Onrelease").replace('state = "x"', "")
    found, _ = explored(tmp_path, text=text)
    assert "nothing hears a signal" in found.broken[0]


def test_no_time(tmp_path: Path) -> None:
    stage = Stage()
    found = explore_signals(case_of(tmp_path, stage), stage, seconds=0)
    assert found.cut
    assert not found.failures


def test_a_contact_that_fails_is_a_failure(tmp_path: Path) -> None:
    text = BRAIN.replace('    -> "Rest"\n    case Work', '    -> "What?"\n    case Work')
    found, _ = explored(tmp_path, text=text, always={}, given={"until": "1m", "world": {"step_limit": 200}})
    assert found.failures
    assert "endless loop" in found.failures[0].why[0]


def with_case(label: str, actions: str) -> str:
    """The brain with one more signal that it knows, and what it then does."""
    first = label + "ing"
    text = BRAIN.replace('    case Work -> "First"', f'    case Work -> "First"\n    case {label} -> "{first}"')
    return text + "\n" + actions


def fails_again(found: SignalsExplored, folder: Path, stage: Stage) -> list[str]:
    assert found.shortest is not None
    outcome = run_case(suite_of(found.shortest, folder / "test_brain.yaml", stage).cases[0], stage)
    assert outcome.verdict == "failed"
    return [each.why for each in outcome.checks]


def test_the_history_of_a_contact_that_fails_is_a_scenario_that_fails(tmp_path: Path) -> None:
    loop = 'Assign "Looping"\n    Variable = x\n    Value = 1\n    -> "Looping"\n'
    given = {"until": "1m", "world": {"step_limit": 200}}
    told = {"signals": ["Loop"]}
    found, stage = explored(tmp_path, text=with_case("Loop", loop), always={}, explore=told, given=given)
    assert "endless loop" in found.failures[0].why[0]
    assert fails_again(found, tmp_path, stage) == ["the run is failed, not waiting"]


def test_a_fork_without_an_end_is_a_failure_and_stopped(tmp_path: Path) -> None:
    tick = 'Wait "Ticking"\n    Seconds = 0.001\n    -> "Ticking"\n'
    text = with_case("Tick", tick).replace("Seconds = 1000", "Seconds = 80000")
    given = {"until": "1d", "world": {"step_limit": 200}}
    found, _ = explored(tmp_path, text=text, given=given, when=[], explore={"signals": ["Tick"]})
    assert found.failures
    assert all(each.why[0].startswith("it does not come to an end: ") for each in found.failures)
    assert found.failures[0].why[0].endswith('at last at "Ticking"')
    # A test that runs for ever helps nobody.
    assert found.shortest is None


def test_what_the_scenario_waits_for_need_not_come_after_a_signal(tmp_path: Path) -> None:
    found, stage = explored(tmp_path, when=[WORK, {"when": {"does": "Second"}, "do": {"set": {"seen": 1}}}])
    assert fails_again(found, tmp_path, stage) == ["state is 'torn', which it may not be"]


def test_each_try_of_a_request_is_a_wait(tmp_path: Path) -> None:
    asks = 'REST_API "Pause"\n    ServiceAddress = https://shop.example/\n    Verb = GET\n    resultSet = answer\n'
    text = BRAIN.replace('Wait "Pause"\n    Seconds = 4\n', asks)
    lost = {
        "when": {"requests": "https://shop.example/"},
        "do": {"answer": {"fault": "down", "delay": "2s"}},
        "times": 3,
    }
    found, _ = explored(tmp_path, text=text, when=[WORK, lost])
    torn = {inside for caption, inside, _ in places(found) if caption == "Pause" and inside is not None}
    assert torn == {10.001, 11.0, 12.001, 13.0, 14.001, 15.0}


def test_patterns_are_no_signals(tmp_path: Path) -> None:
    found, _ = explored(tmp_path, explore={"signals": ["Wo*"]})
    assert found.tried == 0
    assert [each.message for each in found.problems] == [
        "explore.signals: 'Wo*' is a pattern: a signal that is delivered has plain values"
    ]


@pytest.mark.slow
def test_the_pair_holds_and_the_one_script_loses_leads() -> None:
    stage = Stage()
    for folder, name, holds in (
        ("create_prospects", "The dialer asks for contacts", True),
        ("create_prospects_one_script", "Two pages of leads are loaded", False),
    ):
        from studio.testing.scenario import find_suites, read_suite

        cases = [each for file in find_suites([SCRIPTS / folder]) for each in read_suite(file, stage).cases]
        found = explore_signals(next(each for each in cases if each.name == name), stage)
        assert found.tried > 100
        assert (not found.failures) is holds, found.failures[:3]
        if not holds:
            assert "lost" in found.failures[0].why[0]
            assert found.shortest is not None
