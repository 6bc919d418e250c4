"""An action's class and its entry in the catalogue say the same."""

from __future__ import annotations

from typing import Any

import pytest

from studio.runtime.registry import library
from studio.script.catalogue import kind_of

CLASSES = [each for each in library().classes() if each.__module__.startswith("studio.actions.")]
#: Kinds of properties that the catalogue tells apart, and the engine doesn't.
SAME = {"value": "text", "words": "enum"}
#: What a blank number or switch counts as, whether or not the catalogue says so.
BLANK = {"num": "0", "bool": "False"}


def test_the_library_is_here() -> None:
    assert len(CLASSES) >= 20


@pytest.mark.parametrize("action", CLASSES, ids=lambda each: each.kind)
def test_class_and_entry_agree(action: Any) -> None:
    entry = kind_of(action.kind)
    assert entry is not None
    assert entry.name == action.kind
    assert all(kind_of(alias) is entry for alias in action.aliases)
    assert entry.event == bool(action.event)
    fixed = [*(["Default"] if entry.default else []), *entry.branches]
    # Default is how the engine spells the branch of an action that has none: it ends the flow before.
    assert sorted(fixed) == sorted(action.branches) or (entry.ends and not fixed)
    assert [each.name for each in entry.properties] == [each.name for each in action.properties()]
    for declared, spec in zip(action.properties(), entry.properties, strict=True):
        assert SAME.get(spec.kind, spec.kind) == declared.kind, declared.name
        if spec.kind != "code":
            assert spec.required == declared.required, declared.name
        if not declared.required:
            assert (spec.default or BLANK.get(spec.kind, "")) == declared.default, declared.name
