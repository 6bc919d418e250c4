"""Paths that mean harm or can't be used: a code, exit code 2 and no traceback; nothing outside the folder is read or written."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

LONG = "a" * 300
TOO_LONG = {
    "check": ["check", LONG],
    "check as JSON": ["check", LONG, "--json"],
    "fmt": ["fmt", f"{LONG}.studio"],
    "convert from": ["convert", LONG],
    "convert to": ["convert", "sample.studio", f"{LONG}.json"],
    "diff": ["diff", "sample.studio", LONG],
    "draw": ["draw", LONG],
    "draw to": ["draw", "sample.studio", "-o", f"{LONG}.svg"],
    "docs": ["docs", LONG],
    "docs to": ["docs", "sample.studio", "-o", LONG],
    "xref": ["xref", "x", LONG],
    "complete": ["complete", f"{LONG}.json", "1", "1"],
    "run": ["run", LONG],
}


@pytest.mark.parametrize("what", TOO_LONG)
def test_a_path_that_no_file_system_takes(studio: Any, good: Path, what: str) -> None:
    done = studio(*TOO_LONG[what])
    assert (done.code, LONG in done.out + done.err) == (2, True)


def test_links_that_lead_out_of_the_folder_are_passed_over(studio: Any, good: Path, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "there.studio").symlink_to(good)
    (inside / "folder").symlink_to(tmp_path)
    (inside / "loop.studio").symlink_to("loop.studio")
    (inside / "dead.studio").symlink_to("nothing.studio")
    good.write_text(good.read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
    before = good.read_bytes()
    assert studio("fmt", "inside", "--json").document == []
    assert good.read_bytes() == before
    (inside / "own.studio").write_bytes(before)
    (inside / "again.studio").symlink_to("own.studio")
    files = {each["file"] for each in studio("fmt", "inside", "--json").document}
    assert files == {os.path.join("inside", name) for name in ("own.studio", "again.studio")}


def test_a_link_to_itself_makes_way(studio: Any, good: Path, tmp_path: Path) -> None:
    (tmp_path / "loop.json").symlink_to("loop.json")
    assert studio("convert", good, "loop.json").code == 0
    assert json.loads((tmp_path / "loop.json").read_text(encoding="utf-8"))["scriptContent"]["header"]


def test_more_folders_within_folders_than_calls_within_calls(studio: Any, good: Path, tmp_path: Path) -> None:
    folder = tmp_path / "deep"
    folder.mkdir()
    depth = 1_100
    at = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=at)
        below = os.open("d", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)
    bottom = folder.joinpath(*["d"] * depth)
    (bottom / "a.studio").write_bytes(b'script "A"\nEnd "End"')
    try:
        (told,) = studio("fmt", "deep", "--json").document
        assert (Path(told["file"]).name, told["changed"]) == ("a.studio", True)
    finally:
        (bottom / "a.studio").unlink()
        while bottom != folder:
            bottom.rmdir()
            bottom = bottom.parent
