"""Texts of classes as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from studio.runtime.statements import TAG, readable

_CODE = re.compile(r"(`+)(.+?)\1")
#: Names that Markdown would read as emphasis.
_NAME = re.compile(r"(?<![\w`])(?:_+\w+|[A-Za-z]\w*_\w*)(?![\w`])")


def prose(text: str) -> str:
    """A text with its sources in italics, its names in code, and nothing that Markdown or HTML would take for its own."""
    return TAG.sub(lambda tag: f" *({readable(tag[1])})*", _plain(text))


def cell(text: str) -> str:
    """The same, for a cell of a table."""
    return prose(text).replace("|", "\\|").replace("\n", " ")


def code(text: str) -> str:
    """A value as code."""
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells are Markdown already."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)]) + "\n"


def anchor(title: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _plain(text: str) -> str:
    parts = []
    at = 0
    for found in _CODE.finditer(text):
        parts += [_words(text[at : found.start()]), f"`{found[2]}`"]
        at = found.end()
    return "".join([*parts, _words(text[at:])])


def _words(text: str) -> str:
    escaped = text.replace("<", "&lt;")
    return _NAME.sub(lambda found: f"`{found[0]}`", escaped)
