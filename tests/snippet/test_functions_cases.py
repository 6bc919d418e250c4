"""Every built-in function against written cases, and what holds for the table as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from math import isfinite
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from cases import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.snippet.dates import DateTime
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError
from studio.snippet.functions import FAMILIES, TABLE, Family, Function
from studio.snippet.host import PlainHost
from studio.snippet.limits import GREATEST_TEXT
from studio.snippet.rest import RestProxy
from studio.snippet.unit import SnippetUnit
from studio.snippet.values import parse_dynamic, plain_value, to_text
from studio.snippet.variables import Variables

HOST = PlainHost(datetime(2026, 7, 4, 15, 30, 5, 250_000), zone=ZoneInfo("America/New_York"))
FILES = sorted(Path(__file__).parent.glob("functions_*.yaml"))
CASES: dict[tuple[str, str], list[list[Any]]] = {}
for _file in FILES:
    for _family, _cases in read_cases(_file).items():
        for _name, *_case in _cases:
            CASES.setdefault((_family, _name), []).append(_case)
FUNCTIONS = {family.key: {each.name: each for each in family.functions} for family in FAMILIES}
#: Their results are by chance, or objects without a text of their own: they have tests of their own.
ASIDE = {"getrestproxy", "makerestrequest", "guid", "newguid"}


def _value(written: Any) -> Any:
    if isinstance(written, dict) and "date" in written:
        return DateTime(datetime.fromisoformat(written["date"]))
    if isinstance(written, dict) and "json" in written:
        return parse_dynamic(written["json"])
    if isinstance(written, dict) and "proxy" in written:
        return RestProxy()
    return written


def _plain(value: Any) -> Any:
    """A value that can be compared; numbers in objects are text, as parsing has them."""
    if value.__class__ is not Dynamic:
        return value.__class__, value
    held = [str(each) if each.__class__ in (int, float) else plain_value(each) for each in value.elements]
    return value.is_array, plain_value(value) if not value.is_array else held


def _outcome(function: Function, values: list[Any]) -> Any:
    try:
        return _plain(function.call(HOST, *values))
    except SnippetError as fault:
        return {"error": fault.message}


@pytest.mark.parametrize(("family", "name"), CASES)
def test_results(family: str, name: str) -> None:
    function = FUNCTIONS[family][name]
    for arguments, result in CASES[family, name]:
        assert function.takes(len(arguments)), arguments
        values = [_value(each) for each in arguments]
        before = [_plain(each) for each in values]
        found = _outcome(function, values)
        if isinstance(result, dict) and "error" in result:
            assert isinstance(found, dict), arguments
            assert result["error"] in found["error"], arguments
        else:
            assert found == _plain(_value(result)), arguments
        assert [_plain(each) for each in values] == before, arguments


def test_every_function_has_a_case() -> None:
    assert set(TABLE) - {name for _, name in CASES} == ASIDE


class _Clock:
    """The system's own variables, as far as examples ask for them."""

    def get(self, name: str) -> Any:
        return PlainHost().now() if name == "now" else None


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.key)
def test_examples(family: Family) -> None:
    unit, wrong = SnippetUnit({}), []
    for code, result in (each for function in family.functions for each in function.examples):
        run, problems = unit.expression(code)
        assert run is not None, problems
        assert not problems
        try:
            value = run(Variables(system=_Clock()), PlainHost())
            found = "null" if value is None else to_text(value)
        except SnippetError as fault:
            found = f"error: {fault.message}"
        if found != result:
            wrong.append((code, found, result))
    assert wrong == []


def test_table_is_whole() -> None:
    assert sum(len(family.functions) for family in FAMILIES) == len(TABLE)
    for name, function in TABLE.items():
        assert re.fullmatch("[a-z][a-z0-9]*", name)
        assert name == function.name
        assert all((function.doc, function.result, function.forms, function.examples))
        assert all(each.result for each in function.examples)
        assert function.doc.endswith(".")
        assert not function.errors.endswith(".")
        assert function.signature.startswith(name + "(")
        counts = [len(form) for form in function.forms]
        assert counts
        if function.same_as:
            assert TABLE[function.same_as].forms == function.forms
            assert not TABLE[function.same_as].same_as


