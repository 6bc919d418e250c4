"""Stand-ins: which actions they replace, what happens instead, and what is told of those that don't fit."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio import World, load
from studio.runtime.state import restore_engine, save_engine
from studio.script.project import Project
from studio.script.text import read_text
from studio.world.settings import WorldSettings

HEAD = 'script "main"\n    media = Phone\n\nBegin "Begin"\n    -> "Check hours"\n\n'
HOURS = """Hours "Check hours"
    Profile = Usual
    -> "Open"
    Closed -> "Closed"
    Holiday -> "Holiday"

Assign "Open"
    Variable = told
    Value = open
    -> "End"

Assign "Closed"
    Variable = told
    Value = closed
    -> "End"

Assign "Holiday"
    Variable = told
    Value = holiday
    -> "End"

End "End"
"""
RUNSUB = """script "main"

Begin "Begin"
    -> "Look up"

Runsub "Look up"
    ScriptName = Lookup
    ReturnVariable = found
    -> "Wait"
    OnError -> "Failed"

Wait "Wait"
    Seconds = 1
    -> "Look up"

Stop "Failed"

Onsignal "Onsignal"
    -> "Rest"

Stop "Rest"
"""


def told(run: Any, contact: Any) -> Any:
    return contact.frames[0].variables.get("told")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"caption": "Check hours", "branch": "Closed"}, "closed"),
        ({"caption": "  CHECK   hours ", "branch": "onclosed"}, "closed"),
        ({"kind": "hours", "branch": "Holiday"}, "holiday"),
        ({"kind": "HOURS", "script": "MAIN", "branch": "Holiday"}, "holiday"),
        ({"kind": "HOURS", "script": "other", "branch": "Holiday"}, "open"),
        ({"kind": "HOURS"}, "open"),
        # A branch that the action has and the script has not wired takes Default.
        ({"kind": "HOURS", "branch": "Weather"}, "open"),
        ({"kind": "HOURS", "first": [{"branch": "Closed"}]}, "closed"),
    ],
)
def test_a_stand_in_takes_its_branch(bench: Callable[..., Any], entry: dict[str, Any], expected: str) -> None:
    run = bench(HEAD + HOURS, mock=[entry])
    assert told(run, run.run()) == expected


def test_the_most_specific_stand_in_counts(bench: Callable[..., Any]) -> None:
    entries: list[dict[str, Any]] = [
        {"kind": "HOURS", "branch": "Holiday"},
        {"kind": "HOURS", "script": "main", "branch": "Holiday"},
        {"caption": "Check hours", "branch": "Closed"},
        {"caption": "Check hours", "branch": "Holiday"},
    ]
    run = bench(HEAD + HOURS, mock=entries)
    assert told(run, run.run()) == "closed"
    entries.append({"caption": "Check hours", "script": "main", "branch": "Default"})
    run = bench(HEAD + HOURS, mock=entries)
    assert told(run, run.run()) == "open"


def test_outputs_go_where_the_properties_say(bench: Callable[..., Any]) -> None:
    value = {"agents": [{"name": "Ann", "free": True}], "count": 1}
    entry = {"kind": "RUNSUB", "outputs": {"returnvariable": value}, "variables": {"global:x": 3, "list[2]": "b"}}
    run = bench(
        RUNSUB.replace('-> "Wait"', '-> "Read"')
        + '\nSnippet "Read"\n    Data:\n    | n = found.agents[1].name\n    | f = found.agents[1].free\n',
        mock=[entry],
    )
    found = run.run().frames[0].variables
    assert (found["n"], found["f"], found["x"], found["list"]) == ("Ann", 1, 3, "|b")
    assert run.of("mock") == [
        {"outcome": "Default", "outputs": {"found": value, "global:x": 3, "list[2]": "b"}, "seconds": 0.0}
    ]


def test_objects_are_new_at_every_call(bench: Callable[..., Any]) -> None:
    script = RUNSUB.replace('-> "Wait"', '-> "Change"', 1) + (
        '\nSnippet "Change"\n    Data:\n    | seen = "{seen}{found.n} "\n    | found.n = 9\n    -> "Wait"\n'
    )
    run = bench(script, mock=[{"kind": "RUNSUB", "outputs": {"ReturnVariable": {"n": 1}}}])
    assert run.run(seconds=2.5).frames[0].variables["seen"] == "1 1 1 "


def test_a_sequence_answers_call_by_call(bench: Callable[..., Any]) -> None:
    entry: dict[str, Any] = {
        "kind": "RUNSUB",
        "first": [{"outputs": {"ReturnVariable": 1}}, {"outputs": {"ReturnVariable": 2}}],
        "then": {"error": "no more"},
    }
    run = bench(RUNSUB, mock=[entry])
    contact = run.run()
    assert [each["outcome"] for each in run.of("mock")] == ["Default", "Default", "Error"]
    assert contact.frames[0].variables["_err"] == "no more"
    assert contact.frames[0].variables["found"] == 2
    assert contact.status == "waiting"


def test_without_then_the_last_of_first_stays(bench: Callable[..., Any]) -> None:
    run = bench(RUNSUB, mock=[{"kind": "RUNSUB", "first": [{"outputs": {"ReturnVariable": n}} for n in (1, 2)]}])
    run.run(seconds=5)
    assert [each["outputs"]["found"] for each in run.of("mock")] == [1, 2, 2, 2, 2, 2]


def test_a_delay_takes_virtual_time_and_can_be_broken_off(bench: Callable[..., Any]) -> None:
    entry = {"kind": "RUNSUB", "delay": "10s", "branch": "Error", "outputs": {"ReturnVariable": "late"}}
    run = bench(RUNSUB, mock=[entry])
    contact = run.run()
    assert contact.frames[0].variables["found"] == "late"
    assert [each["seconds"] for each in run.of("action")] == [0, 10, 0]
    run = bench(RUNSUB, mock=[entry])
    contact = run.run(seconds=4)
    run.engine.signal(contact.id, ["stop"])
    run.go_on()
    assert "found" not in contact.frames[0].variables
    assert run.captions(contact)[-2:] == ["Onsignal", "Rest"]


def test_a_request_policy_holds_for_a_stand_in_that_takes_time(bench: Callable[..., Any]) -> None:
    entry = {"kind": "RUNSUB", "delay": "10s", "branch": "Error"}
    run = bench(RUNSUB, mock=[entry], signal_during_request="hold")
    contact = run.run(seconds=4)
    run.engine.signal(contact.id, ["stop"])
    run.go_on()
    assert ("Look up", "OnError") in run.branches() or ("Look up", "Error") in run.branches()
    assert run.captions(contact)[-2:] == ["Onsignal", "Rest"]


def test_event_actions_and_unknown_kinds_have_stand_ins_too(bench: Callable[..., Any]) -> None:
    script = """script "main"

