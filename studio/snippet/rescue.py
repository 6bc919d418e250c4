"""Strings with bare quotes of their own kind inside, as deployed scripts contain them.

Only where the right side of an assignment does not parse: if it begins with a quote and the line ends with the same one, all between
the first and the last is its text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from studio.snippet.tokens import HEADS

_ASSIGNMENT = re.compile(
    r"""[ \t{}]*+(?P<keyword>(?i:assign)[ \t]++)?(?P<word>[A-Za-z_][\w$]*+)[^"'=\n]*+=[ \t]*+(?P<prefix>\$?)(?P<quote>["'])"""
)
_LAST = {quote: re.compile(quote + r"[ \t]*(?://|$)") for quote in "\"'"}


def find_rescues(text: str, lines: Iterable[int], parses: Callable[[str], bool]) -> dict[int, int]:
    """For the strings to read so: the offset where each begins (prefix included) → that of its last quote.

    ``lines`` are the numbers of lines that have an error; ``parses`` tells whether a text is one expression.
    """
    wanted = set(lines)
    found: dict[int, int] = {}
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        match = _ASSIGNMENT.match(line) if number in wanted else None
        if match and (match["keyword"] or match["word"].lower() not in HEADS):
            first = match.start("quote")
            last = _last_quote(line, match["quote"], first)
            if last > first and not parses(line[match.start("prefix") :]):
                found[start + match.start("prefix")] = start + last
        start += len(line) + 1
    return found


def _last_quote(line: str, quote: str, first: int) -> int:
    """The last quote behind which there are only blanks or a comment; -1 if there is none."""
    at = line.rfind(quote)
    while at > first:
        if _LAST[quote].match(line, at):
            return at
        at = line.rfind(quote, 0, at)
    return -1