def test_what_chance_time_and_the_outside_have_a_part_in_is_marked() -> None:
    assert {name for name, function in TABLE.items() if not function.pure} == {
        "addheader", "append", "asjson", "asxml", "clearheaders", "getrestproxy", "guid", "makerestrequest", "newguid", "now",
        "random", "randombetween", "removeheader", "savetodb", "throw", "today", "utcnow",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("replace", ["a" * 30_000, "a", "b" * 30_000]), ("append", ["a" * GREATEST_TEXT, "b"]), ("concat", ["a" * GREATEST_TEXT, "b"]),
        ("insert", ["a" * GREATEST_TEXT, 1, "b"]), ("replacefirst", ["a" * GREATEST_TEXT, "a", "bb"]), ("urlencode", ["é" * 400_000]),
        ("base64encode", ["a" * GREATEST_TEXT]), ("jsonescape", ["\0" * 300_000]), ("htmlencode", ["<" * GREATEST_TEXT]),
        ("hexencode", ["a" * GREATEST_TEXT]), ("join", ["|".join("a" * 20_000), "b" * 100]), ("additem", ["a|" * 500_000, "b" * 100_000]),
    ],
)  # fmt: skip
def test_text_can_not_grow_without_bound(name: str, arguments: list[Any]) -> None:
    with pytest.raises(SnippetError, match="grow beyond"):
        TABLE[name].call(HOST, *arguments)


A, B = "a" * 1_000_000, "a" * 200_000


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("lastindexof", [A, B + "b" + B]), ("afterlast", [A, "b" + B]), ("indexof", [A, B + "b" + B]), ("countof", [A, B + "b"]),
        ("replace", [A, B + "b", "x"]), ("trim", [A, "".join(map(chr, range(200, 60_000))) + "a"]), ("format", [5, "0" * 1_000_000]),
        ("datefmt", ["1/1/2026", "K" * 1_000_000]), ("isnumeric", [" " * 1_000_000]),
        ("titlecase", ["a'" * 500_000]), ("htmldecode", ["&#x" * 300_000]), ("xmldecode", ["&#1" * 300_000]),
        ("indexof", [Dynamic.array([Dynamic.array(["x" * 1000] * 32)] * 50_000), "y"]), ("tonumber", ["9" * 1_000_000, 0]),
        ("sort", ["|".join(["a" * 100] * 10_000)]), ("urldecode", ["%41" * 300_000]), ("isinteger", ["9" * 1_000_000]),
    ],
)  # fmt: skip
def test_large_input_takes_no_time_by_its_square(name: str, arguments: list[Any]) -> None:
    """Each is done at once; one that took time by the square of its size would not come to an end here."""
    with suppress(SnippetError):
        found = TABLE[name].call(HOST, *arguments)
        assert found.__class__ is int or len(found) <= GREATEST_TEXT


def test_looking_from_the_end_of_long_text_finds_the_last() -> None:
    text = "ab" * 600_000
    assert TABLE["lastindexof"].call(HOST, text, "ab" * 1000) == len(text) - 2000 + 1
    assert TABLE["beforelast"].call(HOST, text + "end", "ab" * 1000) == text[:-2000]
    assert TABLE["afterlast"].call(HOST, text + "end", "ab" * 1000) == "end"
    assert TABLE["lastindexof"].call(HOST, text, "ba" * 1000 + "a") == 0


def test_one_large_object_many_times_is_not_joined_to_its_end() -> None:
    large = Dynamic.array(["x" * 1000] * 32)
    with pytest.raises(SnippetError, match="grow beyond"):
        TABLE["join"].call(HOST, Dynamic.array([large] * 10_000), ",")


def test_a_character_code_of_thousands_of_digits_is_refused() -> None:
    with pytest.raises(SnippetError, match="too large"):
        TABLE["htmldecode"].call(HOST, "&#" + "9" * 5000 + ";")
    assert TABLE["xmldecode"].call(HOST, "&#" + "9" * 5000 + ";").startswith("&#")


def test_a_cut_object_is_told_of() -> None:
    host = PlainHost()
    text = TABLE["asjson"].call(host, Dynamic.array(["x" * 1000] * 40))
    assert len(text) == 32_768
    assert len(host.warnings) == 1


def test_one_seed_gives_one_row_of_numbers() -> None:
    rows = []
    for seed in (5, 5, 6):
        host = PlainHost(seed=seed)
        rows.append([TABLE["random"].call(host, 100) for _ in range(20)])
    assert rows[0] == rows[1] != rows[2]
    assert all(0 <= number < 100 for number in rows[0])


