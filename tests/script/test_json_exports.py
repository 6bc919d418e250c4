"""CXone JSON exports: read whole, written back the same, and hostile ones told by codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.script.checks import check_script
from studio.script.cxone_json import CODES, read_json, write_json
from studio.script.drawing import draw as mermaid
from studio.script.files import read_script
from studio.script.text import print_text, read_text

BRANCH = {"ports": "r,l", "lineType": "straight", "elbows": [], "labelDistance": None}
EXPORT: dict[str, Any] = {
    "scriptContent": {
        "header": {"scriptName": "Common\\Ask", "busNo": 1, "mediaType": 4, "mediaTypeName": "call", "nextActionId": 9},
        "actions": {
            "1": {"actionId": 1, "libraryId": "B2", "name": "BEGIN", "version": 1, "label": "Begin", "x": 9, "y": 8},
            "4": {"actionId": 4, "libraryId": "DA", "name": "MENU", "version": 1, "label": "Ask", "unknown": [1, {}]},
        },
        "properties": {
            "1": {"0": {"name": "Parameters", "value": ["a", "b"]}},
            "4": {
                "0": {"name": "Sequence", "value": '"%Hello"\r\n'},
                "1": {"name": "MaxDigits", "value": "1", "hidden": True},
            },
        },
        "branches": {
            "1": [{"to": 4, "label": "", "type": "default", "index": 0, **BRANCH}],
            "4": [
                {"to": 1, "label": "Timeout", "type": "branch", "index": 2, **BRANCH},
                {"to": 4, "label": "1", "type": "custom", "index": 0, **BRANCH},
            ],
        },
        "schemaVersion": "1.0.0",
        "variables": {"x": [{"name": "MENU"}]},
    },
    "beside": 1,
}


def test_what_an_export_says() -> None:
    script, problems = read_json(json.dumps(EXPORT), "ask.json")
    assert problems == []
    assert script is not None
    assert (script.name, script.media, script.bare) == ("Common\\Ask", "Phone", False)
    begin, menu = script.actions
    assert (begin.id, begin.kind, begin.items("Parameters")) == (1, "BEGIN", ["a", "b"])
    assert menu.text("Sequence") == '"%Hello"\r\n'
    assert [(each.to, each.type, each.label) for each in menu.branches] == [
        (1, "branch", "Timeout"),
        (4, "custom", "1"),
    ]


def test_a_number_longer_than_python_reads() -> None:
    script, problems = read_json('{"scriptContent": {"actions": {}, "x": ' + "9" * 5000 + "}}")
    assert script is None
    assert [(each.code, "5000 digits" in each.message) for each in problems] == [("JS101", True)]


@pytest.mark.parametrize("shape", ["wrapped", "bare", "marked"])
def test_every_shape_comes_back(shape: str) -> None:
    document = EXPORT["scriptContent"] if shape == "bare" else EXPORT
    script, problems = read_json("\ufeff" * (shape == "marked") + json.dumps(document))
    assert problems == []
    assert script is not None
    assert json.loads(write_json(script).removeprefix("\ufeff")) == document


def test_production_exports_come_back_by_either_way(shared: Path) -> None:
    files = sorted((shared / "corpus").glob("*.json"))
    assert len(files) == 17
    for file in files:
        script, problems = read_script(file)
        assert problems == []
        assert script is not None
        assert write_json(script).encode() == file.read_bytes()
        again, problems = read_text(print_text(script))
        assert problems == []
        assert again is not None
        assert write_json(again).encode() == file.read_bytes(), "the order of real exports is the writer's own"


HEAD_ONLY = {"scriptName": "A"}
ODD: dict[str, Any] = {
    "members in another order": {
        "z": 1,
        "branches": {},
        "actions": {
            "2": {"label": "b", "name": "IF", "actionId": 2},
            "1": {"label": "a", "x": 1, "name": "IF", "y": 2},
        },
        "properties": {"1": {"0": {"value": "v", "name": "n"}}},
        "header": {"z": 1, "scriptName": "A", "a": 2},
    },
    "absent, empty and null": {
        "header": HEAD_ONLY,
        "actions": {str(at): {"name": "IF", "label": ""} for at in range(1, 6)},
        "properties": {"1": {}, "2": None, "3": {"0": {"name": "a", "value": ""}}},
        "branches": {"1": [], "2": None, "4": [{"to": 1, "type": "branch", "label": "True"}]},
    },
    "no tables": {"header": HEAD_ONLY, "actions": {}},
    "positions that don't count": {
        "header": HEAD_ONLY,
        "actions": {"1": {"name": "IF"}},
        "properties": {"1": {"3": {"name": "b", "value": "x"}, "1": {"name": "a"}, "z": {"name": "c", "value": None}}},
    },
    "odd types": {
        "header": {"scriptName": "A", "variableRedaction": 0, "mediaType": "4"},
        "actions": {"1": {"actionId": "1", "name": "IF", "version": "1", "x": 1.0, "y": True}, "02": {"name": "IF"}},
        "properties": {"1": {"0": {"name": "a", "value": 5}, "1": {"name": "b", "value": True}}},
        "branches": {
            "1": [
                {"to": "1", "label": 0, "type": "default", "index": 1.0},
                {"to": 1, "label": 5, "type": "custom"},
                {"to": 1, "type": "case", "label": "1"},
                {"to": 1, "label": "named"},
            ]
        },
    },
    "no header": {"header": None, "actions": {"1": {"name": "IF"}}},
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("layout", [{}, {"indent": 1}, {"indent": "\t"}, {"separators": (",", ":")}])
def test_odd_documents_come_back(name: str, layout: dict[str, Any]) -> None:
    text = json.dumps(ODD[name], **layout) + "\n"
    script, problems = read_json(text)
    assert script is not None
    assert write_json(script) == text
    if not problems:
        again, problems = read_text(print_text(script))
        assert problems == []
        assert again == script
        assert again is not None
        assert json.dumps(json.loads(write_json(again)), sort_keys=True) == json.dumps(ODD[name], sort_keys=True)


def test_a_changed_script_is_written_changed() -> None:
    script, _ = read_json(json.dumps(EXPORT))
    assert script is not None
    script.actions[1].caption = "New"
    script.actions[1].branches.pop(0)
    script.actions.pop(0)
    document = json.loads(write_json(script))["scriptContent"]
    assert list(document["actions"]) == ["4"]
    assert document["actions"]["4"]["label"] == "New"
    assert [each["label"] for each in document["branches"]["4"]] == ["1"]


HEAD = '{"header": {"scriptName": "x"}, '
HOSTILE = {
    "nothing": ("", ["JS101"], False),
    "half a document": ('{"scriptContent": {', ["JS101"], False),
    "a list": ("[]", ["JS102"], False),
    "null": ("null", ["JS102"], False),
    "another document": ('{"openapi": "3.0"}', ["JS103"], False),
    "lists, deep": ("[" * 100_000, ["JS105"], False),
    "objects, deep": ('{"a":' * 100_000, ["JS105"], False),
    "deeper than any export": (HEAD + '"actions": {}, "z": ' + "[" * 200 + "]" * 200 + "}", ["JS105"], False),
    "no number": (HEAD + '"actions": {}, "z": NaN}', ["JS101"], False),
    "a number without end": (HEAD + '"actions": {}, "z": 1e999}', ["JS101"], False),
    "a number of 5,000 digits": (HEAD + '"actions": {}, "z": ' + "9" * 5000 + "}", ["JS101"], False),
    "quotes without end": ('{"' + '\\"' * 500_000, ["JS101"], False),
    "no name": ('{"header": {}, "actions": {}}', ["JS106"], True),
    "wrong types": ('{"header": 5, "actions": [], "properties": "", "branches": 1}', ["JS104"] * 4 + ["JS106"], True),
    "one id twice": (HEAD + '"actions": {"1": {"name": "IF"}, "1": {"name": "IF"}}}', ["JS115"], True),
    "two keys, one id": (
        HEAD + '"actions": {"1": {"name": "IF"}, "2": {"actionId": 1, "name": "IF"}}}',
        ["JS108"],
        True,
    ),
    "no action": (HEAD + '"actions": {"x": {"name": "IF"}, "1": 5}}', ["JS107", "JS107"], True),
    "no kind": (HEAD + '"actions": {"1": {"label": "x"}}}', ["JS109"], True),
    "an odd kind": (HEAD + '"actions": {"1": {"name": {"a": []}}}}', ["JS116"], True),
    "of no action": (HEAD + '"actions": {}, "branches": {"7": []}}', ["JS110"], True),
    "odd properties": (
        HEAD
        + '"actions": {"1": {"name": "IF"}}, "properties": {"1": {"0": 5, "1": {"name": "a"}, "2": {"name": "a"}}}}',
        ["JS111", "JS112"],
        True,
    ),
    "odd branches": (
        HEAD
        + '"actions": {"1": {"name": "IF"}, "2": {"name": "IF"}}, "branches": {"1": {}, "2": [1, {"to": 1.5}, {"to": true}]}}',
        ["JS113", "JS114", "JS114", "JS114"],
        True,
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str) -> None:
    text, codes, readable = HOSTILE[name]
    script, problems = read_json(text, "some.json")
    assert sorted(each.code for each in problems) == codes
    assert (script is not None) == readable
    assert {each.file for each in problems} == {"some.json"}


MEMBERS = ["1", "2", "0", "header", "actions", "name", "value", "label", "to", "type", "actionId", "scriptName"]
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers(0, 5) | st.sampled_from(["", "1", "SNIPPET", "default", "\ud800", "x"]),
    lambda deeper: st.lists(deeper, max_size=3) | st.dictionaries(st.sampled_from(MEMBERS), deeper, max_size=4),
    max_leaves=20,
)


@pytest.mark.slow
@settings(max_examples=50, derandomize=True, deadline=None)
@given(JSONS, JSONS, JSONS, JSONS)
def test_whatever_an_export_holds_it_is_read_checked_and_drawn(
    header: Any, actions: Any, properties: Any, branches: Any
) -> None:
    document = {"header": header, "actions": actions, "properties": properties, "branches": branches}
    script, problems = read_json(json.dumps(document))
    assert {each.code for each in problems} <= set(CODES)
    if script is not None:
        check_script(script)
        assert mermaid(script).isprintable() is False  # line breaks
        assert json.dumps(json.loads(write_json(script))) == json.dumps(document), (
            "even what couldn't be read comes back"
        )
