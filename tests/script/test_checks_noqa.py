"""Comments for the checks, as data; and that no heap of them takes long."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.script.checks import check_script, check_snippet, on_by_default
from studio.script.checks.noqa import parsed
from studio.script.model import Action, Branch, Script
from studio.script.project import Project
from studio.script.text import read_text

CASES = read_cases(Path(__file__).parent / "checks_noqa.yaml")


@pytest.mark.parametrize("case", CASES, ids=[each["about"] for each in CASES])
def test_what_is_kept_back(case: dict[str, Any]) -> None:
    script, problems = read_text(case["text"])
    assert script is not None
    assert problems == []
    without = case.get("without")
    found = check_script(script, Project([script]), lambda code: code != without and on_by_default(code))
    assert [each.code for each in found] == case["finds"], found


def test_a_bare_snippet() -> None:
    bad = 'b = "say "no" now"'
    assert [each.code for each in check_snippet(bad)] == ["SN204"]
    assert check_snippet(f"// noqa: SN204\n{bad}") == []
    (unused,) = check_snippet("x = 1\n\n// noqa: SN204\ny = 2\nTRACE x + y")
    assert (unused.code, unused.line) == ("CK992", 4)


def test_without_other_scripts_none_is_called_unused() -> None:
    script, _ = read_text('// noqa: CK301\nscript "A"\nBegin "Begin"\n    -> "Done"\nStop "Done"\n')
    assert script is not None
    assert check_script(script) == []
    assert [each.code for each in check_script(script, Project([script]))] == ["CK992"]


def test_findings_say_where_the_comment_stands() -> None:
    script, _ = read_text(
        'script "A"\nBegin "Begin"\n    -> "P"\n// noqa: CK208\nWait "P"\n    Seconds = 1\n    -> "P"\n'
    )
    assert script is not None
    (found,) = check_script(script, Project([script]))
    assert (found.code, found.caption, found.line, found.severity) == ("CK992", "P", 5, "info")


@settings(derandomize=True, max_examples=80, deadline=None)
@given(st.text(alphabet="noqa: CK2089#,-/x\n\t1", max_size=40))
def test_any_words_are_read_or_passed_over(words: str) -> None:
    made = parsed("noqa" + words)
    assert made is None or made.wrong or all(each[:2] in ("CK", "SN", "CF") for each in made.codes)


@pytest.mark.slow
def test_heaps_of_comments_and_findings() -> None:
    many = int(os.environ.get("STUDIO_NOQA_ACTIONS", "8000"))
    actions = [
        Action(id=n, kind="WAIT", caption="w", properties={"Seconds": "1"}, branches=[Branch(to=n + 1)])
        for n in range(many)
    ]
    for each in actions:
        each.comments = ["noqa: CK208, SN2"] * 3
    script = Script(name="x", actions=actions, comments=["noqa: CK102"] * many)
    assert len(check_script(script, Project([script]))) < many
