"""``studio eval``: the document that programs read, what people see, and what it refuses."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.cli import bare, given
from studio.cli.bare import WrongUse, limit_of, moment_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "eval-and-repl.md"


@pytest.fixture
def evaluate(studio: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Calls ``studio eval`` with a snippet on standard input."""

    def call(source: str | bytes, *arguments: object) -> Any:
        content = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        return studio("eval", *arguments)

    return call


def written(text: str) -> str:
    Path("vars.json").write_text(text, encoding="utf-8")
    return "vars.json"


# ------------------------------------------------------------------------------------------ the document
def test_the_document_has_the_documented_members(evaluate: Any) -> None:
    done = evaluate('ASSIGN Total = 2 * 3\nTRACE "so {total}"\n', "--json")
    assert (done.code, done.err) == (0, "")
    assert done.document == {"variables": {"Total": 6}, "trace": ["so 6"], "error": None}
    assert list(done.document) == ["variables", "trace", "error"]


VALUES = {
    'x = "a|b"': "a|b",
    'x = "12"': "12",
    "x = 1.5": 1.5,
    "x = 3 > 2": 1,
    "x = false": 0,
    "x = nothing": None,
    'x = ""': "",
    'x = #"3/2/2026 8:00 AM"': "2026-03-02T08:00:00",
    "DYNAMIC x": {},
    "x.a = 1\nx.B = null": {"a": 1, "B": None},
    "DYNAMIC x\nx[2] = true": [None, 1],
    "x = GetRESTProxy()": "{RESTProxy}",
    "global:x = 4": 4,
    'x = "a"\nx.append("b")': "ab",
    "FOR x = 1 TO 3 { }": 3,
}


@pytest.mark.parametrize(("source", "value"), VALUES.items())
def test_values_as_json(evaluate: Any, source: str, value: object) -> None:
    variables = evaluate(source, "--json").document["variables"]
    assert variables == {"x": value}
    assert type(variables["x"]) is type(value)


def test_names_are_as_first_written_those_given_first(evaluate: Any) -> None:
    done = evaluate("TOTAL = total + 1\nNew = 1\nnEW = 2\n", "--json", "--given", written('{"Total": 1}'))
    assert done.document["variables"] == {"Total": 2, "New": 2}


def test_what_was_only_read_is_not_told_nor_is_the_error_a_variable(evaluate: Any) -> None:
    done = evaluate("x = y\nz = 1 / 0\n", "--json")
    assert (done.code, done.document["variables"]) == (1, {"x": None})


def test_given_values_arrive_as_they_are(evaluate: Any) -> None:
    text = '{"s": "x", "n": 1.5, "t": true, "f": false, "z": null, "o": {"l": [1, [], {}]}, "h": "\\ud800"}'
    done = evaluate("", "--json", "--given", written(text))
    assert done.document["variables"] == json.loads(text) | {"t": 1, "f": 0}


def test_system_values_can_be_read_and_the_clock_stands(evaluate: Any) -> None:
    source = 'x = "{now}|{Date}|{Time}|{ContactID}|{MasterID}|{BusNo}"\ny = now()'
    found = evaluate(source, "--json").document["variables"]
    assert found["x"] == "3/2/2026 1:00:00 PM|3/2/2026|1:00:00 PM|1001|1001|0"
    assert found["y"] == "2026-03-02T13:00:00"
    later = evaluate("y = now\n", "--json", "--now", "2027-01-01T01:00+02:00")
    assert later.document["variables"] == {"y": "2026-12-31T23:00:00"}


def test_chance_follows_the_seed(evaluate: Any) -> None:
    seeds = [evaluate("x = random(1000000)", "--json", "--seed", seed).out for seed in (1, 1, 2)]
    assert seeds[0] == seeds[1] != seeds[2]


def test_there_is_no_network(evaluate: Any) -> None:
    source = 'p = GetRESTProxy()\nr = p.MakeRestRequest("https://example.com","",0,"GET")\ns = p.StatusCode\n'
    assert evaluate(source, "--json").document["variables"]["s"] == -1


def test_a_runtime_error_has_its_place_and_keeps_what_was_assigned(evaluate: Any) -> None:
    done = evaluate('x = 1\nthrow("no {x}")\ny = 1\n', "--json")
    error = done.document["error"]
    assert (done.code, done.document["variables"], error["message"], error["line"]) == (1, {"x": 1}, "no 1", 2)
    assert list(error) == ["code", "message", "line", "column"]
    assert error["code"].startswith("SN")


