"""The front page: the map, the scripts, where contacts enter, and the ways to the indexes."""

from __future__ import annotations

from collections.abc import Sequence

from studio.script.book.blocks import (
    Block,
    Break,
    Bullets,
    Code,
    Heading,
    Inline,
    Line,
    Link,
    Mark,
    Page,
    Paragraph,
    Picture,
    Table,
    between,
)
from studio.script.book.findings import counted
from studio.script.book.library import Entry, Library
from studio.script.book.script_page import type_of
from studio.script.book.visible import plural


def front_page(
    title: str, path: str, library: Library, indexes: Sequence[Page], map_: Picture | None, snippets: Sequence[str]
) -> Page:
    """The page that a book opens with."""
    readable = [each for each in library.entries if each.script is not None]
    actions = sum(len(each.script.actions) for each in readable if each.script is not None)
    page = Page(path, title, [Heading(1, [title])])
    found = counted([finding for each in library.entries for finding in each.findings])
    numbers = f"{plural(len(readable), 'script')}, {plural(actions, 'action')}, findings: "
    page.blocks.append(Paragraph([numbers, *(found or ["none"]), "."]))
    page.blocks.append(Paragraph(["Indexes: ", *between([Link(each.title, each.path) for each in indexes], " · ")]))
    if map_ is not None:
        page.blocks += [Heading(2, ["Map"], "map"), map_]
    page.blocks += _entries(readable, library)
    page.blocks += [Heading(2, ["Scripts"], "all"), _table(readable, library)] if readable else []
    page.blocks += _broken(library)
    if snippets:
        page.blocks += [Heading(2, ["Snippets in files of their own"], "snippets")]
        page.blocks.append(Bullets([[Code(each)] for each in snippets]))
    return page


def _entries(readable: list[Entry], library: Library) -> list[Block]:
    """Scripts that no other one names: contacts enter there, or a name is worked out when a script runs."""
    found = [
        each
        for each in readable
        if library.first(each) is None and all(call.caller is each for call in library.callers.get(each, []))
    ]
    if not found:
        return []
    lines: list[Line] = [
        [Link(each.label, each.path), " ", Mark("off", type_of(each.script))] for each in found if each.script
    ]
    blocks: list[Block] = [Heading(2, ["Entry scripts"], "entries")]
    blocks.append(
        Paragraph(["No script of the project names these. A contact enters there, or their name is worked out."])
    )
    return [*blocks, Bullets(lines)]


def _table(readable: list[Entry], library: Library) -> Table:
    rows: list[list[Line]] = []
    for each in readable:
        assert each.script is not None
        names = between([Code(name) for name in each.facts.parameters])
        numbers: list[Line] = [[str(len(each.script.actions))], names, counted(each.findings)]
        name: list[Inline] = [Link(each.label, each.path)]
        if library.ambiguous(each):
            name += [Break(), Mark("off", each.file)]
        rows.append([name, [type_of(each.script)], *numbers])
    return Table(["Script", "Type", "Actions", "Parameters", "Findings"], rows)


def _broken(library: Library) -> list[Block]:
    rows: list[list[Line]] = []
    for each in library.entries:
        if each.script is None:
            why = each.findings[0].message if each.findings else ""
            rows.append([[Link(each.file, each.path)], [why]])
    return [Heading(2, ["Files that can't be read"], "broken"), Table(["File", "Why"], rows)] if rows else []
