"""Every built-in function against written cases, and what holds for the table as a whole."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.snippet.dates import DateTime
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError
from studio.snippet.functions import FAMILIES, TABLE
from studio.snippet.host import PlainHost
from studio.snippet.rest import RestProxy
from studio.snippet.values import parse_dynamic

HOST = PlainHost(datetime(2026, 7, 4, 15, 30, 5, 250_000), zone=ZoneInfo("America/New_York"))
CASES = yaml.safe_load((Path(__file__).parent / "functions.yaml").read_text(encoding="utf-8"))
LISTED = [(family, *case) for family, cases in CASES.items() for case in cases]


def _value(written: Any) -> Any:
    if isinstance(written, dict) and "date" in written:
        return DateTime(datetime.fromisoformat(written["date"]))
    if isinstance(written, dict) and "json" in written:
        return parse_dynamic(written["json"])
    return written


@pytest.mark.parametrize(
    ("family", "name", "arguments", "result"), LISTED, ids=[f"{case[1]}-{place}" for place, case in enumerate(LISTED)]
)
def test_result(family: str, name: str, arguments: list[Any], result: Any) -> None:
    function = TABLE[name]
    assert function in FAMILIES[family]
    assert function.takes(len(arguments))
    values = [_value(each) for each in arguments]
    if isinstance(result, dict) and "error" in result:
        with pytest.raises(SnippetError) as caught:
            function.call(HOST, *values)
        assert result["error"] in caught.value.message
    else:
        found = function.call(HOST, *values)
        assert found == _value(result)
        assert found.__class__ is _value(result).__class__ or found is None


def test_every_function_has_a_case() -> None:
    assert set(TABLE) - {case[1] for case in LISTED} == {"addheader", "getrestproxy", "makerestrequest"}


def test_table_is_whole() -> None:
    for name, function in TABLE.items():
        assert name == function.name == name.lower()
        assert all((function.doc, function.result, function.forms))
        assert function.signature.startswith(name + "(")


def test_text_can_not_grow_without_bound() -> None:
    with pytest.raises(SnippetError, match="grow beyond"):
        TABLE["replace"].call(HOST, "a" * 30_000, "a", "b" * 30_000)


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


_ANY = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.sampled_from(["12", "-1.5", "7/4/2026", "day", "yyyy-MM-dd", "0.00", "a|b|c", "9" * 400, "#,%;'", "\ud800"]),
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
@settings(derandomize=True, max_examples=700, deadline=None)
def test_nothing_but_a_snippet_error_ever_comes_out(name: str, data: st.DataObject) -> None:
    function = TABLE[name]
    form = data.draw(st.sampled_from(function.forms))
    arguments = [data.draw(_ANY) for _ in form]
    try:
        found = function.call(HOST, *arguments)
    except SnippetError:
        return
    assert found is None or found.__class__ in (str, int, float, DateTime, Dynamic, RestProxy)
