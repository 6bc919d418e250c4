"""``studio rule`` and ``studio check --explain``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from studio.cli.rule import rules_page
from studio.script.checks.rules import RULES
from studio.script.checks.settings import CheckTable, read_settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("words", [("rule", "CK208"), ("rule", "unwired-default"), ("check", "--explain", "ck208")])
def test_one_rule(studio: Any, words: tuple[str, ...]) -> None:
    done = studio(*words)
    assert done.code == 0
    assert done.out.startswith("# CK208 unwired-default\n")
    assert done.out.rstrip().endswith("warning, observed, family CK2: wiring")


def test_all_rules(studio: Any) -> None:
    assert [line.split()[0] for line in studio("rule").out.splitlines()] == list(RULES)
    document = studio("rule", "--json").document
    assert [each["code"] for each in document] == list(RULES)
    assert studio("rule", "CK208", "--json").document["page"].startswith("# CK208")


def test_a_rule_that_there_is_not(studio: Any) -> None:
    done = studio("rule", "unwired-defalt")
    assert (done.code, done.out) == (2, "")
    assert "unwired-default" in done.err
    assert studio("rule", "unwired-defalt", "--json").document == []


def test_the_page_of_rules_is_the_one_in_the_manual() -> None:
    said = "make it anew: studio rule --page > docs/rules.md"
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == rules_page(), said


def test_the_configuration_in_the_manual_is_one(tmp_path: Path) -> None:
    (box,) = re.findall(r"^```toml\n(.*?)^```", (ROOT / "docs" / "check.md").read_text("utf-8"), re.M | re.S)
    file = tmp_path / "studio.toml"
    file.write_text(box, encoding="utf-8")
    settings, problems = read_settings(file)
    assert problems == []
    told = {field.alias for field in CheckTable.model_fields.values()}
    assert {name for name in told if name is not None and re.search(rf"^{name} = ", box, re.M)} == told
    assert settings.table.fail_on == "warning"


def test_the_hooks_call_commands_that_there_are(studio: Any) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [each["id"] for each in hooks] == ["studio-check", "studio-fmt"]
    (Path("a.snippet")).write_text("x = 1\n", encoding="utf-8")
    (Path("b.snippet")).write_text("x = 2\n", encoding="utf-8")
    for each in hooks:
        assert re.search(each["files"], "deep/a.snippet")
        assert studio(*each["entry"].split()[1:], "a.snippet", "b.snippet").code == 0
