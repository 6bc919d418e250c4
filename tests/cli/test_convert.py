"""``studio convert``: forms, files that are there already, folders, and what is told."""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from studio.script.files import read_script, write_script
from studio.script.text import read_text

TEXT = """script "Common\\Sleep"
    media = Phone

Begin "Begin" #1
    -> "Rest"

Wait "Rest" #4
    Seconds = 5
    -> "Done"

End "Done" #2
"""


def export(text: str = TEXT, form: str = "json") -> str:
    script, problems = read_text(text)
    assert script is not None
    assert problems == []
    return write_script(script, form)


def put(file: Path, content: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode())
    return file


@pytest.mark.parametrize("form", ["json", "xml", "clipboard"])
def test_there_and_back(studio: Any, tmp_path: Path, form: str) -> None:
    put(tmp_path / "a.studio", TEXT)
    there = studio("convert", "a.studio", "a.out", "--to", form)
    assert there.code in (0, 1)
    back = studio("convert", "a.out", "b.studio")
    assert back.code in (0, 1)
    first, second = read_script(tmp_path / "a.studio")[0], read_script(tmp_path / "b.studio")[0]
    assert first is not None
    assert second is not None
    said = [[(each.id, each.kind, each.caption, each.properties) for each in one.actions] for one in (first, second)]
    assert sorted(said[0]) == sorted(said[1])


def test_the_suffix_tells_the_form_and_the_document_what_was_done(studio: Any, tmp_path: Path) -> None:
    put(tmp_path / "a.studio", "// one\n" + TEXT)
    done = studio("convert", "a.studio", "a.json", "--json")
    assert done.code == 0
    assert done.document["written"] == [{"in": "a.studio", "out": "a.json", "form": "json", "script": "Common\\Sleep"}]
    assert [(each["code"], each["severity"], each["file"]) for each in done.document["diagnostics"]] == [
        ("CV101", "info", "a.studio")
    ]
    assert "1 comment left out" in studio("convert", "a.studio", "a.json").err
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["scriptContent"]["actions"]["4"]["label"] == "Rest"


def test_a_first_import_orders_by_flow_and_a_later_one_keeps_order_and_comments(studio: Any, tmp_path: Path) -> None:
    put(tmp_path / "a.json", export(TEXT.replace('End "Done" #2\n', "").replace("\nBegin", '\nEnd "Done" #2\n\nBegin')))
    assert studio("convert", "a.json", "a.studio").code == 0
    text = (tmp_path / "a.studio").read_text("utf-8")
    assert [line.split()[0] for line in text.split("\n") if '" #' in line and line[0] != " "] == [
        "Begin",
        "Wait",
        "End",
    ]
    put(tmp_path / "a.studio", text.replace("Wait", "// rest a little\nWait"))
    changed = TEXT.replace("Seconds = 5", "Seconds = 6").replace('    -> "Rest"', '    -> "New"')
    changed = changed.replace('End "Done"', 'Wait "New" #9\n    -> "Rest"\n\nEnd "Done"')
    put(tmp_path / "a.json", export(changed))
    done = studio("convert", "a.json", "a.studio", "--json")
    assert done.code == 0
    assert [(each["code"], each["caption"]) for each in done.document["diagnostics"]] == [("CV201", "New")]
    expected = text.replace("Wait", "// rest a little\nWait").replace("Seconds = 5", "Seconds = 6")
    expected = expected.replace('    -> "Rest"', '    -> "New"\n\nWait "New" #9\n    -> "Rest"')
    now = (tmp_path / "a.studio").read_text("utf-8")
    assert now.split("\neditor\n")[0] == expected.split("\neditor\n")[0]


def test_what_went_is_told_with_its_comments(studio: Any, tmp_path: Path) -> None:
    put(tmp_path / "a.studio", TEXT.replace("Wait", "// one\nWait").replace("    Seconds", "    // two\n    Seconds"))
    short = TEXT.replace('Wait "Rest" #4\n    Seconds = 5\n    -> "Done"\n\n', "").replace('-> "Rest"', '-> "Done"')
    put(tmp_path / "a.json", export(short))
    done = studio("convert", "a.json", "a.studio", "--json")
    (told,) = done.document["diagnostics"]
    assert (told["code"], told["caption"]) == ("CV202", "Rest")
    assert "2 comments" in told["message"]


