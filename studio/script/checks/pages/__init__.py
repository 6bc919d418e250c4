"""The rules' pages: a Markdown file for each, with examples that a test holds to their word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources

_FENCE = re.compile(r"^```(studio|snippet)(?: +(\S.*?))? *\n(.*?)^```", re.M | re.S)


@dataclass(frozen=True, slots=True)
class Example:
    """A script or bare snippet of a page; ``file`` is the name that it lies under, where the page gives one."""

    language: str
    text: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A rule's page. ``bad`` and ``good`` are the scripts below these headings: each a project of its own."""

    text: str
    title: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]


def page_of(code: str) -> Page | None:
    """The page of a rule, or None."""
    file = resources.files("studio.script.checks.pages") / f"{code}.md"
    if not re.fullmatch(r"[A-Z]{2}\d{3}", code) or not file.is_file():
        return None
    text = file.read_text(encoding="utf-8")
    return Page(text, text.split("\n", 1)[0].lstrip("# "), _examples(text, "Bad"), _examples(text, "Good"))


def _examples(text: str, heading: str) -> tuple[Example, ...]:
    part = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    return tuple(Example(found[1], found[3], found[2]) for found in _FENCE.finditer(part[1])) if part else ()
