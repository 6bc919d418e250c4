"""Whether two texts are the same program: the last word on whether a formatted text may be handed out."""

from __future__ import annotations

from collections import Counter
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from studio.diagnostics import Diagnostic, has_errors
from studio.snippet import syntax as s
from studio.snippet.parser import Parsed

#: The one finding that tells what a tree does not: an IF without a block has the tree of one with an empty block.
_BARE_IF = "SN201"
_COUNTED_AS = str.maketrans(ascii_uppercase, ascii_lowercase, " \t\f\v\r\n\u00a0\u200b\ufeff&|<>=!)")


def same_program(one: Parsed, other: Parsed) -> bool:
    """True if neither has errors and both have the same tree, places aside, and the same bare IFs."""
    if one.program is None or other.program is None or has_errors(one.problems) or has_errors(other.problems):
        return False
    if _bare_ifs(one.problems) != _bare_ifs(other.problems):
        return False
    return same_tree(
        [one.program.body, one.program.functions],
        [other.program.body, other.program.functions],
    )


def same_characters(one: str, other: str) -> bool:
    """True if two texts hold the same characters, in whatever order: nothing of a comment is lost, or of a string.

    Not counted: blanks and line ends, letter case, and signs that have several spellings or may be left out.
    """
    return Counter(one.translate(_COUNTED_AS)) == Counter(other.translate(_COUNTED_AS))


def same_tree(one: Any, other: Any) -> bool:
    """True if two trees, or lists of them, differ in nothing but places. Trees may be deep: nothing here recurs."""
    waiting: list[tuple[Any, Any]] = [(one, other)]
    while waiting:
        left, right = waiting.pop()
        if type(left) is not type(right):
            return False
        if isinstance(left, list):
            if len(left) != len(right):
                return False
            waiting.extend(zip(left, right, strict=True))
        elif isinstance(left, s.Node):
            waiting.extend((getattr(left, name), getattr(right, name)) for name in s.fields_of(type(left)))
        elif left != right:
            return False
    return True


def _bare_ifs(problems: list[Diagnostic]) -> int:
    return sum(each.code == _BARE_IF for each in problems)
