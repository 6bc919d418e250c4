"""Every page of the manual that is made, with its path in a checkout."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from studio.cli.rule import rules_page
from studio.manual import action_pages
from studio.manual.cases import checkout
from studio.manual.kinds import running
from studio.manual.parity import parity
from studio.manual.scenario_file import scenario_file
from studio.manual.tables import filled
from studio.script.catalogue.page import page as catalogue_page
from studio.snippet.functions.page import page as functions_page

#: Pages that are written by hand, but for some tables.
WITH_TABLES = ("runtime.md",)


def pages() -> dict[Path, str]:
    """The text of each page, by its path."""
    docs = checkout() / "docs"
    found = {
        docs / "functions.md": functions_page(),
        docs / "action-catalogue.md": catalogue_page(lambda kind: kind in running()),
        docs / "rules.md": rules_page(),
        docs / "actions.md": action_pages.index(),
        docs / "parity.md": parity(),
        docs / "scenario-file.md": scenario_file(),
    }
    found |= {docs / "actions" / each.page: action_pages.page(each) for each in running().values()}
    found |= {docs / name: filled((docs / name).read_text(encoding="utf-8")) for name in WITH_TABLES}
    return found


def stale() -> Iterator[Path]:
    """Pages that are not as they would be made now: others, missing ones, and those of actions that are no more."""
    wanted = pages()
    for path, text in wanted.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            yield path
    yield from (path for path in sorted((checkout() / "docs" / "actions").glob("*.md")) if path not in wanted)


def write() -> list[Path]:
    """Make all pages new; those that have changed."""
    changed = list(stale())
    wanted = pages()
    for path in changed:
        if path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8", newline="\n")
        else:
            path.unlink()
    return changed
