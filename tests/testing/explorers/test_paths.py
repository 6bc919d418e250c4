"""Paths: branches that no scenario takes, and the scenarios that are proposed for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio.testing.explorers.paths import Paths, explore_paths
from studio.testing.explorers.paths.saving import save_proposals
from studio.testing.explorers.paths.shrinking import shrunk
from studio.testing.explorers.scenes import play, scenes_of
from studio.testing.scenario import read_suite, run_case
from studio.testing.stage import Stage

ORDERS = Path(__file__).parent / "orders.studio"


def branches(found: Paths, keys: Any) -> set[tuple[str, str]]:
    return {(found.captions[each], each.branch) for each in keys}


def explored(folder: Path, seed: int = 1, seconds: float | None = None) -> tuple[Paths, Stage]:
    stage = Stage()
    return explore_paths(scenes_of([folder], stage).cases, stage, seed=seed, seconds=seconds), stage


def alone(file: Path, seconds: float | None = None) -> tuple[Paths, Stage]:
    stage = Stage()
    script, project = stage.script(file)
    return explore_paths([], stage, scripts=[(script, project, file)], seconds=seconds), stage


def script_file(folder: Path, text: str) -> Path:
    file = folder / "main.studio"
    file.write_text('script "main"\n    media = Phone\n\n' + text, encoding="utf-8")
    return file


def test_what_no_scenario_takes_is_proposed(orders: Path) -> None:
    found, _ = explored(orders)
    assert branches(found, found.missing) == {
        ("Look up the order", "OnError"),
        ("Any order?", "False"),
        ("Which state?", "Default"),
        ("Which state?", "PAID"),
        ("Sorry", "Default"),
        ("Soon", "Default"),
    }
    assert found.proposed == set(found.missing)
    assert branches(found, found.out_of_reach) == {("Never", "Default")}
    assert not found.not_found
    assert not found.unsaid
    # Few of them: one for each of the ways that exclude one another.
    assert len(found.proposals) == 4


def test_proposals_are_small(orders: Path) -> None:
    found, _ = explored(orders)
    (fails,) = [each for each in found.proposals if "OnError" in each.name]
    assert fails.name == "Look up the order takes OnError, and 1 more branch"
    # Without a service the look-up fails: nothing needs to be said.
    assert set(fails.scenario) <= {"name", "when", "expect"}
    (paid,) = [each for each in found.proposals if "PAID" in each.name]
    (answer,) = [each for each in paid.scenario["when"] if "requests" in each["when"]]
    assert answer["do"]["answer"]["json"]["state"] == "PAID"
    assert set(answer["do"]["answer"]["json"]) == {"state", "days"}


def test_saved_proposals_pass_and_take_what_they_say(orders: Path, tmp_path: Path) -> None:
    found, stage = explored(orders)
    assert save_proposals(found.proposals, tmp_path / "out", stage) == []
    taken = set()
    for file in (tmp_path / "out").glob("test_orders_proposed*.yaml"):
        suite = read_suite(file, Stage())
        assert suite.problems == []
        for case in suite.cases:
            assert run_case(case, Stage()).verdict == "passed"
            taken |= play(case, Stage()).taken
    assert set(found.missing) <= taken


def test_nothing_is_written_over(orders: Path) -> None:
    found, stage = explored(orders)
    save_proposals(found.proposals, orders, stage)
    first = (orders / "test_orders_proposed.yaml").read_bytes()
    save_proposals(found.proposals, orders, stage)
    assert (orders / "test_orders_proposed.yaml").read_bytes() == first
    assert len(list(orders.glob("test_orders_proposed*.yaml"))) >= 2


def test_with_the_proposals_beside_the_scenarios_nothing_is_missing(orders: Path) -> None:
    found, stage = explored(orders)
    save_proposals(found.proposals, orders, stage)
    again, _ = explored(orders)
    assert again.missing == []
    assert again.proposals == []


def test_a_script_without_scenarios_is_enough() -> None:
    found, _ = alone(ORDERS)
    assert found.proposed == set(found.missing)
    assert len(found.missing) == found.branches - len(found.out_of_reach)


def test_values_that_a_script_takes_apart_are_found(tmp_path: Path) -> None:
    file = script_file(
        tmp_path,
        'Begin "Begin"\n    Parameters: order\n    -> "Parts"\n\n'
        'Snippet "Parts"\n    Data:\n        | parts = order.split(";")\n        | state = parts[2]\n    -> "Which?"\n\n'
        'Case "Which?"\n    Variable = state\n    -> "End"\n    case SENT -> "Sent"\n\n'
        'Snippet "Sent"\n    Data:\n        | say = 1\n    -> "End"\n\nEnd "End"\n',
    )
    found, _ = alone(file)
    (sent,) = [each for each in found.proposals if "SENT" in each.name]
    assert sent.scenario["given"] == {"parameters": {"order": ";SENT"}}


def test_keys_signals_and_events_are_found(tmp_path: Path) -> None:
    file = script_file(
        tmp_path,
        'Begin "Begin"\n    -> "Choose"\n\nMenu "Choose"\n    Sequence = "%Press 1."\n    Variable = key\n'
        '    case 1 -> "Rest"\n    Timeout -> "Rest"\n    -> "Rest"\n\n'
        'Wait "Rest"\n    Seconds = 3600\n    -> "End"\n\n'
        'Onsignal "Signal"\n    -> "Asked"\n\nIf "Asked"\n    Expression = SP1 = "Stop"\n    True -> "End"\n    False -> "Rest"\n\n'
        'Onrelease "Over"\n    -> "Bye"\n\nSnippet "Bye"\n    Data:\n        | over = 1\n\nEnd "End"\n',
    )
    found, _ = alone(file)
    assert found.not_found == []
    told = {each.name: each for each in found.proposals}
    text = "\n".join(each.text for each in found.proposals)
    assert "press: '1'" in text
    assert "signal: [Stop]" in text
    assert told


def test_a_condition_that_cannot_hold_is_not_found(tmp_path: Path) -> None:
    file = script_file(
        tmp_path,
        'Begin "Begin"\n    -> "Ask"\n\nIf "Ask"\n    Expression = 1 = 2\n    True -> "End"\n    False -> "End"\n\nEnd "End"\n',
    )
    found, _ = alone(file)
    assert branches(found, found.not_found) == {("Ask", "True")}


def test_an_endless_way_is_stopped_where_it_was_for(tmp_path: Path) -> None:
    file = script_file(
        tmp_path,
        'Begin "Begin"\n    Parameters: go\n    -> "Ask"\n\nIf "Ask"\n    Expression = go = "on"\n    True -> "Turn"\n    False -> "End"\n\n'
        'Wait "Turn"\n    Seconds = 1\n    -> "Turn"\n\nEnd "End"\n',
    )
    found, _ = alone(file, 30)
    (endless,) = [each for each in found.proposals if "True" in each.name]
    assert {"when": {"does": "Turn", "branch": "Default"}, "do": {"stop": True}} in endless.scenario["when"]


def test_the_same_seed_gives_the_same(orders: Path) -> None:
    assert [each.text for each in explored(orders)[0].proposals] == [
        each.text for each in explored(orders)[0].proposals
    ]


def test_without_time_it_ends_and_says_what_is_missing(orders: Path) -> None:
    found, _ = explored(orders, seconds=0)
    assert len(found.not_found) == len(found.missing)


def test_what_is_not_needed_is_left_out() -> None:
    scenario = {
        "given": {"parameters": {"a": "x", "b": "some;long;text"}, "variables": {"c": 12}},
        "when": [
            {"when": {"after": 600.0}, "do": {"signal": ["A", "B"]}},
            {"when": {"after": 5}, "do": {"press": "1"}},
        ],
    }

    def holds(candidate: dict[str, Any]) -> bool:
        sent = [
            each["do"].get("signal") or [] for each in candidate.get("when", []) if each.get("when") and "do" in each
        ]
        long = candidate.get("given", {}).get("parameters", {}).get("b", "").split(";")
        return any(each[:1] == ["A"] for each in sent) and len(long) > 1 and long[1] == "long"

    assert shrunk(scenario, holds, lambda: False) == {
        "given": {"parameters": {"b": ";long"}},
        "when": [{"when": {"after": "1s"}, "do": {"signal": ["A"]}}],
    }


@pytest.mark.slow
def test_all_branches_of_the_example_pair_are_found() -> None:
    found, _ = explored(Path(__file__).parents[3] / "scripts" / "create_prospects" / "test_brain.yaml", seconds=240)
    assert branches(found, found.not_found) == set()
    assert not found.unsaid
    assert len(found.proposals) < len(found.missing)
