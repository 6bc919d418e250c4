"""Text in which nothing can hide or move: invisible characters are shown as escapes."""

from __future__ import annotations

import re

#: ASCII controls, half surrogates and the marks that turn the direction of text are the usual ones; ``isprintable`` knows the rest.
_PLAIN = re.compile(r"[ -~\n]*")


def visible(text: str, kept: str = "") -> str:
    """The text with each character that can't be seen as an escape; those of ``kept`` (line feeds, tabs) stay."""
    if _PLAIN.fullmatch(text) and ("\n" in kept or "\n" not in text):
        return text
    return "".join(char if char.isprintable() or char in kept else ascii(char)[1:-1] for char in text)


def lines(text: str) -> str:
    """Text of several lines: every line end is a line feed, tabs stay."""
    return visible(text.replace("\r\n", "\n").replace("\r", "\n"), "\n\t")


def short(text: str, most: int = 80) -> str:
    """Text on one line, cut with a sign that says so."""
    flat = visible(" ".join(text.split()))
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def plural(number: int, name: str) -> str:
    """A number of things."""
    return f"{number} {name}{'s' * (number != 1)}"
