"""A page as HTML: one stylesheet beside it, no scripts, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
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

SUFFIX = ".html"
STYLE = "book.css"
#: The list beside a page names every script of a book of at most so many, else those of the page's own folder: what a page
#: holds must not grow with the book.
MOST = 300
#: How a drawing begins a box.
_BOX = '<g class="box '
_WIDTH = re.compile(r'(<svg [^>]*?\bwidth="([0-9.]+)" height="[0-9.]+")')
_SMALLEST = 0.7
#: Nothing runs and nothing is fetched, whatever a page should hold [choice: a second bolt].
_POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline' file:; img-src 'self' data: file:"


class HtmlWriter:
    """Writes the pages of one book."""

    def __init__(
        self, title: str, front: str, scripts: Sequence[tuple[str, str]], indexes: Sequence[tuple[str, str]]
    ) -> None:
        """``scripts`` and ``indexes`` are names with the paths of their pages, ``front`` the path of the front page."""
        self._title, self._front, self._indexes, self._scripts = title, front, indexes, scripts
        self._lists: dict[str, str] = {}
        self._folders: dict[str, list[tuple[str, str]]] = {}
        for name, path in scripts:
            self._folders.setdefault(_folder(path), []).append((name, path))

    def html(self, page: Page) -> str:
        """The page's text."""
        title = page.title if page.title == self._title else f"{page.title} · {self._title}"
        body = "\n".join(_block(page, each) for each in page.blocks)
        home = quote(relative(page.path, self._front) + SUFFIX)
        indexes = " ".join(
            f'<a href="{quote(relative(page.path, path) + SUFFIX)}">{_text(name)}</a>' for name, path in self._indexes
        )
        return (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f"<title>{_text(title)}</title>\n"
            f'<link rel="stylesheet" href="{quote(relative(page.path, STYLE))}">\n</head>\n<body>\n'
            f'<header><a class="home" href="{home}">{_text(self._title)}</a> <span class="indexes">{indexes}</span> '
            f'<a class="jump" href="#scripts">Scripts</a></header>\n'
            f'<main>\n{body}\n</main>\n<nav id="scripts" aria-label="Scripts">\n{self._list(page)}\n</nav>\n</body>\n</html>\n'
        )

    def _list(self, page: Page) -> str:
        """The list of scripts, with the page itself marked."""
        folder = _folder(page.path)
        if folder not in self._lists:
            self._lists[folder] = self._list_of(page, folder)
        here = quote(page.path.rpartition("/")[2] + SUFFIX)
        return self._lists[folder].replace(f'<a href="{here}">', f'<a aria-current="page" href="{here}">')

    def _list_of(self, page: Page, folder: str) -> str:
        every = len(self._scripts) <= MOST
        folders = self._folders if every else {folder: self._folders.get(folder, [])[:MOST]}
        parts = []
        for name in sorted(folders, key=str.casefold):
            items = "".join(
                f'<li><a href="{quote(relative(page.path, path) + SUFFIX)}">{_text(_last(script))}</a></li>'
                for script, path in folders[name]
            )
            parts.append((f"<h2>{_text(name.replace('/', chr(92)))}</h2>" if name else "") + f"<ul>{items}</ul>")
        home = quote(relative(page.path, self._front) + SUFFIX)
        rest = "" if every else f'<p><a href="{home}">All {len(self._scripts)} scripts</a></p>'
        return "\n".join([*parts, rest])


def _block(page: Page, block: Block) -> str:
    match block:
        case Heading():
            anchor = f' id="{escape(block.anchor)}"' if block.anchor else ""
            return f"<h{block.level}{anchor}>{_line(page, block.words)}</h{block.level}>"
        case Paragraph():
            return f"<p>{_line(page, block.words)}</p>"
        case Quote():
            return f"<blockquote>{_text(lines(block.text).strip(chr(10)), kept=True)}</blockquote>"
        case Bullets():
            return "<ul>" + "".join(f"<li>{_line(page, each)}</li>" for each in block.items) + "</ul>"
        case Table():
            return _table(page, block)
        case Fence():
            return f"<pre><code>{_text(lines(block.text).removesuffix(chr(10)), kept=True)}</code></pre>"
        case Picture():
            return _picture(page, block)


def _table(page: Page, block: Table) -> str:
    head = "".join(f"<th>{_text(each)}</th>" for each in block.head)
    # Where there is little room, rows stand as blocks, and each cell has its heading before it.
    cells = [f'<td data-head="{_text(each)}">' if each else "<td>" for each in block.head]
    rows = "\n".join(
        "<tr>" + "".join(f"{start}{_line(page, cell)}</td>" for start, cell in zip(cells, row, strict=True)) + "</tr>"
        for row in block.rows
    )
    top = f"<thead><tr>{head}</tr></thead>\n" if any(block.head) else ""
    return f'<div class="wide"><table>\n{top}<tbody>\n{rows}\n</tbody></table></div>'


def _picture(page: Page, block: Picture) -> str:
    """An SVG goes into the page, its boxes as links; the declaration before it belongs to files."""
    if not block.svg:
        return f'<pre class="mermaid"><code>{_text(block.mermaid.rstrip(), kept=True)}</code></pre>'
    svg = re.sub(r"^\s*(<\?xml[^>]*\?>|<!DOCTYPE[^>]*>)\s*", "", block.svg).strip()
    svg = _WIDTH.sub(_shrinking, svg, count=1)
    boxes = iter(block.boxes)
    rows = [_led(page, row, next(boxes, None)) if row.startswith(_BOX) else row for row in svg.split("\n")]
    return '<figure tabindex="0">\n' + "\n".join(rows) + "\n</figure>"


def _shrinking(found: re.Match[str]) -> str:
    """A picture gets smaller to fit the page, but no smaller than can be read; the rest is scrolled."""
    least = round(float(found[2]) * _SMALLEST)
    return f'{found[0]} style="max-width:max(100%,{least}px);height:auto"'


def _led(page: Page, row: str, way: Link | None) -> str:
    """A box of a drawing, which is one line of it, as a link."""
    return row if way is None else f'<a href="{_way(page, way)}">{row}</a>'


def _way(page: Page, link: Link) -> str:
    way = quote(relative(page.path, link.page) + SUFFIX) if link.page and link.page != page.path else ""
    return escape(way + (f"#{link.anchor}" if link.anchor else ""))


def _line(page: Page, words: Line) -> str:
    return "".join(_inline(page, each) for each in words)


def _inline(page: Page, each: Inline) -> str:
    match each:
        case str():
            return _text(each)
        case Code():
            return f"<code>{_text(each.text)}</code>" if each.text else ""
        case Strong():
            return f"<strong>{_text(each.text)}</strong>"
        case Mark():
            return f'<span class="mark {escape(each.sort)}">{_text(each.text)}</span>'
        case Break():
            return "<br>"
        case Link():
            label = _text(each.label) or "(no caption)"
            return f'<a href="{_way(page, each)}">{f"<code>{label}</code>" if each.code else label}</a>'


def _text(text: str, kept: bool = False) -> str:
    return escape(text if kept else visible(text))


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _last(name: str) -> str:
    return name.replace("/", "\\").rpartition("\\")[2] or name
