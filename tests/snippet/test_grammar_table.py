"""The kept parse table is that of the grammar, and both ways to one give the same."""

from __future__ import annotations

from importlib import resources

import pytest

from studio.snippet import grammar_table
from studio.snippet.grammar_table import built, table

GRAMMAR = resources.files("studio.grammar").joinpath("snippet.lark").read_text(encoding="utf-8")


def test_the_kept_table_is_that_of_the_grammar() -> None:
    kept = grammar_table._read()
    assert kept is not None
    assert kept == built(GRAMMAR), "run: python -m studio.snippet.grammar_table"


def test_a_changed_grammar_is_worked_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = GRAMMAR.replace("| USES ", "| USES NUMBER -> uses\n       | USES ")
    monkeypatch.setattr(grammar_table, "_grammar", lambda: changed)
    table.cache_clear()
    try:
        assert len(table().rules) == len(built(GRAMMAR).rules) + 1
    finally:
        table.cache_clear()
