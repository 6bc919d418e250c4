"""``studio draw`` as people call it: forms, files, the map, and what is refused."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest


def test_the_name_of_the_file_says_the_form(studio: Any, good: Path, tmp_path: Path) -> None:
    starts = {"x.svg": "<svg", "x.dot": "digraph", "x.gv": "digraph", "x.mmd": "flowchart", "x.MD": "flowchart"}
    for name, start in starts.items():
        assert studio("draw", good, "-o", name)[:2] == (0, "")
        assert (tmp_path / name).read_text("utf-8").startswith(start)
    assert studio("draw", good, "--to", "dot", "--output", "x.txt").code == 0
    assert (tmp_path / "x.txt").read_text("utf-8").startswith("digraph")


def test_to_says_the_form_on_standard_output(studio: Any, good: Path) -> None:
    done = studio("draw", good, "--to", "svg", "--direction", "down", "--theme", "dark", "--layout", "layered")
    assert (done.code, done.err) == (0, "")
    root = ElementTree.fromstring(done.out)
    assert len([each for each in root.iter() if "data-action" in each.attrib]) == 3
    assert studio("draw", good, "--to", "mermaid").out == studio("draw", good).out


def test_png_goes_to_a_file(studio: Any, good: Path, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    assert studio("draw", good, "-o", "x.png").code == 0
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")


def test_png_is_nothing_for_a_terminal(studio: Any, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    done = studio("draw", good, "--to", "png")
    assert (done.code, done.out) == (2, "")
    assert "-o" in done.err


def test_png_without_its_library_says_what_to_install(
    studio: Any, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    done = studio("draw", good, "-o", "x.png")
    assert done.code == 2
    assert "pip install" in done.err
    assert not (tmp_path / "x.png").exists()


def test_a_folder_is_drawn_as_a_map(studio: Any, good: Path, tmp_path: Path) -> None:
    (tmp_path / "outer.studio").write_text(
        'script "outer"\n    media = Generic\n\nBegin "Begin"\n    -> "Call"\n\nRunsub "Call"\n    ScriptName = sample\n',
        encoding="utf-8",
    )
    done = studio("draw", tmp_path)
    assert (done.code, done.err) == (0, "")
    assert 's0 -->|"calls"| s1' in done.out
    assert studio("draw", good, "--map").out == done.out
    assert studio("draw", ".", "-o", "map.svg").code == 0
    assert 'data-action="outer"' in (tmp_path / "map.svg").read_text("utf-8")


def test_an_empty_folder_has_no_map(studio: Any) -> None:
    done = studio("draw", ".")
    assert (done.code, done.out) == (2, "")
    assert "no script" in done.err


def test_own_places_that_are_missing_are_told(studio: Any, good: Path) -> None:
    done = studio("draw", good, "--to", "svg", "--layout", "own")
    assert done.code == 0
    assert "layered" in done.err
    assert done.out == studio("draw", good, "--to", "svg").out


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("--to gif", "mermaid, dot, svg or png"),
        ("--layout round", "auto, own or layered"),
        ("--direction up", "auto, right or down"),
        ("--theme pink", "light, dark or auto"),
        ("-o x.bmp", "--to"),
        ("-o sample.studio", "script"),
        ("-o other.json --to svg", "script"),
        ("-o nosuch/x.svg", "written"),
        ("-o . --to svg", "written"),
    ],
)
def test_wrong_use_is_told_and_nothing_is_written(
    studio: Any, good: Path, tmp_path: Path, line: str, word: str
) -> None:
    before = good.read_text(encoding="utf-8")
    done = studio("draw", good, *line.split())
    assert (done.code, done.out) == (2, "")
    assert word in done.err
    assert [each.name for each in tmp_path.iterdir()] == ["sample.studio"]
    assert good.read_text(encoding="utf-8") == before


def test_an_unreadable_script_is_told(studio: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    done = studio("draw", "bad.json", "-o", "x.svg")
    assert done.code == 2
    assert "JS101" in done.err
    assert not (tmp_path / "x.svg").exists()
