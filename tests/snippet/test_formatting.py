"""The formatter's layout, case by case; what it leaves alone; and deployed code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases

from studio.snippet.formatting import format_snippet
from studio.snippet.formatting.guard import same_characters, same_program
from studio.snippet.parser import parse_snippet
from studio.snippet.tokens import LIMITS

CASES = read_cases(Path(__file__).with_name("formatting.yaml"))
PAGE = Path(__file__).resolve().parents[2] / "docs" / "formatting.md"


def cases() -> list[Any]:
    return [pytest.param(case, id=f"{part} {case['before']!r}") for part, some in CASES.items() for case in some]


@pytest.mark.parametrize("case", cases())
def test_layout(case: dict[str, Any]) -> None:
    found = format_snippet(case["before"])
    assert found.text == case["after"]
    assert found.changed == (case["before"] != case["after"])
    assert {each.code for each in found.problems} == set(case.get("found", []))
    again = format_snippet(found.text)
    assert (again.text, again.changed) == (found.text, False)


def test_the_page_shows_what_is_done() -> None:
    boxes = re.findall(r"^```before\n(.*?)^```\n\n```after\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    assert len(boxes) == 2
    for before, after in boxes:
        assert format_snippet(before).text == after


def test_every_line_knows_where_it_comes_from() -> None:
    found = format_snippet("\n\nIF a { // c\n\nx = 1 }\n\n// d\n")
    assert found.text == "IF a  // c\n{\n  x = 1\n}\n\n// d\n"
    assert found.origins == [3, 3, 5, 5, 7, 7]


def test_code_that_would_outgrow_the_language_is_left_alone() -> None:
    depth = LIMITS.depth - 1
    lines = ["IF a {"] * depth + ["//"] * (LIMITS.source // depth) + ["}"] * depth
    source = "\n".join(lines)
    found = format_snippet(source)
    assert (found.text, found.changed) == (source, False)
    assert [each.code for each in found.problems] == ["SN401"]
    assert str(LIMITS.source)[0] in found.problems[0].message


def test_a_formatted_text_that_means_something_else_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.snippet.formatting import formatter

    source = "IF a\nx=1 // one"
    for wrong in (
        ["IF a { }", "x = 1  // one"],
        ["IF a", "x = 2  // one"],
        ["IF a", "x = 1"],
        ["IF a", "x = (  // one"],
    ):
        monkeypatch.setattr(formatter, "laid_out", lambda rows, lines, wrong=wrong: (wrong, []))
        found = format_snippet(source)
        assert (found.text, found.changed, [each.code for each in found.problems]) == (source, False, ["SN401"])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("x=1", "\n\n  ASSIGN x = 1 // c", True),
        ("x = a && b", "x = a & b", True),
        ("IF = a ) { }", "IF a { }", True),
        ("IF a { }", "IF a", False),
        ("x = 1", "x = '1'", False),
        ("x = 1", "x = true", True),
        ("x = y", "x = Y", False),
        ("x = a - b - c", "x = a - (b - c)", False),
        ("x = 1\ny = 2", "x = 1", False),
        ("FUNCTION f()", "FUNCTION f() { }", False),
        ("x = (", "x = (", False),
        ("x = " + " + ".join("a" * 1500), "x = " + "+".join("a" * 1500), True),
    ],
)
def test_same_program(one: str, other: str, same: bool) -> None:
    assert same_program(parse_snippet(one), parse_snippet(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("if a&&b{x=1}//\u03a3 c", "// \u03a3 c\r\nIF a & b\n{ x = 1 }", True),
        ("x = 1 // c", "x = 1", False),
        ("x = 1 // c", "x = 1 // d", False),
        ("//a\n//a", "//a", False),
        ("x = '\u00e9'", "x = '\u00c9'", False),
    ],
)
def test_same_characters(one: str, other: str, same: bool) -> None:
    assert same_characters(one, other) is same
