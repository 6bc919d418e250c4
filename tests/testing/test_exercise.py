"""Exercise: random worlds reach what a script compares, reads and calls, within bounds, and the same for the same seed."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from made_models import scripts

from studio.script.files import find_scripts, read_script
from studio.script.model import Script
from studio.script.project import Project
from studio.script.text import read_text
from studio.testing.exercise import Exercised, Options, exercise

HEAD = 'script "main"\n    media = Phone\n\n'
ENDS = '\nEnd "Yes"\n\nEnd "No"\n'


def script_of(text: str) -> Script:
    script, problems = read_text(text, None)
    assert script is not None, problems
    return script


def exercised(
    *texts: str, seeds: int = 40, seed: int = 1, seconds: float | None = None, stop: bool = False
) -> Exercised:
    made = [script_of(text if text.startswith("script") else HEAD + text) for text in texts]
    project = Project(made)
    found = exercise([(made[0], project)], Options(seeds, seed, seconds, stop=stop))[0]
    assert not found.crashed
    return found


def missed(found: Exercised) -> list[tuple[str, str]]:
    return [(found.script.action(each.action).caption, each.branch) for each in found.missed()]  # type: ignore[union-attr]


def asked(expression: str, before: str = "", parameters: str = "") -> str:
    first = "Work" if before else "Ask"
    work = (
        'Snippet "Work"\n    Data:\n' + "".join(f"    | {each}\n" for each in before.splitlines()) + '    -> "Ask"\n\n'
    )
    return (
        f'Begin "Begin"\n{parameters}    -> "{first}"\n\n{work if before else ""}'
        f'If "Ask"\n    Expression = {expression}\n    True -> "Yes"\n    False -> "No"\n{ENDS}'
    )


@pytest.mark.parametrize(
    "text",
    [
        asked("who = 'Quetzalcoatl'"),
        asked("count > 4711 & count < 4713"),
        asked('who.upper() = "BOLIVAR" & what = "Sancho Panza"'),
        asked("code.length() = 17"),
        asked("list.count() = 7"),
        asked('parts[3] = "Rocinante"', 'parts = line.split(";")'),
        asked('found = "Dulcinea"', 'row = table[2].split(",")\nfound = row[2]'),
        asked('answer.rows[1].kind = "Gigante"'),
        asked('global:state = "Toboso"'),
        asked("__AgentState = 'Barataria'"),
        asked("word = other & word.length > 3"),
        asked("done", 'IF who = "Aldonza" { done = 1 }'),
        asked("kind = 2", 'SWITCH who\n{\n  CASE "Alonso" { kind = 1 }\n  CASE "Quijano" { kind = 2 }\n}'),
        asked("who = 'Ginés'", parameters="    Parameters: what, who\n"),
        asked("ANI.left(3) = '+34'"),
        asked("sum = 12345", "ASSIGN sum = first + 1"),
    ],
)
def test_inputs_are_bent_towards_what_is_compared(text: str) -> None:
    assert missed(exercised(text, stop=True)) == []


def test_an_if_is_never_forced() -> None:
    assert missed(exercised(asked("1 = 2"))) == [("Ask", "True")]
    assert missed(exercised(asked("who = 1 & who = 2"))) == [("Ask", "True")]


def test_the_outside_takes_each_branch_and_gives_values() -> None:
    text = """Begin "Begin"
    -> "Press"

Menu "Press"
    Variable = key
    -> "Ask"
    case 1 -> "No"
    case 2 -> "No"
    Timeout -> "No"

If "Ask"
    Expression = key = 739
    True -> "Yes"
    False -> "No"
"""
    found = exercised(text + ENDS)
    assert missed(found) == []
    assert found.ended["ended"] > 40


def test_a_subscript_that_is_not_there_belongs_to_the_outside_and_one_that_is_there_runs() -> None:
    main = """script "main"

Begin "Begin"
    -> "Look up"

Runsub "Look up"
    ScriptName = lookup
    ReturnVariable = found
    -> "Ask"
    OnError -> "No"

If "Ask"
    Expression = found = "Amadis"
    True -> "Yes"
    False -> "No"
"""
    assert missed(exercised(main + ENDS, stop=True)) == []
    there = 'script "lookup"\n\nBegin "Begin"\n    -> "Back"\n\nReturn "Back"\n    ReturnValue = none\n'
    assert missed(exercised(main + ENDS, there)) == [("Look up", "OnError"), ("Ask", "True")]
    other = there.replace("none", "{global:hero}")
    assert missed(exercised(main + ENDS, other)) == [("Look up", "OnError")]


def test_services_answer_with_what_is_read() -> None:
    text = """Begin "Begin"
    -> "Get"

REST_API "Get"
    ServiceAddress = https://service.example/books
    Verb = GET
    resultSet = books
    -> "Ask"
    OnError -> "No"

If "Ask"
    Expression = books.items[1].title = "Tirante"
    True -> "Yes"
    False -> "No"
"""
    assert missed(exercised(text + ENDS, stop=True)) == []


def test_signals_and_events_come_and_start_runs() -> None:
    text = """Begin "Begin"
    -> "Rest"

Stop "Rest"

Onsignal "Signal"
    -> "What"

