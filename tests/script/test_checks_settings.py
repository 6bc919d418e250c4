"""The configuration of checks: which rules it wants, how bad they are, and what is told of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.diagnostics import Diagnostic
from studio.script.checks.rules import RULES
from studio.script.checks.selection import Selection, at_least, graded, known_selector
from studio.script.checks.settings import Configurations, Override, read_settings, selectors

OFF = next(code for code, rule in RULES.items() if not rule.default)


@pytest.mark.parametrize(
    ("selection", "on", "off"),
    [
        (Selection(), ["CK208", "TX101", "JS110", "SN301", "CK991"], [OFF]),
        (Selection(select=("ALL",)), ["CK208", OFF], []),
        (Selection(select=("CK2",)), ["CK208", "CK199", "TX101"], ["CK301", "SN301", "CK992"]),
        (Selection(ignore=("CK2",)), ["CK301"], ["CK208", "CK201"]),
        (Selection(extend=("CK208",), ignore=("CK2",)), ["CK208"], ["CK201"]),
        (Selection(select=("CK2",), ignore=("CK2",)), [], ["CK208"]),
        (Selection(select=("CK2",), ignore=("CK208",)), ["CK209"], ["CK208"]),
        (Selection(ignore=("ALL",), extend=("CK2",)), ["CK208"], ["CK301", "JS110"]),
        (Selection(extend=(OFF,)), [OFF, "CK208"], []),
        (Selection(ignore=("JS110", "CK199")), [], ["JS110", "CK199"]),
    ],
)
def test_the_longest_selector_decides(selection: Selection, on: list[str], off: list[str]) -> None:
    assert [code for code in on if not selection.enabled(code)] == []
    assert [code for code in off if selection.enabled(code)] == []


@pytest.mark.parametrize("text", ["ALL", "CK", "ck2", "CK208", "SN1", "TX", "TX101"])
def test_selectors_that_there_are(text: str) -> None:
    assert known_selector(text)


@pytest.mark.parametrize("text", ["", "C", "CK2O8", "CK299", "ZZ1", "CK2080", "TX10155", "TXT"])
def test_selectors_that_there_are_not(text: str) -> None:
    assert not known_selector(text)
    with pytest.raises(ValueError, match="no rule"):
        selectors([f"CK1,{text or 'x'}"])


def test_severities() -> None:
    warning = Diagnostic("CK208", "warning", "m")
    assert graded(warning, {"CK": "info", "CK208": "error"}).severity == "error"
    assert graded(warning, {"CK3": "info"}).severity == "warning"
    assert graded(Diagnostic("TX101", "error", "m"), {"TX": "info"}).severity == "error"
    assert at_least("error", "warning")
    assert not at_least("info", "warning")


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_the_nearest_configuration_counts(tmp_path: Path) -> None:
    write(tmp_path / "studio.toml", '[check]\nignore = ["CK2"]\n')
    write(tmp_path / "a" / "pyproject.toml", '[tool.studio.check]\nignore = ["CK3"]\n')
    write(tmp_path / "a" / "b" / "pyproject.toml", "[tool.other]\nx = 1\n")
    write(tmp_path / "c" / "studio.toml", "")
    write(tmp_path / "c" / "pyproject.toml", '[tool.studio.check]\nignore = ["CK3"]\n')
    found = Configurations()
    ignored = {name: found.of(tmp_path / name).table.ignore for name in (".", "a", "a/b", "c", "new/deep")}
    assert ignored == {".": ["CK2"], "a": ["CK3"], "a/b": ["CK3"], "c": [], "new/deep": ["CK2"]}
    assert found.problems == []
    assert Configurations(none=True).of(tmp_path).table.ignore == []
    assert Configurations(given=tmp_path / "studio.toml").of(tmp_path / "a").table.ignore == ["CK2"]


def test_a_broken_pyproject_of_others_is_none_of_ours(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool.other\n")
    found = Configurations()
    assert found.of(tmp_path).file is None
    assert found.problems == []


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        ("[check]\nignore = [\n", "CF102", 3, "TOML"),
        ('[check]\n\nselct = ["CK2"]\n', "CF103", 3, "check.selct"),
        ("[chekc]\n", "CF103", 1, "chekc"),
        ('[check]\nignore = ["CK2", "CK299"]\n', "CF105", 2, "CK299"),
        ('[check]\nfail-on = "fatal"\n', "CF104", 2, "fail-on"),
        ("[check]\nselect = 1\n", "CF104", 2, "select"),
        ('[check]\nseverity = { CK208 = "bad" }\n', "CF104", 2, "severity"),
        ('[check.per-file-ignores]\n"a/*" = ["nope"]\n', "CF105", 2, "nope"),
        ("check = 1\n", "CF104", 1, "check"),
        ("a = " + "[" * 5000 + "\n", "CF102", None, ""),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, text: str, code: str, line: int | None, words: str
) -> None:
    settings, problems = read_settings(write(tmp_path / "studio.toml", text))
    assert settings.file is None
    assert [each.code for each in problems] == [code]
    assert problems[0].severity == "error"
    assert words in problems[0].message
    assert line is None or problems[0].line == line


def test_a_configuration_that_is_none(tmp_path: Path) -> None:
    assert [each.code for each in read_settings(tmp_path / "nosuch.toml")[1]] == ["CF101"]
    assert [each.code for each in read_settings(tmp_path)[1]] == ["CF101"]
    binary = tmp_path / "studio.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    assert [each.code for each in read_settings(binary)[1]] == ["CF102"]
    odd = write(tmp_path / "pyproject.toml", "[tool]\nstudio = 3\n")
    assert [each.severity for each in read_settings(odd)[1]] == ["error"]


def test_files_with_rules_of_their_own(tmp_path: Path) -> None:
    file = write(tmp_path / "studio.toml", '[check]\nper-file-ignores = {"Legacy/*" = ["CK2"], "x.studio" = ["CK3"]}\n')
    settings, _ = read_settings(file)

    def wanted(name: str, code: str) -> bool:
        return settings.selection(tmp_path / name, Override()).enabled(code)

    assert not wanted("Legacy/deep/a.studio", "CK208")
    assert wanted("legacy/a.studio", "CK208")
    assert wanted("Legacy/a.studio", "CK301")
    assert not wanted("deep/x.studio", "CK301")


def test_the_command_line_takes_the_place_of_the_configuration(tmp_path: Path) -> None:
    file = write(
        tmp_path / "studio.toml", f'[check]\nselect = ["CK3"]\nextend-select = ["{OFF}"]\nignore = ["CK301"]\n'
    )
    settings, _ = read_settings(file)

    def wanted(code: str, override: Override) -> bool:
        return settings.selection(tmp_path / "a.studio", override).enabled(code)

    assert wanted(OFF, Override())
    assert not wanted("CK301", Override())
    assert wanted("CK301", Override(ignore=("CK302",)))
    assert wanted("CK208", Override(select=("CK2",)))
    assert not wanted("CK302", Override(select=("CK2",)))
    assert wanted("CK208", Override(extend=("CK208",)))


def test_the_project_that_a_configuration_names(tmp_path: Path) -> None:
    settings, _ = read_settings(write(tmp_path / "studio.toml", '[check]\nproject = "scripts"\n'))
    inside = write(tmp_path / "scripts" / "a" / "x.studio", "")
    outside = write(tmp_path / "other" / "x.studio", "")
    assert settings.project_of(inside) == (tmp_path / "scripts").resolve()
    assert settings.project_of(outside) == outside.parent


@pytest.mark.parametrize(
    "folder", ["/", "..", "../..", "scripts/../..", "C:\\\\scripts", "\\\\\\\\host\\\\share", "a\\u0000b"]
)
def test_a_project_is_never_outside_of_its_configuration(tmp_path: Path, folder: str) -> None:
    settings, problems = read_settings(write(tmp_path / "studio.toml", f'[check]\nproject = "{folder}"\n'))
    assert [(each.code, each.line) for each in problems] == [("CF104", 2)]
    assert settings.table.project is None
