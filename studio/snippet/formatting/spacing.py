"""The blanks within one statement or head of a block."""

from __future__ import annotations

from collections.abc import Iterable

from studio.snippet.formatting.recording import Piece

_OPERAND_ENDS = frozenset(("NAME", "GLOBAL", "NUMBER", "STRING", "MEMBER", "_RPAR", "_RSQB"))
_NONE_BEFORE = frozenset(("MEMBER", "LSQB", "_RPAR", "_RSQB", "_COMMA"))
_NONE_BEHIND = frozenset(("_LPAR", "LSQB"))
_CALLED = frozenset(("NAME", "MEMBER"))


def spaced(pieces: Iterable[Piece]) -> str:
    """The pieces as one line [choice]: one blank round operators and behind commas, none inside brackets."""
    parts: list[str] = []
    before = ""
    tight = True
    for kind, text, _ in pieces:
        call = kind == "_LPAR" and before in _CALLED
        if not (tight or call or kind in _NONE_BEFORE):
            parts.append(" ")
        parts.append(text)
        prefix = kind == "NOT" or (kind == "MINUS" and before not in _OPERAND_ENDS)
        tight = prefix or kind in _NONE_BEHIND
        before = kind
    return "".join(parts)