Case "What"
    Variable = SP2
    -> "Rest"
    case Micomicona -> "Yes"

Onrelease "Release"
    -> "Ask"

If "Ask"
    Expression = begun = "Malambruno"
    True -> "Yes"
    False -> "No"
"""
    found = exercised(text + ENDS, stop=True)
    assert found.starts == ["Begin", "ONSIGNAL", "ONRELEASE"]
    assert missed(found) == []


def test_ways_without_a_start_are_told_apart() -> None:
    text = asked("who = 1") + '\nAssign "Alone"\n    Variable = x\n    Value = 1\n    -> "Yes"\n'
    found = exercised(text)
    assert [(each.action, each.branch) for each in found.cut_off] == [(found.script.actions[-1].id, "Default")]
    assert len(found.wired) == 3


def test_runs_are_told_by_how_they_end() -> None:
    nowhere = exercised('Begin "Begin"\n    -> "Go"\n\nAssign "Go"\n    Variable = x\n    Value = 1\n', seeds=3)
    assert nowhere.ended["stuck"] > 0
    assert next(iter(nowhere.places))[3] == "Go"
    endless = exercised(
        'Begin "Begin"\n    -> "Go"\n\nAssign "Go"\n    Variable = x\n    Value = 1\n    -> "Go"\n', seeds=3
    )
    assert endless.ended["failed"] > 0
    assert set(endless.ended) <= {"failed", "cut"}
    waits = exercised('Begin "Begin"\n    -> "Go"\n\nWait "Go"\n    Seconds = 1\n    -> "Go"\n', seeds=3)
    assert waits.ended["cut"] > 0
    assert next(iter(waits.places))[4] == "too many actions"


def test_a_script_that_cannot_start_is_told_once() -> None:
    found = exercised('Begin "Begin"\n    -> "Work"\n\nSnippet "Work"\n    Data:\n    | x = = 1\n', seeds=5)
    assert found.ended == {"refused": 1}
    assert found.refused[0].problems
    assert exercised('Stop "Rest"\n', seeds=5).starts == []


def test_unknown_actions_are_counted() -> None:
    found = exercised('Begin "Begin"\n    -> "Do"\n\nFROBNICATE "Do"\n    -> "Yes"\n' + ENDS, seeds=3)
    assert found.unknown["FROBNICATE"] == found.runs


def test_the_same_seed_makes_the_same_runs() -> None:
    text = asked('parts[2] = "Rocinante" & parts[3] > 12', 'parts = line.split(";")')
    first, second = exercised(text, seeds=15), exercised(text, seeds=15)
    assert first.coverage.counts() == second.coverage.counts()
    assert (first.ended, first.runs, first.places) == (second.ended, second.runs, second.places)
    assert exercised(text, seeds=15, seed=2).coverage.counts() != first.coverage.counts()


@pytest.mark.slow
def test_time_is_bounded() -> None:
    heavy = 'FOR i = 1 TO 100000000\n{\n  x = "{x}{i}"\n}'
    found = exercised(asked("who = 1", heavy), seeds=50, seconds=0.3)
    assert 0 < found.runs < 60
    assert found.seconds < 5


def test_branches_that_another_script_has_taken_count() -> None:
    main = 'script "main"\n\nBegin "Begin"\n    -> "Call"\n\nRunsub "Call"\n    ScriptName = sub\n    Parameters: Fierabras\n    -> "Yes"\n\nEnd "Yes"\n'
    made = [script_of(main), script_of('script "sub"\n\n' + asked("p9 = 1").replace("End ", "Return "))]
    project = Project(made)
    found = exercise([(each, project) for each in made], Options(seeds=0))
    assert [len(each.missed()) for each in found] == [0, 1]


# ---------------------------------------------------------------------------------------- hostile scripts
@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(scripts())
def test_no_script_makes_it_fail(script: Script) -> None:
    found = exercise([(script, Project([script]))], Options(seeds=2, seconds=2))[0]
    assert not found.crashed


@pytest.mark.slow
def test_no_script_of_the_tests_makes_it_fail() -> None:
    """The scripts of the examples, as they are."""
    root = Path(__file__).resolve().parents[2] / "scripts"
    project, _ = Project.load(root)
    for each in exercise([(each, project) for each in project.scripts()], Options(seeds=25)):
        assert not each.crashed
        assert each.reached() > 0.7 * len(each.wired)


@pytest.mark.slow
def test_production_scripts_are_reached(shared: Path) -> None:
    """Over four fifths of the branches to which a way leads, in each of them."""
    folder = shared / "corpus"
    project, _ = Project.load(folder)
    read = [read_script(each)[0] for each in find_scripts(folder)]
    assert sum(each is not None for each in read) == 18
    for each in exercise(
        [(each, project) for each in project.scripts()],
        Options(seeds=int(os.environ.get("STUDIO_EXERCISE_SEEDS", "100"))),
    ):
        assert not each.crashed
        assert each.reached() > 0.8 * len(each.wired), each.script.name
        assert each.seconds < 60


def test_options_are_values() -> None:
    assert replace(Options(), seeds=3).seeds == 3
    used: Callable[[Any], None] = lambda each: None  # noqa: E731
    assert exercise([], Options(), used) == []
