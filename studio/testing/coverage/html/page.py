"""What all pages have: head, style, numbers."""

from __future__ import annotations

from html import escape
from pathlib import Path

from studio.script.book.visible import visible
from studio.testing.coverage.data import Share

STYLE = Path(__file__).with_name("coverage.css").read_text(encoding="utf-8")
#: Nothing runs and nothing is fetched, whatever a script should hold.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
#: From this share on a measure is marked as well covered, and as middling.
_GOOD, _MIDDLING = 90.0, 60.0


def page(title: str, body: str, depth: int = 0) -> str:
    """A whole page; ``depth`` counts the folders in which it lies."""
    home = "../" * depth + "index.html"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{text(title)} · Coverage</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
        f'<header><a href="{home}">Coverage</a></header>\n<main>\n{body}\n</main>\n</body>\n</html>\n'
    )


def text(value: str) -> str:
    """Text of a script's author, safe in a page."""
    return escape(visible(value))


def meter(share: Share) -> str:
    """A share as bar and numbers."""
    if not share.all:
        return '<span class="none">–</span>'
    grade = "good" if share.percent >= _GOOD else "middling" if share.percent >= _MIDDLING else "low"
    return (
        f'<span class="meter {grade}"><span class="bar"><span style="width:{share.percent:g}%"></span></span>'
        f"<b>{share.percent:g} %</b> <small>{share.covered}/{share.all}</small></span>"
    )
