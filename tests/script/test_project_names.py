"""How scripts of a project find one another by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.script.model import Script
from studio.script.project import Project

NAMES = ["Main", "PROD\\Entry", "PROD\\Common\\Callback", "PROD\\Common\\CommonAction", "Common\\Callback"]


@pytest.mark.parametrize(
    ("name", "caller", "found"),
    [
        ("main", "Main", "Main"),
        ("COMMON/callback", "Main", "Common\\Callback"),
        ("Common\\Callback", "PROD\\Entry", "PROD\\Common\\Callback"),
        ("CommonAction", "PROD\\Common\\Callback", "PROD\\Common\\CommonAction"),
        ("..\\Entry", "PROD\\Common\\Callback", "PROD\\Entry"),
        ("..\\..\\Main", "PROD\\Common\\Callback", "Main"),
        (".\\Callback", "Common\\X", "Common\\Callback"),
        ("Main", "PROD\\Common\\Callback", "Main"),
        ("\\PROD\\Entry", "Common\\Callback", "PROD\\Entry"),
        ("..\\..\\..\\Main", "PROD\\Common\\Callback", None),
        ("..\\Main", "Main", None),
        ("Entry", "Main", None),
        ("Callback.json", "Common\\X", None),
        ("", "Main", None),
        ("..", "PROD\\Common\\Callback", None),
    ],
)
def test_names(name: str, caller: str, found: str | None) -> None:
    project = Project(Script(name=each) for each in NAMES)
    script = project.resolve(name, caller)
    assert (script.name if script else None) == found


def write(file: Path, name: str, caption: str = "Begin") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f'script "{name}"\nBegin "{caption}"\n', "utf-8")
    return file


def test_a_folder_and_below(tmp_path: Path) -> None:
    write(tmp_path / "a.studio", "A")
    write(tmp_path / "deep" / "er" / "b.studio", "Deep\\B")
    write(tmp_path / ".git" / "c.studio", "C")
    (tmp_path / "export.json").write_text('{"header": {"scriptName": "E"}, "actions": {}}', "utf-8")
    (tmp_path / "package.json").write_text('{"name": "no script"}', "utf-8")
    (tmp_path / "broken.studio").write_bytes(b"\xff\xfe\x00")
    project, problems = Project.load(tmp_path)
    assert [each.name for each in project.scripts()] == ["A", "Deep\\B", "E"]
    assert problems == []


def test_of_files_with_one_name_the_asked_one_counts_then_the_first(tmp_path: Path) -> None:
    first, second = write(tmp_path / "1.studio", "A", "one"), write(tmp_path / "2.studio", "a", "two")
    for asked, counts, other in ((tmp_path, "one", second), (second, "two", first), (first, "one", second)):
        project, (problem,) = Project.load(asked)
        found = project.resolve("A", "")
        assert found is not None
        assert found.actions[0].caption == counts
        assert (problem.code, problem.file) == ("PR101", str(other))


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    file = write(tmp_path / "a.studio", "A")
    assert Project.load(tmp_path)[0].scripts()[0].name == "A"
    write(file, "Changed")
    assert Project.load(tmp_path)[0].scripts()[0].name == "Changed"
