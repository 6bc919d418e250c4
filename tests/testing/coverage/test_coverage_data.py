"""Coverage as data: lines of snippets, putting runs together, files, reports."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.script.model import Script
from studio.script.project import Project
from studio.script.text import read_text
from studio.testing.coverage import ActionData, Coverage, CoverageData, DecisionData, ScriptData, table_lines
from studio.testing.coverage.cobertura import cobertura_xml
from studio.testing.coverage.html import write_html
from studio.testing.coverage.table import ranges
from studio.world.world import World

TEXT = """script "sorting"
    media = Generic

Begin "Begin"
    Parameters: word
    -> "Sort"

Snippet "Sort"
    Data:
        | // which sort?
        | ASSIGN sort = "none"
        | IF word.length > 3
        | {
        |   ASSIGN sort = "long"
        | }
        | ELSE { ASSIGN sort = "short" }
        | SWITCH word
        | {
        |   CASE "a" { ASSIGN first = 1 }
        |   CASE "b"
        |   {
        |     ASSIGN first = Twice(2)
        |   }
        | }
        | FUNCTION Twice(n)
        | {
        |   RETURN n * 2
        | }
    -> "Long?"

If "Long?"
    Expression = sort = "long"
    True -> "End"
    False -> "End"

Snippet "Nobody comes here"
    Data:
        | ASSIGN x = 1
    -> "End"