def test_another_script_in_the_file_is_told(studio: Any, tmp_path: Path) -> None:
    put(tmp_path / "a.studio", TEXT.replace("Common\\Sleep", "Other"))
    put(tmp_path / "a.json", export())
    done = studio("convert", "a.json", "a.studio", "--json")
    assert [each["code"] for each in done.document["diagnostics"]] == ["CV203"]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("dear diary\n", "a.studio"),
        (TEXT, "a.json"),
        ('{"some": "data"}', "a.json"),
        (TEXT.replace('-> "Done"', '-> "Nowhere"'), "a.studio"),
        ("<<<<<<< ours\n" + TEXT, "a.studio"),
        ("", "a.studio"),
        ("\x00", "a.studio"),
    ],
    ids=["no script", "another form", "other JSON", "errors", "a merge", "empty", "no text"],
)
def test_a_file_that_is_no_such_script_is_not_overwritten(studio: Any, tmp_path: Path, content: str, name: str) -> None:
    put(tmp_path / "in.json", export())
    put(tmp_path / name, content)
    done = studio("convert", "in.json", name)
    assert done.code == 2
    assert "CV213" in done.out + done.err
    assert (tmp_path / name).read_bytes() == content.encode()
    assert studio("convert", "in.json", name, "--force").code == 0
    assert read_script(tmp_path / name)[0] is not None


@pytest.mark.parametrize("content", ['script "T"\nWait "A"\n    -> "B"\n', "{", "", "\x00", "<a/>", '{"a": 1}'])
def test_what_can_not_be_read_whole_is_not_converted(studio: Any, tmp_path: Path, content: str) -> None:
    put(tmp_path / "a.any", content)
    done = studio("convert", "a.any", "b.json", "--json")
    assert done.code == 2
    assert done.document["written"] == []
    assert any(each["severity"] == "error" and each["file"] for each in done.document["diagnostics"])
    assert not (tmp_path / "b.json").exists()


def test_wrong_use(studio: Any, tmp_path: Path) -> None:
    put(tmp_path / "a.studio", TEXT)
    (tmp_path / "folder").mkdir()
    for line in (
        "a.studio b",
        "a.studio b.json --to yaml",
        "a.studio folder",
        "folder -",
        "folder a.studio",
        "nosuch.studio b.json",
        "a.studio nosuch/folder/b.json",
    ):
        done = studio("convert", *line.split())
        assert done.code == 2, line
        assert (done.out + done.err).strip()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.studio", "folder"]


def test_standard_input_and_output(studio: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def given(content: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode()), encoding="utf-8"))

    given(export())
    done = studio("convert", "-")
    assert (done.code, done.err) == (0, "")
    assert read_text(done.out)[1] == []
    given(done.out)
    told = studio("convert", "-", "-", "--to", "json", "--json").document["written"][0]
    assert json.loads(told["text"]) == json.loads(export())


def test_a_file_keeps_its_mode_and_a_link_stays_one(studio: Any, tmp_path: Path) -> None:
    put(tmp_path / "a.json", export())
    real = put(tmp_path / "real.studio", TEXT)
    real.chmod(0o640)
    link = tmp_path / "link.studio"
    try:
        link.symlink_to(real)
    except OSError:
        pytest.skip("no links here")
    assert studio("convert", "a.json", "link.studio").code == 0
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert studio("convert", "a.json", "new.studio").code == 0
    usual = put(tmp_path / "usual", "")
    assert (tmp_path / "new.studio").stat().st_mode == usual.stat().st_mode
    assert not list(tmp_path.glob(".*.tmp"))


# ------------------------------------------------------------------------------------------------ folders
def named(name: str, caption: str = "Begin") -> str:
    return f'script "{name}"\n    media = Phone\n\nBegin "{caption}"\n'


