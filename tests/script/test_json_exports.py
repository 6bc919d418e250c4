"""CXone JSON exports: read whole, written back the same, and hostile ones told by codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.script.checks import check_script
from studio.script.cxone_json import CODES, read_json
from studio.script.cxone_json_writer import write_json
from studio.script.draw import mermaid
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


@pytest.mark.parametrize("shape", ["wrapped", "bare", "marked"])
def test_every_shape_comes_back(shape: str) -> None:
    document = EXPORT["scriptContent"] if shape == "bare" else EXPORT
    script, problems = read_json("\ufeff" * (shape == "marked") + json.dumps(document))
    assert problems == []
    assert script is not None
    assert json.loads(write_json(script)) == document


def test_production_exports_come_back_by_either_way(shared: Path) -> None:
    files = sorted((shared / "corpus").glob("*.json"))
    assert len(files) == 17
    for file in files:
        document = json.loads(file.read_text("utf-8-sig"))
        script, problems = read_script(file)
        assert problems == []
        assert script is not None
        assert json.loads(write_json(script)) == document
        again, problems = read_text(print_text(script))
        assert problems == []
        assert again is not None
        assert json.loads(write_json(again)) == document


def test_desktop_xml_is_not_read_yet_and_says_so(shared: Path) -> None:
    (file,) = (shared / "corpus").glob("*.XML")
    script, (problem,) = read_script(file)
    assert script is None
    assert (problem.code, problem.severity, problem.file) == ("FI006", "error", str(file))
    assert "JSON" in problem.hint


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
@settings(max_examples=100, derandomize=True, deadline=None)
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
        assert json.loads(write_json(script))["actions"].keys() == {str(each.id) for each in script.actions}
