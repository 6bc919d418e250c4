"""What the parser says about slips, where, and that it goes on behind them; the cases lie beside this file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases

from studio.snippet import syntax as s
from studio.snippet.parser import parse_expression, parse_snippet, parse_text
from studio.snippet.problems import CODES

HERE = Path(__file__).parent
CASES = read_cases(HERE / "parser_slips.yaml")
ALL = [case for group in CASES.values() for case in group]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case["code"][:40])
def test_each_slip_has_a_code_and_a_place(case: dict[str, Any]) -> None:
    problems = parse_snippet(case["code"]).problems
    assert [f"{each.line}:{each.column} {each.code}" for each in problems] == case["found"]
    for part in case.get("says", []):
        assert any(part in f"{each.message} {each.hint}" for each in problems), problems
    assert all(each.severity == ("warning" if each.code > "SN2" else "error") for each in problems)


def test_every_error_code_is_shown_by_a_case() -> None:
    shown = {found.split()[1] for case in ALL for found in case["found"]}
    of_limits = {"SN115", "SN116", "SN117", "SN199"}
    assert shown <= set(CODES)
    assert {code for code in CODES if code < "SN2"} == {code for code in shown if code < "SN2"} | of_limits


def test_all_is_reported_at_once_and_what_is_right_is_kept() -> None:
    source = "\n".join(
        ["a = 1", "b = = 2", "IF c == 3 {", "  d = 4", "  e = 'f", "}", "ELSE { g = 5 }", "h = 6", "i = 7 +", "j = 8"]
    )
    parsed = parse_snippet(source)
    assert [(each.line, each.code) for each in parsed.problems] == [
        (2, "SN125"),
        (3, "SN107"),
        (5, "SN102"),
        (9, "SN125"),
    ]
    assert parsed.program is not None
    kept = [each.target for each in parsed.program.body if isinstance(each, s.Assign)]
    assert [each.name for each in kept if isinstance(each, s.Name)] == ["a", "d", "g", "h", "j"]


def test_functions_are_known_in_spite_of_errors_round_them() -> None:
    parsed = parse_snippet("IF a == b {\n FUNCTION f(x) { RETURN 1 }\n}\nFUNCTION g() { y = = 1\n z = 2 }")
    assert parsed.program is not None
    assert [each.name for each in parsed.program.functions] == ["f", "g"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('x = "a "b" c"', 'a "b" c'),
        ('x = "a "b" c" // note', 'a "b" c'),
        ("ASSIGN o.m = 'it's' ", "it's"),
        ('x = $"<a name="b">\\{"', '<a name="b">{'),
        ('{ IF y { }\nx = "a" "b"', 'a" "b'),
    ],
)
def test_inner_quotes_are_text_where_nothing_else_helps(code: str, text: str) -> None:
    parsed = parse_snippet(code)
    assert parsed.program is not None
    values = [each.value for each in parsed.program.body if isinstance(each, s.Assign)]
    assert [each.value for each in values if isinstance(each, s.Text)] == [text]
    assert "SN204" in [each.code for each in parsed.problems]


def test_inner_quotes_leave_substitutions_alone() -> None:
    parsed = parse_snippet('x = "{char(123)} "C": "j/k" {y} {"a b} {char(125)}"')
    assert parsed.program is not None
    assign = parsed.program.body[0]
    assert isinstance(assign, s.Assign)
    assert isinstance(assign.value, s.Join)
    literal = [part for part in assign.value.parts if isinstance(part, str)]
    assert literal == [' "C": "j/k" ', ' {"a b} ']


@pytest.mark.parametrize("code", ['x = "a" & "b"\ny = = 1', 'IF x = "a "b" c" { }', 'f("a "b" c")'])
def test_inner_quotes_are_an_error_elsewhere(code: str) -> None:
    assert "SN204" not in [each.code for each in parse_snippet(code).problems]


def test_a_property_says_what_is_missing() -> None:
    assert [each.code for each in parse_expression("")[1]] == ["SN125"]
    assert [each.code for each in parse_expression("{a")[1]] == ["SN105"]
    assert [(each.code, each.severity) for each in parse_expression("a = b)")[1]] == [("SN202", "warning")]


def test_text_properties_know_no_slips() -> None:
    assert parse_text("{a b} {} {\"} + 'x")[1] == []


def test_messages_are_short_and_speak_to_the_author() -> None:
    for case in ALL:
        for each in parse_snippet(case["code"]).problems:
            assert len(each.message) < 100
            assert not re.search(r"_NL|_LBRACE|_RBRACE|\$END|LSQB|token|None", f"{each.message} {each.hint}")
