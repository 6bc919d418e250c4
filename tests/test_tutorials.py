"""The tutorials do what they say: files are written where the text says, commands are run, and tell what stands there.

A box of a file follows a line that ends with the file's name in quotes of code and a colon. A box ``console`` holds
commands, each with some of the lines that it prints, in their order. A ``text`` box is for people.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from studio import cli

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "docs" / "tutorials").glob("*.md"))
BOX = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.M | re.S)
#: The file that a text is about to show, in its last words.
FILE = re.compile(r"`([\w./-]+\.(?:py|studio|yaml))`[^`\n]*:$")


class Box(NamedTuple):
    language: str
    file: str
    text: str


def boxes(page: Path) -> list[Box]:
    """The boxes of a page in their order."""
    text = page.read_text("utf-8")
    found = []
    for each in BOX.finditer(text):
        paragraph = text[: each.start()].rstrip().rsplit("\n\n", 1)[-1].replace("\n", " ")
        named = FILE.search(paragraph)
        found.append(Box(each["language"], named[1] if named else "", each["text"]))
    return found


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Commands with the lines that they tell."""
    for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
        command, *told = part.splitlines()
        yield command, told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_box_is_a_file_or_has_commands(page: Path) -> None:
    found = boxes(page)
    assert len(found) == len(re.findall(r"^```\w+$", page.read_text("utf-8"), re.M))
    for box in found:
        assert box.file or box.language in ("console", "text"), box.text
        assert box.language != "console" or list(commands(box.text)), box.text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_tutorial_can_be_followed(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for box in boxes(page):
        if box.file:
            path = tmp_path / box.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(box.text, encoding="utf-8")
        for command, told in commands(box.text) if box.language == "console" else ():
            if command.startswith("pytest"):
                # The command itself is run by a slow test; here its tests are called.
                assert f"{len(list(called(tmp_path, command)))} passed" == told[-1]
                continue
            assert command.startswith("studio ")
            with pytest.raises(SystemExit):
                cli.main(shlex.split(command)[1:])
            printed = iter(capsys.readouterr().out.splitlines())
            assert all(line in printed for line in told), command


def called(folder: Path, command: str) -> Iterator[str]:
    """Call the test functions that a command of pytest would find."""
    named = [each for each in shlex.split(command)[1:] if not each.startswith("-")]
    for path in [folder / each for each in named] or sorted((folder / "tests").glob("test_*.py")):
        module = loaded(path)
        for name, function in vars(module).items():
            if name.startswith("test_"):
                function()
                yield name


def loaded(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"tutorial_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_its_tests_pass_by_the_command_that_is_shown(page: Path, tmp_path: Path) -> None:
    for box in boxes(page):
        if box.file:
            path = tmp_path / box.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(box.text, encoding="utf-8")
        for command, told in commands(box.text) if box.language == "console" else ():
            if command.startswith("pytest"):
                done = subprocess.run(
                    [sys.executable, "-m", *shlex.split(command), "-p", "no:cacheprovider"],
                    cwd=tmp_path,
                    env=os.environ | {"PYTHONPATH": str(ROOT)},
                    capture_output=True,
                    text=True,
                    check=False,
                )
                assert told[-1] in done.stdout, done.stdout + done.stderr
