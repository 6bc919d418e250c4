"""Scenario files are read whole: everything that is wrong with one is told at once, each thing at its place."""

from __future__ import annotations

import copy
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shop import CRM, open_shop, suite_of

from studio.testing.scenario import Suite, find_suites, read_suite, run_case
from studio.testing.stage import Stage

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def stage() -> Stage:
    return Stage()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return open_shop(tmp_path)


def told(suite: Suite) -> list[tuple[str, int | None, int | None, str]]:
    return [(each.code, each.line, each.column, each.message) for each in suite.problems]


def one(folder: Path, stage: Stage | None = None, **members: Any) -> Suite:
    """A file with one scenario."""
    return suite_of(folder, {"script": "orders.studio", "scenarios": [{"name": "x", **members}]}, stage)


def codes(suite: Suite) -> list[str]:
    return [each.code for each in suite.problems]


# ---------------------------------------------------------------------------------------------------------- mistakes
def test_every_mistake_of_a_file_is_told_at_its_place(folder: Path) -> None:
    """What is told of mistakes.yaml stands in mistakes.txt: line, column, severity, code, message."""
    (folder / "world.yaml").write_text("seed: 3\n", encoding="utf-8")
    suite = suite_of(folder, (HERE / "mistakes.yaml").read_text(encoding="utf-8"))
    found = [f"{each.line}:{each.column} {each.severity} {each.code} {each.message}" for each in suite.problems]
    assert found == (HERE / "mistakes.txt").read_text(encoding="utf-8").splitlines()
    assert {each.file for each in suite.problems} == {str(folder / "test_shop.yaml")}
    assert not suite.usable


def test_hints(folder: Path) -> None:
    suite = one(folder, expect={"took": ["Cuont", "Large order? -> Maybe"], "variables": {"linse": 1}})
    assert [each.hint for each in suite.problems] == ['near: "Count"', "it has True, False", "near: line, lines"]


def test_warnings_leave_a_file_usable(folder: Path) -> None:
    suite = one(folder, expect={"variables": {"linse": None}, "calls": []}, explore={"signals": ["Status"]})
    assert codes(suite) == ["TS104"]
    assert suite.usable
    assert run_case(suite.cases[0], Stage()).passed


def test_signals_need_an_onsignal(folder: Path) -> None:
    scenario = {"name": "x", "script": "credit.studio", "explore": {"signals": ["Status"]}}
    suite = suite_of(folder, {"scenarios": [scenario]})
    assert [(each.code, each.severity) for each in suite.problems] == [("TS107", "warning")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ("TS003", None, None)),
        ("- a\n", ("TS003", 1, 1)),
        ("script: orders.studio\n", ("TS003", 1, 1)),
        ("scenarios: 5\n", ("TS003", 1, 12)),
        ("script: orders.studio\nscenarios: {a: 1}\n", ("TS003", 2, 12)),
        ("a: [1\nb: 2\n", ("TS002", 2, 2)),
        ("a: &x [1]\nscenarios: [{name: *x}]\n", ("TS002", 1, 4)),
        ("scenarios: [{name: x, name: y}]\n", ("TS002", 1, 23)),
        ("scenarios: [{name: !!python/object:os.system x}]\n", ("TS002", 1, 20)),
        ("scenarios: [{name: 2026-02-30}]\n", ("TS002", 1, 20)),
        ("scenarios: " + "[" * 60 + "]" * 60, ("TS002", 1, 62)),
        ("scenarios:\n" + "".join(" " * (2 * each) + "-\n" for each in range(1, 400)), None),
        ("scenarios: [{took: Any: b}]\n", ("TS002", 1, 23)),
        ("x" * 300_001, ("TS001", None, None)),
        ("a: \x00\n", ("TS002", None, None)),
        ("scenarios: []\nscript: orders.studio\n", ("TS003", 1, 12)),
    ],
    ids=lambda each: repr(each)[:30],
)
def test_files_that_are_none(text: str, wanted: Any, folder: Path) -> None:
    suite = suite_of(folder, text)
    assert suite.cases == []
    assert not suite.usable
    if wanted is not None:
        first = suite.problems[0]
        assert (first.code, first.line, first.column) == wanted


def test_a_bare_question_mark_has_a_hint(folder: Path) -> None:
    suite = suite_of(folder, "scenarios:\n  - expect: {took: [Any?: b, c]}\n  - {name: [a, ? b]]}\n")
    assert codes(suite) == ["TS002"]
    assert "in quotes" in suite.problems[0].hint or "got ']'" in suite.problems[0].message


def test_bytes_that_are_no_text(folder: Path) -> None:
    file = folder / "test_x.yaml"
    file.write_bytes(b"scenarios: [{name: \xff\xfe}]")
    assert codes(read_suite(file, Stage())) == ["TS001"]
    file.write_bytes(b"\xef\xbb\xbfscript: orders.studio\nscenarios: [{name: x}]")
    assert [each.name for each in read_suite(file, Stage()).cases] == ["x"]


