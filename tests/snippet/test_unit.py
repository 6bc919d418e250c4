"""The snippets of one script together: shared functions, findings, places, properties."""

from __future__ import annotations

import builtins
import sys
import threading
from typing import Any

import pytest

from studio.diagnostics import has_errors
from studio.snippet.compiler.names import Known
from studio.snippet.compiler.program import code_of_snippet
from studio.snippet.errors import SnippetError
from studio.snippet.host import PlainHost
from studio.snippet.parser import parse_snippet
from studio.snippet.unit import SnippetUnit
from studio.snippet.variables import Variables


def unit(*sources: str, limit: int = 2048) -> SnippetUnit:
    return SnippetUnit({number: (source, limit) for number, source in enumerate(sources, 1)})


def run(made: SnippetUnit, key: Any = 1, host: PlainHost | None = None, **given: Any) -> Variables:
    variables = Variables()
    variables.update(given)
    made.snippet(key)(variables, host or PlainHost())
    return variables


# ------------------------------------------------------------------------------------------------- functions
def test_a_function_is_known_in_every_snippet() -> None:
    made = unit("x = Twice(4)\ny = x.twice()", "FUNCTION twice(n) { RETURN n * 2 }")
    assert run(made) == {"x": 8, "y": 16}


@pytest.mark.parametrize(
    ("sources", "x"),
    [
        (["x = f()", "FUNCTION f() { RETURN 2 }", "FUNCTION f() { RETURN 3 }"], 3),
        (["x = f()\nFUNCTION f() { RETURN 1 }", "FUNCTION f() { RETURN 2 }"], 1),
        (["x = f()\nFUNCTION f() { }", "FUNCTION f() { RETURN 2 }"], 2),
        (["x = f()", "FUNCTION f() { RETURN 2 }", "FUNCTION f()"], 2),
        (["x = g()\nFUNCTION f() { RETURN 1 }", "FUNCTION g() { RETURN f() }\nFUNCTION f() { RETURN 2 }"], 2),
    ],
    ids=["highest key", "own body", "own header gives way", "last header gives way", "the body of its own snippet"],
)
def test_which_function_counts(sources: list[str], x: int) -> None:
    assert run(unit(*sources))["x"] == x


def test_a_limit_is_that_of_the_running_snippet() -> None:
    made = SnippetUnit({1: ("s = long()", 100), 2: ('FUNCTION long() { t = "{a}{a}"\nRETURN t }', 2048)})
    assert len(run(made, a="x" * 80)["s"]) == 100


@pytest.mark.parametrize(
    ("source", "code", "place", "said"),
    [
        ("x = 1\ny = uper(x)", "SN301", (2, 5), "did you mean upper?"),
        ("FUNCTION AddMenu(a) { }\nADDMENUE(1)", "SN301", (2, 1), "did you mean AddMenu?"),
        ("x = qqqqq(1)", "SN301", (1, 5), ""),
        ("FUNCTION f(a, b) { }\nf(1)", "SN302", (2, 1), "f takes 2 values, 1 are given"),
        ("x = y.left()", "SN302", (1, 7), "left(text, count)"),
        ('x = "{uper(1)}"', "SN301", (1, 7), "upper"),
    ],
)
def test_calls_that_do_not_compile(source: str, code: str, place: tuple[int, int], said: str) -> None:
    made = unit(source)
    [found] = made.problems[1]
    assert (found.code, (found.line, found.column), found.severity) == (code, place, "error")
    assert said in f"{found.message} {found.hint}"
    with pytest.raises(KeyError):
        made.snippet(1)


def test_all_findings_at_once_and_each_at_its_snippet() -> None:
    made = unit("x = foo()\ny = bar()", "z = = 1", "FUNCTION upper(x) { RETURN x }")
    assert [each.code for each in made.problems[1]] == ["SN301", "SN301"]
    assert has_errors(made.problems[2])
    assert [(each.code, each.severity) for each in made.problems[3]] == [("SN207", "warning")]
    assert run(made, 3) == {}


