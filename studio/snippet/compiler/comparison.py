"""Comparisons as Python text, without a call where the kinds of the two sides allow it."""

from __future__ import annotations

from collections.abc import Callable

from studio.snippet.compiler.names import Piece
from studio.snippet.scalars import is_numeric

ORDER = {"=": "==", "!=": "!=", ">": ">", ">=": ">=", "<": "<", "<=": "<="}
_NUMBERS = ("int", "number")


def compared(
    operator: str,
    left: Piece,
    right: Piece,
    textual: bool,
    fresh: Callable[[str], str],
    use: Callable[[str], str],
    sited: Callable[[str], str],
) -> Piece:
    """Python text that is True or False. ``textual``: a variable whose name ends in ``$`` takes part.

    ``sited`` gives what may fail its place.
    """
    depth = max(left.depth, right.depth) + 4
    python = ORDER[operator]

    def slow(one: str, other: str) -> str:
        host = use("H")
        if operator in ("=", "!="):
            return sited(f"{'' if operator == '=' else 'not '}equal({one}, {other}, {textual}, {host})")
        return sited(f"compare({one}, {other}, {textual}, {host}) {python} 0")

    if textual:
        return Piece(f"({slow(left.text, right.text)})", "bool", depth)
    if left.kind in _NUMBERS and right.kind in _NUMBERS:
        return Piece(f"({left.text} {python} {right.text})", "bool", depth)
    one, first = named(left, fresh)
    if operator in ("=", "!="):
        # The literal may stand on either side: it has no effect of its own.
        for literal, side in ((right, left), (left, right)):
            if literal.literal is not None and _only_text(literal.literal):
                if side.kind == "text":
                    return Piece(f"({side.text} {python} {literal.text})", "bool", depth)
                one, first = named(side, fresh)
                fast = f"{one} {python} {literal.text} if {first}.__class__ is str"
                return Piece(f"({fast} else {slow(one, literal.text)})", "bool", depth)
    if right.kind == "int":
        fast = f"{one} {python} {right.text} if {first}.__class__ is int"
        return Piece(f"({fast} else {slow(one, right.text)})", "bool", depth)
    if left.kind == "text" or right.kind == "text":
        return Piece(f"({slow(left.text, right.text)})", "bool", depth)
    other, second = named(right, fresh)
    both = f"({first}.__class__ is int) & ({second}.__class__ is int)"
    return Piece(f"({one} {python} {other} if {both} else {slow(one, other)})", "bool", depth + 1)


def named(made: Piece, fresh: Callable[[str], str]) -> tuple[str, str]:
    """The local that has a value, and the text that stands where it is first needed."""
    if made.text.isidentifier():
        return made.text, made.text
    name = fresh("t")
    return name, f"({name} := {made.text})"


def _only_text(value: str) -> bool:
    """True if a comparison with this literal can't be by number, truth or date beside a text or number."""
    return bool(value) and not is_numeric(value) and value.strip().lower() not in ("true", "false")
