"""Every form to every form and back, and documents damaged at random: nothing fails, nothing is lost in silence."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from made_models import scripts
from made_xml import DOCUMENT, older

from studio.script.conversion import in_flow_order
from studio.script.files import FORMS, losses, read_script, script_in, write_script
from studio.script.model import Script
from studio.script.text import print_text, read_text

ROOT = Path(__file__).resolve().parents[2]
EXPORTS = sorted(
    each for each in (ROOT.parent / "shared" / "corpus").glob("*") if each.suffix.lower() in (".json", ".xml")
)
EXAMPLES = sorted((ROOT / "scripts").rglob("*.studio"))
#: What conversions may lose of a real script without a word of warning; all else is a fault.
HARMLESS = "info"
#: Forms that keep properties by position.
BY_POSITION = ("xml", "clipboard")


def read(text: str) -> Script:
    script, problems = script_in(text, "Some")
    assert [each for each in problems if each.severity == "error"] == []
    assert script is not None
    return script


@pytest.mark.parametrize("file", [*EXPORTS, *EXAMPLES], ids=lambda file: f"{file.parent.name}-{file.name}")
def test_real_scripts_go_to_every_form(file: Path) -> None:
    script, problems = read_script(file)
    assert script is not None
    assert problems == []
    own = {".json": "json", ".xml": "xml", ".studio": "text"}[file.suffix.lower()]
    assert write_script(script, own).encode() == file.read_bytes()
    for form in FORMS:
        told = [each for each in losses(script, form) if each.code not in ("CV117", "CV118")]
        unnamed = [each.action for each in told if each.code == "CV109"]
        if form in BY_POSITION and unnamed:
            # Told, and only of kinds of which no export has shown the positions.
            assert file in EXAMPLES
            assert {each.kind for each in script.actions if each.id in unnamed} == {"REMOVEPROSPECTS"}
            continue
        if form != "clipboard":
            assert {each.severity for each in told} <= {HARMLESS}
        again = read(write_script(script, form))
        assert [
            (each.id, each.kind, each.caption, each.properties)
            for each in sorted(again.actions, key=lambda each: each.id)
        ] == [
            (each.id, each.kind, each.caption, each.properties)
            for each in sorted(script.actions, key=lambda each: each.id)
        ]
        assert write_script(read(write_script(again, form)), form) == write_script(again, form)


#: Later actions come first in the text's order, which must not change what a document says by saying nothing.
_FLOW = [(1, "BEGIN", 3), (2, "END", None), (3, "BEGIN", 4), (4, "SNIPPET", 2)]


def _export(**header: Any) -> str:
    actions = {str(id): {"actionId": id, "name": kind, "label": f"A{id}"} for id, kind, _ in _FLOW}
    branches = {str(id): [{"to": to, "label": "", "type": "default"}] for id, _, to in _FLOW if to is not None}
    content = {"header": {"scriptName": "A", **header}, "actions": actions, "properties": {}, "branches": branches}
    return json.dumps({"scriptContent": content})


def _by_way_of_text(text: str, form: str) -> str:
    return write_script(read(print_text(in_flow_order(read(text)))), form)


def test_members_that_are_absent_stay_so_by_way_of_the_text() -> None:
    text = _export()
    assert json.loads(_by_way_of_text(text, "json")) == json.loads(text)


@pytest.mark.parametrize("number", [-1, 0, 3])
def test_a_next_id_that_is_too_small_stays(number: int) -> None:
    text = _export(nextActionId=number)
    assert json.loads(_by_way_of_text(text, "json")) == json.loads(text)


def test_of_several_begins_one_gives_the_parameters_wherever_it_stands() -> None:
    script = read(_export())
    for action in script.actions:
        if action.kind == "BEGIN":
            action.properties = {"RootFolder": "", "Application": "", "ParamCount": "", "Parameters": [action.caption]}
    text = write_script(script, "xml")
    assert "<Name>A3</Name>" in text
    assert _infoset(_by_way_of_text(text, "xml")) == _infoset(text)


def test_a_document_by_way_of_the_others_loses_only_what_is_listed() -> None:
    script = read(DOCUMENT)
    there = read(write_script(script, "json"))
    told = {each.code for each in losses(script, "json")}
    assert told == {"CV105", "CV108"}
    there.desktop, there.forms = script.desktop, script.forms
    for action, mine in zip(there.actions, script.actions, strict=True):
        action.forms = mine.forms
    there.layout = script.layout
    assert write_script(there, "xml") == DOCUMENT


@settings(max_examples=25, derandomize=True, deadline=None)
@given(scripts())
def test_the_text_form_holds_all_that_any_form_says(script: Script) -> None:
    ids = [each.id for each in script.actions]
    for action in script.actions:
        for branch in action.branches:
            branch.to = branch.to if branch.to in ids else action.id
    again, problems = read_text(print_text(script))
    assert problems == []
    assert again is not None
    assert json.dumps(again.model_dump(), sort_keys=True) == json.dumps(script.model_dump(), sort_keys=True)


def _seeds() -> list[str]:
    scripts = [read(DOCUMENT), read(older())]
    return [write_script(each, form) for each in scripts for form in FORMS]


_BITS = [
    *'<>&"{}[],:',
    "1",
    "-1",
    "null",
    "true",
    "\x00",
    "\ud800",
    "<!-- x -->",
    "<?pi x?>",
    "&#0;",
    '<a b="c"/>',
    "\r\n",
    '\n    #1 json := {"in":{"actions":{"like":"a"}}}\n',
    "\n    #1 xml := [1]\n",
    '\n    forms xml := {"without":5,"with":1,"order":[1,null,1],"beside":[1,["!",2]],"changes":{"in":5}}\n',
    '\n    forms clipboard := {"order":5,"changes":{"is":1}}\n',
    '\n    desktop Icon := {"a":[1]}\n',
]
_VALUES: list[Any] = [None, True, 0, -1, 1.5, "", [], {}, "x", [1], {"a": 1}, 10**20]


def _damaged(text: str, chance: random.Random) -> str:
    head, mark, rest = text.partition("{") if text.startswith(("{", "INCONTROL")) else ("", "", "")
    if mark and chance.random() < 0.7:
        return head + json.dumps(_changed(json.loads(mark + rest), chance))
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(_BITS) + text[at + chance.choice([0, 0, 1, 3, 40]) :]
    return text


def _changed(document: Any, chance: random.Random) -> Any:
    places: list[tuple[Any, Any]] = []
    waiting = [document]
    while waiting:
        each = waiting.pop()
        names = list(each) if isinstance(each, dict) else range(len(each)) if isinstance(each, list) else ()
        for name in names:
            places.append((each, name))
            waiting.append(each[name])
    for within, name in chance.sample(places, min(3, len(places))):
        if chance.random() < 0.6:
            within[name] = chance.choice(_VALUES)
        elif isinstance(within, dict):
            within[chance.choice(["x", "Text", "actionId"])] = within.get(name)
            within.pop(name, None) if chance.random() < 0.5 else None
    return document


def _survives(text: str) -> None:
    """Reads a text and writes it in every form; what was read without a finding must come back as it was."""
    script, problems = script_in(text, "Some")
    if script is None:
        assert problems
        return
    for form in script.layout:
        written = write_script(script, form)
        if form == "json":
            assert "JS115" in {each.code for each in problems} or json.dumps(json.loads(written)) == json.dumps(
                json.loads(text)
            )
        elif form == "xml" and not problems and "xmlns" in text and _is_xml(text):
            assert _infoset(written) == _infoset(text)
    for form in FORMS:
        losses(script, form)


def _is_xml(text: str) -> bool:
    try:
        ElementTree.fromstring(text.removeprefix("\ufeff"))
    except ElementTree.ParseError:
        return False
    return True


def _infoset(text: str) -> str:
    return ElementTree.canonicalize(text.removeprefix("\ufeff"), strip_text=True)


def test_damaged_documents() -> None:
    chance = random.Random(1)
    for text in _seeds() * 12:
        _survives(_damaged(text, chance))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_damaged_documents_long(seed: int) -> None:
    chance = random.Random(seed)
    for text in _seeds() * 60:
        _survives(_damaged(text, chance))
