"""A page as Markdown, as GitHub shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from studio.script.book.blocks import (
    Block,
    Break,
    Bullets,
    Code,
    Fence,
    Heading,
    Inline,
    Line,
    Link,
    Mark,
    Page,
    Paragraph,
    Picture,
    Quote,
    Strong,
    Table,
)
from studio.script.book.paths import relative
from studio.script.book.visible import lines, visible

SUFFIX = ".md"
#: A low line within a word means nothing.
_BACKSLASH = re.compile(r"[\\`*\[\]#~]|(?<![^\W_])_|_(?![^\W_])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "$": "&#36;", "@": "&#64;"})
#: What begins a list, a line below a heading or a rule: only at the start of a line does it mean anything.
_START = re.compile(r"^([-+=]|\d+[.)])")
#: What GitHub makes a link of by itself.
_ADDRESS = re.compile(r"(?i)(\bwww)(\.)()|()(:)(//)")
_TICKS = re.compile("`+")
_SIGNS = {"error": "❌ ", "warning": "⚠️ ", "info": "ℹ️ "}


def markdown(page: Page) -> str:
    """The page's text."""
    parts = [_block(page, each) for each in page.blocks]
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """Text of which Markdown and HTML read nothing, on one line. A table takes it too."""
    shown = _BACKSLASH.sub(r"\\\g<0>", visible(text)).translate(_ENTITIES)
    return _ADDRESS.sub(lambda found: f"{found[1] or ''}&#{ord(found[2] or found[5])};{found[6] or ''}", shown)


def _begun(line: str) -> str:
    """A line whose start means nothing: neither its signs nor its blanks."""
    return _START.sub(lambda found: found[1][:-1] + "\\" + found[1][-1], line.lstrip())


def _block(page: Page, block: Block) -> str:
    match block:
        case Heading():
            anchor = f'<a id="{block.anchor}"></a>\n\n' if block.anchor else ""
            return f"{anchor}{'#' * block.level} {_line(page, block.words)}"
        case Paragraph():
            return _begun(_line(page, block.words))
        case Quote():
            return _quote(block.text)
        case Bullets():
            return "\n".join(f"- {_begun(_line(page, each))}" for each in block.items)
        case Table():
            return _table(page, block.head, block.rows)
        case Fence():
            return _fence(block.text, block.language)
        case Picture():
            if not block.svg:
                return _fence(block.mermaid, "mermaid")
            return f"![{escaped(block.alt)}]({quote(block.file)})"


def _table(page: Page, head: Sequence[str], rows: Sequence[Sequence[Line]]) -> str:
    shown = [" | ".join(escaped(each) for each in head), " | ".join("---" for _ in head)]
    shown += [" | ".join(_line(page, cell) or " " for cell in row) for row in rows]
    return "\n".join(f"| {each} |" for each in shown)


def _quote(text: str) -> str:
    """The lines that people wrote stay lines; blanks at their start don't."""
    shown = [_begun(escaped(each.strip())) for each in lines(text).expandtabs(4).strip("\n").split("\n")]
    ends = ["<br>" if each and then else "" for each, then in zip(shown, [*shown[1:], ""], strict=True)]
    return "\n".join(f"> {each}{end}".rstrip() for each, end in zip(shown, ends, strict=True))


def _fence(text: str, language: str) -> str:
    shown = lines(text)
    longest = max((len(each) for each in _TICKS.findall(shown)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{shown.removesuffix(chr(10))}\n{fence}"


def _line(page: Page, words: Line) -> str:
    return "".join(_inline(page, each) for each in words)


def _inline(page: Page, each: Inline) -> str:
    match each:
        case str():
            return escaped(each)
        case Code():
            return _code(each.text)
        case Strong():
            return f"**{escaped(each.text)}**" if each.text.strip() == each.text and each.text else escaped(each.text)
        case Mark():
            return _SIGNS.get(each.sort, "") + escaped(each.text)
        case Break():
            return "<br>"
        case Link():
            way = quote(relative(page.path, each.page) + SUFFIX) if each.page and each.page != page.path else ""
            label = _code(each.label) if each.code else escaped(each.label) or "(no caption)"
            return f"[{label}]({way}{'#' + each.anchor if each.anchor else ''})"


def _code(text: str) -> str:
    """Code within a line. Backticks can't hold everything, least of all in tables; the tag can."""
    flat = visible(text)
    if not flat:
        return ""
    if "`" in flat or "|" in flat or flat != flat.strip() or "\n" in text:
        return f"<code>{escaped(flat)}</code>"
    return f"`{flat}`"
