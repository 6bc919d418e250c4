"""Checks as data: every finding at once with its place, and none for a script that is right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cases import read_cases

from studio.diagnostics import Diagnostic
from studio.script.checks import CODES, check_script, check_snippet
from studio.script.files import read_script
from studio.script.model import Action, Branch, Script
from studio.script.project import Project
from studio.script.text import read_text

CASES = read_cases(Path(__file__).parent / "checks.yaml")


def read(text: str) -> Script:
    script, problems = read_text(text, None)
    assert script is not None
    assert problems == []
    return script


@pytest.mark.parametrize("case", CASES, ids=[each["about"] for each in CASES])
def test_findings(case: dict[str, Any]) -> None:
    script = read(case["text"])
    project = Project([script, *map(read, case.get("others", []))])
    found = check_script(script, project)
    told = [(each.code, each.caption, each.line) for each in found]
    assert sorted(map(str, told)) == sorted(str((code, caption, line)) for code, caption, line, _ in case["finds"]), (
        found
    )
    for code, caption, line, words in case["finds"]:
        said = [
            f"{each} {each.property}" for each in found if (each.code, each.caption, each.line) == (code, caption, line)
        ]
        assert any(words in each for each in said), said
    assert all(each.script == script.name for each in found)
    assert all(CODES[each.code][0] == each.severity for each in found if each.code in CODES)


def test_scripts_that_are_called_need_a_project() -> None:
    script = read('script "A"\nBegin "Begin"\n    -> "Sub"\nRunsub "Sub"\n    ScriptName = nowhere\n    -> "Begin"')
    assert "CK301" not in {each.code for each in check_script(script)}


def test_what_only_an_export_can_hold() -> None:
    """Two actions with one id, a branch to nowhere: a text has a name for neither."""
    script = Script(name="x")
    wait = Action(id=7, kind="WAIT", caption="w", properties={"Seconds": "1"}, branches=[Branch(to=99)])
    script.actions = [Action(id=7, kind="BEGIN", caption="b", branches=[Branch(to=7)]), wait]
    found = {each.code for each in check_script(script)}
    assert {"CK204", "CK205"} <= found
    export = Script(name="x", actions=[Action(id=1, kind="BEGIN", caption="b", branches=[Branch(to=99)])])
    (dangling,) = [each for each in check_script(export) if each.code == "CK205"]
    assert (dangling.action, dangling.caption, dangling.line) == (1, "b", None)
    assert "99" in dangling.message


def test_file_name_and_script_name(tmp_path: Path) -> None:
    right, wrong = tmp_path / "common" / "callback.studio", tmp_path / "other.studio"
    right.parent.mkdir()
    for file in (right, wrong):
        file.write_text('script "Common\\Callback"\nBegin "Begin"\n    -> "Stop"\nStop "Stop"\n', "utf-8")
    project, _ = Project.load(tmp_path)

    def codes(file: Path, project: Project | None) -> list[str]:
        script, problems = read_script(file)
        assert script is not None
        assert problems == []
        return [each.code for each in check_script(script, project)]

    assert codes(right, None) == []
    assert codes(wrong, None) == ["CK212"]
    assert codes(right, project) == ["CK308"]


def test_findings_of_code_are_not_taken_for_lines_of_the_file() -> None:
    inside = Diagnostic(
        "SN101", "error", "no", file="a.studio", action=1, caption="c", property="Data", line=2, column=5
    )
    assert str(inside) == 'a.studio: error SN101: no (action #1 "c", Data line 2 column 5)'
    assert str(Diagnostic("CK103", "error", "no", file="a.studio", property="Data", line=2)).startswith("a.studio:2: ")


def test_a_bare_snippet() -> None:
    assert check_snippet("x = 1\nTRACE x") == []
    (found,) = check_snippet("x = 1\ny = = 2")
    assert (found.code, found.line) == ("SN125", 2)


@pytest.mark.slow
def test_many_findings_come_to_an_end() -> None:
    actions = [Action(id=number, kind=f"KIND{number}", caption="") for number in range(5000)]
    found = check_script(Script(name="x", actions=actions))
    assert "CK199" in {each.code for each in found}
    assert len(found) < 5000


#: What there is to find in production scripts: nothing but this, each looked at by hand.
IN_PRODUCTION = {
    "CK203": 2,  # a second Onrelease
    "CK208": 12,
    "CK209": 9,
    "CK301": 6,  # scripts that were not published with the others
    "CK306": 18,
    "CK409": 1,  # a loop in a loop with one counter
    "SN202": 2,  # a closing bracket too many, which the platform ignores
}


def test_no_rule_fires_on_production_scripts_that_are_right(shared: Path) -> None:
    project, problems = Project.load(shared / "corpus")
    assert problems == []
    found: dict[str, int] = {}
    for script in project.scripts():
        for each in check_script(script, project):
            found[each.code] = found.get(each.code, 0) + 1
            assert each.file is not None
            assert each.action is not None
    assert len(project.scripts()) == 18
    assert found == IN_PRODUCTION


def test_defaults_that_lead_nowhere_are_told_by_kind_as_cxone_does() -> None:
    """The kinds of a document that CXone has checked, and of which of them it said that their Default isn't wired."""
    reported = ("MENU", "SNIPPET", "SPAWN", "REQAGENT")
    silent = ("HANGUP", "RUNSCRIPT", "LOOP", "IF", "BLINDXFER", "ANNOTATION")
    script = Script(name="x", media="Phone", actions=[Action(id=1, kind="BEGIN", caption="b", branches=[Branch(to=2)])])
    for id, kind in enumerate((*reported, *silent), 2):
        script.actions.append(Action(id=id, kind=kind, caption=kind, properties={"Data": "x = 1"}))
    told = [each.caption for each in check_script(script) if each.code == "CK208"]
    assert told == list(reported)
