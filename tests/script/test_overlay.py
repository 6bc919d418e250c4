"""Overlays: what a document says beside what its writer would write."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.script.overlay import difference, overlaid

NAMES = st.sampled_from(["a", "b", "Text", "label", "0"])
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2) | st.sampled_from([0.0, -0.0, 1.0, "", "1", "x" * 50]),
    lambda deeper: st.lists(deeper, max_size=3) | st.dictionaries(NAMES, deeper, max_size=3),
    max_leaves=8,
)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(JSONS, JSONS)
def test_the_difference_makes_one_of_the_other(one: Any, other: Any) -> None:
    overlay = difference(one, other, order=True)
    stale: list[str] = []
    made = one if overlay is None else overlaid(one, json.loads(json.dumps(overlay)), stale)
    assert json.dumps(made) == json.dumps(other)
    assert stale == []


@settings(max_examples=40, derandomize=True, deadline=None)
@given(JSONS, JSONS)
def test_any_overlay_can_be_laid_over_anything(one: Any, overlay: Any) -> None:
    overlaid(one, overlay, [])


def test_order_alone() -> None:
    one, other = {"a": 1, "b": {"x": 1, "y": 2}}, {"b": {"y": 2, "x": 1}, "a": 1}
    assert difference(one, other) is None
    order = difference(one, other, data=False, order=True)
    assert json.dumps(overlaid(one, order)) == json.dumps(other)


ITEMS = [{"Text": "True", "To": 1}, {"Text": "False", "To": 2}]
EDITED: list[tuple[str, Any, Any, Any, Any, list[str]]] = [
    ("a value edited since", {"a": 1}, {"a": "1"}, {"a": 2}, {"a": 2}, ["a"]),
    ("a value gone since", {"a": 1}, {"a": "1"}, {}, {}, ["a"]),
    ("a member added since", {}, {"a": 1}, {"a": 2}, {"a": 2}, ["a"]),
    ("a list edited since", {"a": [1]}, {"a": []}, {"a": [2]}, {"a": [2]}, ["a"]),
    ("beside an edit", {"a": 1, "b": 1}, {"a": "1", "b": 1}, {"a": 1, "b": 3}, {"a": "1", "b": 3}, []),
    ("items come and go", ITEMS, [{**ITEMS[0]}, {**ITEMS[1], "New": 1}], [ITEMS[1]], [{**ITEMS[1], "New": 1}], []),
]


@pytest.mark.parametrize("case", EDITED, ids=[each[0] for each in EDITED])
def test_changes_apply_only_where_they_still_fit(case: tuple[str, Any, Any, Any, Any, list[str]]) -> None:
    _, implied, actual, edited, made, told = case
    stale: list[str] = []
    assert overlaid(edited, difference(implied, actual), stale) == made
    assert stale == told
