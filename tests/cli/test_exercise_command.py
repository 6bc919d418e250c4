"""``studio exercise``: the table, the document, exit codes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

ASK = 'script "{name}"\n\nBegin "Begin"\n    -> "Ask"\n\nIf "Ask"\n    Expression = {what}\n    True -> "End"\n    False -> "End"\n\nEnd "End"\n'


def write(path: Path, name: str, what: str) -> Path:
    file = path / f"{name}.studio"
    file.write_text(ASK.format(name=name, what=what), encoding="utf-8")
    return file


def test_a_folder_is_told_as_a_table(studio: Any, tmp_path: Path) -> None:
    write(tmp_path, "first", 'who = "Rocinante"')
    write(tmp_path, "second", "1 = 2")
    done = studio("exercise", tmp_path, "--seeds", "10")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].split() == "script starts runs ended waiting stuck failed branches reached %".split()
    assert lines[1].split()[-3:] == ["3", "3", "100"]
    assert lines[2].split()[-3:] == ["3", "2", "66"]
    assert lines[4:] == ["second", '    never reached: #2 "Ask" True']
    assert done.err == ""


def test_the_document_has_it_all(studio: Any, tmp_path: Path) -> None:
    file = write(tmp_path, "first", "1 = 2")
    done = studio("exercise", file, "--seeds", "3", "--json")
    (found,) = done.document["scripts"]
    assert (found["branches"], found["reached"], found["share"]) == (3, 2, 66)
    assert found["never_reached"] == [{"action": 2, "caption": "Ask", "branch": "True"}]
    assert {"action": 2, "caption": "Ask", "branch": "False", "count": found["runs"]} in found["counts"]
    assert found["file"] == str(file)
    assert sum(found["ended"].values()) == found["runs"]


def test_exit_codes(studio: Any, tmp_path: Path) -> None:
    file = write(tmp_path, "first", "1 = 2")
    assert studio("exercise", file, "--seeds", "1", "--fail-under", "60").code == 0
    assert studio("exercise", file, "--seeds", "1", "--fail-under", "70").code == 1
    nothing = studio("exercise", tmp_path / "none")
    assert (nothing.code, nothing.out) == (2, "")
    broken = tmp_path / "broken.studio"
    broken.write_text("script\n", encoding="utf-8")
    done = studio("exercise", broken)
    assert done.code == 2
    assert "error" in done.err
    broken.write_text('script "x"\n\nStop "Stop"\n', encoding="utf-8")
    done = studio("exercise", broken, "--seeds", "1")
    assert done.code == 1
    assert "it has no Begin and no event action" in done.out
    write(tmp_path, "wrong", "x = = 1")
    done = studio("exercise", tmp_path / "wrong.studio", "--seeds", "1")
    assert done.code == 1
    assert "can't start: " in done.out
    empty = tmp_path / "empty"
    empty.mkdir()
    assert studio("exercise", empty).code == 0


def test_a_file_is_exercised_once(studio: Any, tmp_path: Path) -> None:
    file = write(tmp_path, "first", "who")
    done = studio("exercise", file, tmp_path, file, "--seeds", "1", "--json")
    assert len(done.document["scripts"]) == 1


def test_scripts_of_a_folder_find_one_another(studio: Any, tmp_path: Path) -> None:
    write(tmp_path, "sub", "p1 = 5")
    main = 'script "main"\n\nBegin "Begin"\n    -> "Call"\n\nRunsub "Call"\n    ScriptName = sub\n    Parameters: 5\n    -> "End"\n\nEnd "End"\n'
    (tmp_path / "main.studio").write_text(main, encoding="utf-8")
    done = studio("exercise", tmp_path / "main.studio", "--seeds", "2", "--json")
    (found,) = done.document["scripts"]
    assert found["ended"]["ended"] == found["runs"]
    assert found["unknown"] == {}
