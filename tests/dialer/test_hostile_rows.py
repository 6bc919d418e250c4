"""Rows of any kind, through the loader and through Create Prospects v2 of a script: each is answered once, in order, by a known code."""

from __future__ import annotations

import copy
import pickle
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
from connection import MAP, USUAL, Connection
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.dialer.loading.codes import CALL_CODES, ROW_CODES
from studio.dialer.loading.loader import Loader
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source
from studio.dialer.store.store import ProspectStore
from studio.runtime.ports import LoadRequest
from studio.sdk import from_plain
from studio.snippet.values import plain_value, to_text

pytestmark = pytest.mark.slow

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
SOURCE = Source.model_validate(USUAL["sources"][0])
CODES = {code.text for code in ROW_CODES}

TEXTS = st.one_of(
    st.text(max_size=20),
    st.text(st.characters(categories=("Cs", "Cc", "Cf", "Co", "Nd", "Zs")), max_size=8),
    st.sampled_from(
        [
            *("8015550100", "+1 (801) 555-0100", "8015550100 ext 7", "tel:8015550100", "٨٠١٥٥٥٠١٠٠", "8" * 400),
            *("007", "1e3", "-0", "0x10", "NaN", "1e999", "  7 ", "7.0", "9" * 5000),
            *("0001-01-01", "9999-12-31", "9999-12-31T23:59:59.999999-14:00", "0000-00-00", "2026-02-29", "12/31/9999"),
            *("2026-03-08T02:30:00", "2026-11-01 01:30", "1/1/1", "10000-01-01", "2026-12-31T24:00:00Z"),
            *("ET", "America/New_York", "../../etc/passwd", "America/New_York\0", "UTC+99", "Mars/Phobos"),
            *("true", "TRUE ", "ja", "'; DROP TABLE prospects; --", "=cmd|' /C calc'!A0", "\ufeff", "\u202e"),
            *("\0", "a\0b", "\ud800", "\udfff\ud800", "a\udc80", "\U0010ffff", "e\u0301", "ß", "İ", "\r\n", "{x}"),
            *("x" * 1_000_000, "\0" * 1_000_000, "8" * 1_000_000),
        ]
    ),
)
NUMBERS = st.one_of(
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.sampled_from([10**4000, -(10**4000), 8015550100, 8015550100.0, 5e-324, 2**63, -(2**63) - 1]),
)
#: Those that a script can hold.
SMALLER = NUMBERS.filter(lambda each: each is None or abs(each) < 10**300)
NAMES = st.one_of(
    st.sampled_from([*MAP.values(), *(each.upper() for each in MAP.values()), " Id ", "ResultCode", "resultcode"]),
    st.text(max_size=12),
    st.sampled_from(["", "\0", "\ud800", "x" * 100_000, "__proto__", "Id\0"]),
)


def rows_of(numbers: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Sound records, others of whatever columns, and what is no record."""
    scalars = st.one_of(TEXTS, numbers)
    nested = st.recursive(
        scalars,
        lambda some: st.one_of(st.lists(some, max_size=3), st.dictionaries(st.text(max_size=5), some, max_size=3)),
        max_leaves=5,
    )
    ids = st.one_of(st.sampled_from(["1", "2", "3", " 1 ", 1, 1.0, "١", "a" * 256]), scalars)
    sound = st.builds(
        lambda key, phone, more: {"Id": key, "Phone": f"801555{phone:04}"} | more,
        st.sampled_from(["1", "2", "3", "4"]),
        st.integers(100, 199),
        st.dictionaries(NAMES, nested, max_size=2),
    )
    records = st.builds(lambda key, others: others | {"Id": key}, ids, st.dictionaries(NAMES, nested, max_size=6))
    return st.lists(st.one_of(sound, records, nested, st.dictionaries(NAMES, nested, max_size=4)), max_size=8)


def same(some: object) -> bytes:
    """What tells apart all that rows hold: no NaN equals itself, and numbers of 5,000 digits become no text."""
    return pickle.dumps(copy.deepcopy(some))


@settings(derandomize=True, max_examples=150, deadline=None)
@given(rows_of(NUMBERS), rows_of(NUMBERS), st.booleans(), st.sampled_from(["", "ET"]))
def test_through_the_loader(one: list[Any], two: list[Any], reject: bool, zone: str) -> None:
    with closing(ProspectStore()) as store:
        loader = Loader(store, [Skill(number=1)], [SOURCE], strict=True)
        good: set[str] = set()
        for rows in (one, two, one):
            before = same(rows)
            result = loader.load(LoadRequest("1", "Leads", rows, reject, zone), NOW)
            assert result.error == ""
            assert same(rows) == before
            assert [each.number for each in result.rows] == list(range(1, len(rows) + 1))
            assert {each.code for each in result.rows} <= CODES
            loaded = [each.external_id for each in result.rows if each.code == "Success"]
            assert len(set(loaded)) == len(loaded)
            good |= set(loaded)
            assert {each.external_id for each in store.all()} == good
            for each, row in zip(result.rows, rows, strict=True):
                assert (each.code == "Invalid Record") is not isinstance(row, dict)


@settings(derandomize=True, max_examples=40, deadline=None)
@given(
    rows_of(SMALLER),
    st.sampled_from(["", "ET", "\0", "Mars"]),
    st.sampled_from(["", "9999-12-31", "0001-01-01", "\ud800"]),
)
def test_through_a_script(rows: list[Any], zone: str, expires: str) -> None:
    data = from_plain(rows)
    before = plain_value(data)
    named = {"SkillNo": 1, "SourceName": "Leads", "Data": [], "TimeZone": "{zone}", "DefaultExpirationDate": "{ends}"}
    with closing(Connection({}, [{"do": "CREATEPROSPECTS2", "with": named}])) as here:
        here.steps[0]["given"] = {"given_Data": data, "zone": zone, "ends": expires}
        branch, variables = here.act(0)
        found = variables["found"]
        assert list(found) == ["SuccessfulRecords", "FailedRecords"]
        assert same(plain_value(data)) == same(before)
        groups = {name: list(some) for name, some in found.items()}
        error = variables.get("_err", "")
        allowed = CODES if branch == "Default" else {error}
        assert branch == "Default" or error in {code.text for code in CALL_CODES}
        for row in before:
            # Each group keeps the order of Data, so the next record of it is the first of one of the two.
            name = next(each for each, some in groups.items() if some and same(unmarked(some[0])) == same(came(row)))
            code = groups[name].pop(0)["ResultCode"]
            assert (code == "Success") is (name == "SuccessfulRecords")
            assert code in allowed
        assert groups == {"SuccessfulRecords": [], "FailedRecords": []}
        held = {each.external_id for each in here.store.all()}
        assert len(held) == len(found["SuccessfulRecords"])


def came(row: Any) -> Any:
    """A record of Data as it is to come back: without a ResultCode of its own, a value as an object with the column Value."""
    if isinstance(row, dict):
        return {name: value for name, value in row.items() if name.lower() != "resultcode"}
    return {"Value": to_text(from_plain(row))}


def unmarked(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != "ResultCode"}
