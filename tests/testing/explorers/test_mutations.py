"""Mutations: what is changed, what is noticed, what survives."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.runtime.loading import load
from studio.runtime.registry import library
from studio.script.model import Script
from studio.script.text import read_text
from studio.testing.explorers.mutations import Mutations, Tried, explore_mutations
from studio.testing.explorers.mutations.making import DEAD, make
from studio.testing.explorers.mutations.saving import diff_of, save_mutants
from studio.testing.explorers.scenes import scenes_of
from studio.testing.stage import Stage


def script_of(text: str) -> Script:
    script, problems = read_text('script "main"\n    media = Generic\n\n' + text, None)
    assert script is not None, problems
    return script


def titles(text: str, caption: str) -> list[str]:
    made = make(script_of(text), library())
    return [each.title for each in made.mutants if each.action.caption == caption]


def explored(folder: Path, *, seed: int = 1, seconds: float | None = None) -> Mutations:
    stage = Stage()
    scenes = scenes_of([folder], stage)
    assert not scenes.problems
    return explore_mutations(scenes.cases, stage, seed=seed, seconds=seconds)


def of(found: Mutations, caption: str, what: str) -> list[Tried]:
    return [each for each in found.tried if each.mutant.action.caption == caption and what in each.mutant.title]


SNIPPET = 'Begin "Begin"\n    -> "Work"\n\nSnippet "Work"\n    Data:\n{lines}    -> "End"\n\nEnd "End"\n'


def snippet(*lines: str) -> str:
    return SNIPPET.format(lines="".join(f"        | {each}\n" for each in lines))


def test_code_is_changed_at_places_of_its_tree() -> None:
    found = titles(snippet("a = b + 1 // c + 2", "IF a < 3 & !d", "{", '  s = "x + 1"', "}"), "Work")
    assert "line 1: another operator: a = b + 1 // c + 2 → a = b - 1 // c + 2" in found
    assert "line 1: statement left out: a = b + 1 // c + 2 → // c + 2" in found
    assert "line 2: another operator: IF a < 3 & !d → IF a <= 3 & !d" in found
    assert "line 2: another operator: IF a < 3 & !d → IF a < 3 | !d" in found
    assert "line 2: condition turned round: IF a < 3 & !d → IF !(a < 3 & !d)" in found
    assert 'line 4: another text: s = "x + 1" → s = "other"' in found
    # What stands in comments and texts is no code.
    assert not any("c - 2" in each or "x - 1" in each or "c + 3" in each for each in found)


def test_every_changed_script_still_starts() -> None:
    lines = ('a = "{b + 1}|{c}"', "DYNAMIC d", "d.x[1] = -1", "FOREACH e IN d.x { a = e }", "RETURN")
    made = make(script_of(snippet(*lines)), library())
    assert len(made.mutants) > 10
    for each in made.mutants:
        assert load(each.changed, library()).runnable, each.title


def test_a_change_touches_its_action_alone() -> None:
    original = script_of(snippet("a = 1"))
    before = original.model_dump()
    for each in make(original, library()).mutants:
        changed = [
            (one.id, other.id)
            for one, other in zip(original.actions, each.changed.actions, strict=True)
            if one != other
        ]
        assert len(changed) == 1, each.title
    assert original.model_dump() == before


def test_branches_are_swapped_dropped_and_passed_by() -> None:
    text = (
        'Begin "Begin"\n    -> "Ask"\n\nIf "Ask"\n    Expression = a = 1\n    True -> "Call"\n    False -> "End"\n\n'
        'Runsub "Call"\n    ScriptName = other\n    Parameters: {a}, {b}\n    -> "End"\n    OnError -> "Ask"\n\nEnd "End"\n'
    )
    assert any(each.startswith("True and False swapped") for each in titles(text, "Ask"))
    call = titles(text, "Call")
    assert 'OnError is not wired: OnError -> "Ask" → Default -> "End"' in call
    assert 'left out: -> "Call" → -> "End"' in call
    assert "Parameters: 1 and 2 swapped: {a}, {b} → {b}, {a}" in call


def test_branches_to_one_action_are_not_swapped() -> None:
    text = 'Begin "Begin"\n    -> "Ask"\n\nIf "Ask"\n    Expression = a = 1\n    True -> "End"\n    False -> "End"\n\nEnd "End"\n'
    assert not any("swapped" in each for each in titles(text, "Ask"))


def test_a_wait_becomes_another_one() -> None:
    text = 'Begin "Begin"\n    -> "Rest"\n\nWait "Rest"\n    Seconds = 30\n    -> "End"\n\nEnd "End"\n'
    assert "Seconds: another time: 30 → 60" in titles(text, "Rest")


def test_what_a_scenario_expects_is_noticed_and_nothing_else(orders: Path) -> None:
    found = explored(orders)
    (swapped,) = of(found, "Any order?", "True and False swapped")
    assert (swapped.fate, swapped.scenario) == ("killed", "An order that was sent")
    assert "say is 'Sorry.'" in swapped.why
    assert {each.fate for each in of(found, "Count the days", "14 - order.days → ASSIGN left = 15")} == {"killed"}
    # Ten days: nobody notices where the border lies.
    assert [each.fate for each in of(found, "Any order?", "order.days > 1")] == ["survived"]
    assert {each.fate for each in of(found, "Soon", "")} == {"not reached"}
    assert {each.fate for each in of(found, "Look up the order", "OnError is not wired")} == {"not reached"}
    assert not of(found, "Never", "")
    assert found.made[0].left_out[DEAD] > 0
    assert found.score is not None
    assert 0 < found.score < 100


def test_a_mutant_that_never_ends_is_cut(tmp_path: Path) -> None:
    (tmp_path / "loop.studio").write_text(
        'script "loop"\n    media = Generic\n\nBegin "Begin"\n    -> "Rest"\n\nWait "Rest"\n    Seconds = 1\n    -> "Count"\n\n'
        'Snippet "Count"\n    Data:\n        | n = n + 1\n    -> "Enough?"\n\n'
        'If "Enough?"\n    Expression = n > 3\n    True -> "End"\n    False -> "Rest"\n\nEnd "End"\n',
        encoding="utf-8",
    )
    (tmp_path / "test_loop.yaml").write_text(
        "script: loop.studio\nscenarios:\n  - name: It ends\n    expect: {status: ended}\n", encoding="utf-8"
    )
    found = explored(tmp_path)
    (endless,) = of(found, "Count", "n + 1 → n = n - 1")
    assert (endless.fate, endless.why) == ("cut", "too many actions")
    assert found.seconds < 20


def test_without_time_nothing_is_run_and_that_is_told(orders: Path) -> None:
    found = explored(orders, seconds=0)
    assert found.count("killed", "cut", "survived") == 0
    assert found.count("not run") > 0
    assert found.score is None


def test_the_same_seed_gives_the_same(orders: Path) -> None:
    first, second = explored(orders), explored(orders)
    assert [(each.mutant.title, each.fate) for each in first.tried] == [
        (each.mutant.title, each.fate) for each in second.tried
    ]


def test_a_scenario_that_fails_as_it_is_is_left_out(orders: Path) -> None:
    file = orders / "test_orders.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("In 4 days.", "In 5 days."), encoding="utf-8")
    found = explored(orders)
    assert [case.name for case, _ in found.broken] == ["An order that was sent"]
    assert found.tried == []


def test_the_original_runs_on_unchanged(orders: Path) -> None:
    stage = Stage()
    cases = scenes_of([orders], stage).cases
    first = explore_mutations(cases, stage)
    again = explore_mutations(cases, stage)
    assert not again.broken
    assert [each.fate for each in first.tried] == [each.fate for each in again.tried]


def test_a_mutant_as_a_difference(orders: Path, tmp_path: Path) -> None:
    found = explored(orders)
    survivors = [each.mutant for each in found.survivors]
    (border,) = [each for each in survivors if "order.days > 1" in each.title]
    text = diff_of(border)
    assert '# orders: If "Any order?"' in text
    assert "-    Expression = order.days > 0" in text
    assert "+    Expression = order.days > 1" in text
    files = save_mutants(survivors, tmp_path / "out")
    assert len(files) == len(survivors)
    assert files[0].name == "orders_001.diff"


@pytest.mark.slow
def test_the_example_pair_has_mutants_of_every_fate() -> None:
    found = explored(Path(__file__).parents[3] / "scripts" / "create_prospects", seconds=30)
    assert found.count("killed") > 0
    assert found.count("not reached") >= 0
    assert not found.broken
