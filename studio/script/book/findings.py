"""Findings of the checks, at their script and by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from studio.diagnostics import Diagnostic
from studio.script.book.blocks import Block, Break, Code, Heading, Inline, Line, Link, Mark, Page, Paragraph, Table
from studio.script.book.library import Entry, Library
from studio.script.book.places import Flow
from studio.script.book.visible import plural
from studio.script.checks import RULES

PAGE = "index/findings"
#: A table with more rows than this is read by nobody; the checks tell them all.
MOST = 300
_MANY = {"error": "errors", "warning": "warnings", "info": "notes"}
_ONE = {"error": "error", "warning": "warning", "info": "note"}


def counted(findings: Sequence[Diagnostic]) -> list[Inline]:
    """How many of each severity, the worst first."""
    counts = Counter(each.severity for each in findings)
    found: list[Inline] = []
    for severity in ("error", "warning", "info"):
        if counts[severity]:
            names = _ONE if counts[severity] == 1 else _MANY
            found += [" "] if found else []
            found.append(Mark(severity, f"{counts[severity]} {names[severity]}"))
    return found


def findings_of(entry: Entry, flow: Flow) -> list[Block]:
    """The part of a script's page that tells its findings."""
    if not entry.findings:
        return [Heading(2, ["Findings"], "findings"), Paragraph(["None: the checks have nothing to say."])]
    rows: list[list[Line]] = [
        [[Mark(each.severity, each.severity)], [_rule(each.code)], _where(each, flow), _what(each)]
        for each in entry.findings[:MOST]
    ]
    blocks: list[Block] = [Heading(2, ["Findings"], "findings"), Table(["", "Rule", "Where", "What"], rows)]
    if len(entry.findings) > MOST:
        blocks.append(Paragraph([f"And {len(entry.findings) - MOST} more: ", Code("studio check"), " tells them all."]))
    return blocks


def findings_page(library: Library) -> Page:
    """All findings of the book by rule."""
    page = Page(PAGE, "Findings", [Heading(1, ["Findings"])])
    by_code: dict[str, list[tuple[Entry, Diagnostic]]] = {}
    for entry in library.entries:
        for each in entry.findings:
            by_code.setdefault(each.code, []).append((entry, each))
    if not by_code:
        page.blocks.append(Paragraph(["None: the checks have nothing to say."]))
        return page
    every = [each for found in by_code.values() for _, each in found]
    page.blocks.append(Paragraph([*counted(every), " in ", plural(len(library.entries), "file"), "."]))
    flows = {each: Flow(each) for each in library.entries}
    for code in sorted(by_code):
        page.blocks += _of_rule(code, by_code[code], flows)
    return page


def _of_rule(code: str, found: list[tuple[Entry, Diagnostic]], flows: dict[Entry, Flow]) -> list[Block]:
    rule = RULES.get(code)
    about = f": {rule.summary}" if rule is not None else ""
    more: list[Inline] = [" · all about it: ", Code(f"studio rule {code}")] if rule is not None else []
    rows: list[list[Line]] = [
        [[Link(entry.label, entry.path, "findings")], _where(each, flows[entry]), [each.message]]
        for entry, each in found[:MOST]
    ]
    blocks: list[Block] = [
        Heading(2, [f"{code}{about}"], code),
        Paragraph([Mark(found[0][1].severity, _ONE[found[0][1].severity]), f" · {plural(len(found), 'place')}", *more]),
        Table(["Script", "Where", "What"], rows),
    ]
    if len(found) > MOST:
        blocks.append(Paragraph([f"And {len(found) - MOST} more."]))
    return blocks


def _rule(code: str) -> Inline:
    return Link(code, PAGE, code)


def _where(each: Diagnostic, flow: Flow) -> list[Inline]:
    """Action, property and line, as far as they are known."""
    found: list[Inline] = [flow.link(each.action)] if each.action is not None else []
    if each.property is not None:
        found += [", "] if found else []
        found.append(Code(each.property))
    if each.line is not None and (each.within or each.property is None):
        found += [", "] if found else []
        found.append(f"line {each.line}")
    return found


def _what(each: Diagnostic) -> list[Inline]:
    return [each.message, Break(), Mark("off", each.hint)] if each.hint else [each.message]
