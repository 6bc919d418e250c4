"""The editor part of the text form, and texts of whole exports."""

from __future__ import annotations

import json
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases

from studio.script.cxone_json import read_json
from studio.script.text import print_text, read_text

CASES = read_cases(Path(__file__).parent / "text_editor.yaml")
ROOT = Path(__file__).resolve().parents[2]
EXPORTS = sorted((ROOT.parent / "shared" / "corpus").glob("*.json"))
EXAMPLES = sorted((ROOT / "scripts").rglob("*.studio"))


def _at(model: Any, path: str) -> Any:
    return reduce(lambda place, name: place[int(name) if name.isdigit() else name], path.split("."), model)


@pytest.mark.parametrize("case", CASES, ids=[each["rule"] for each in CASES])
def test_editor_part(case: dict[str, Any]) -> None:
    script, problems = read_text(case["text"])
    assert script is not None
    if case.get("faults"):
        assert problems
        return
    assert problems == []
    model = script.model_dump()
    assert {path: _at(model, path) for path in case["holds"]} == case["holds"]
    canonical = case.get("canonical", case["text"])
    assert print_text(script) == canonical
    assert read_text(canonical) == (script, [])


def test_an_export_as_text_says_only_what_does_not_go_without_saying() -> None:
    drawn = {"labelDistance": None, "index": 0, "ports": "", "lineType": "", "elbows": []}
    action = {"version": 1, "dependencyOrder": "0", "implType": "0", "x": 16, "y": 32, "xws": 16, "yws": 32}
    rest = {"libraryId": "5BF67B1C-9736-434D-9B6F-0D856AEA8F16", "name": "WAIT", "label": "Rest"}
    document = {
        "header": {
            "scriptName": "Folder\\Sleep",
            "busNo": 7,
            "mediaType": 4,
            "mediaTypeName": "call",
            "purposeType": "General",
            "variableRedaction": "",
            "nextActionId": 10,
            "status": "Active",
        },
        "actions": {"9": {"actionId": 9, **rest, **action}},
        "properties": {"9": {"0": {"name": "Seconds", "value": "60"}}},
        "branches": {"9": [{"to": 9, "label": "", "type": "default", **drawn}]},
        "schemaVersion": "1.0.0",
    }
    script, problems = read_json(json.dumps({"scriptContent": document}))
    assert script is not None
    assert problems == []
    text = print_text(script)
    assert text.split("\n") == [
        'script "Folder\\Sleep"',
        "    media = Phone",
        "",
        'Wait "Rest" #9',
        "    Seconds = 60",
        '    -> "Rest"',
        "",
        "editor",
        "    busNo := 7",
        "    #9 16,32 0",
        "",
    ]
    assert read_text(text) == (script, [])


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.stem)
def test_exports_come_back_from_their_text(path: Path) -> None:
    script, _ = read_json(path.read_text("utf-8-sig"), str(path))
    assert script is not None
    text = print_text(script)
    again, problems = read_text(text)
    assert problems == []
    assert again is not None
    assert json.dumps(again.model_dump(), sort_keys=True) == json.dumps(script.model_dump(), sort_keys=True)
    assert [list(each.properties) for each in again.actions] == [list(each.properties) for each in script.actions]
    assert print_text(again) == text


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_example_scripts_are_in_canonical_form(path: Path) -> None:
    text = path.read_text("utf-8")
    script, problems = read_text(text, str(path))
    assert problems == []
    assert script is not None
    assert print_text(script) == text
