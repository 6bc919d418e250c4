"""The table of the grammar of scripts, kept in ``grammar_table.json`` beside this file.

After a change of the grammar write it anew::

    python -m studio.script.text.grammar_table
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from studio.snippet.lalr_table import Grammar, Table

GRAMMAR = Grammar("script.lark", ("file", "line", "member"), Path(__file__).with_suffix(".json"))


@lru_cache(maxsize=1)
def table() -> Table:
    """The table of the grammar as it is now."""
    return GRAMMAR.table()


if __name__ == "__main__":
    GRAMMAR.write()
