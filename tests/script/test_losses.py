"""Writing any model in any form loses nothing in silence: what is not there any more is told."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from made_models import scripts

from studio.script.files import FORMS, losses, write_script
from studio.script.losses import CODES
from studio.script.model import Action, Branch, Script
from studio.script.text import read_text

#: Of each form in the long run.
EXAMPLES = int(os.environ.get("STUDIO_LOSSES_EXAMPLES", "150"))


def facts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every single datum of a dumped model with its path."""
    if isinstance(value, dict) and value:
        for name, each in value.items():
            yield from facts(each, f"{path}/{name}")
    elif isinstance(value, list | tuple) and value:
        for at, each in enumerate(value):
            yield from facts(each, f"{path}/{at}")
    elif value not in ({}, [], ()):
        yield path, json.dumps(value)


def check_all_is_told(script: Script, form: str) -> None:
    told = losses(script, form)
    assert {each.code for each in told} <= set(CODES)
    assert all(CODES[each.code][0] == each.severity for each in told)
    if any(each.code == "CV120" for each in told):
        return
    again, _ = FORMS[form].read(write_script(script, form), None)
    assert again is not None
    mine, other = script.model_dump(), again.model_dump()
    actions, others = mine.pop("actions"), {each["id"]: each for each in other.pop("actions")}
    if mine["media"] == "":
        mine["media"] = other["media"]
    gone = set(facts(mine)) - set(facts(other))
    assert not gone or any(each.action is None for each in told), gone
    for action in actions:
        gone = set(facts(action)) - set(facts(others.get(action["id"], {})))
        assert not gone or any(each.action == action["id"] for each in told), gone


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=8, derandomize=True, deadline=None)
@given(scripts())
def test_nothing_is_lost_in_silence(form: str, script: Script) -> None:
    check_all_is_told(script, form)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=EXAMPLES, derandomize=True, deadline=None)
@given(scripts())
def test_nothing_is_lost_in_silence_long(form: str, script: Script) -> None:
    check_all_is_told(script, form)


def _of(action: Action | None = None, **members: Any) -> Script:
    header = {"scriptName": "A", "mediaType": 4}
    return Script(name="A", media="Phone", header=header, actions=[action] if action else [], **members)


def _wait(**members: Any) -> Action:
    extra = {
        "libraryId": "5BF7",
        "version": 1,
        "implType": "0",
        "x": 1,
        "y": 2,
        "xws": 1,
        "yws": 2,
        "dependencyOrder": "0",
    }
    return Action(
        **{"id": 1, "kind": "WAIT", "caption": "Rest", "extra": extra, "properties": {"Seconds": "1"}} | members
    )


