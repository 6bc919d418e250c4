"""What the scanner hands to the parser: plain tuples, the reserved words and the bounds of a source."""

from __future__ import annotations

from typing import Any, NamedTuple

Token = tuple[str, Any, int, int]
"""Type, value, line and column. The value of a STRING is its node, that of a BAD token the Diagnostic it stands
for, else text in its one canonical spelling."""

_HEADS = "assign dynamic function if else select switch case default for foreach repeat break return uses trace"
HEADS = frozenset(_HEADS.split())
"""Keywords that begin a statement (folded)."""

INNER = {"to": "for", "in": "foreach", "from": "dynamic"}
"""Keywords inside a statement, each with the keyword of its statement (folded)."""

CONSTANTS = {"true": 1, "false": 0}

RESERVED = HEADS | INNER.keys() | CONSTANTS.keys()
"""Words that name no variable and no function (folded)."""


class Limits(NamedTuple):
    """Bounds of a source [choice]; beyond them there is a diagnostic instead of a tree."""

    source: int = 1_000_000
    """Characters of a snippet or property."""
    tokens: int = 100_000
    """Words and signs of a snippet."""
    statement: int = 20_000
    """Words and signs of one statement."""
    depth: int = 200
    """Blocks in blocks; and, counted apart, brackets and substitutions in brackets within one statement."""
    operands: int = 2_000
    """Operators of one chain; such a chain is a tree that is deep on its left side only."""
    links: int = 100
    """Members, indexes, methods, prefix operators and bracketed right sides, one upon the other."""
    problems: int = 100
    """Findings of one source."""


LIMITS = Limits()