def test_a_folder_goes_to_a_folder_by_the_names_of_its_scripts(studio: Any, tmp_path: Path) -> None:
    put(tmp_path / "in" / "1.json", export(named("Main")))
    put(tmp_path / "in" / "deep" / "2.json", export(named("Common\\A: b")))
    put(tmp_path / "in" / "3.studio", named("con"))
    put(tmp_path / "in" / "other.json", '{"some": "data"}')
    put(tmp_path / "in" / "code.snippet", "x = 1\n")
    done = studio("convert", "in", "out", "--json")
    assert done.code == 0
    found = sorted(str(each.relative_to(tmp_path / "out")) for each in (tmp_path / "out").rglob("*.*"))
    assert found == ["%63on.studio", os.path.join("Common", "A%3A b.studio"), "Main.studio"]
    assert [each["script"] for each in done.document["written"]] == ["Main", "con", "Common\\A: b"]
    checked = studio("check", "out", "--json").document
    assert [each for each in checked if each["code"] == "CK212"] == []


def test_names_that_lead_out_and_names_that_meet_are_reported(studio: Any, tmp_path: Path) -> None:
    for at, name in enumerate(["..\\..\\out", "\\etc\\x", "C:\\x", "Same", "same", "Good"]):
        put(tmp_path / "in" / f"{at}.json", export(named(name, f"from {at}")))
    done = studio("convert", "in", "out", "--json")
    assert done.code == 2
    assert [(each["code"], each["file"]) for each in done.document["diagnostics"] if each["severity"] == "error"] == [
        ("CV211", os.path.join("in", "0.json")),
        ("CV211", os.path.join("in", "1.json")),
        ("CV211", os.path.join("in", "2.json")),
        ("CV212", os.path.join("in", "4.json")),
    ]
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == ["Good.studio", "Same.studio"]
    assert "from 3" in (tmp_path / "out" / "Same.studio").read_text("utf-8")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in", "out"]


def test_a_link_out_of_the_folder_is_not_followed(studio: Any, tmp_path: Path) -> None:
    put(tmp_path / "in" / "1.json", export(named("Away\\Main")))
    (tmp_path / "outside").mkdir()
    (tmp_path / "out").mkdir()
    try:
        (tmp_path / "out" / "Away").symlink_to(tmp_path / "outside")
    except OSError:
        pytest.skip("no links here")
    done = studio("convert", "in", "out")
    assert done.code == 2
    assert "CV211" in done.out + done.err
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_folder_into_itself_can_be_converted_again_and_again(studio: Any, tmp_path: Path) -> None:
    put(tmp_path / "Main.json", export(named("Main")))
    for _ in range(2):
        done = studio("convert", ".", ".", "--json")
        assert done.code == 0
        assert [each["out"] for each in done.document["written"]] == ["Main.studio"]


# ------------------------------------------------------------------------------------------------ git
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("git") is None, reason="no git here")
def test_git_shows_exports_as_text(tmp_path: Path) -> None:
    """The recipe of the page: what it says to write into .gitattributes and to tell git."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "convert-and-diff.md").read_text("utf-8")
    attributes = page.split("```gitattributes\n")[1].split("```")[0]
    lines = page.split("```sh git\n")[1].split("```")[0].splitlines()
    script = f'#!/bin/sh\nexec "{sys.executable}" -m studio "$@"\n'
    put(tmp_path / "bin" / "studio", script).chmod(0o755)
    home = tmp_path / "repository"
    home.mkdir()
    environment = {
        **os.environ,
        "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
    }

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    run("git", "init", "-q")
    put(home / ".gitattributes", attributes)
    for line in lines:
        run("sh", "-c", line)
    put(home / "exports" / "Sleep.json", export())
    run("git", "add", ".")
    put(home / "exports" / "Sleep.json", export(TEXT.replace("Seconds = 5", "Seconds = 6")))
    shown = run("git", "diff")
    assert "-    Seconds = 5" in shown
    assert "+    Seconds = 6" in shown
    assert 'Wait "Rest"' in shown
    put(home / "exports" / "Sleep.json", "{ broken")
    assert "+{ broken" in run("git", "diff")