LINE = {"labelDistance": None, "index": 0, "ports": "", "lineType": "", "elbows": []}
RUNSUB = {"ScriptName": "a", "ParamCount": "", "ReturnVariable": ""}
TOLD: dict[str, tuple[Script, str, list[str]]] = {
    "comments go with the text form": (_of(_wait(comments=["why"]), comments=["a", "b"]), "json", ["CV101", "CV101"]),
    "XML has no ports": (_of(_wait(branches=[Branch(to=1, extra={**LINE, "ports": "r,l"})])), "xml", ["CV102"]),
    "XML has no dump": (_of(document={"issues": 1}), "xml", ["CV103"]),
    "XML has no envelope": (_of(envelope={"beside": 1}), "xml", ["CV103"]),
    "XML doesn't say who saved": (
        Script(name="A", media="Phone", header={"mediaType": 4, "lastSavedIn": "cxs"}),
        "xml",
        ["CV104"],
    ),
    "JSON has no icon": (_of(desktop={"Icon": "AAEC"}), "json", ["CV105"]),
    "XML has no unknown members": (_of(_wait(extra={**_wait().extra, "odd": 1})), "xml", ["CV106"]),
    "XML has values only": (_of(_wait(property_extra={"Seconds": {"hidden": True}})), "xml", ["CV107"]),
    "XML names by position": (_of(_wait(kind="NEWKIND")), "xml", ["CV109"]),
    "XML has texts only": (_of(_wait(properties={"Seconds": 5})), "xml", ["CV110"]),
    "XML has no control characters": (_of(_wait(properties={"Seconds": "\x00"})), "xml", ["CV111"]),
    "XML has one Default": (
        _of(_wait(branches=[Branch(to=1, extra=LINE), Branch(to=2, extra=LINE)])),
        "xml",
        ["CV113"],
    ),
    "JSON has no unknown elements": (_of(_wait(forms={"xml": {"in": {"New": {"is": "1"}}}})), "json", ["CV108"]),
    "XML holds no other name": (_of(_wait(caption="\x00")), "xml", ["CV111"]),
    "a purpose is JSON's": (
        Script(name="A", media="Phone", purpose="Suppression", header={"mediaType": 4, "purposeType": "Suppression"}),
        "xml",
        ["CV104", "CV115"],
    ),
    "XML puts Default first": (
        _of(_wait(branches=[Branch(to=1, type="custom", label="1", extra=LINE), Branch(to=1, extra=LINE)])),
        "xml",
        ["CV114"],
    ),
    "the clipboard has no name": (Script(name="A", media="Phone", header={"mediaType": 4}), "clipboard", ["CV104"]),
    "a kind nobody has the id of": (
        _of(_wait(kind="NEWKIND", extra={**_wait().extra, "libraryId": ""}, properties={})),
        "xml",
        ["CV117"],
    ),
    "no type": (Script(name="A"), "xml", ["CV118"]),
    "two actions with one id as text": (Script(name="A", actions=[_wait(), _wait()]), "text", ["CV120"]),
    "two actions with one id as JSON": (
        Script(name="A", media="Phone", header={"mediaType": 4}, actions=[_wait(), _wait()]),
        "json",
        ["CV116"],
    ),
    "known by position only": (_of(_wait(kind="NEWKIND", properties={"1": "a"})), "json", ["CV123"]),
    "a trusted order": (_of(_wait(kind="SIGNAL", properties={"ContactID": "1"})), "xml", ["CV124"]),
    "behind a list there is no place": (
        _of(_wait(kind="RUNSUB", properties={**RUNSUB, "Parameters": ["x"], "New": "1"})),
        "xml",
        ["CV112"],
    ),
    "another order": (
        _of(_wait(kind="SNIPPET", properties={"MaxStringSize": "Limit2K", "Data": "x"})),
        "xml",
        ["CV121"],
    ),
    "an absent list": (
        _of(_wait(kind="RUNSUB", properties={"ScriptName": "a", "ParamCount": "", "ReturnVariable": ""})),
        "xml",
        ["CV122"],
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_is_told(name: str) -> None:
    script, form, codes = TOLD[name]
    assert sorted(each.code for each in losses(script, form)) == codes


def test_an_edited_place_says_that_old_data_no_longer_fits() -> None:
    from studio.script.files import script_in

    text = '{"header": {"scriptName": "A"}, "actions": {"1": {"actionId": "1", "name": "WAIT", "label": "Rest"}}}'
    script, problems = script_in(text)
    assert script is not None
    assert problems == []
    assert losses(script, "json") == []
    script.actions[0].id = 7
    assert [each.code for each in losses(script, "json")] == ["CV119", "CV108"]
    assert json.loads(write_script(script, "json"))["actions"]["7"]["actionId"] == 7


def test_a_script_by_hand_becomes_a_proper_document() -> None:
    script, _ = read_text(
        'script "A"\n    media = Phone\n\nBegin "Begin"\n    -> "Rest"\n\nWait "Rest"\n    Seconds = 1\n'
    )
    assert script is not None
    assert losses(script, "json") == []
    document = json.loads(write_script(script, "json"))["scriptContent"]
    places = [
        (each["x"], each["y"], each["xws"], each["yws"], each["dependencyOrder"])
        for each in document["actions"].values()
    ]
    assert places == [(32, 32, 32, 32, "0"), (192, 32, 192, 32, "1")]
    assert document["header"]["nextActionId"] == 3
    assert losses(script, "xml") == []
    assert "<X>192</X>" in write_script(script, "xml")


def test_every_code_has_a_case() -> None:
    assert {code for _, _, codes in TOLD.values() for code in codes} == set(CODES) - {"CV119"}
