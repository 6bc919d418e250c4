"""The page of one script, and of a file that holds none."""

from __future__ import annotations

from studio.script.book.blocks import Block, Code, Heading, Inline, Line, Link, Mark, Page, Paragraph, Quote, Table
from studio.script.book.findings import counted, findings_of
from studio.script.book.library import Entry, Library
from studio.script.book.pictures import How, script_picture
from studio.script.book.places import Flow
from studio.script.book.sections_calls import calls_of, events_of, parameters_of
from studio.script.book.sections_flow import actions_of
from studio.script.book.sections_names import functions_of, variables_of
from studio.script.book.sections_things import things_of
from studio.script.catalogue import WORDS
from studio.script.model import Script


def script_page(entry: Entry, library: Library, how: How) -> Page:
    """A script's page; of a broken file its findings."""
    flow = Flow(entry)
    page = Page(entry.path, entry.label, [Heading(1, [entry.label])])
    if entry.script is None:
        page.blocks.append(Paragraph(["The file ", Code(entry.file), " can't be read as a script."]))
        page.blocks += findings_of(entry, flow)
        return page
    page.blocks += _head(entry, entry.script, library)
    page.blocks += _words(entry.script)
    page.blocks += (
        [Heading(2, ["Picture"], "picture"), script_picture(entry, flow, how)] if entry.script.actions else []
    )
    page.blocks += parameters_of(entry, library)
    page.blocks += calls_of(entry, library, flow)
    page.blocks += events_of(entry, flow)
    page.blocks += variables_of(entry, flow)
    page.blocks += things_of(entry, flow)
    page.blocks += functions_of(entry, flow)
    page.blocks += findings_of(entry, flow)
    page.blocks += actions_of(flow)
    return page


def _head(entry: Entry, script: Script, library: Library) -> list[Block]:
    """What stands at the script's head, and whether it is the one of its name that counts."""
    rows: list[list[Line]] = [
        [["Type"], [type_of(script)]],
        [["File"], [Code(entry.file)]],
        [["Actions"], [Link(str(len(script.actions)), "", "actions")]],
        [["Findings"], [*counted(entry.findings)] or ["none"]],
    ]
    if script.status and script.status != "Active":
        rows.insert(1, [["Status"], [script.status]])
    if script.redact:
        rows.append([["Redacted"], [Code(", ".join(script.redact))]])
    if entry.hidden:
        rows.append([["Secrets"], [f"{entry.hidden} masked on this page"]])
    blocks: list[Block] = [Table(["", ""], rows)]
    first = library.first(entry)
    if first is not None:
        other: Inline = Link(first.file, first.path) if first.path else Code(first.file)
        blocks.append(
            Paragraph([Mark("warning", "Not the one that counts: "), other, " holds a script of this name too."])
        )
    return blocks


def type_of(script: Script) -> str:
    """Media type, and the purpose where it is a special one."""
    purpose = script.purpose if script.purpose not in ("", "General") else ""
    return " · ".join(each for each in (script.media or "unknown", purpose) if each)


def _words(script: Script) -> list[Block]:
    """What its people wrote about it: the comment above its head, notes and annotations."""
    texts = ["\n".join(script.comments)] if script.comments else []
    for each in script.actions:
        if each.kind.upper() in WORDS and each.text("Comments").strip():
            texts.append(each.text("Comments"))
    if not texts:
        return []
    return [Heading(2, ["What it is for"], "purpose"), *(Quote(each) for each in texts)]
