"""Sources made to hurt: a diagnostic and no exception, soon, whatever comes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.snippet import syntax as s
from studio.snippet.parser import parse_expression, parse_snippet, parse_target, parse_text
from studio.snippet.tokens import LIMITS
from studio.snippet.unit import SnippetUnit

pytestmark = pytest.mark.slow

MEGA = 900_000
HOSTILE = {
    "a source of 10 MB": "a" * 10_000_000,
    "opening braces": "{" * MEGA,
    "closing braces": "}" * MEGA,
    "opening brackets": "x = " + "(" * MEGA,
    "closing brackets": "x = 1" + ") " * (MEGA // 2) + "+",
    "indexes": "x = a" + "[1]" * (MEGA // 3),
    "members": "x = a" + ".b" * (MEGA // 2),
    "prefixes": "x = " + "-!" * (MEGA // 2) + "1",
    "a chain": "x = a" + "+a" * (MEGA // 2),
    "arguments": "f(" + "a," * (MEGA // 2) + "a)",
    "right sides in brackets": "x = " + "(1+" * (MEGA // 3),
    "quotes": '"' * MEGA,
    "braces in a string": 'x = "' + "{" * MEGA,
    "strings in strings": 'x = "' + "{('" * (MEGA // 3),
    "strings that never end": 'x = "' + "{x+\"{y+'" * (MEGA // 8),
    "unreadable substitutions": 'x = $"' + "\\{{a" * (MEGA // 4),
    "substitutions": 'x = "' + "{a+1}" * (MEGA // 5) + '"',
    "digits": "x = " + "9" * MEGA,
    "nulls": "\0" * MEGA,
    "half surrogates": "x = " + "\ud800" * MEGA,
    "dots": "." * MEGA,
    "errors": "x = = 1\n" * (MEGA // 8),
    "labels": "SWITCH x { " + "CASE 1\n" * (MEGA // 7),
    "headers": "IF x {\n" * (MEGA // 7),
    "a name alone": "a" * MEGA,
    "words and no =": "assign " + "a" * MEGA + "\nb = = 1",
    "a number that is none": 'x = 1 + "' + "1" * MEGA + 'x"\ny = = 1',
    "blanks before a string": "x = 1 + " + " " * MEGA + '"a"\ny = = 1',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_source_gets_a_diagnostic_soon(name: str) -> None:
    source = HOSTILE[name]
    parse_snippet("x = 1")  # the grammar is read once
    begun = process_time()
    problems = parse_snippet(source).problems
    assert process_time() - begun < 3
    assert 1 <= len(problems) <= LIMITS.problems
    assert any(each.severity == "error" for each in problems)


@pytest.mark.parametrize("name", ["opening braces", "braces in a string", "strings in strings", "substitutions"])
def test_properties_are_no_weaker(name: str) -> None:
    source = HOSTILE[name]
    begun = process_time()
    node, _ = parse_expression(source)
    assert node is None
    assert isinstance(parse_text(source)[0], s.Text | s.Join)
    assert process_time() - begun < 5


def test_nesting_up_to_the_limit_is_read() -> None:
    depth = LIMITS.depth
    for source in (
        "IF x {" * depth + "}" * depth,
        "x = " + "(" * depth + "1" + ")" * depth,
        "x = " + "f(" * depth + ")" * depth,
        'x = "' + "{f('{g(\"" * 40 + "\")}')}" * 40 + '"',
        "x = " + "+".join(["a"] * LIMITS.operands),
        "\n".join(["x = a.b.c[1].d(e, -f) | g ^ (h + i)"] * 2000),
        "x = " + " | ".join([f"code = {number}" for number in range(600)]),
        'x = "' + "{a.b[1].c} " * 5000 + '"',
    ):
        parsed = parse_snippet(source)
        assert parsed.problems == []
        assert parsed.program is not None


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("IF x {" * 201 + "}" * 201, "SN115"),
        ("x = " + "(" * 201 + "1" + ")" * 201, "SN115"),
        ("x = " + "1+(" * 150 + "1" + ")" * 150, "SN116"),
        ("x = a" + ".b" * 101, "SN116"),
        ("x = 1" + "+1" * 2001, "SN116"),
        ("x = 1\n" * 40_000, "SN117"),
    ],
)
def test_beyond_the_limits_there_is_one_clear_finding(source: str, code: str) -> None:
    assert [each.code for each in parse_snippet(source).problems] == [code]


def test_a_statement_that_is_too_long_hides_no_other() -> None:
    problems = parse_snippet("x = 1" + "+1" * 3000 + "\ny = = 1").problems
    assert [(each.line, each.code) for each in problems] == [(1, "SN116"), (2, "SN125")]


#: Texts that once made a traceback.
FOUND = {
    "BREAK": ["SN106"],
    "IF x { BREAK }\ny = 1": ["SN106"],
    "IF x { BREAK }\ny = = 1": ["SN106", "SN125"],
    "FUNCTION f() { BREAK }": ["SN106"],
    "WHILE x {\n BREAK\n}": ["SN122"],
    "SWITCH x { y = 1 { BREAK } }": ["SN109"],
    "SWITCH x { CASE 1 { BREAK } }": ["SN106"],
}


@pytest.mark.parametrize(("source", "codes"), FOUND.items(), ids=lambda each: str(each)[:30])
def test_what_a_fuzzer_found_stays_mended(source: str, codes: list[str]) -> None:
    made = SnippetUnit({0: (source, 2048)})
    assert [each.code for each in made.problems[0]] == codes


def test_break_that_stands_nowhere_is_not_kept() -> None:
    program = parse_snippet("BREAK\nx = 1\nFOR i = 1 TO 2 { BREAK }").program
    assert program is not None
    assert [type(each) for each in program.body] == [s.Assign, s.For]
    loop = program.body[1]
    assert isinstance(loop, s.For)
    assert [type(each) for each in loop.body] == [s.Break]


def test_of_a_source_that_is_too_large_the_functions_are_known() -> None:
    made = SnippetUnit({1: ("FUNCTION f() { RETURN 1 }\n" + "x = 1\n" * 40_000, 2048), 2: ("y = f()", 2048)})
    assert [each.code for each in made.problems[1]] == ["SN117"]
    assert made.problems[2] == []


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("x = 1\n\n  // a\n\t\n// b // c\ny = = 1", (6, 5)),
        ("// a\r\n\r\n\r// b\r\ny = = 1", (5, 5)),
        ("x = (1 // a\n\n// b\n", (1, 5)),
        ("IF x // a\n\n// b\n{ y = = 1 }", (4, 7)),
        ("x = // a", (1, 5)),
        ("x = 1 + // a\n\ny = 2", (1, 9)),
        ("\u200b\n \u200b// a\n \u200by = = 1", (3, 7)),
    ],
)
def test_blank_lines_and_comments_keep_the_places(source: str, place: tuple[int, int]) -> None:
    [found] = parse_snippet(source).problems
    assert (found.line, found.column) == place


SEEDS = [
    'IF a = 1 & b.c("x") {\n  x = "{v.split(",")[1]} {y}"\n} ELSE {\n  FOR i = 1 TO n { BREAK }\n}',
    'SWITCH x {\n CASE 1\n CASE \'a\' { y = $"\\{ {z} \\"" }\n DEFAULT { TRACE #"{now}" }\n}',
    "FUNCTION f(a, b)\n{\n DYNAMIC o FROM a\n o.m[1+o.m.count].n = -b ^ 2\n RETURN o.asjson()\n}\nREPEAT 3 { f(1, 2) }",
    "SELECT { CASE !(a | b) { } }\nFOREACH global:x IN o.list // c\n{ r = new UCN.Data.RESTProxy() }",
]
PIECES = st.sampled_from(
    ["{", "}", '"', "'", "(", ")", "[", "]", "\n", "$", "#", "\\", "=", "//", ".", ",", "IF ", "ELSE ", "CASE ", "TO "]
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.integers(0, 4))
        text = text[:at] + draw(st.one_of(st.just(""), PIECES, st.characters(codec=None))) + text[at + gone :]
    return text


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.one_of(damaged(), st.lists(PIECES, max_size=30).map("".join), st.text(max_size=40)))
def test_no_text_makes_the_parser_raise(source: str) -> None:
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    parsed = parse_snippet(source)
    assert parsed.program is not None or parsed.problems
    for each in parsed.problems:
        assert each.line is not None
        assert each.column is not None
        assert 1 <= each.line <= len(lines)
        assert 1 <= each.column <= len(lines[each.line - 1]) + 1
    node, problems = parse_expression(source)
    assert (node is None) == any(each.severity == "error" for each in problems)
    parse_text(source)
    parse_target(source)


def snippets(shared: Path) -> Iterator[str]:
    import json

    for path in sorted((shared / "corpus").glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8-sig"))["scriptContent"]
        for number, action in content["actions"].items():
            for entry in content["properties"].get(number, {}).values():
                if (action["name"], entry["name"]) == ("SNIPPET", "Data"):
                    yield entry["value"]


def test_one_damaged_character_is_reported_near_its_place(shared: Path) -> None:
    chance = random.Random(7)
    sources = [each for each in snippets(shared) if 60 < len(each) < 3000]
    far = faults = 0
    for _ in range(150):
        source = chance.choice(sources)
        at = chance.randrange(len(source))
        damage = source[:at] + chance.choice("{}()\"'=") + source[at + 1 :]
        errors = [each for each in parse_snippet(damage).problems if each.severity == "error"]
        line = source.count("\n", 0, at) + 1
        faults += bool(errors)
        far += bool(errors) and min(abs((each.line or 0) - line) for each in errors) > 1
        assert len(errors) <= 12
    assert faults > 50
    assert far <= faults * 0.15