def test_random_between_reaches_both_bounds_and_no_further() -> None:
    assert {TABLE["randombetween"].call(PlainHost(seed=seed), -1, 1) for seed in range(40)} == {-1, 0, 1}


def test_identifiers_come_of_the_seed_and_have_their_form() -> None:
    host = PlainHost(seed=3)
    first, second = TABLE["guid"].call(host), TABLE["newguid"].call(host)
    assert first != second
    assert first == TABLE["guid"].call(PlainHost(seed=3))
    for each in (first, second):
        assert re.fullmatch("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", each)


def test_a_copy_shares_nothing_and_an_array_result_is_a_new_one() -> None:
    inner = Dynamic.of({"a": "1"})
    array = Dynamic.array([inner, "x"])
    copy = TABLE["clone"].call(HOST, array)
    copy.elements[0].set("a", "2")
    assert inner.members == {"a": "1"}
    made = TABLE["slice"].call(HOST, array, 1)
    made.append("y")
    assert len(array.elements) == 2
    assert made.elements[0] is inner


def test_members_of_an_array_are_told_apart_as_objects() -> None:
    one, other = Dynamic.of({"a": "1"}), Dynamic.of({"a": "1"})
    array = Dynamic.array([one, other, one])
    assert TABLE["distinct"].call(HOST, array).elements == [one, other]
    assert TABLE["containsitem"].call(HOST, array, Dynamic.of({"a": "1"})) == 0
    assert TABLE["removeitem"].call(HOST, array, other).elements == [one, one]


def test_throw_has_a_code_of_its_own() -> None:
    with pytest.raises(SnippetError) as caught:
        TABLE["throw"].call(HOST, "no agents")
    assert (caught.value.code, caught.value.message) == ("SN530", "no agents")


_ANY = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.sampled_from(
        ["12", "-1.5", "7/4/2026", "day", "yyyy-MM-dd", "0.00", "a|b|c", "9" * 400, "#,%;'", "\ud800", "0.0E+0"]
    ),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.just(DateTime(datetime(1, 1, 1))),
    st.just(DateTime(datetime(9999, 12, 31, 23, 59))),
    st.just(Dynamic.of({"a": "1"})),
    st.just(Dynamic.array(["a", None])),
    st.just(RestProxy()),
)


@pytest.mark.slow
@given(st.sampled_from(sorted(TABLE)), st.data())
@settings(derandomize=True, max_examples=600, deadline=None)
def test_nothing_but_a_snippet_error_ever_comes_out(name: str, data: st.DataObject) -> None:
    function = TABLE[name]
    form = data.draw(st.sampled_from(function.forms))
    arguments = [data.draw(_ANY) for _ in form]
    try:
        found = function.call(HOST, *arguments)
    except SnippetError:
        return
    assert found is None or found.__class__ in (str, int, float, DateTime, Dynamic, RestProxy)


#: What compiled code takes for granted of a function's value, by the result that the table names.
HOLDS: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: type(value) is str,
    "number": lambda value: (type(value) is int and abs(value) <= 2**53) or (type(value) is float and isfinite(value)),
    "1 or 0": lambda value: type(value) is int and value in (0, 1),
    "date": lambda value: type(value) is DateTime,
    "dynamic object": lambda value: type(value) is Dynamic,
    "dynamic array": lambda value: type(value) is Dynamic and value.is_array,
    "REST proxy": lambda value: type(value) is RestProxy,
    "nothing": lambda value: value is None,
}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda each: each.key)
def test_values_are_of_the_kind_that_the_table_names(family: Family) -> None:
    values = [
        None,
        "",
        "a|b",
        "abc",
        "7",
        0,
        -3,
        2.5,
        2**53,
        1e300,
        "2/3/2026 4:05",
        "day",
        "YWJj",
        '{"a":[1]}',
        "<a/>",
        " ",
    ]
    values += [Dynamic(), Dynamic.of({"a": 1}), Dynamic.array([1, "b"]), DateTime(datetime(2026, 3, 2)), RestProxy()]
    chance = Random(7)
    for function in family.functions:
        holds = HOLDS.get(function.result)
        for form in function.forms:
            for _ in range(60 if holds else 0):
                arguments = [chance.choice(values) for _ in form]
                try:
                    value = function.call(PlainHost(), *arguments)
                except SnippetError:
                    continue
                assert holds(value), (function.name, arguments, value)