def test_text_longer_than_its_limit_is_told_beforehand() -> None:
    [found] = unit(f'a = 1\nb = "{"x" * 101}"', limit=100).problems[1]
    assert (found.code, found.severity, found.line) == ("SN208", "warning", 2)
    assert unit(f'IF a = "{"x" * 101}" {{ b = 1 }}', limit=100).problems[1] == []


# ---------------------------------------------------------------------------------------------------- places
def test_a_fault_in_a_function_of_another_snippet_is_told_at_the_call() -> None:
    made = unit("a = 1\nb = share(0)", "// common\nFUNCTION share(n)\n{\n  RETURN 1 / n\n}")
    with pytest.raises(SnippetError) as caught:
        run(made)
    assert caught.value.line == 2
    assert caught.value.message == "division of 1 by zero (function share of snippet 2, line 4)"


def test_a_fault_has_the_column_of_what_failed() -> None:
    with pytest.raises(SnippetError) as caught:
        run(unit("IF 1 = 1\n{\n    x = 1 / 0\n}"))
    assert str(caught.value) == "line 3, column 11: division of 1 by zero"


def test_warnings_have_the_line_that_runs() -> None:
    host = PlainHost()
    run(unit("a = 1\nFOR i = 1 TO 2\n{\n  b = list[0]\n}"), host=host)
    assert [(code, line) for code, _, line in host.warnings] == [("SN505", 4), ("SN505", 4)]


def test_long_text_can_be_a_fault() -> None:
    host = PlainHost()
    host.string_overflow = "error"
    with pytest.raises(SnippetError, match="longer than Max String Size, 100"):
        run(unit('b = "{a}{a}"', limit=100), host=host, a="x" * 80)


# ------------------------------------------------------------------------------------------------ properties
def test_expressions_texts_and_targets() -> None:
    made = unit("FUNCTION twice(n) { RETURN n * 2 }")
    variables, host = Variables(), PlainHost()
    put, problems = made.target("Menu.items[2]")
    assert put is not None
    assert not problems
    put(variables, host, "b")
    value, _ = made.expression("twice({menu.items.count}) + 1")
    assert value is not None
    assert value(variables, host) == 5
    text, _ = made.text('second: {menu.items[2].upper()}, { } and {"{twice(1)}"}')
    assert text(variables, host) == "second: B, { } and 2"
    assert made.text("no braces")[0](variables, host) == "no braces"
    assert made.spellings["menu"] == "Menu"


@pytest.mark.parametrize("source", ["1 +", "foo(1)", "", "upper()"])
def test_expressions_that_do_not_compile(source: str) -> None:
    value, problems = unit().expression(source)
    assert value is None
    assert has_errors(problems)


@pytest.mark.parametrize("source", ["1", "f(x)", "", "a b", '"x"'])
def test_targets_that_are_none(source: str) -> None:
    put, problems = unit().target(source)
    assert put is None
    assert has_errors(problems)


def test_text_that_does_not_compile_stays_text() -> None:
    text, problems = unit().text("a {foo(1)}")
    assert text(Variables(), PlainHost()) == "a {foo(1)}"
    assert [each.code for each in problems] == ["SN301"]


def test_properties_raise_snippet_errors_only() -> None:
    value, _ = unit().expression("1 / x")
    assert value is not None
    with pytest.raises(SnippetError, match="by zero"):
        value(Variables(), PlainHost())


def test_text_longer_than_two_k_in_a_property() -> None:
    text, _ = unit().text("{a}{a}")
    variables = Variables()
    variables["a"] = "x" * 20_000
    assert len(text(variables, PlainHost())) == 40_000


# ----------------------------------------------------------------------------------------------- whole unit
def test_names_as_first_written() -> None:
    made = unit("Total = TOTAL + subTotal", "total = 1\nsubtotal = 2")
    assert (made.spellings["total"], made.spellings["subtotal"]) == ("Total", "subTotal")