def test_folders_and_devices_are_no_scenario_files(folder: Path) -> None:
    (folder / "test_folder.yaml").mkdir()
    os.mkfifo(folder / "test_pipe.yaml")
    for name in ("test_folder.yaml", "test_pipe.yaml", "test_missing.yaml"):
        assert codes(read_suite(folder / name, Stage())) == ["TS001"], name


def test_names_with_odd_characters(folder: Path) -> None:
    name = "a\x1b[31m\nb\u202e\u0007 — ü"
    suite = one(folder)
    file = suite.file
    file.write_text(yaml.safe_dump({"script": "orders.studio", "scenarios": [{"name": name}]}), encoding="utf-8")
    suite = read_suite(file, Stage())
    assert [each.name for each in suite.cases] == [name]
    assert run_case(suite.cases[0], Stage()).passed


# ----------------------------------------------------------------------------------------------- scripts and worlds
@pytest.mark.parametrize("script", [".", "..", "missing.studio", "/dev/null", "/dev/zero", "a\0b", "x" * 1500, "loop",
                                    "pipe", "broken.studio", "test_shop.yaml"])  # fmt: skip
def test_scripts_that_can_not_be_used(script: str, folder: Path) -> None:
    (folder / "loop").symlink_to("loop")
    os.mkfifo(folder / "pipe")
    (folder / "broken.studio").write_text('script "b"\n\nBegin "Begin"\n    -> "Nowhere"\n', encoding="utf-8")
    suite = suite_of(folder, {"script": script, "scenarios": [{"name": "x"}, {"name": "y", "script": "orders.studio"}]})
    assert codes(suite) == ["TS006"]
    assert (suite.problems[0].line, suite.problems[0].column) == (1, 9)
    assert [each.name for each in suite.cases] == ["y"], "the other one is read"


def test_a_script_has_to_be_said(folder: Path) -> None:
    suite = suite_of(folder, {"scenarios": [{"name": "x"}]})
    assert [(each.code, each.line) for each in suite.problems] == [("TS005", 2)]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("missing.yaml", None, "WF001"),
        (".", None, "WF001"),
        ("/dev/zero", None, "WF001"),
        ("a\0b.yaml", None, "FI001"),
        ("world.yaml", "a: [", "WF002"),
        ("world.yaml", "sed: 1", "WF003"),
        ("world.yaml", "mock: [{branch: x}]", "WF003"),
    ],
)
def test_worlds_that_can_not_be_used(name: str, content: str | None, code: str, folder: Path) -> None:
    if content is not None:
        (folder / name).write_text(content, encoding="utf-8")
    suite = suite_of(folder, {"script": "orders.studio", "world": name, "scenarios": [{"name": "x"}, {"name": "y"}]})
    assert (suite.cases, codes(suite)) == ([], [code]), "told once for all scenarios"


def test_a_world_that_can_not_be_built(folder: Path) -> None:
    suite = one(folder, given={"world": {"crm": {"leads": "missing.csv"}}})
    assert suite.usable
    outcome = run_case(suite.cases[0], Stage())
    assert (outcome.verdict, [each.code for each in outcome.problems]) == ("unusable", ["WF004"])


def test_a_script_that_can_not_start(folder: Path) -> None:
    text = 'script "deep"\n\nBegin "Begin"\n    -> "S"\n\nSnippet "S"\n    Data:\n        | ASSIGN x = NOSUCH(1)\n'
    (folder / "deep.studio").write_text(text, encoding="utf-8")
    suite = suite_of(folder, {"script": "deep.studio", "scenarios": [{"name": "x"}]})
    outcome = run_case(suite.cases[0], Stage())
    assert (outcome.verdict, [each.code for each in outcome.problems]) == ("unusable", ["SN301"])


def test_stand_ins_are_held_to_the_script_at_their_places(folder: Path) -> None:
    text = """
script: orders.studio
given:
  stand-ins:
    - {caption: Think, delay: 1s}
    - {caption: "Large order?", branch: Perhaps}
scenarios:
  - name: a
    given:
      stand-ins:
        - {caption: Ask CRM, branch: Default}
        - {caption: Check credit, outputs: {Nothing: 1}}
  - name: b
"""
    suite = suite_of(folder, text)
    assert [(each.code, each.line, each.column) for each in suite.problems] == [("WF101", 6, 41), ("WF104", 12, 54)]


def test_mistakes_of_stated_worlds_are_never_swallowed(folder: Path) -> None:
    """Stand-ins and observations may stand in a world, too."""
    parts: list[dict[str, Any]] = [
        {"mock": [{"branch": "x"}]},
        {"when": [{"when": {}}]},
        {"when": 5},
        {"mock": {"a": 1}},
    ]
    for part in parts:
        suite = one(folder, given={"world": part}, when=[CRM])
        assert codes(suite) == ["TS003"], part
        assert suite.problems[0].line is not None
        assert suite.cases == []


def test_too_many_observations_together(folder: Path) -> None:
    each = {"when": {"after": "1s"}, "do": []}
    content = {"script": "orders.studio", "when": [each] * 600, "scenarios": [{"name": "x", "when": [each] * 600}]}
    suite = suite_of(folder, content)
    assert codes(suite) == ["TS003"]
    assert "1000 items" in suite.problems[0].message