Begin "Begin"
    -> "Ask"

FROBNICATE "Ask"
    resultSet = answer
    -> "Rest"

Stop "Rest"

Onsignal "Onsignal"
    -> "Heard"

Stop "Heard"
"""
    run = bench(
        script,
        mock=[
            {"kind": "frobnicate", "outputs": {"resultSet": [1, 2]}},
            {"kind": "ONSIGNAL", "variables": {"SP1": "replaced"}},
        ],
    )
    contact = run.run()
    assert contact.frames[0].variables["answer"].count() == 2
    run.engine.signal(contact.id, ["sent"])
    run.go_on()
    assert contact.frames[0].variables["sp1"] == "replaced"
    assert "unknown" not in run.kinds()
    run = bench(script)
    run.run()
    assert len(run.of("unknown")) == 1


def test_random_takes_each_wired_branch_by_the_seed(bench: Callable[..., Any]) -> None:
    def outcome(seed: int) -> Any:
        run = bench(HEAD + HOURS, mock=[{"kind": "HOURS", "branch": "random"}], seed=seed)
        return told(run, run.run())

    found = [outcome(seed) for seed in range(40)]
    assert set(found) == {"open", "closed", "holiday"}
    assert found == [outcome(seed) for seed in range(40)]


def test_labels_of_cases_are_exact_and_yaml_numbers_are_labels(bench: Callable[..., Any]) -> None:
    script = HEAD.replace("Check hours", "Press") + (
        'Menu "Press"\n    Variable = key\n    -> "Open"\n    case 1 -> "Closed"\n    Timeout -> "Holiday"\n\n'
        + HOURS[HOURS.index("Assign") :]
    )
    for branch, expected in ((1, "closed"), ("Timeout", "holiday"), ("Default", "open")):
        run = bench(script, mock=[{"caption": "Press", "branch": branch, "outputs": {"Variable": 1}}])
        assert told(run, run.run()) == expected


def test_the_count_of_calls_is_part_of_the_state(bench: Callable[..., Any]) -> None:
    entry: dict[str, Any] = {
        "kind": "RUNSUB",
        "first": [{"outputs": {"ReturnVariable": n}, "delay": "3s"} for n in range(1, 6)],
        "then": {"branch": "random", "delay": "1s", "outputs": {"ReturnVariable": 0}},
    }
    whole = bench(RUNSUB, mock=[entry])
    whole.run(seconds=60)
    for stop in (0, 2, 4.5, 7, 20):
        first = bench(RUNSUB, mock=[entry])
        first.run(seconds=stop)
        saved = json.loads(json.dumps(save_engine(first.engine)))
        second = bench(RUNSUB, mock=[entry])
        restore_engine(second.engine, saved)
        second.engine.run(whole.engine.now)
        assert first.events + second.events == whole.events


# ------------------------------------------------------------------------------------------------- checks
def checked(tmp_path: Path, world: str, script: str = HEAD + HOURS) -> list[Any]:
    (tmp_path / "main.studio").write_text(script, encoding="utf-8")
    (tmp_path / "world.yaml").write_text(world, encoding="utf-8")
    made, found = World.load(tmp_path / "world.yaml", tmp_path / "main.studio")
    assert (made is None) == any(each.severity == "error" for each in found)
    return found


def lines(found: list[Any]) -> list[tuple[str, int, int]]:
    return [(each.code, each.line, each.column) for each in found]


def test_every_misfit_is_told_at_its_place(tmp_path: Path) -> None:
    found = checked(
        tmp_path,
        """# stand-ins