def test_compile_errors_all_go_to_standard_error_the_first_into_the_document(evaluate: Any) -> None:
    done = evaluate('a = "x" + b\nx = (1\n\ty = \n', "--json", "--given", written('{"g": 1}'))
    assert (done.code, done.document["variables"]) == (1, {"g": 1})
    expected = {"code": "SN105", "message": "this ( is not closed", "line": 2, "column": 5}
    assert done.document["error"] == expected
    assert [code for code in ("SN206", "SN105", "SN125") if code in done.err] == ["SN206", "SN105", "SN125"]
    assert "    x = (1\n        ^\n" in done.err


def test_warnings_go_to_standard_error_each_once(evaluate: Any) -> None:
    done = evaluate('x = "{}"\nv = "a|b"\nREPEAT 3 { y = v[0] }\n', "--json")
    assert (done.code, done.document["error"]) == (0, None)
    assert (done.err.count("SN205"), done.err.count("SN505")) == (1, 1)


def test_the_limit_cuts(evaluate: Any) -> None:
    source = 'REPEAT 5000 { x.append("a") }'
    for options, length in (((), 2048), (("--limit", "Limit4k"), 4096), (("--limit", "100"), 100)):
        assert len(evaluate(source, "--json", *options).document["variables"]["x"]) == length


def test_half_a_pair_and_controls_stay_json(evaluate: Any) -> None:
    done = evaluate('x = "{char(55296)}{char(7)}"\nTRACE x\n', "--json")
    assert done.document["variables"]["x"] == done.document["trace"][0] == "\ud800\x07"


# ---------------------------------------------------------------------------------------------- for people
def test_people_see_trace_then_variables(evaluate: Any) -> None:
    done = evaluate('x = "a{char(10)}b"\nTRACE "one"\nempty = none\nDYNAMIC o\no.a = 1\n')
    assert (done.code, done.err) == (0, "")
    assert done.out == 'TRACE one\nx = a\\nb\nempty =\no = {"a":"1"}\n'


def test_people_see_the_error_with_its_line(evaluate: Any) -> None:
    done = evaluate("x = 1\n  throw('no')\n")
    assert (done.code, done.out) == (1, "x = 1\n")
    assert re.search(r"^2:\d+: error SN\d+: no\n      throw\('no'\)\n +\^\n1 error\n$", done.err)


def test_a_file_is_named_in_findings(evaluate: Any) -> None:
    Path("a.snippet").write_text("x = (\n", encoding="utf-8")
    assert "a.snippet:1:" in evaluate("", "a.snippet").err
    assert evaluate("y = 1", "-").out == "y = 1\n"


def test_the_example_of_the_page(evaluate: Any) -> None:
    text = PAGE.read_text(encoding="utf-8")
    source = re.findall(r"^```snippet\n(.*?)^```$", text, re.M | re.S)[0]
    variables, document = re.findall(r"^```json\n(.*?)^```$", text, re.M | re.S)
    done = evaluate(source, "--json", "--given", written(variables))
    assert done.out == document
    shown = re.search(r"^    7:.*\n.*\n.*\^$", text, re.M)
    assert shown is not None
    assert done.err == re.sub("^    ", "", shown[0], flags=re.M) + "\n1 error\n"


# ------------------------------------------------------------------------------------------- what is refused
REFUSED = {
    "x": "FI007",
    "[1]": "FI007",
    "1": "FI007",
    "": "FI007",
    '{"a": NaN}': "FI007",
    '{"a": [-Infinity]}': "FI007",
    '{"a": 1e999}': "FI007",
    '{"a": ' + "9" * 400 + "}": "FI007",
    '{"a": 1, "a": 2}': "FI007",
    '{"a": ' + "[" * 102 + "]" * 102 + "}": "FI007",
    "[" * 100_000: "FI007",
    '{"a": "' + "x" * given.LARGEST + '"}': "FI002",
    '{"a b": 1}': "FI008",
    '{"": 1}': "FI008",
    '{"1a": 1}': "FI008",
    '{"ä": 1}': "FI008",
    '{"IF": 1}': "FI008",
    '{"true": 1}': "FI008",
    '{"now": 1}': "FI008",
    '{"ContactID": 1}': "FI008",
    '{"a": 1, "A": 2}': "FI008",
    '{"a": "\0"}': "FI004",
}


