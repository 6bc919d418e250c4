"""Coverage as a folder of HTML pages: a table, and for each script its drawing coloured by hits with the snippets beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from studio.script.book.paths import Paths
from studio.script.model import Script
from studio.testing.coverage.data import CoverageData
from studio.testing.coverage.html.index import index_page
from studio.testing.coverage.html.script import script_page


def write_html(data: CoverageData, scripts: Sequence[Script], folder: Path) -> list[Path]:
    """Write the pages; the files written. Scripts of the data that are not at hand have no drawing. OSError where it can't be."""
    known = {each.name: each for each in reversed(scripts)}
    paths = Paths(["index"])
    pages = {name: f"{paths.path_of(name)}.html" for name in data.scripts}
    texts = {"index.html": index_page(data, pages)}
    for name, each in data.scripts.items():
        texts[pages[name]] = script_page(each, known.get(name), pages[name].count("/"))
    written = []
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n", errors="backslashreplace")
        written.append(file)
    return written
