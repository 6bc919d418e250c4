"""Every rule has a page, whose bad example shows the rule and whose good one has nothing to be found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from studio.diagnostics import Diagnostic
from studio.script.checks import RULES, check_script, check_snippet, on_by_default
from studio.script.checks.pages import Example, page_of
from studio.script.model import Script
from studio.script.project import Project
from studio.script.text import read_text

#: Examples of these would be a thousand lines long, or only an export can hold them.
WITHOUT_EXAMPLES = {"CK199", "CK204", "SN199", "SN115", "SN116", "SN117", "SN208"}


def findings(examples: Sequence[Example], folder: Path, every: bool) -> list[Diagnostic]:
    """All findings of the examples as one project. Those that have a file's name lie there."""
    found: list[Diagnostic] = []
    scripts: list[Script] = []
    for each in examples:
        if each.language == "snippet":
            found += check_snippet(each.text)
            continue
        script, problems = read_text(each.text)
        assert script is not None, problems
        script.file = str(folder / each.file) if each.file is not None else None
        found += problems
        scripts.append(script)
    project = Project(scripts)
    for script in scripts:
        found += check_script(script, project, (lambda code: True) if every else on_by_default)
    return found


@pytest.mark.parametrize("code", RULES)
def test_a_rule_has_a_page_whose_examples_are_what_they_say(code: str, tmp_path: Path) -> None:
    page = page_of(code)
    assert page is not None, f"studio/script/checks/pages/{code}.md is missing"
    assert page.title == f"{code} {RULES[code].name}"
    if code in WITHOUT_EXAMPLES:
        return
    assert page.bad
    assert page.good
    bad = {each.code for each in findings(page.bad, tmp_path, every=True)}
    assert code in bad
    assert findings(page.good, tmp_path, every=False) == []
    assert code not in {each.code for each in findings(page.good, tmp_path, every=True)}


def test_names_and_codes_are_unique() -> None:
    names = [rule.name for rule in RULES.values()]
    assert len(set(names)) == len(names)
    assert all(name == name.lower() and " " not in name for name in names)
