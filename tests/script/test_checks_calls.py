"""Calls that come back to themselves, and values that are not handed over."""

from __future__ import annotations

import pytest

from studio.script.checks import check_script
from studio.script.model import Script
from studio.script.project import Project
from studio.script.text import read_text


def script(name: str, calls: str, *, begin: str = "", given: str = "", condition: bool = False) -> Script:
    """A script that calls another one, in any case or only if ``SP1`` is something."""
    lines = [f'script "{name}"', 'Begin "Begin"', *([f"    Parameters: {begin}"] if begin else [])]
    lines += [f'    -> "{"Ask" if condition else "Call"}"']
    if condition:
        lines += ['If "Ask"', "    Expression = SP1 > 0", '    True -> "Call"', '    False -> "Back"']
    lines += ['Runsub "Call"', f"    ScriptName = {calls}", *([f"    Parameters: {given}"] if given else [])]
    lines += ['    -> "Back"', 'Return "Back"']
    made, problems = read_text("\n".join(lines))
    assert made is not None, problems
    return made


def found(code: str, *scripts: Script) -> list[tuple[str | None, str | None]]:
    project = Project(scripts)
    return [(each.script, each.caption) for one in scripts for each in check_script(one, project) if each.code == code]


def test_scripts_that_call_one_another_without_end() -> None:
    assert found("CK309", script("A", "B"), script("B", "C"), script("C", "A"), script("D", "A")) == [
        ("A", "Call"),
        ("B", "Call"),
        ("C", "Call"),
    ]
    assert found("CK309", script("A", "a")) == [("A", "Call")]


def test_a_recursion_with_a_condition_may_end() -> None:
    assert found("CK309", script("A", "B"), script("B", "A", condition=True)) == []
    assert found("CK309", script("A", "{next}")) == []


@pytest.mark.slow
def test_a_chain_of_many_scripts_is_no_recursion_of_python() -> None:
    many = [script(f"S{number}", f"S{number + 1}") for number in range(1500)]
    assert found("CK309", *many) == []


CALLEE = 'script "B"\nBegin "Begin"\n    Parameters: a, b, c\n    -> "Set"\nSnippet "Set"\n    Data:\n        | c = 1\n    -> "Back"\nReturn "Back"\n    ReturnValue = {a} {b} {c}\n'


def test_a_value_that_is_tested_may_be_left_out() -> None:
    callee, _ = read_text(CALLEE.replace("| c = 1", '| c = 1\n        | IF b = "" { c = 2 }'))
    assert callee is not None
    assert found("CK310", script("A", "B", given="1"), callee) == []


@pytest.mark.parametrize(("given", "expected"), [("1", 1), ("1, 2", 0), ("1, 2, 3", 0), ("", 0)])
def test_values_that_are_read_and_not_handed_over(given: str, expected: int) -> None:
    callee, _ = read_text(CALLEE)
    assert callee is not None
    assert len(found("CK310", script("A", "B", given=given), callee)) == expected