# ------------------------------------------------------------------------------------------------------- finding
def test_files_of_folders(tmp_path: Path) -> None:
    for name in ("test_a.yaml", "b/test_c.yml", ".venv/test_no.yaml", "b/other.yaml", "test_a.txt", "b/.x/test_n.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).touch()
    named = [tmp_path / "b" / "other.yaml", tmp_path, tmp_path / "test_a.yaml"]
    found = [each.relative_to(tmp_path).as_posix() for each in find_suites(named)]
    assert found == ["b/other.yaml", "b/test_c.yml", "test_a.yaml"]


def test_a_folder_that_is_hidden_itself_may_be_named(tmp_path: Path) -> None:
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "test_a.yaml").touch()
    assert len(find_suites([tmp_path / ".hidden"])) == 1


# ------------------------------------------------------------------------------------------------------ hostility
GOOD: dict[str, Any] = {
    "script": "orders.studio",
    "given": {
        "until": "1h",
        "parameters": {"customer": "Ann"},
        "variables": {"count": 1},
        "world": {"zone": "UTC", "limits": "wide"},
        "stand-ins": [{"caption": "Ask CRM", "branch": "Default", "first": []}],
        "seed": 5,
        "begin-at": {"event": "ONSIGNAL", "values": ["Status"]},
    },
    "when": [{"when": {"requests": "*"}, "do": [{"answer": {"json": {"a": 1}}}], "times": 2}],
    "always": {"never": ["Done"]},
    "explore": {"signals": ["Status"], "skip": False},
    "scenarios": [
        {
            "name": "a",
            "when": [{"when": {"does": "Ask CRM"}, "do": {"signal": ["Stop"], "set": {"x": 1}}}],
            "expect": {
                "status": "ended",
                "took": ["Ask CRM -> Default", {"caption": "Count", "times": 2}],
                "variables": {"x": {"above": 3}},
                "requests": [{"url": "*", "status": 200}],
                "happens": [{"text": "x", "with": {"a": 1}}],
                "takes": {"most": "1h"},
                "leads": "balanced",
            },
        },
        {"name": "b", "skip": "not now", "script": "orders.studio"},
    ],
}
ODD: list[Any] = [
    None, True, 0, -1, 1e308, float("nan"), 10**30, "", "x", "\0", "../..", "ONSIGNAL", [], {}, [[]], {"a": None}, [None],
    {"": ""}, {1: 2}, {None: None}, date(2026, 1, 1), "é" * 3000, ["x"] * 30, {"when": {}}, {"script": "."}, b"bytes", "* ? [",
]  # fmt: skip


def places(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for name, each in inner:
        yield from places(each, (*path, name))


PLACES = sorted((each for each in places(GOOD) if each), key=repr)


def changed(tree: Any, path: tuple[Any, ...], value: Any, how: str) -> Any:
    found = copy.deepcopy(tree)
    inner = found
    for step in path[:-1]:
        try:
            inner = inner[step]
        except (KeyError, IndexError, TypeError):
            return found
    last = path[-1]
    try:
        if how == "put":
            inner[last] = value
        elif how == "drop":
            del inner[last]
        elif isinstance(inner, dict):
            inner[value if isinstance(value, (str, int, float, date)) or value is None else "odd"] = inner[last]
        else:
            inner.append(value)
    except (KeyError, IndexError, TypeError):
        pass
    return found


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return open_shop(tmp_path_factory.mktemp("shop"))


def test_the_good_file_is_good(shop: Path, stage: Stage) -> None:
    suite = suite_of(shop, GOOD, stage)
    assert [each for each in suite.problems if each.severity == "error"] == []
    assert [each.name for each in suite.cases] == ["a", "b"]


def is_told_or_usable(suite: Suite, content: Any) -> None:
    """Nothing is dropped in silence: either every scenario can be run, or it is told where it goes wrong."""
    if suite.usable:
        assert len(suite.cases) == len(content["scenarios"]) > 0
        for each in suite.cases:
            assert each.settings is not None
    else:
        for problem in suite.problems:
            assert problem.file is not None
            assert problem.message
            assert problem.line is not None or problem.code in ("TS001", "TS002", "WF001", "WF002", "WF003", "FI001")


@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(ODD), st.sampled_from(["put", "drop", "add"])),
                min_size=1, max_size=3))  # fmt: skip
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
def test_any_change_of_a_good_file_is_told_or_usable(
    shop: Path, stage: Stage, changes: list[tuple[tuple[Any, ...], Any, str]]
) -> None:
    content = GOOD
    for path, value, how in changes:
        content = changed(content, path, value, how)
    is_told_or_usable(suite_of(shop, content, stage), content)


@pytest.mark.slow
def test_any_odd_value_anywhere_is_told_or_usable(shop: Path, stage: Stage) -> None:
    for path in PLACES:
        for value in ODD:
            content = changed(GOOD, path, value, "put")
            is_told_or_usable(suite_of(shop, content, stage), content)
