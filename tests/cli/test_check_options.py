"""``studio check``: which rules, which exit code, standard input, configuration and cache."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

WARNED = 'script "warned"\n    media = Generic\n\nBegin "Begin"\n    -> "Pause"\n\nWait "Pause"\n    Seconds = 3\n'
CALLER = 'script "{0}"\n\nBegin "Begin"\n    -> "Call"\n\nRunsub "Call"\n    ScriptName = {1}\n    -> "Done"\n\nReturn "Done"\n'


@pytest.fixture
def warned() -> Path:
    file = Path("warned.studio")
    file.write_text(WARNED, encoding="utf-8")
    return file


def given(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def codes(done: Any) -> list[str]:
    return [each["code"] for each in done.document]


@pytest.mark.parametrize(
    ("options", "code", "found"),
    [
        ([], 0, ["CK208"]),
        (["--fail-on", "warning"], 1, ["CK208"]),
        (["--fail-on", "error"], 0, ["CK208"]),
        (["--ignore", "CK2", "--fail-on", "warning"], 0, []),
        (["--select", "CK1,CK3"], 0, []),
        (["--select", "CK208", "--select", "CK3", "--fail-on", "info"], 1, ["CK208"]),
    ],
)
def test_options(studio: Any, warned: Path, options: list[str], code: int, found: list[str]) -> None:
    done = studio("check", warned, "--json", *options)
    assert (done.code, codes(done)) == (code, found)


@pytest.mark.parametrize(
    "options",
    [
        ["--select", "CK299"],
        ["--ignore", "nope"],
        ["--fail-on", "never"],
        ["--format", "xml"],
        ["--config", "a.toml", "--no-config"],
        ["--json", "--statistics"],
        ["--stdin-filename", "x.studio"],
    ],
)
def test_wrong_use(studio: Any, warned: Path, options: list[str]) -> None:
    done = studio("check", warned, *options)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1


def test_nothing_to_check_is_wrong_use(studio: Any) -> None:
    assert studio("check").code == 2


def test_a_configuration_and_what_overrides_it(studio: Any, warned: Path) -> None:
    Path("studio.toml").write_text('[check]\nseverity = { CK208 = "error" }\n', encoding="utf-8")
    done = studio("check", warned, "--json")
    assert (done.code, done.document[0]["severity"]) == (1, "error")
    assert studio("check", warned, "--no-config").code == 0
    Path("other.toml").write_text('[check]\nignore = ["CK"]\n', encoding="utf-8")
    assert codes(studio("check", warned, "--json", "--config", "other.toml")) == []
    assert studio("check", warned, "--config", "nosuch.toml").code == 2


def test_a_wrong_configuration_is_told_and_nothing_checked(studio: Any, warned: Path) -> None:
    Path("studio.toml").write_text('[check]\nselct = ["CK2"]\n', encoding="utf-8")
    done = studio("check", warned, ".", "--json")
    assert done.code == 2
    assert [(each["code"], each["line"]) for each in done.document] == [("CF103", 2)]


def test_errors_of_reading_cannot_be_ignored(studio: Any) -> None:
    Path("x.studio").write_text("script\n", encoding="utf-8")
    done = studio("check", "x.studio", "--json", "--ignore", "ALL")
    assert done.code in (1, 2)
    assert codes(done) != []


def test_calls_are_followed_in_the_project_that_the_configuration_names(studio: Any) -> None:
    for name in ("A", "B"):
        Path(name).mkdir()
    Path("A/a.studio").write_text(CALLER.format("A\\a", "B\\b"), encoding="utf-8")
    Path("B/b.studio").write_text(WARNED.replace("warned", "B\\b"), encoding="utf-8")
    assert codes(studio("check", "A/a.studio", "--json", "--select", "CK3")) == ["CK301"]
    assert codes(studio("check", ".", "--json", "--select", "CK3")) == ["CK302"]
    Path("studio.toml").write_text('[check]\nproject = "."\n', encoding="utf-8")
    assert codes(studio("check", "A/a.studio", "--json", "--select", "CK3")) == ["CK302"]


def test_a_file_that_is_found_twice_is_checked_once(studio: Any, warned: Path) -> None:
    assert codes(studio("check", warned, ".", "./warned.studio", "--json")) == ["CK208"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (WARNED, ["CK208"]),
        ("// about\n" + WARNED, ["CK208"]),
        ("x = (1", ["SN105"]),
        ("", ["FI005"]),
        ("{", ["JS101"]),
        ("y = 1\x00", ["FI004"]),
    ],
)
def test_standard_input(studio: Any, monkeypatch: pytest.MonkeyPatch, text: str, found: list[str]) -> None:
    given(monkeypatch, text)
    done = studio("check", "-", "--json")
    assert codes(done) == found
    assert {each["file"] for each in done.document} <= {"-"}


def test_standard_input_with_a_name_has_a_project_and_a_configuration(
    studio: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("s").mkdir()
    Path("s/Called.studio").write_text(CALLER.format("Called", "Caller"), encoding="utf-8")
    Path("s/Caller.studio").write_text("old and broken", encoding="utf-8")
    given(monkeypatch, CALLER.format("Caller", "Called"))
    done = studio("check", "-", "--stdin-filename", "s/Caller.studio", "--json", "--select", "CK3")
    assert [(each["code"], each["file"]) for each in done.document] == [("CK309", "s/Caller.studio")]
    given(monkeypatch, "x = (1")
    assert codes(studio("check", "-", "--stdin-filename", "x.snippet", "--json")) == ["SN105"]


def test_the_cache_lies_in_a_folder_that_is_checked(studio: Any, warned: Path) -> None:
    studio("check", warned)
    assert not Path(".studio_cache").exists()
    studio("check", ".", "--no-cache")
    assert not Path(".studio_cache").exists()
    first = studio("check", ".")
    assert Path(".studio_cache").is_dir()
    assert studio("check", ".") == first
    assert studio("check", warned).out == first.out
    studio("check", warned, "--cache-dir", "kept")
    assert list(Path("kept").glob("check-*.json"))


def test_a_change_shows_at_once(studio: Any, warned: Path) -> None:
    assert codes(studio("check", ".", "--json")) == ["CK208"]
    warned.write_text(WARNED + '    -> "Pause"\n', encoding="utf-8")
    assert codes(studio("check", ".", "--json")) == []


def test_a_callee_that_changes_changes_its_caller(studio: Any) -> None:
    Path("a.studio").write_text(CALLER.format("a", "b"), encoding="utf-8")
    Path("b.studio").write_text('script "b"\n\nBegin "Begin"\n    -> "Done"\n\nReturn "Done"\n', encoding="utf-8")
    assert codes(studio("check", ".", "--json")) == []
    Path("b.studio").unlink()
    assert codes(studio("check", ".", "--json")) == ["CK301"]
