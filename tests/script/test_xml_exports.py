"""Desktop Studio's XML: read into the neutral model, and written again as it was."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from made_xml import DOCUMENT, older

from studio.script.desktop import read_xml, write_xml
from studio.script.files import read_script, script_in, write_script
from studio.script.model import Script
from studio.script.text import print_text, read_text


def read(text: str) -> Script:
    script, problems = read_xml(text, "ask.xml")
    assert problems == []
    assert script is not None
    return script


def infoset(text: str) -> str:
    return ElementTree.canonicalize(text.removeprefix("\ufeff"), strip_text=False)


def test_what_a_document_says() -> None:
    script = read(DOCUMENT)
    assert (script.name, script.media, script.redact) == ("Common\\Ask", "Phone", ["pin"])
    assert (script.header["busNo"], script.header["mediaType"], script.header["nextActionId"]) == (7, 4, 6)
    begin, count, menu = script.actions
    assert (begin.id, begin.kind, begin.items("Parameters")) == (1, "BEGIN", ["event", "skill"])
    assert count.text("Data") == "n = n + 1\nIF n > 3 { n = 0 }"
    assert menu.caption == 'Ask <twice> & "wait"'
    assert menu.properties == {"Sequence": '"%Hello"', "Phrase": "", "ClearDigits": "True"}
    told = [(each.to, each.type, each.label, each.extra["index"]) for each in menu.branches]
    assert told == [(1, "default", "", 0), (5, "branch", "Timeout", 2), (4, "custom", "1", 0)]
    assert menu.extra["libraryId"] == "DAEE9C00-12CE-4222-A42E-307C37D53B7F"
    assert (menu.extra["x"], menu.extra["xws"], menu.extra["dependencyOrder"]) == (96, 96, "1")
    assert menu.branches[1].extra["labelDistance"] == 0.5
    assert script.desktop["Icon"] == "AAEC"


UNUSUAL = {
    "as the vendor writes it": DOCUMENT,
    "with a byte-order mark": "\ufeff" + DOCUMENT,
    "with CRLF": DOCUMENT.replace("\n", "\r\n"),
    "with a last line end": DOCUMENT + "\n",
    "older": older(),
    "no declaration": DOCUMENT.partition("\n")[2],
    "another indent": DOCUMENT.replace("  ", "\t"),
    "all on one line": "".join(line.strip() for line in DOCUMENT.replace("1\nIF", "1 IF").split("\n")).replace(
        "?><S", "?>\n<S"
    ),
    "a short list": DOCUMENT.replace("        <string>Limit2K</string>\n", ""),
    "a kind nobody knows": DOCUMENT.replace("<Action>MENU", "<Action>NEWKIND"),
    "a kind with blanks": DOCUMENT.replace("<Action>MENU", "<Action>Address book list_LIBID_x"),
    "unknown elements": DOCUMENT.replace(
        "<X>96</X>", '<X>96</X>\n      <New a="1">\n        <Deep>2</Deep>\n      </New>'
    ),
    "unknown in a branch": DOCUMENT.replace("<Index>2</Index>", "<Index>2</Index>\n          <New>3</New>"),
    "unknown in the item": DOCUMENT.replace("<URI />", "<URI />\n    <New />"),
    "unknown in the document": DOCUMENT.replace("  <MediaType>", "  <New />\n  <MediaType>"),
    "unknown attributes": DOCUMENT.replace("<ActionStruct>", '<ActionStruct a="&quot;&amp;&lt;&#xA;">').replace(
        "<Actions>", '<Actions b="1">'
    ),
    "a carriage return": DOCUMENT.replace("n + 1\n", "n + 1&#xD;\n"),
    "comments": DOCUMENT.replace("<X>96</X>", "<X>96</X>\n      <!-- moved -->"),
    "comments between actions": DOCUMENT.replace(
        "    <ActionStruct>\n      <ActionID>1", "    <!-- first -->\n    <ActionStruct>\n      <ActionID>1"
    ),
    "oldest first": DOCUMENT.replace("<ActionID>4</ActionID>", "<ActionID>9</ActionID>").replace(
        "<ActionId>4", "<ActionId>9"
    ),
    "odd numbers": DOCUMENT.replace("<X>96</X>", "<X> 096 </X>").replace("<Index>2</Index>", "<Index>two</Index>"),
    "no X": DOCUMENT.replace("      <X>96</X>\n", ""),
    "no library item": DOCUMENT[: DOCUMENT.index("  <LibraryItem")] + DOCUMENT[DOCUMENT.index("  <MediaType") :],
    "unwired by -1": DOCUMENT.replace(
        "<ActionID>5</ActionID>\n        <Index>0", "<ActionID>-1</ActionID>\n        <Index>0"
    ),
    "a name for Default": DOCUMENT.replace("<Text />", "<Text>Default</Text>"),
    "keyed": DOCUMENT.replace("<DefaultBranch>", "<DefaultBranch>\n          <KeyName />"),
    "opened on the web": DOCUMENT.replace("<xws>0", "<xws>640"),
    "capital library ids": DOCUMENT.replace("daee9c00", "DAEE9C00"),
    "other names": DOCUMENT.replace('Alias="Ask"', 'Alias="Other"').replace('BusNo="7" Name', 'BusNo="8" Name'),
    "no media": DOCUMENT.replace("<MediaType>4</MediaType>", "<MediaType />").replace('MediaType="4"', 'MediaType="x"'),
    "empty": DOCUMENT[: DOCUMENT.index("  <Actions>")]
    + "  <Actions />\n"
    + DOCUMENT[DOCUMENT.index("  <LibraryItem") :],
    "null texts": DOCUMENT.replace("<string />", '<string xsi:nil="true" />'),
}


@pytest.mark.parametrize("name", UNUSUAL)
def test_a_document_comes_back(name: str) -> None:
    text = UNUSUAL[name]
    script, problems = script_in(text, "ask.xml")
    assert script is not None
    assert {each.severity for each in problems} <= {"warning"}
    assert write_xml(script) == text
    again, problems = read_text(print_text(script))
    assert problems == []
    assert again == script
    assert again is not None
    one_line = name == "all on one line"
    assert infoset(write_xml(again)) == infoset(text.replace("\t", "  ")) or one_line


def test_production_exports_come_back_by_either_way(shared: Path) -> None:
    (file,) = (shared / "corpus").glob("*.XML")
    script, problems = read_script(file)
    assert problems == []
    assert script is not None
    assert write_xml(script).encode() == file.read_bytes()
    text = print_text(script)
    again, problems = read_text(text)
    assert (again, problems) == (script, [])
    assert again is not None
    assert write_xml(again).encode() == file.read_bytes()
    assert "#" not in "".join(line for line in text.split("\n") if " xml := " in line), (
        "no action needs a line of its own"
    )


def test_a_document_becomes_json() -> None:
    document = json.loads(write_script(read(DOCUMENT), "json"))["scriptContent"]
    assert list(document["actions"]) == ["1", "4", "5"]
    assert document["actions"]["5"] == {
        "actionId": 5,
        "libraryId": "DAEE9C00-12CE-4222-A42E-307C37D53B7F",
        "name": "MENU",
        "version": 1,
        "label": 'Ask <twice> & "wait"',
        "dependencyOrder": "1",
        "implType": "0",
        "x": 96,
        "y": 32,
        "xws": 96,
        "yws": 32,
    }
    assert document["properties"]["1"]["3"] == {"name": "Parameters", "value": ["event", "skill"]}
    assert document["header"] == {
        "scriptName": "Common\\Ask",
        "busNo": 7,
        "mediaType": 4,
        "mediaTypeName": "call",
        "purposeType": "General",
        "variableRedaction": "pin",
        "nextActionId": 6,
        "status": "Active",
    }


def test_what_was_edited_is_written_as_edited() -> None:
    script = read(UNUSUAL["unknown in a branch"])
    menu = script.actions[2]
    menu.branches[1].to = 1
    menu.branches.pop(0)
    menu.caption = "New"
    text = write_xml(script)
    assert "<Caption>New</Caption>" in text
    again = read(text)
    assert [(each.to, each.label) for each in again.actions[2].branches] == [(1, "Timeout"), (4, "1")]
    assert "<New>3</New>" in text, "what is unknown stays with its branch"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "windows-1252", "none-such"])
def test_encodings(encoding: str, declared: str, tmp_path: Path) -> None:
    text = DOCUMENT.replace('encoding="utf-8"', f'encoding="{declared}"').replace("Count", "Zählen 😀")
    file = tmp_path / "ask.xml"
    file.write_bytes(text.encode(encoding))
    script, problems = read_script(file)
    assert problems == []
    assert script is not None
    assert script.actions[1].caption == "Zählen 😀"
    assert 'encoding="utf-8"' in write_xml(script)


BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n<ScriptContainer><Actions>&b;</Actions></ScriptContainer>'
HOSTILE: dict[str, tuple[str, list[tuple[str, int | None]], bool]] = {
    "entities within entities": (BOMB, [("XM102", 1)], False),
    "a file as entity": (
        '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n' + BOMB[BOMB.index("\n") :],
        [("XM102", 1)],
        False,
    ),
    "a document type": (
        "\n<!DOCTYPE ScriptContainer>\n<ScriptContainer><Actions /></ScriptContainer>",
        [("XM102", 2)],
        False,
    ),
    "an entity nobody declared": ("<ScriptContainer><Actions>&x;</Actions></ScriptContainer>", [("XM101", 1)], False),
    "nested deep": ("<ScriptContainer>" + "<Actions>" * 100_000, [("XM104", 1)], False),
    "half a document": (DOCUMENT[:3000], [("XM101", DOCUMENT[:3000].count("\n") + 1)], False),
    "no XML": ("<<<", [("XM101", 1)], False),
    "a character XML hasn't": ("<ScriptContainer><Actions>\x01</Actions></ScriptContainer>", [("XM101", 1)], False),
    "a half surrogate": ("<ScriptContainer><Actions>\ud800</Actions></ScriptContainer>", [("XM101", 1)], False),
    "another document": ("<html />", [("XM103", 1)], False),
    "actions twice": (
        "<ScriptContainer>\n<Actions />\n<Actions><ActionStruct /></Actions></ScriptContainer>",
        [("XM103", 3)],
        False,
    ),
    "no actions": ("<ScriptContainer>\n</ScriptContainer>", [("XM103", 1)], False),
    "no name": ("<ScriptContainer>\n  <Actions /></ScriptContainer>", [("XM106", 1)], True),
    "no id": (DOCUMENT.replace("<ActionID>4</ActionID>\n      <Action>", "<Action>"), [("XM107", 71)], True),
    "a bad id": (
        DOCUMENT.replace("<ActionID>4</ActionID>\n      <Action>", "<ActionID>x</ActionID>\n      <Action>"),
        [("XM107", 71)],
        True,
    ),
    "one id twice": (
        DOCUMENT.replace("<ActionID>4</ActionID>\n      <Action>", "<ActionID>5</ActionID>\n      <Action>"),
        [("XM108", 71)],
        True,
    ),
    "no kind": (DOCUMENT.replace("<Action>SNIPPET</Action>\n", ""), [("XM109", 71)], True),
    "no target": (
        DOCUMENT.replace("<ActionID>5</ActionID>\n          <Index>2", "<ActionID />\n          <Index>2"),
        [("XM110", 21)],
        True,
    ),
    "one element twice": (DOCUMENT.replace("<X>96</X>", "<Cases />\n<X>96</X>"), [("XM111", 43)], True),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str) -> None:
    text, told, readable = HOSTILE[name]
    script, problems = read_xml(text, "some.xml")
    assert [(each.code, each.line) for each in problems] == told
    assert (script is not None) == readable
    assert {each.file for each in problems} == {"some.xml"}


def test_faults_leave_the_rest_whole() -> None:
    text = HOSTILE["one id twice"][0]
    script, _ = read_xml(text)
    assert script is not None
    assert [each.id for each in script.actions] == [1, 5]
    assert script.action(5) is not None
    assert infoset(write_xml(script)).count("<ActionStruct>") == 3, "nor does the one that wasn't read get lost"


def test_too_many_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.script.desktop.parse.MOST_ELEMENTS", 1000)
    script, problems = read_xml("<ScriptContainer><Actions>" + "<a/>" * 1001)
    assert script is None
    assert [each.code for each in problems] == ["XM105"]
