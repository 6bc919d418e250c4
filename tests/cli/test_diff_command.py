"""``studio diff``: exit codes, the document, what the screen shows."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest

from studio.script.files import write_script
from studio.script.text import read_text

ONE = 'script "T"\n    media = Phone\n\nBegin "A" #1\n    -> "B"\n\nSnippet "B" #2\n    Data:\n        | a = 1\n        | b = 2\n'
OTHER = ONE.replace("b = 2", "b = 3  |").replace('-> "B"', '-> "C"') + '\nEnd "C" #3\n'


def put(file: Path, text: str, form: str = "text") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    script, problems = read_text(text)
    assert script is not None
    assert problems == []
    file.write_bytes(write_script(script, form).encode())


@pytest.mark.parametrize("form", ["json", "xml"])
def test_forms_of_one_script_are_the_same(studio: Any, tmp_path: Path, form: str) -> None:
    put(tmp_path / "a.studio", ONE)
    put(tmp_path / f"b.{form}", ONE, form)
    done = studio("diff", "a.studio", f"b.{form}")
    assert (done.code, done.out) == (0, "")
    assert studio("diff", "a.studio", f"b.{form}", "--json").document == {
        "same": True,
        "scripts": [
            {
                "script": "T",
                "status": "same",
                "before": "a.studio",
                "after": f"b.{form}",
                "changes": [],
                "actions": [],
            }
        ],
        "diagnostics": [],
    }


def test_what_differs_is_shown(studio: Any, tmp_path: Path) -> None:
    put(tmp_path / "a.studio", ONE)
    put(tmp_path / "b.studio", OTHER)
    done = studio("diff", "a.studio", "b.studio")
    assert done.code == 1
    assert done.out.split("\n") == [
        'script "T" (a.studio -> b.studio)',
        '~ Begin "A" #1',
        '    Default -> "B" #2 => "C" #3',
        '~ Snippet "B" #2',
        "    Data:",
        "        @@ -1,2 +1,2 @@",
        "         | a = 1",
        "        -| b = 2",
        "        +| b = 3  |",
        '+ End "C" #3',
        "",
    ]


def test_the_document(studio: Any, tmp_path: Path) -> None:
    put(tmp_path / "a.studio", ONE)
    put(tmp_path / "b.json", OTHER, "json")
    done = studio("diff", "--json", "a.studio", "b.json")
    assert done.code == 1
    document = done.document
    assert document["same"] is False
    assert document["scripts"][0]["actions"] == [
        {
            "status": "changed",
            "before": {"id": 1, "kind": "BEGIN", "caption": "A"},
            "after": {"id": 1, "kind": "BEGIN", "caption": "A"},
            "changes": [{"what": "branch", "name": "Default", "before": '"B" #2', "after": '"C" #3', "diff": []}],
        },
        {
            "status": "changed",
            "before": {"id": 2, "kind": "SNIPPET", "caption": "B"},
            "after": {"id": 2, "kind": "SNIPPET", "caption": "B"},
            "changes": [
                {
                    "what": "property",
                    "name": "Data",
                    "before": "a = 1\nb = 2",
                    "after": "a = 1\nb = 3  ",
                    "diff": ["@@ -1,2 +1,2 @@", " a = 1", "-b = 2", "+b = 3  "],
                }
            ],
        },
        {"status": "added", "before": None, "after": {"id": 3, "kind": "END", "caption": "C"}, "changes": []},
    ]


def test_folders_by_the_names_of_their_scripts(studio: Any, tmp_path: Path) -> None:
    put(tmp_path / "a" / "1.studio", ONE)
    put(tmp_path / "a" / "2.studio", ONE.replace('"T"', '"Gone"'))
    put(tmp_path / "b" / "other.json", OTHER, "json")
    put(tmp_path / "b" / "3.studio", ONE.replace('"T"', '"New\\Script"'))
    done = studio("diff", "a", "b", "--json")
    assert done.code == 1
    assert [(each["script"], each["status"]) for each in done.document["scripts"]] == [
        ("Gone", "removed"),
        ("New\\Script", "added"),
        ("T", "changed"),
    ]
    shown = studio("diff", "a", "b").out
    assert '- script "Gone"' in shown
    assert '+ script "New\\Script"' in shown
    assert studio("diff", "a", "a").code == 0


def test_what_can_not_be_read(studio: Any, tmp_path: Path) -> None:
    put(tmp_path / "a.studio", ONE)
    put(tmp_path / "folder" / "a.studio", ONE)
    (tmp_path / "bad.studio").write_text('script "T"\nWait "A"\n    -> "B"\n', "utf-8")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "a.studio").write_text("nonsense\n", "utf-8")
    (tmp_path / "code.snippet").write_text("x = 1\n", "utf-8")
    for line in (
        "a.studio nosuch",
        "nosuch a.studio",
        "a.studio bad.studio",
        "a.studio folder",
        "folder broken",
        "a.studio code.snippet",
        "- -",
    ):
        done = studio("diff", *line.split(), "--json")
        assert done.code == 2, line
        assert done.document["same"] is False
        assert any(each["severity"] == "error" for each in done.document["diagnostics"])


def test_one_of_the_two_may_come_from_standard_input(
    studio: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "a.studio", ONE)
    for text, code in ((ONE, 0), (OTHER, 1), ("nonsense", 2)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))
        assert studio("diff", "-", "a.studio").code == code


def test_a_terminal_gets_colours(studio: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a.studio", ONE)
    put(tmp_path / "b.studio", OTHER)
    plain = studio("diff", "a.studio", "b.studio").out
    monkeypatch.setattr("studio.cli.diff.on_terminal", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    coloured = studio("diff", "a.studio", "b.studio").out
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_nothing_in_a_script_moves_the_cursor(studio: Any, tmp_path: Path) -> None:
    hostile = ONE.replace('"A"', r'$"\u001b[2Ja\u202e"').replace('-> "B"', r'-> "B"' "\n" r'    case $"\u001b" -> "B"')
    put(tmp_path / "a.studio", ONE)
    put(tmp_path / "b.studio", hostile)
    done = studio("diff", "--all", "a.studio", "b.studio")
    assert done.code == 1
    assert all(char.isprintable() or char == "\n" for char in done.out)
