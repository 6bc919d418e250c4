"""What holds for every load, whatever the rows are: nothing lost, nothing twice, safe to repeat."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.dialer.loading.codes import BY_TEXT, CALL_CODES, ROW_CODES
from studio.dialer.loading.loader import Loader
from studio.dialer.records.fields import SYSTEM_FIELDS
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source
from studio.dialer.store.schema import metadata, zone_sets
from studio.dialer.store.store import ProspectStore
from studio.runtime.ports import LoadRequest

pytestmark = pytest.mark.slow

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
TYPES = ["String", "Boolean", "Integer", "Decimal", "Date", "Time", "Email", "Phone", "SMSPhone"]
SOURCE = Source.model_validate(
    {
        "name": "Leads",
        "map": {name: f"c {name}" for name in (*SYSTEM_FIELDS, *(f"my{kind}" for kind in TYPES))},
        "fields": [{"name": f"my{kind}", "type": kind} for kind in TYPES],
    }
)
COLUMNS = [*SOURCE.map, "ResultCode", "Other"] if SOURCE.map else []

SCALARS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(),
    st.floats(),
    st.sampled_from(
        [
            *("8015550100", "4235550100", "8005550100", "5550100", "+442079460000", "true", "no", "7", "1.5"),
            *("2026-12-31", "6/1/2020", "9999-12-31T23:59:59-12:00", "0001-01-01", "ET", "Mars", "CO", "10001"),
            *("18:00", "ann@example.com", "\0", "\ud800", "x" * 5000, "9" * 400, "1e999", "١٢"),
            10**30,
            10**5000,
            float("nan"),
            float("-inf"),
            True,
        ]
    ),
)
KEYS = st.one_of(
    st.sampled_from(COLUMNS).map(lambda name: f"c {name}"), st.sampled_from(["ResultCode", "C EXTERNALID "])
)
IDS = st.one_of(st.sampled_from(["1", "2", " 1 ", 1, 2.0, ""]), SCALARS)
RECORDS = st.builds(
    lambda first, others: {"c ExternalID": first, **others}, IDS, st.dictionaries(KEYS, SCALARS, max_size=8)
)
SOUND = st.builds(
    lambda number, phone: {"c ExternalID": str(number), "c PhoneNumber": f"801555{phone:04}"},
    st.integers(1, 5),
    st.integers(0, 9999),
)
ROWS = st.lists(st.one_of(RECORDS, SOUND, SCALARS, st.dictionaries(KEYS, SCALARS, max_size=3)), max_size=12)
CALLS = st.builds(
    LoadRequest,
    st.sampled_from(["1", "1", "1", "1", "2", "9", "x"]),
    st.sampled_from(["Leads", "leads", "leads", "nope"]),
    ROWS,
    st.booleans(),
    st.sampled_from(["", "", "ET", "Mars"]),
    st.sampled_from(["", "", "2026-12-31", "2020-01-01", "soon"]),
)


# One store for all, emptied each time: to make one takes longer than most loads.
STORE = ProspectStore()


def new_loader() -> Loader:
    with STORE.transaction() as connection:
        for table in reversed(metadata.sorted_tables):
            if table is not zone_sets:  # the store remembers those
                connection.execute(table.delete())
    skills = [Skill(number=1), Skill(number=2, default_contact_expiration=10)]
    return Loader(STORE, skills, [SOURCE], strict=True)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(CALLS, CALLS)
def test_every_row_is_answered_once_in_order_by_a_code_of_the_closed_set(one: LoadRequest, two: LoadRequest) -> None:
    loader = new_loader()
    for call in (one, two):
        rows = call.rows or []
        before = copy.deepcopy(rows)
        held = list(loader.store.all())
        result = loader.load(call, NOW)
        # Neither equality, which no NaN has, nor text, which numbers of 5,000 digits do not become.
        assert pickle.dumps(rows) == pickle.dumps(before), "Data itself is not changed"
        assert [each.number for each in result.rows] == list(range(1, len(rows) + 1))
        if result.error:
            assert result.error in {code.text for code in CALL_CODES}
            assert {each.code for each in result.rows} <= {result.error}
            assert list(loader.store.all()) == held, "a call error loads nothing"
        else:
            assert {each.code for each in result.rows} <= {code.text for code in ROW_CODES}
        for each in result.rows:
            code = BY_TEXT[each.code]
            assert (each.retry, each.check_in) == (code.retry, code.check_in)
            assert len(each.detail) < 400


@settings(derandomize=True, max_examples=100, deadline=None)
@given(CALLS)
def test_what_is_loaded_is_held_once_and_a_second_time_changes_nothing(call: LoadRequest) -> None:
    loader = new_loader()
    first = loader.load(call, NOW)
    held = list(loader.store.all())
    good = [each.external_id for each in first.rows if each.code == "Success"]
    assert [each.external_id for each in held] == good
    assert len(set(good)) == len(good)
    for each in held:
        assert each.zones
        assert each.zone_source
        assert each.destinations
        assert each.expires is None or each.expires > NOW
    second = loader.load(call, NOW)
    assert list(loader.store.all()) == held
    # A row that failed to create now fails in the same way; one whose prospect lives is unchanged.
    assert [each.code for each in second.rows] == [each.code for each in first.rows]
    assert {each.detail for each in second.rows if each.code == "Success"} <= {"Unchanged"}


@settings(derandomize=True, max_examples=60, deadline=None)
@given(SOUND, st.dictionaries(KEYS.filter(lambda key: "externalid" not in key.lower()), SCALARS, max_size=6))
def test_a_failed_update_changes_nothing(good: dict[str, Any], bad: dict[str, Any]) -> None:
    loader = new_loader()
    loader.load(LoadRequest("1", "Leads", [good]), NOW)
    held = list(loader.store.all())
    result = loader.load(LoadRequest("1", "Leads", [{"c ExternalID": good["c ExternalID"], **bad}]), NOW)
    assert result.rows[0].code in ("Success", "Update Rejected")
    if result.rows[0].code == "Update Rejected":
        assert list(loader.store.all()) == held
