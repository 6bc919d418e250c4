"""What pages are made of: plain nodes that hold text as it is. Only the two writers know a markup.

So no text of a script can become markup: it never passes through any before it is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


# ------------------------------------------------------------------------------------------- within a line
@dataclass(frozen=True, slots=True)
class Code:
    """Names and values, letter by letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A way to a page of the book (its path without suffix) or a place there. "" is the same page."""

    label: str
    page: str = ""
    anchor: str = ""
    code: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A short word with a colour of its own where there are colours: ``error``, ``warning``, ``info``, ``off``."""

    sort: str
    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A new line within a paragraph or a cell."""


Inline = str | Code | Strong | Link | Mark | Break
Line = Sequence[Inline]


# ------------------------------------------------------------------------------------------------- blocks
@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    words: Line
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: Line


@dataclass(frozen=True, slots=True)
class Quote:
    """What people wrote for people: its line breaks stay."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    head: Sequence[str]
    rows: Sequence[Sequence[Line]]


@dataclass(frozen=True, slots=True)
class Bullets:
    items: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Fence:
    """Text of several lines, letter by letter. ``language`` is one of our own words."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing: ``svg`` or, where that is empty, Mermaid text.

    ``file`` is the SVG's name beside a page of Markdown. ``boxes`` are the ways to what its boxes stand for, in their order.
    """

    alt: str
    svg: str = ""
    mermaid: str = ""
    file: str = ""
    boxes: tuple[Link | None, ...] = ()


Block = Heading | Paragraph | Quote | Table | Bullets | Fence | Picture


@dataclass(slots=True)
class Page:
    """One page. ``path`` is relative to the book, with ``/`` and without suffix."""

    path: str
    title: str
    blocks: list[Block] = field(default_factory=list)


def between(items: Sequence[Inline], sign: str = ", ") -> list[Inline]:
    """Words with a sign between them."""
    found: list[Inline] = []
    for each in items:
        found += [sign, each] if found else [each]
    return found
