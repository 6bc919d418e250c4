"""``studio xref``: where a name stands, in whatever form a script is; the index; names that are nowhere; wrong use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

TEXT = """script "Common\\Greet"
    media = Phone

Begin "Begin"
    Parameters: who, count
    -> "Greet everybody"

Snippet "Greet everybody"
    Data:
        | // the number of people
        | FUNCTION Polite(name)
        | {
        |     RETURN "Dear {name}"
        | }
        | order.lines[1].price = 5
        | global:said = Polite(who)
    -> "Say it"

Play "Say it"
    Sequence = "Prompts\\hello.wav" "%{said}"
    -> "Queue"

Reqagent "Queue"
    Skill = 4001
    -> "Go on"

Runsub "Go on"
    ScriptName = Other\\Sub
    Parameters: {who}, {said}
    -> "Bye"

Hangup "Bye"
"""
MEMBERS = ["kind", "name", "how", "file", "script", "action", "caption", "property", "item", "line", "column", "fileLine", "source"]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two scripts and a bare snippet."""
    (tmp_path / "Common").mkdir()
    (tmp_path / "Common" / "Greet.studio").write_text(TEXT, "utf-8")
    (tmp_path / "Other").mkdir()
    sub = 'script "Other\\Sub"\n\nBegin "Begin"\n    Parameters: who\n    -> "Back"\n\nReturn "Back"\n    ReturnValue = {who}\n'
    (tmp_path / "Other" / "Sub.studio").write_text(sub, "utf-8")
    (tmp_path / "bare.snippet").write_text("lonely = 1\nTRACE lonely", "utf-8")
    return tmp_path


def hits(studio: Any, *arguments: object) -> list[dict[str, Any]]:
    done = studio("xref", *arguments, "--json")
    assert (done.code, done.err) == (0, "")
    assert all(list(each) == MEMBERS for each in done.document["hits"])
    found: list[dict[str, Any]] = done.document["hits"]
    return found


def test_a_variable_with_its_code_line_and_a_caret(studio: Any, folder: Path) -> None:
    done = studio("xref", "SAID", "Common")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "Common\\Greet  Common/Greet.studio",
        '  #2 "Greet everybody"  Data 7:1  variable said: set (assigned) as global:said',
        "      global:said = Polite(who)",
        "      ^",
        '  #3 "Say it"  Sequence 1:24  variable said: read',
        '      "Prompts\\hello.wav" "%{said}"',
        " " * 29 + "^",
        '  #5 "Go on"  Parameters item 2 1:2  variable said: read',
        "      {said}",
        "       ^",
    ]


@pytest.mark.parametrize(
    ("name", "kind", "places"),
    [
        ("who", "variable", [(1, "Parameters", 1, 1), (2, "Data", 7, 22), (5, "Parameters", 1, 2)]),
        ("polite", "function", [(2, "Data", 2, 1), (2, "Data", 7, 15)]),
        ("price", "member", [(2, "Data", 6, 1)]),
        ("hello.wav", "prompt", [(3, "Sequence", 1, 2)]),
        ("prompts/HELLO.wav", "prompt", [(3, "Sequence", 1, 2)]),
        ("4001", "skill", [(4, "Skill", 1, 1)]),
        ("sub", "script", [(5, "ScriptName", 1, 1)]),
        ("greet", "script", [(None, None, None, None)]),
        ("say it", "caption", [(3, None, None, None)]),
        ("the number of", "text", [(2, "Data", 1, 4)]),
    ],
)
def test_every_kind_of_name(studio: Any, folder: Path, name: str, kind: str, places: list[Any]) -> None:
    """Asked for by kind and without: the same places; `count` in a comment is no variable."""
    for arguments in ([name, "Common"], [name, "Common", "--kind", kind]):
        found = [each for each in hits(studio, *arguments) if each["kind"] == kind]
        assert [(each["action"], each["property"], each["line"], each["column"]) for each in found] == places
    assert {each["kind"] for each in hits(studio, name, "Common", "--kind", kind)} == {kind}


def test_a_pattern_and_several_kinds(studio: Any, folder: Path) -> None:
    assert {each["name"] for each in hits(studio, "w*", "--kind", "variable")} == {"who"}
    found = hits(studio, "*", "Common", "--kind", "skill", "--kind", "prompt")
    assert [each["name"] for each in found] == ["Prompts\\hello.wav", "4001"]


def test_without_a_path_the_current_folder_is_searched(studio: Any, folder: Path) -> None:
    assert {each["script"] for each in hits(studio, "who")} == {"Common\\Greet", "Other\\Sub"}
    [first, second] = hits(studio, "lonely")
    assert (first["file"], first["line"], second["line"], second["source"]) == ("bare.snippet", 1, 2, "TRACE lonely")


def test_lines_of_the_file_are_told_where_it_is_text(studio: Any, folder: Path) -> None:
    assert [each["fileLine"] for each in hits(studio, "polite", "Common")] == [11, 16]


def test_the_index(studio: Any, folder: Path) -> None:
    done = studio("xref", ".", "--json")
    assert (done.code, list(done.document)) == (0, ["names"])
    told = {(each["kind"], each["name"]): (each["count"], each["scripts"]) for each in done.document["names"]}
    assert told["variable", "who"] == (5, 2)
    assert told["function", "Polite"] == (2, 1)
    assert told["caption", "Begin"] == (2, 2)
    shown = studio("xref", "--index", "Common", "Other", "--kind", "variable")
    assert shown.code == 0
    assert "  who  5 in 2 scripts" in shown.out.splitlines()
    assert "in 2 scripts" in shown.err


def test_a_name_that_is_nowhere_and_those_that_come_near(studio: Any, folder: Path) -> None:
    done = studio("xref", "sayd", ".")
    assert (done.code, done.out) == (1, "")
    assert "said" in done.err
    document = studio("xref", "sayd", ".", "--json")
    assert (document.code, document.document) == (1, {"name": "sayd", "hits": [], "near": ["said"]})
    assert studio("xref", "whoo", ".", "--kind", "skill").code == 1
    (folder / "empty").mkdir()
    assert studio("xref", "empty").code == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["who", "nosuch"], "no such file"),
        (["who", "broken.json"], "broken.json"),
        (["who", "Common", "--kind", "colour"], "no kind 'colour'"),
        ([], "Missing argument"),
    ],
)
def test_wrong_use_and_what_cant_be_read(studio: Any, folder: Path, arguments: list[str], words: str) -> None:
    (folder / "broken.json").write_text("{", "utf-8")
    done = studio("xref", *arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err


def test_what_can_be_read_is_searched_beside_what_cant(studio: Any, folder: Path) -> None:
    done = studio("xref", "who", "nosuch", "Other")
    assert done.code == 2
    assert "ReturnValue 1:2" in done.out


def test_nothing_of_a_script_moves_the_cursor(studio: Any, folder: Path) -> None:
    script = 'script "x"\nBegin $"a\\u001b[2Jb"\n    -> "Stop"\nStop "Stop"\n'
    (folder / "x.studio").write_text(script, "utf-8")
    done = studio("xref", "*2Jb", "x.studio")
    assert done.code == 0
    assert "\x1b" not in done.out


def test_exports_are_searched_like_texts(studio: Any, shared: Path) -> None:
    found = hits(studio, "ani", shared / "corpus", "--kind", "variable")
    assert len({each["file"] for each in found}) >= 3
    assert all(each["source"] for each in found)