End "End"
"""


def sorting(file: Path | None = None) -> Script:
    found, problems = read_text(TEXT, None if file is None else str(file))
    assert found is not None, problems
    return found


def covered(*words: str, script: Script | None = None) -> CoverageData:
    script = script or sorting()
    coverage = Coverage()
    for word in words:
        world = World(project=Project([script]))
        coverage.watch(world)
        world.run(script, [word])
        world.close()
    return coverage.data([script])


def snippet(data: CoverageData) -> ActionData:
    return next(each for each in data.scripts["sorting"].actions.values() if each.caption == "Sort")


def ways(data: CoverageData) -> dict[str, dict[str, int]]:
    return {f"{each.word} {each.line}": each.ways for each in snippet(data).decisions}


def test_lines_and_conditions_of_one_run() -> None:
    data = covered("long one")
    assert snippet(data).lines == {2: 1, 3: 1, 5: 1, 7: 0, 8: 1, 10: 0, 13: 0, 18: 0}
    assert ways(data) == {
        "IF 3": {"true": 1, "false": 0},
        "CASE 10": {"taken": 0},
        "CASE 11": {"taken": 0},
        "SWITCH 8": {"no case": 1},
    }


def test_several_runs_add_up() -> None:
    data = covered("long one", "b")
    # The function's line counts where the function stands.
    assert {line for line, hit in snippet(data).lines.items() if not hit} == {10}
    assert ways(data)["IF 3"] == {"true": 1, "false": 1}
    assert ways(data)["CASE 11"] == {"taken": 1}


def test_the_table_says_what_is_missing() -> None:
    told = "\n".join(table_lines(covered("long one")))
    assert "sorting" in told
    assert '#2 "Sort": lines 7, 10–18' in told.replace("lines 7, 10, 13, 18", "lines 7, 10–18")
    assert '#3 "Long?": never False' in told
    assert '#4 "Nobody comes here": out of reach: no way leads there' in told
    assert "never run" in "\n".join(table_lines(covered()))


def test_words_beside_the_flow_are_not_counted_and_words_in_it_are() -> None:
    text = 'script "words"\n    media = Generic\n\nBegin "Begin"\n    -> "Told"\n\nAnnotation "Told"\n    Comments = in the flow\n    -> "End"\n\nEnd "End"\n'
    beside = (
        '\nAnnotation "Beside"\n    Comments = how it works\n    -> "End"\n\nNote "Apart"\n    Comments = and why\n'
    )
    script, _ = read_text(text + beside, None)
    assert script is not None
    data = Coverage().data([script])
    assert [each.caption for each in data.scripts["words"].actions.values()] == ["Begin", "Told", "End"]


@pytest.mark.parametrize(
    ("lines", "all", "told"),
    [([3], [1, 3], "3"), ([3, 4, 5], [1, 3, 4, 5], "3–5"), ([3, 9], [3, 7, 9], "3, 9"), ([3, 9], [3, 9, 12], "3–9")],
)
def test_lines_without_others_between_them_stand_together(lines: list[int], all: list[int], told: str) -> None:
    assert ranges(lines, all) == told


def test_an_error_in_a_line_leaves_those_behind_it_out() -> None:
    found, _ = read_text(TEXT.replace('ASSIGN sort = "none"', "ASSIGN sort = word / 0"), None)
    assert found is not None
    lines = snippet(covered("b", script=found)).lines
    assert lines[2] == 1
    assert not any(hit for line, hit in lines.items() if line > 2)


# ------------------------------------------------------------------------------------------------- together
HITS = st.integers(0, 3)


@st.composite
def datas(draw: Callable[..., Any]) -> CoverageData:
    made = CoverageData()
    for name in draw(st.sets(st.sampled_from(["a", "b"]))):
        script = ScriptData(name, f"{name}.studio", "same")
        for id in (1, 2):
            script.actions[id] = ActionData(
                id, f"Action {id}", "SNIPPET", draw(HITS), {"Default": draw(HITS), "OnError": draw(HITS)}, True,
                {1: draw(HITS) % 2, 2: draw(HITS) % 2},
                [DecisionData(1, 1, "IF", {"true": draw(HITS) % 2, "false": draw(HITS) % 2})],
            )  # fmt: skip
        made.scripts[name] = script
    return made


def copied(data: CoverageData) -> CoverageData:
    found, problems = CoverageData.read(json.loads(json.dumps(data.as_json())))
    assert found is not None, problems
    return found


def joined(*datas: CoverageData) -> Any:
    together = CoverageData()
    for each in datas:
        assert together.merge(copied(each)) == []
    return {each["name"]: each for each in together.as_json()["scripts"]}


@given(datas(), datas(), datas())
def test_runs_can_be_put_together_in_any_order(one: CoverageData, other: CoverageData, third: CoverageData) -> None:
    assert joined(one, other, third) == joined(third, one, other)
    both = CoverageData()
    both.merge(copied(other))
    both.merge(copied(third))
    assert joined(one, both) == joined(one, other, third)


def test_a_script_that_has_changed_is_told_of() -> None:
    before, after = covered("b"), covered("long one")
    after.scripts["sorting"].digest = "another"
    problems = before.merge(after)
    assert [each.code for each in problems] == ["CO001"]
    assert snippet(before).lines == snippet(after).lines


# -------------------------------------------------------------------------------------------------- files
def test_a_file_holds_all_of_it(tmp_path: Path) -> None:
    data, file = covered("b"), tmp_path / "coverage.json"
    data.save(file)
    found, problems = CoverageData.load(file)
    assert problems == []
    assert found is not None
    assert found.as_json() == data.as_json()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff\xfe\x00",
        b'{"studio-coverage": 99, "scripts": []}',
        b'{"studio-coverage": 1}',
        b'{"studio-coverage": 1, "scripts": 5}',
        b'{"studio-coverage": 1, "scripts": [{"name": 1}]}',
        b'{"studio-coverage": 1, "scripts": [{"name": "a", "file": "", "digest": "", "actions": [{"id": "x"}]}]}',
        b"[" * 100_000,
    ],
)
def test_a_file_that_holds_something_else_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "coverage.json"
    file.write_bytes(content)
    found, problems = CoverageData.load(file)
    assert found is None
    assert [(each.code, each.file) for each in problems] == [("CO002", str(file))]


def test_cobertura_has_the_same_counts(tmp_path: Path) -> None:
    file = tmp_path / "sorting.studio"
    file.write_text(TEXT, encoding="utf-8")
    script = sorting(file)
    data = covered("long one", script=script)
    root = ElementTree.fromstring(cobertura_xml(data, [script]))
    share = data.share("branches")
    assert (root.get("branches-covered"), root.get("branches-valid")) == (str(share.covered), str(share.all))
    lines = {int(each.attrib["number"]): each.attrib for each in root.iter("line")}
    text = TEXT.splitlines()
    assert lines[text.index('If "Long?"') + 1]["condition-coverage"] == "50% (1/2)"
    code = text.index('Snippet "Sort"') + 3
    assert {number - code + 1: int(lines[number]["hits"]) for number in lines if code < number < code + 20} == snippet(
        data
    ).lines
    assert root.find("packages/package/classes/class").attrib["name"] == "sorting"  # type: ignore[union-attr]  # it is there


def test_pages_show_hits_and_hold_nothing_that_runs(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script>\"&'"
    script = sorting().model_copy(deep=True)
    script.actions[1].caption = hostile
    written = write_html(covered("long one", script=script), [script], tmp_path / "pages")
    assert [each.name for each in written] == ["index.html", "sorting.html"]
    page = written[1].read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert 'class="box decision cov part" data-action="3"' in page
    assert '<span class="l miss"><span class="n">7</span><span class="s">✗</span>' in page
    assert '<span class="l hit"><span class="n">5</span><span class="s">✓</span>' in page
    assert 'href="#a3"' in page
    assert 'id="a3"' in page


def test_a_page_without_its_script_has_no_drawing(tmp_path: Path) -> None:
    page = write_html(covered("b"), [], tmp_path)[1].read_text(encoding="utf-8")
    assert "<svg" not in page
    assert "Long?" in page
