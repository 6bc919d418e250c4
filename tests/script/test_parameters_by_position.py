"""Desktop Studio keeps properties by position: only positions that exports have shown give names."""

from __future__ import annotations

from typing import Any

import pytest
from made_xml import DOCUMENT

from studio.script.catalogue import kinds
from studio.script.desktop import read_xml, write_xml
from studio.script.desktop.parameters import named, positional
from studio.script.files import script_in, write_script
from studio.script.losses import losses
from studio.script.model import Action, Script
from studio.script.text import print_text, read_text

UNSEEN = [each.name for each in kinds() if not each.ordered()]
REMOVE = {"SkillNo": "5", "Rows": ["a", "b"]}


def script_with(kind: str, properties: dict[str, Any]) -> Script:
    action = Action(id=1, kind=kind, caption="A", properties=dict(properties))
    return Script(name="A", media="Phone", header={"scriptName": "A", "mediaType": 4}, actions=[action])


def test_no_value_gets_a_name_that_only_a_page_suggests() -> None:
    assert len(UNSEEN) > 100
    assert [name for name in UNSEEN if list(named(name, ["a", "b"])) != ["1", "2"]] == []
    assert list(named("MENU", ["a", "b"])) == ["Sequence", "Phrase"]


@pytest.mark.parametrize("kind", ["REMOVEPROSPECTS", "JOIN", "SQLSELECT", "ADDTODNC", "ONABANDON"])
def test_such_a_document_comes_back_by_way_of_text(kind: str) -> None:
    document = DOCUMENT.replace("<Action>MENU", f"<Action>{kind}")
    script, problems = read_xml(document)
    assert problems == []
    assert script is not None
    assert list(script.actions[2].properties) == ["1", "2", "3"]
    again, problems = read_text(print_text(script))
    assert (again, problems) == (script, [])
    assert again is not None
    assert write_xml(again).removeprefix("\ufeff") == document


def test_the_order_stays_and_what_is_lost_is_told() -> None:
    script = script_with("REMOVEPROSPECTS", REMOVE)
    assert [each.message for each in losses(script, "xml") if each.code == "CV109"] == [
        "properties that lose their names: SkillNo, Rows"
    ]
    from_xml, _ = script_in(write_script(script, "xml"), "a.xml")
    assert from_xml is not None
    assert from_xml.actions[0].properties == {"1": "5", "2": "a", "3": "b"}
    assert [each.message for each in losses(from_xml, "json") if each.code == "CV123"] == [
        "the names of these properties aren't known: 1, 2, 3"
    ]
    from_json, _ = script_in(write_script(from_xml, "json"), "a.json")
    assert from_json is not None
    assert list(from_json.actions[0].properties.values()) == ["5", "a", "b"]


@pytest.mark.parametrize(
    ("comes", "goes", "told"), [("json", "xml", 1), ("json", "json", 0), ("xml", "json", 1), ("xml", "text", 0)]
)
def test_a_trusted_order_is_told(comes: str, goes: str, told: int) -> None:
    made = script_with("SIGNAL", {"ContactID": "{id}", "ParamCount": "", "Parameters": ["a", "b"]})
    script, _ = script_in(write_script(made, comes), f"a.{comes}")
    assert script is not None
    assert script.actions[0].properties == made.actions[0].properties
    assert [each.severity for each in losses(script, goes) if each.code == "CV124"] == ["info"] * told


def test_a_text_more_than_a_known_kind_has_is_told_too() -> None:
    script = script_with("WAIT", named("WAIT", ["5", "more"]))
    assert script.actions[0].properties == {"Seconds": "5", "2": "more"}
    assert [each.message for each in losses(script, "json") if each.code == "CV123"] == [
        "the names of these properties aren't known: 2"
    ]


@pytest.mark.parametrize(
    ("properties", "texts"),
    [
        ({}, []),
        ({"a": "1", "b": None, "c": 2}, ["1", "", "2"]),
        ({"a": ["x", "y"], "b": "1"}, ["x, y", "1"]),
        ({"b": "1", "a": ["x", "y"]}, ["1", "x", "y"]),
        ({"a": []}, []),
    ],
)
def test_without_known_positions_values_stand_as_they_come(properties: dict[str, Any], texts: list[str]) -> None:
    assert positional(Action(id=1, kind="NEWKIND", caption="", properties=properties)) == texts