mock:
  - caption: Check hours
    branch: Repeat
    outputs:
      Profil: x
  - kind: HOURS
    branch: Closed
  - caption: Chek hours
  - kind: RUNSCRIPT
    script: man
  - caption: End
    error: it broke
    branch: Default
""",
    )
    assert lines(found) == [
        ("WF101", 4, 13),
        ("WF104", 6, 15),
        ("WF107", 7, 5),
        ("WF106", 9, 5),
        ("WF106", 10, 5),
        ("WF105", 12, 5),
    ]
    assert 'near: "Check hours"' in found[3].hint
    assert "near: main" in found[4].hint
    assert (found[0].script, found[0].caption) == ("main", "Check hours")
    assert str(found[0]).startswith(f"{tmp_path / 'world.yaml'}:4:13: error WF101: HOURS has no branch 'Repeat'")


def test_branches_that_nobody_knows_are_warnings(tmp_path: Path) -> None:
    script = HEAD.replace("Check hours", "Ask") + 'Page "Ask"\n    Title = x\n\nFROB "Frob"\n    -> "Ask"\n'
    found = checked(
        tmp_path, "mock:\n  - {kind: PAGE, branch: Sent}\n  - {caption: Frob, branch: Maybe, error: x}\n", script
    )
    assert [(each.code, each.severity) for each in found] == [("WF102", "warning"), ("WF102", "warning")]


def test_an_error_without_the_branch_is_a_warning(tmp_path: Path) -> None:
    script = HEAD.replace("Check hours", "Press") + 'Case "Press"\n    Variable = x\n    case 1 -> "Begin"\n'
    found = checked(tmp_path, "mock:\n  - kind: CASE\n    first: [{branch: 1}]\n    then: {error: x}\n", script)
    assert lines(found) == [("WF103", 4, 19)]
    found = checked(tmp_path, "mock:\n  - {kind: CASE, branch: 2}\n", script)
    assert [(each.code, each.severity) for each in found] == [("WF102", "warning")]
    found = checked(tmp_path, "mock:\n  - {caption: Press, branch: 2}\n", script)
    assert [(each.code, each.severity) for each in found] == [("WF101", "error")]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{branch: Closed}", "give caption, kind or both"),
        ("{kind: HOURS, branch: Closed, first: [{branch: Open}]}", "give either branch or first and then"),
        ("{kind: HOURS, then: {branch: Open}}", "then follows first"),
        ("{kind: HOURS, delay: soon}", "no length"),
        ("{kind: HOURS, delay: -1}", "greater than or equal to 0"),
        ("{kind: HOURS, branch: [x]}", "a text belongs here"),
        ("{kind: HOURS, variables: {'a b': 1}}", "no name of a variable"),
        ("{kind: HOURS, outputs: {x: 2026-01-01}}", "mock.0.outputs.x"),
        ("{kind: HOURS, outputs: {x: .inf}}", "mock.0.outputs.x"),
        ("{kind: HOURS, answer: 1}", "no such member"),
    ],
)
def test_an_entry_that_makes_no_sense_is_refused(tmp_path: Path, entry: str, message: str) -> None:
    found = checked(tmp_path, f"mock:\n  - {entry}\n")
    assert {each.code for each in found} == {"WF003"}
    assert any(message in each.message for each in found), found


def test_a_script_with_a_misfit_does_not_start(bench: Callable[..., Any]) -> None:
    world = World(WorldSettings(mock=[{"kind": "HOURS", "branch": "Repeat"}]), Project(bench(HEAD + HOURS).scripts))
    result = world.run(world.project.scripts()[0])
    assert result.status == "failed"
    assert [each.code for each in result.diagnostics] == ["WF101"]


@pytest.mark.slow
def test_many_stand_ins_and_huge_values_are_no_trouble(tmp_path: Path) -> None:
    entries = "".join(f"  - {{caption: c{number}, branch: Closed}}\n" for number in range(3_000))
    found = checked(tmp_path, "mock:\n" + entries)
    assert {each.code for each in found} == {"WF106"}
    (tmp_path / "main.studio").write_text(HEAD + HOURS, encoding="utf-8")
    world = World(WorldSettings(mock=[{"kind": "HOURS", "variables": {"told": "x" * 200_000}}]))
    result = world.run(load(tmp_path / "main.studio"))
    assert result.status == "ended"


def test_actions_of_ones_own_are_held_to_their_class(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "ask.py").write_text(
        "from studio.sdk import Action, variable\n\n\nclass Ask(Action):\n"
        '    """Asks."""\n\n    kind = "ASKOWN"\n    branches = ("Default", "Maybe")\n    Found = variable("found")\n',
        encoding="utf-8",
    )
    script = tmp_path / "main.studio"
    script.write_text(
        HEAD.replace("Check hours", "Ask") + 'ASKOWN "Ask"\n    -> "End"\n\nEnd "End"\n', encoding="utf-8"
    )
    file = tmp_path / "world.yaml"
    file.write_text("mock:\n  - {kind: askown, branch: maybe, outputs: {Found: 7}}\n", encoding="utf-8")
    world, found = World.load(file, script, actions=[tmp_path / "own"])
    assert world is not None
    assert found == []
    result = world.run(load(script))
    assert result.status == "ended", result.diagnostics
    assert result.contacts[0].variables["found"] == 7


def test_an_action_may_run_as_it_is_at_a_call() -> None:
    """The second call alone is replaced; before and after it the action itself is run."""
    text = """script "main"
    media = Generic

Begin "Begin"
    -> "Thrice"

Loop "Thrice"
    Repeat = 3
    CounterName = n
    Repeat -> "Add"
    Finished -> "End"

Assign "Add"
    Variable = sum
    Value = sum + 1
    Type = Numeric
    -> "Thrice"
    OnError -> "Thrice"

End "End"
"""
    found, problems = read_text(text, None)
    assert found is not None, problems
    mock = [{"caption": "Add", "first": [{"as-is": True}, {"error": "not now"}], "then": {"as-is": True}}]
    world = World(WorldSettings.model_validate({"mock": mock}), Project([found]))
    result = world.run(found)
    assert result.contacts[0].variables["sum"] == 2
    assert result.contacts[0].variables["_ERR"] == "not now"
    with pytest.raises(ValueError, match="takes nothing else"):
        WorldSettings.model_validate({"mock": [{"caption": "Add", "as-is": True, "branch": "Default"}]})
