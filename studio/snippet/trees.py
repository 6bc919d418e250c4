"""Syntax trees of code, each source read once: checks, facts and runs all look at the same text.

A tree that several hold is never changed by any of them.
"""

from __future__ import annotations

from functools import lru_cache

from studio.diagnostics import Diagnostic
from studio.snippet import syntax as s
from studio.snippet.parser import Parsed, parse_expression, parse_snippet, parse_target, parse_text

#: A longer text of a property is read anew each time: it would crowd out many short ones [choice].
_LONGEST = 10_000
Problems = tuple[Diagnostic, ...]


@lru_cache(maxsize=2048)
def snippet_tree(source: str) -> Parsed:
    """A snippet as :func:`~studio.snippet.parser.parse_snippet` reads it."""
    return parse_snippet(source)


def expression_tree(source: str) -> tuple[s.Expression | None, Problems]:
    """An action property's expression; None if it is none."""
    return _expression(source) if len(source) <= _LONGEST else _expression.__wrapped__(source)


def text_tree(source: str) -> tuple[s.Text | s.Join, Problems]:
    """Bare text with ``{…}`` in it."""
    if "{" not in source and len(source) <= _LONGEST:
        return s.Text(1, 1, source), ()
    return _text(source) if len(source) <= _LONGEST else _text.__wrapped__(source)


def target_tree(source: str) -> tuple[s.Target | None, Problems]:
    """What a property for a variable's name holds; None if it is no such name."""
    return _target(source) if len(source) <= _LONGEST else _target.__wrapped__(source)


@lru_cache(maxsize=8192)
def _expression(source: str) -> tuple[s.Expression | None, Problems]:
    node, problems = parse_expression(source)
    return node, tuple(problems)


@lru_cache(maxsize=8192)
def _text(source: str) -> tuple[s.Text | s.Join, Problems]:
    node, problems = parse_text(source)
    return node, tuple(problems)


@lru_cache(maxsize=4096)
def _target(source: str) -> tuple[s.Target | None, Problems]:
    node, problems = parse_target(source)
    return node, tuple(problems)