@pytest.mark.parametrize(("text", "code"), REFUSED.items(), ids=lambda text: text[:30])
def test_variables_that_can_not_be(evaluate: Any, text: str, code: str) -> None:
    done = evaluate("x = 1", "--json", "--given", written(text))
    assert (done.code, done.document["variables"], done.document["error"]["code"]) == (2, {}, code)
    assert code in done.err
    assert len(done.err) < 400


def test_all_that_is_wrong_with_variables_is_told_at_once(evaluate: Any) -> None:
    done = evaluate("", "nosuch.snippet", "--given", written('{"now": 1, "a b": 1, "c": 1e999}'))
    assert done.code == 2
    assert (done.err.count("FI008"), done.err.count("FI007"), done.err.count("FI001")) == (2, 1, 1)


UNREADABLE = [
    (b"x = \xff", (), "FI003"),
    (b"x = 1\0", (), "FI004"),
    (b"", ("nosuch",), "FI001"),
    (b"", (".",), "FI001"),
    (b"", ("--given", "nosuch.json"), "FI001"),
]


@pytest.mark.parametrize(("content", "arguments", "code"), UNREADABLE)
def test_input_that_can_not_be_read(evaluate: Any, content: bytes, arguments: tuple[str, ...], code: str) -> None:
    done = evaluate(content, *arguments)
    assert (done.code, done.out, code in done.err) == (2, "", True)


def test_standard_input_may_have_a_mark(evaluate: Any) -> None:
    assert evaluate("\ufeffx = 1").out == "x = 1\n"
    assert evaluate("x = 1".encode("utf-16")).out == "x = 1\n"


WRONG = ["--limit 3K", "--limit 63", "--limit 1048577", "--limit -1", "--limit x", "--now soon", "--now 0001-01-01"]
WRONG += ["--seed x", "--nosuch", "a b"]


@pytest.mark.parametrize("line", WRONG)
def test_wrong_options(evaluate: Any, line: str) -> None:
    done = evaluate("x = 1", "--json", *line.split())
    assert (done.code, done.out) == (2, "")
    assert done.err.strip()


@pytest.mark.parametrize("text", ["2K", "2k", "Limit2K", "LIMIT2k", " 2K ", "2048"])
def test_sizes(text: str) -> None:
    assert limit_of(text) == 2048


@pytest.mark.parametrize("text", ["", "K", "2", "²", "64K", "1_000", "limit2048", "9" * 5000])
def test_no_sizes(text: str) -> None:
    with pytest.raises(WrongUse):
        limit_of(text)


def test_moments() -> None:
    assert moment_of(None).isoformat() == "2026-03-02T13:00:00"
    assert moment_of("2026-03-02").isoformat() == "2026-03-02T00:00:00"


# ---------------------------------------------------------------------------------------------------- bounds
DOUBLING = "DYNAMIC o\no.a = 1\nREPEAT 60 {\nDYNAMIC p\np.l = o\np.r = o\no = p\n}\n"


@pytest.mark.slow
def test_shared_objects_do_not_blow_up(evaluate: Any) -> None:
    done = evaluate("x = 1\n" + DOUBLING + "y = 2\n", "--json")
    assert (done.code, done.document["variables"]) == (1, {"x": 1, "y": 2})
    assert "too large" in done.document["error"]["message"]
    assert "o, p" in done.err


def test_a_shared_object_stands_wherever_it_is(evaluate: Any) -> None:
    done = evaluate("DYNAMIC a\na.n = 1\nb = a\nDYNAMIC c\nc.x = a\nc.y = a\n", "--json")
    assert done.document["variables"] == {"a": {"n": 1}, "b": {"n": 1}, "c": {"x": {"n": 1}, "y": {"n": 1}}}


def test_trace_is_bounded(evaluate: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare, "MOST_TRACED", 100)
    done = evaluate('REPEAT 20 { TRACE "123456789" }\n', "--json")
    assert (done.code, len(done.document["trace"])) == (1, 10)


def test_warnings_are_bounded(evaluate: Any) -> None:
    source = "v = 1\n" + "y = v[0]\n" * 150
    done = evaluate(source)
    assert done.err.count("SN505") == bare.MOST_WARNINGS
    assert "50 further" in done.err


def test_endless_work_ends(evaluate: Any) -> None:
    done = evaluate("FUNCTION f(x) { RETURN f(x) }\nx = f(1)\n", "--json")
    assert (done.code, done.document["variables"]) == (1, {})
