"""Puts a book together: the files of it, by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Literal

from studio.diagnostics import Diagnostic
from studio.script.book import html, markdown
from studio.script.book.blocks import Page, Picture
from studio.script.book.front import front_page
from studio.script.book.html import STYLE, HtmlWriter
from studio.script.book.indexes import index_pages, index_paths
from studio.script.book.library import Entry, Library, Progress, read_library
from studio.script.book.markdown import markdown as as_markdown
from studio.script.book.paths import Paths
from studio.script.book.pictures import How, map_picture
from studio.script.book.script_page import script_page
from studio.script.book.visible import short

Form = Literal["markdown", "html"]
#: Form -> name of the front page, and how the names of pages end.
FRONT = {"markdown": "README", "html": "index"}
SUFFIX = {"markdown": markdown.SUFFIX, "html": html.SUFFIX}


@dataclass(frozen=True, slots=True)
class BookOptions:
    """What a book shall be. Without a title it bears the folder's name, or that of its one script."""

    form: Form = "markdown"
    pictures: How = "svg"
    title: str = ""


@dataclass(slots=True)
class Book:
    """A book that can be written. ``library.entries`` are its files of scripts, each with the path of its page.

    ``snippets`` are files of bare code that lie beside them: they are named, no more.
    """

    title: str
    options: BookOptions
    library: Library
    snippets: list[str] = field(default_factory=list)

    @property
    def findings(self) -> list[Diagnostic]:
        """The findings of all its scripts."""
        return [each for entry in self.library.entries for each in entry.findings]

    def page_of(self, entry: Entry) -> str:
        """The name of the file with a script's page."""
        return entry.path + SUFFIX[self.options.form]

    def files(self, progress: Progress = lambda _: None) -> Iterator[tuple[str, bytes]]:
        """Name (with ``/``) and content of each file, the front page last; a page at a time, so that memory stays small."""
        indexes = index_pages(self.library)
        how = self.options.pictures
        path = FRONT[self.options.form]
        map_ = map_picture(self.library, self.title, path, how) if len(self.library.entries) > 1 else None
        front = front_page(self.title, path, self.library, indexes, map_, self.snippets)
        writer = self._html(front, indexes) if self.options.form == "html" else None
        for number, entry in enumerate(self.library.entries, 1):
            yield from _written(script_page(entry, self.library, how), writer)
            if number % 50 == 0:
                progress(f"written {number} of {len(self.library.entries)} scripts")
        for page in [*indexes, front]:
            yield from _written(page, writer)
        if writer is not None:
            yield STYLE, (resources.files("studio.script.book") / STYLE).read_bytes()

    def _html(self, front: Page, indexes: list[Page]) -> HtmlWriter:
        scripts = [(each.label, each.path) for each in self.library.entries]
        return HtmlWriter(self.title, front.path, scripts, [(each.title, each.path) for each in indexes])


def make_book(path: Path, options: BookOptions | None = None, progress: Progress = lambda _: None) -> Book:
    """The book of a folder's scripts, or of one script's file. Files that can't be read are among its entries."""
    options = options or BookOptions()
    entries, snippets = read_library(path, progress)
    chosen = entries if path.is_dir() else entries[:1]
    paths = Paths([FRONT[options.form], *index_paths()])
    # Of files with one name the first, which counts, bears it as it is.
    for each in chosen:
        each.path = paths.path_of(each.name if each.script is not None else each.file.rpartition(".")[0] or each.file)
    library = Library(entries)
    name = path.resolve().name if path.is_dir() else chosen[0].name
    return Book(short(options.title) or short(name) or "Scripts", options, library, snippets)


def _written(page: Page, writer: HtmlWriter | None) -> Iterator[tuple[str, bytes]]:
    """A page's file; with Markdown its pictures stand beside it, in HTML they are part of it."""
    if writer is not None:
        yield page.path + SUFFIX["html"], _bytes(writer.html(page))
        return
    for each in page.blocks:
        if isinstance(each, Picture) and each.svg:
            yield f"{page.path}.svg", _bytes(each.svg)
    yield page.path + SUFFIX["markdown"], _bytes(as_markdown(page))


def _bytes(text: str) -> bytes:
    """Half surrogates are shown as escapes long before; should one be left, it is a question mark."""
    return text.encode("utf-8", "replace")
