"""Actions as documented: what the editor does, and what is not played."""

from __future__ import annotations

import re

import pytest
from cases import read_cases
from documented import CASES, HERE, Bench, Case, documented, errors, lines, scripts

from studio.runtime.engine import CannotStart
from studio.runtime.registry import library
from studio.script.checks import check_script, check_snippet

LISTED = read_cases(HERE / "documented_lacking.yaml")
LACKING, ABSENT = LISTED["actions"], LISTED["absent"]


# ------------------------------------------------------------------------------------------------------------------ tool
@documented("save-with-error-blocked")
def test_errors_keep_a_script_from_running(case: Case, bench: Bench) -> None:
    assert {each: what["run"] for each, what in case["expect"].items()} == {"error": "blocked", "warning": "allowed"}
    faulty = bench(*scripts(case["id"], code="x = = 1", branches=lines("Default")))
    assert [each.caption for each in errors(check_script(faulty.scripts[0]))] == ["Do"]
    with pytest.raises(CannotStart):
        faulty.run()
    warned = bench(*scripts(case["id"], code="x = 1"))
    findings = check_script(warned.scripts[0])
    assert findings
    assert not errors(findings)
    assert warned.run().status == "stuck"


@documented("syntax-check-answers")
def test_syntax_check(case: Case) -> None:
    faulty = int(re.findall("line (\\d+)", case["expect"]["faulty"])[0])
    code = [f"x = {each}" for each in range(5)]
    assert check_snippet("\n".join(code)) == []
    code[faulty - 1] = "x = = 1"
    told = errors(check_snippet("\n".join(code)))
    assert [each.line for each in told] == [faulty]
    assert told[0].message


# --------------------------------------------------------------------------------------------------- what is only listed
@pytest.mark.parametrize(
    "id",
    [
        pytest.param(id, marks=pytest.mark.xfail(reason=f"needs actions the library lacks: {kinds}", strict=True))
        for id, kinds in LACKING.items()
    ],
)
def test_lacking(id: str) -> None:
    assert all(library().get(kind) for kind in LACKING[id].split()), "the scenario can't be played yet"


@pytest.mark.parametrize(
    "id",
    [pytest.param(id, marks=pytest.mark.xfail(reason=reason, strict=True, run=False)) for id, reason in ABSENT.items()],
)
def test_absent(id: str) -> None:
    raise AssertionError(ABSENT[id])


NOT_OURS = [id for id, case in CASES.items() if case.get("ours") == "not applicable"]


@pytest.mark.parametrize("id", NOT_OURS)
def test_not_ours(id: str) -> None:
    pytest.skip("a property of the vendor's editor, without counterpart here")


def _played() -> set[str]:
    """The scenarios that the files of tests play."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(HERE.glob("test_documented_*.py"))]
    return {id for text in texts for id in re.findall(r'^@documented\("([^"]+)"\)', text, re.MULTILINE)}


def test_every_scenario_is_played_or_listed() -> None:
    listed = [*LACKING, *ABSENT, *NOT_OURS]
    assert len(listed) == len(set(listed))
    played = _played()
    assert not played & set(listed)
    assert played | set(listed) == set(CASES)
