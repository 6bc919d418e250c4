"""Arrays in text, dynamic objects, JSON and XML, and values saved and read back."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.snippet import values
from studio.snippet.dates import DateTime
from studio.snippet.dynamic import DEEPEST, Dynamic
from studio.snippet.errors import SnippetError
from studio.snippet.rest import RestProxy
from studio.snippet.state import decode, encode
from studio.snippet.xml_text import parse_xml

EVERYWHERE = settings(derandomize=True, max_examples=40, deadline=None)
SCALARS = st.one_of(st.none(), st.text(max_size=5), st.integers(-9, 9), st.just(DateTime(datetime(2026, 7, 4))))
OBJECTS = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(Dynamic.array),
        st.dictionaries(st.text(max_size=3).filter(lambda name: name != "__type"), inner, max_size=3).map(Dynamic.of),
    ),
    max_leaves=12,
)


# ------------------------------------------------------------------------------------------------ arrays
@pytest.mark.parametrize(
    ("array", "index", "found"),
    [
        ("a|b|c", 2, "b"), ("a|b|c", "3", "c"), ("a|b|c", 2.9, "b"), ("a|b|c", 4, None), ("a|b|c", 0, None),
        ("a|b|c", -1, None), ("a|b|c", "x", None), ("a|b|c", None, None), ("alone", 1, "alone"), ("alone", 2, None),
        ("", 1, None), (None, 1, None), (1200, 1, "1200"), ("a||c", 2, ""), ("a", 63_000_000, None),
    ],
)  # fmt: skip
def test_read_an_element(array: Any, index: Any, found: Any) -> None:
    assert values.element(array, index) == found


@pytest.mark.parametrize(
    ("array", "index", "new", "text"),
    [
        ("a|b|c", 2, "x", "a|x|c"), ("a", 2, "b", "a|b"), (None, 1, "a", "a"), ("", 3, "c", "||c"), ("a", 4, 5, "a|||5"),
        ("", 1, "", ""), ("a|b", "1", None, "|b"), ("a", 2, "b|c", "a|b|c"), ("x|y", 1, "p|q", "p|q|y"),
    ],
)  # fmt: skip
def test_write_an_element(array: Any, index: Any, new: Any, text: str) -> None:
    written = values.with_element(array, index, new)
    assert written == text
    assert values.elements(written) == (text.split("|") if text else [])


@pytest.mark.parametrize("index", [0, -1, "x", None, 63_000_001])
def test_indexes_that_can_not_be_written(index: Any) -> None:
    with pytest.raises(SnippetError):
        values.with_element("a|b", index, "x")
    with pytest.raises(SnippetError):
        values.set_element(Dynamic(), index, "x")


def test_the_greatest_index_has_its_own_message() -> None:
    with pytest.raises(SnippetError, match=r"The current array index \(63000001\) exceeds .* \(63000000\)"):
        values.element("a", 63_000_001)


def test_a_gap_is_never_built_beyond_the_limit() -> None:
    text = values.with_element("a", 63_000_000, "x", 100)
    assert len(text) == 101
    assert set(text) == {"a", "|"}


@given(st.lists(st.text(alphabet="ab|", max_size=3), min_size=1, max_size=8))
@EVERYWHERE
def test_filling_an_array_is_joining_its_elements(parts: list[str]) -> None:
    array: Any = None
    expected = ""
    for part in parts:
        array = values.with_element(array, values.count(array) + 1, part)
        # Empty text counts no element: the next one takes its place.
        expected = f"{expected}|{part}" if expected else part
        assert array == expected
        assert values.elements(array) == (array.split("|") if array else [])


@pytest.mark.slow
def test_filling_a_long_array_takes_linear_time() -> None:
    start = time.perf_counter()
    array: Any = None
    for number in range(8_000):
        array = values.with_element(array, 1 + values.count(array), number)
    assert values.element(array, 7_000) == "6999"
    assert time.perf_counter() - start < 2


# ----------------------------------------------------------------------------------------------- objects
def test_members_keep_to_letter_case() -> None:
    thing = values.parse_dynamic('{"files": {"file": "x"}, "Count": 7}')
    assert values.member(values.member(thing, "files"), "file") == "x"
    assert values.member(thing, "Files") is None
    assert values.member(thing, "Count") == "7"
    assert values.member(thing, "count") == 1
    assert values.member(thing, "SIZE") == 1
    assert values.member(thing, "$Value") == '{"files":{"file":"x"},"Count":"7"}'
    assert values.member("a|b", "Length") == 3
    assert values.member("a|b", "size") == 2
    assert values.member("text", "$value") == "text"
    assert values.member(None, "x") is None


def test_counts() -> None:
    thing = Dynamic()
    assert values.count(thing) == 0
    assert thing.kind is None
    thing.set("a", "x|y")
    assert values.count(thing) == values.length(thing) == 1
    assert values.element(thing, 1) is thing
    assert values.elements(thing) == [thing]
    assert values.count(thing.get("a")) == 2


def test_members_and_elements_do_not_mix() -> None:
    thing, array = Dynamic.of({"a": 1}), Dynamic.array([1])
    with pytest.raises(SnippetError, match="can't have elements"):
        values.set_element(thing, 1, "x")
    with pytest.raises(SnippetError, match="can't have a member"):
        values.set_member(array, "a", "x")
    with pytest.raises(SnippetError, match="is no object"):
        values.set_member("text", "a", "x")
    with pytest.raises(SnippetError, match="__type"):
        values.set_member(thing, "__type", "x")


def test_an_array_grows_by_a_bounded_number_at_once() -> None:
    array = Dynamic.array()
    values.set_element(array, 10_000, "x")
    assert array.count() == 10_000
    assert array.elements[0] is None
    with pytest.raises(SnippetError, match="can't grow"):
        values.set_element(array, 20_001, "x")


def test_an_object_put_into_an_element() -> None:
    thing = Dynamic.of({"a": 1})
    made = values.put_element(None, 2, thing)
    assert made.elements == [None, thing]
    assert values.put_element(made, 1, "x") is made
    assert values.put_element("a", 2, "b") == "a|b"
    with pytest.raises(SnippetError, match="text array"):
        values.put_element("a", 2, thing)


def test_an_object_is_kept_out_of_itself() -> None:
    outer, middle, inner = Dynamic(), Dynamic.array(), Dynamic()
    outer.set("m", middle)
    middle.append(inner)
    for target, put in ((inner, outer), (inner, middle), (inner, inner), (outer, outer)):
        with pytest.raises(SnippetError, match="into itself"):
            target.set("x", put)
    outer.set("again", inner)
    outer.set("m", "")
    middle.elements.clear()
    inner.set("m", middle)
    assert values.as_json(outer) == '{"m":"","again":{"m":[]}}'


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=30))
@EVERYWHERE
def test_no_row_of_assignments_makes_a_ring(pairs: list[tuple[int, int]]) -> None:
    things = [Dynamic() for _ in range(8)]

    def within(outer: Dynamic) -> set[int]:
        return {id(outer)}.union(*(within(inner) for inner in outer.objects()))

    for target, put in pairs:
        ring = id(things[target]) in within(things[put])
        try:
            things[target].set(str(put % 3), things[put])
        except SnippetError:
            assert ring
        else:
            assert not ring


def test_objects_nest_only_so_deep() -> None:
    thing = Dynamic()
    for _ in range(DEEPEST):
        thing = Dynamic.of({"a": thing})
    with pytest.raises(SnippetError, match="nested"):
        Dynamic().set("a", thing)


def test_copies_share_nothing_and_keep_what_is_shared_within() -> None:
    shared = Dynamic.of({"n": 1})
    first = Dynamic.of({"a": shared, "b": Dynamic.array([shared, "x"])})
    copy = values.copy_value(first)
    assert values.as_json(copy) == values.as_json(first)
    copy.get("a").set("n", 2)
    assert copy.get("b").elements[0].get("n") == 2
    assert shared.get("n") == 1
    with pytest.raises(SnippetError, match="into itself"):
        copy.get("a").set("x", copy)


# ------------------------------------------------------------------------------------------ JSON and XML
@pytest.mark.parametrize(
    ("text", "json_text"),
    [
        ('{"a": 1.50, "b": true, "c": null, "d": 1e5}', '{"a":"1.50","b":"true","c":null,"d":"1e5"}'),
        ("{'a': 'it\\'s \"x\"', \"b\": \"it's\"}", '{"a":"it\'s \\"x\\"","b":"it\'s"}'),
        ("[ ]", "[]"), ("  ", "{}"), (None, "{}"), ("\ufeff{}", "{}"),
        ('{"__type": "x", "a": {"__type": 1, "b": "2"}}', '{"a":{"b":"2"}}'),
        ('{"a": "\\ud83d\\ude00 \\ud800"}', '{"a":"\U0001f600 \ufffd"}'),
        ('{"a": "one\ntwo"}', '{"a":"one\\ntwo"}'),
        ('{"' + "[" * 500 + '": 1}', '{"' + "[" * 500 + '":"1"}'),
        ("<root><a>1</a><b x='2'/><a>3</a></root>", '{"a":["1","3"],"b":{"x":"2"}}'),
        ("<p:r xmlns:p='urn:x'><p:price unit='EUR'>5</p:price></p:r>", '{"price":{"unit":"EUR","$value":"5"}}'),
        ("<only>text</only>", '{"$value":"text"}'),
    ],
)  # fmt: skip
def test_read(text: Any, json_text: str) -> None:
    assert values.as_json(values.parse_dynamic(text)) == json_text


def test_text_beside_attributes_is_the_value() -> None:
    price = values.member(values.parse_dynamic("<r><price unit='EUR'>5</price></r>"), "price")
    assert values.member(price, "$Value") == "5"
    assert values.as_xml(price) == "<root><unit>EUR</unit>5</root>"


@pytest.mark.parametrize(
    "text",
    [
        "5", "true", "word", '"text"', "{", "[1,]", "{'a': 'b", "[NaN]", "{'a': '\\", '{"a" 1}', "<a>", "<a></b>",
        '<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>', "<a>&b;</a>", "[" * 100_000, "[" * 500 + "]" * 500,
        '{"a":' * 50_000, "<a>" * 50_000, "'" * 200_001, '"\\' * 100_000, "'\\" * 100_000, "{" + "\\'" * 100_000,
        "{" * 3 + '"' * 99_999, "[" + "9" * 100_000, " " * 4_194_304 + "{" + "x" * 4_194_304, "\ud800", "\0",
    ],
)  # fmt: skip
def test_refused_with_a_reason_and_at_once(text: str) -> None:
    start = time.perf_counter()
    with pytest.raises(SnippetError):
        values.parse_dynamic(text)
    assert time.perf_counter() - start < 1


def test_the_text_of_an_object_is_cut() -> None:
    many = Dynamic.array(["x" * 100] * 10_000)
    assert len(values.as_json(many)) == len(values.as_xml(many)) == len(values.to_text(many)) == 32_768


def test_objects_that_multiply_are_written_no_further_than_the_limit() -> None:
    thing = Dynamic()
    for _ in range(60):
        thing = Dynamic.of({"a": thing, "b": thing})
    start = time.perf_counter()
    assert len(values.as_json(thing)) == len(values.as_xml(thing)) == 32_768
    values.copy_value(thing)
    values.plain_value(thing)
    assert len(encode({"x": thing})["objects"]) == 61
    assert time.perf_counter() - start < 1


def test_names_and_characters_that_xml_can_not_hold() -> None:
    thing = Dynamic.of({"a b": "\x00x", "1": "<", "<i>": None})
    assert values.as_xml(thing) == "<root><a_b>x</a_b><_1>&lt;</_1><_i_></_i_></root>"
    assert parse_xml(values.as_xml(thing)).members == {"a_b": "x", "_1": "<", "_i_": ""}


@given(OBJECTS)
@EVERYWHERE
def test_written_json_reads_back(value: Any) -> None:
    if isinstance(value, Dynamic):
        text = values.as_json(value)
        json.loads(text)
        assert "\n" not in text
        assert values.as_json(values.parse_dynamic(text)) == text
        parse_xml(values.as_xml(value))


@given(st.text(alphabet="{}[]'\"\\,:1a<>/ &", max_size=30))
@EVERYWHERE
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(SnippetError):
        values.parse_dynamic(text)


# ------------------------------------------------------------------------------------------------- saving
@given(st.dictionaries(st.text(max_size=3), OBJECTS, max_size=4))
@EVERYWHERE
def test_values_are_saved_and_read_back(named: dict[str, Any]) -> None:
    data = json.loads(json.dumps(encode(named)))
    again = decode(data)
    assert list(again) == list(named)
    assert encode(again) == encode(named)
    assert {name: values.to_text(value) for name, value in again.items()} == {
        name: values.to_text(value) for name, value in named.items()
    }


def test_what_is_shared_stays_shared() -> None:
    shared, proxy = Dynamic.of({"n": 1}), RestProxy()
    proxy.write_member("ContentType", "text/plain")
    again = decode(
        encode({"a": shared, "b": Dynamic.array([shared]), "p": proxy, "q": proxy, "d": DateTime(datetime(2026, 7, 4))})
    )
    assert again["b"].elements[0] is again["a"]
    assert again["p"] is again["q"]
    assert again["p"].read_member("contenttype") == "text/plain"
    assert again["d"] == DateTime(datetime(2026, 7, 4))
    with pytest.raises(SnippetError, match="into itself"):
        again["a"].set("x", again["b"])


@pytest.mark.parametrize(
    "data",
    [
        {}, {"values": {}, "objects": 5}, {"values": {"a": {"object": 3}}, "objects": []}, {"values": {"a": [1]}, "objects": []},
        {"values": {"a": {"date": "soon"}}, "objects": []}, {"values": {"a": True}, "objects": []},
        {"values": {}, "objects": [{"members": {"x": {"object": 0}}}]}, {"values": {}, "objects": [{"proxy": {}}]},
    ],
)  # fmt: skip
def test_other_data_is_refused(data: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(data)


def test_plain_data_both_ways() -> None:
    data = {"a": [1, "x", None, {"b": 2.5}], "t": True}
    value = values.from_plain(data)
    assert values.plain_value(value) == {"a": [1, "x", None, {"b": 2.5}], "t": 1}
    assert values.plain_value(DateTime(datetime(2026, 7, 4, 8))) == "2026-07-04T08:00:00"
    deep: Any = []
    for _ in range(DEEPEST + 5):
        deep = [deep]
    with pytest.raises(SnippetError, match="deep"):
        values.from_plain(deep)
