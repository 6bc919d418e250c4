"""What Desktop Studio puts on the clipboard: read as a fragment, written from any script."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from made_xml import DOCUMENT

from studio.script.desktop import read_clipboard, read_xml, write_clipboard
from studio.script.files import form_of, read_script, script_in

MARK = "INCONTROL.NET-COPYCUTCOMMAND\r\n"


def branch(to: int, text: str = "", index: int = 0) -> dict[str, Any]:
    return {"ActionID": to, "Index": index, "LabelDistance": None, "Segments": [], "Text": text}


COPIED: dict[str, Any] = {
    "Actions": [
        {
            "Action": "IF",
            "ActionID": 3,
            "Branches": [branch(4, "True"), branch(9, "False", 1)],
            "BranchesCxs": None,
            "Caption": "More?",
            "Cases": [],
            "DefaultNextAction": None,
            "DependencyOrder": 0,
            "ExtraInfo": {
                "Branches": [
                    {"ActionId": 4, "KeyName": "0", "Segments": []},
                    {"ActionId": 9, "KeyName": "1", "Segments": []},
                ],
                "CaseBranches": [],
                "DefaultBranch": {"ActionId": -1, "KeyName": None, "Segments": []},
            },
            "Impl_Type": 0,
            "LibraryID": "6695ba9c-e1d6-4f3c-a15a-94f1400e3169",
            "Parameters": ["x > 3"],
            "X": 16,
            "xws": 16,
            "Y": 32,
            "yws": 32,
        },
    ],
    "BusNo": 7,
    "LibraryItem": None,
    "MediaType": 4,
    "ModifyDate": "/Date(1700000000000)/",
    "UserID": 99,
}


def text_of(document: Any) -> str:
    return MARK + json.dumps(document, separators=(",", ":"))


def test_a_fragment_is_read_and_comes_back() -> None:
    text = text_of(COPIED)
    assert form_of(text) == "clipboard"
    script, problems = read_clipboard(text)
    assert problems == []
    assert script is not None
    assert (script.name, script.media, script.desktop) == ("", "Phone", {"UserID": "99"})
    (action,) = script.actions
    assert (action.kind, action.text("Expression"), action.extra["dependencyOrder"]) == ("IF", "x > 3", "0")
    assert [(each.to, each.label, each.extra["index"]) for each in action.branches] == [(4, "True", 0), (9, "False", 1)]
    assert write_clipboard(script) == text


def test_it_is_called_by_its_file(tmp_path: Path) -> None:
    file = tmp_path / "Copied.txt"
    file.write_bytes(text_of(COPIED).encode("utf-8-sig"))
    script, problems = read_script(file)
    assert problems == []
    assert script is not None
    assert script.name == "Copied"
    assert write_clipboard(script).encode() == file.read_bytes()


def test_a_whole_script_goes_there_and_back() -> None:
    script, _ = read_xml(DOCUMENT)
    assert script is not None
    text = write_clipboard(script)
    document = json.loads(text.removeprefix(MARK))
    assert [each["ActionID"] for each in document["Actions"]] == [1, 4, 5]
    assert document["Actions"][2]["Branches"][0]["LabelDistance"] == 0.5
    assert document["Actions"][0]["Parameters"] == ["", "", "", "event", "skill"]
    again, problems = script_in(text, "Ask")
    assert problems == []
    assert again is not None
    plain = [each.model_copy(update={"forms": {}}) for each in script.actions]
    assert [each.model_dump() for each in again.actions] == [each.model_dump() for each in plain]


def changed(**members: Any) -> dict[str, Any]:
    return {**COPIED, "Actions": [{**COPIED["Actions"][0], **members}]}


ODD = {
    "indented": MARK + json.dumps(COPIED, indent=2),
    "other order": text_of(dict(reversed(COPIED.items()))),
    "unknown members": text_of({**changed(New={"a": [1]}), "Beside": None}),
    "points": text_of(changed(Branches=[{**branch(4, "True"), "Segments": [{"x": 1, "y": 2}]}, branch(9, "False", 1)])),
    "texts for numbers": text_of(changed(ActionID="3", X="16", DependencyOrder=None)),
    "a library item": text_of({**COPIED, "LibraryItem": {"ImplPath": "A"}, "BusNo": None, "UserID": "x"}),
    "null lists": text_of(changed(Branches=None, Cases=None, Parameters=None, ExtraInfo=None)),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_fragments_come_back(name: str) -> None:
    script, problems = read_clipboard(ODD[name])
    assert problems == []
    assert script is not None
    assert write_clipboard(script) == ODD[name]


HOSTILE = {
    "nothing behind the mark": (MARK, ["JS101"], False),
    "no JSON": (MARK + "\n{", ["JS101"], False),
    "a list": (MARK + "[]", ["CB101"], False),
    "no actions": (MARK + "{}", ["CB101"], False),
    "deep": (MARK + '{"Actions":' + "[" * 100_000, ["JS105"], False),
    "no objects": (MARK + '{"Actions":[1,null,[]]}', ["CB102"] * 3, True),
    "no id": (MARK + '{"Actions":[{"Action":"IF"}]}', ["XM107"], True),
    "an id twice": (MARK + '{"Actions":[{"Action":"IF","ActionID":1},{"Action":"IF","ActionID":1}]}', ["XM108"], True),
    "no kind": (MARK + '{"Actions":[{"ActionID":1}]}', ["XM109"], True),
    "wrong types": (
        MARK + '{"Actions":[{"Action":"IF","ActionID":1,"Branches":{},"Parameters":1,"DefaultNextAction":[]}]}',
        ["CB102", "CB102", "CB102", "XM110"],
        True,
    ),
    "a member twice": (MARK + '{"Actions":[],"BusNo":1,"BusNo":2}', ["JS115"], True),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str) -> None:
    text, codes, readable = HOSTILE[name]
    script, problems = read_clipboard(text, "some.txt")
    assert [each.code for each in problems] == codes
    assert (script is not None) == readable
    assert {each.file for each in problems} == {"some.txt"}
    if name == "no JSON":
        assert problems[0].line == 3