def test_scripts_with_the_same_snippet_do_not_share_functions() -> None:
    first = unit("x = f()", "FUNCTION f() { RETURN 1 }")
    second = unit("x = f()", "FUNCTION f() { RETURN 2 }")
    assert (run(first)["x"], run(second)["x"]) == (1, 2)


def test_a_limit_below_all_use_is_refused() -> None:
    with pytest.raises(ValueError, match="64"):
        unit("x = 1", limit=10)


# ------------------------------------------------------------------------------------------------- safety
DEEP = {
    "loops": "REPEAT 1\n{\n" * 199 + "n = n + 1\n" + "}\n" * 199,
    "conditions": "IF 1 = 1\n{\n" * 199 + "n = n + 1\n" + "}\n" * 199,
    "brackets": "n = " + "(1 - " * 98 + "1" + ")" * 98,
    "calls": "n = " + "abs(" * 150 + "1" + ")" * 150,
    "texts": "n = " + '"{' * 90 + "1" + '}"' * 90,
    "nots": "n = " + "!(" * 98 + "1" + ")" * 98,
    "operators": "n = 1" + " + 0" * 1900,
    "indexes": "x = " + "v[" * 98 + "1" + "]" * 98 + "\nn = 1",
    "functions": "FUNCTION f(x, n)\n{\n"
    + "REPEAT 1\n{\n" * 150
    + "n = n + x\nRETURN n\n"
    + "}\n" * 150
    + "}\nn = f(1, 0)",
    "cases": "SWITCH 3000\n{\n" + "".join(f"CASE {each} {{ n = 1 }}\n" for each in range(3001)) + "}",
    "labels": "SWITCH 3000\n{\n" + "".join(f"CASE {each}\n" for each in range(3001)) + "{ n = 1 }\n}",
    "parts": "o" + ".m" * 90 + "[1]" * 5 + " = 1\nn = 1",
    "values in a text": 'x = "' + "{n}" * 2000 + '"\nn = 1',
}


@pytest.mark.parametrize("source", DEEP.values(), ids=DEEP)
def test_deep_and_long_code_compiles_and_runs(source: str) -> None:
    made = unit(source)
    assert not has_errors(made.problems[1]), made.problems[1][:1]
    assert int(run(made)["n"]) in (0, 1)


def test_recursion_through_deep_blocks() -> None:
    blocks = 190
    source = "FUNCTION f(n)\n{\n" + "IF 1 = 1\n{\n" * blocks + "RETURN f(n + 1)\n" + "}\n" * blocks + "}\nx = f(1)"
    with pytest.raises(SnippetError, match="100 deep"):
        run(unit(source))


def test_compiled_code_in_a_thread() -> None:
    made = unit("FUNCTION f(n)\n{\nIF n = 100 { RETURN n }\nRETURN f(n + 1)\n}\nx = f(1)")
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(run(made)["x"]))
    thread.start()
    thread.join()
    assert found == [100]


def test_compiled_code_reaches_no_builtins_and_holds_no_text_of_the_author() -> None:
    program = parse_snippet('secret$word = "os.system" + open\nsecret.member = "{\'import os\'}{x}"').program
    assert program is not None
    coded = code_of_snippet(program.body, [], Known())
    assert coded.code is not None
    space = coded.bound("it", Known())
    assert space["__builtins__"] == {}
    dangerous = {"eval", "exec", "open", "compile", "getattr", "setattr", "globals", "locals", "vars", "type", "input"}
    reached = {each for each in space.values() if callable(each)}
    assert not {name for name in dangerous if getattr(builtins, name) in reached}
    main = next(each for each in coded.code.co_consts if hasattr(each, "co_names"))
    attributes = {"main", "put", "put_element", "put_member", "for_part_write", "call", "trace", "host", "__class__"}
    assert set(main.co_names) <= set(space) | attributes
    texts = {each for each in main.co_consts if isinstance(each, str)}
    assert texts <= {"secret$word", "open", "secret", "x"}


def test_python_s_recursion_limit_leaves_room() -> None:
    assert sys.getrecursionlimit() >= 4000
