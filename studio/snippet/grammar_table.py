"""The table of the Snippet grammar, kept in ``grammar_table.json`` beside this file.

After a change of the grammar write it anew::

    python -m studio.snippet.grammar_table
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from studio.snippet.lalr_table import Grammar, Table

GRAMMAR = Grammar("snippet.lark", ("program", "expression"), Path(__file__).with_suffix(".json"))


@lru_cache(maxsize=1)
def table() -> Table:
    """The table of the grammar as it is now."""
    return GRAMMAR.table()


if __name__ == "__main__":
    GRAMMAR.write()
