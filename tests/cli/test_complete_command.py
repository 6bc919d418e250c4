"""``studio complete``: answers as lines and as a document, texts from files and standard input, and places that are none."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

TEXT = 'script "A"\n\nBegin "Begin"\n    -> "Call"\n\nRunsub "Call"\n    ScriptName = \n    \n'


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    (tmp_path / "called.studio").write_text('script "Common\\Called"\n', encoding="utf-8")
    file = tmp_path / "a.studio"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_a_line_for_each(studio: Any, calls: Path) -> None:
    done = studio("complete", calls, 8, 5)
    assert (done.code, done.err) == (0, "")
    assert [line.split("\t") for line in done.out.splitlines()][:2] == [
        ["ParamCount = ", "property", "text"],
        ["ReturnVariable = ", "property", "variable"],
    ]


def test_the_document(studio: Any, calls: Path) -> None:
    done = studio("complete", calls, 8, 5, "--json")
    assert (done.code, done.err) == (0, "")
    assert all(list(each) == ["text", "kind", "detail", "start"] for each in done.document)
    assert {"text": "OnError -> ", "kind": "branch", "detail": "a branch of Runsub", "start": 5} in done.document


def test_scripts_of_the_folder_can_be_called(studio: Any, calls: Path) -> None:
    found = studio("complete", calls, 7, 18, "--json").document
    assert [each["text"] for each in found if each["kind"] == "script"] == ["A", "Common\\Called"]


def test_a_text_from_standard_input(studio: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(b'script "A"\nRunsu'))
    monkeypatch.setattr(sys, "stdin", stream)
    done = studio("complete", "-", 2, 6)
    assert (done.code, done.out.split("\t")[:2]) == (0, ["Runsub", "kind"])


def test_nothing_to_complete_is_no_fault(studio: Any, calls: Path) -> None:
    done = studio("complete", calls, 1, 11)
    assert (done.code, done.out) == (0, "")
    assert "nothing" in done.err
    assert studio("complete", calls, 1, 11, "--json").document == []


@pytest.mark.parametrize(
    "line",
    [
        "nosuch.studio 1 1",
        "a.studio 99 1",
        "a.studio 0 1",
        "a.studio 1 0",
        "a.studio x 1",
        "a.studio 1",
        ". 1 1",
        "b.json 1 1",
    ],
)
def test_wrong_places_and_files(studio: Any, calls: Path, tmp_path: Path, line: str) -> None:
    (tmp_path / "b.json").write_text("{}", encoding="utf-8")
    done = studio("complete", *line.split())
    assert (done.code, done.out) == (2, "")
    assert done.err.strip()


def test_bytes_that_are_no_text(studio: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.studio").write_bytes(b"\xff\xfe\x00")
    done = studio("complete", "bad.studio", 1, 1, "--json")
    assert (done.code, done.document) == (2, [])


def test_what_is_printed_can_do_no_harm(studio: Any, tmp_path: Path) -> None:
    (tmp_path / "c.studio").write_text('script "A"\nWait "\x1b[2J"\n    -> \n', encoding="utf-8")
    done = studio("complete", "c.studio", 3, 8)
    assert done.code == 0
    assert "\x1b" not in done.out
