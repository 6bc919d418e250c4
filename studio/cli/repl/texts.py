"""Texts of `studio repl`: values and findings as it shows them, and the functions within an input."""

from __future__ import annotations

from typing import Any

from studio.cli import report
from studio.diagnostics import Diagnostic
from studio.snippet.scalars import to_text
from studio.snippet.scanner import Scanner

#: A longer value is shown in part.
LONGEST = 2_000


def value_text(value: Any) -> str:
    """A value on one line: null as ``null``, empty text as ``""``, text as it is, objects as JSON; the start of a long one."""
    if value is None:
        return "null"
    text = to_text(value)
    if not text:
        return '""'
    if len(text) > LONGEST:
        return f"{report.printable(text[:LONGEST])}… ({len(text):,} characters)"
    return report.printable(text)


def problem_text(problem: Diagnostic, source: str) -> str:
    """A finding with the line that it is about and a caret."""
    shown = report.excerpt_of(problem, source)
    return report.printable(str(problem)) + (f"\n{shown}" if shown else "")


def functions_in(source: str) -> dict[tuple[int, int], str]:
    """The text of every function of a snippet, from FUNCTION to the brace that closes it, by its line and column."""
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    found: dict[tuple[int, int], str] = {}
    #: Functions whose block is open: where they begin, and how many blocks lie round theirs.
    begun: list[tuple[int, int, int]] = []
    depth = 0
    header: tuple[int, int] | None = None
    tokens = Scanner(text).scan()
    for place, (kind, _, line, column) in enumerate(tokens):
        if kind == "FUNCTION":
            header = (line, column)
        elif kind == "_LBRACE":
            if header is not None:
                begun.append((*header, depth))
                header = None
            depth += 1
        elif kind == "_RBRACE":
            depth -= 1
            if begun and begun[-1][2] == depth:
                first, start, _ = begun.pop()
                found[first, start] = _between(lines, first, start, line, column + 1)
        elif header is not None and kind in ("_NL", "$END") and tokens[min(place + 1, len(tokens) - 1)][0] != "_LBRACE":
            found[header] = _between(lines, *header, line, column)
            header = None
    return found


def _between(lines: list[str], first: int, start: int, last: int, end: int) -> str:
    """The text from a line and column up to another."""
    if first == last:
        return lines[first - 1][start - 1 : end - 1]
    return "\n".join([lines[first - 1][start - 1 :], *lines[first : last - 1], lines[last - 1][: end - 1]])
