"""The kept parse tables are those of the grammars, and both ways to one give the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studio.script.text.grammar_table import GRAMMAR as SCRIPT
from studio.snippet.grammar_table import GRAMMAR as SNIPPET
from studio.snippet.lalr_table import Grammar, built


@pytest.mark.parametrize(
    ("grammar", "module"), [(SNIPPET, "studio.snippet.grammar_table"), (SCRIPT, "studio.script.text.grammar_table")]
)
def test_the_kept_table_is_that_of_the_grammar(grammar: Grammar, module: str) -> None:
    kept = grammar.read()
    assert kept is not None
    assert kept == built(grammar.text(), grammar.starts), f"run: python -m {module}"


def test_a_changed_grammar_is_worked_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    before = SNIPPET.table()
    changed = SNIPPET.text().replace("| USES ", "| USES NUMBER -> uses\n       | USES ")
    monkeypatch.setattr(Grammar, "text", lambda self: changed)
    assert len(SNIPPET.table().rules) == len(before.rules) + 1


def test_a_table_that_is_not_kept_is_worked_out(tmp_path: Path) -> None:
    assert replace(SCRIPT, kept=tmp_path / "none.json").table() == SCRIPT.table()
