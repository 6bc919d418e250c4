"""All that is to be kept of one file's check: plain data, the same whatever the configuration says."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path

from studio.diagnostics import Diagnostic
from studio.script.checks import Checked, check_alone, settled
from studio.script.checks.describe import unwired
from studio.script.checks.interface import Interface, Place
from studio.script.checks.interfaces import Interfaces
from studio.script.checks.noqa import Noqa, noqas_of_code
from studio.script.checks.suppress import suppressed
from studio.script.files import decoded, script_in
from studio.script.model import Action, Script
from studio.snippet.excerpt import excerpt
from studio.snippet.unit import SnippetUnit


@dataclass(frozen=True, slots=True)
class Vendor:
    """What only the answer in the vendor's form needs: ids of the document, the kind of each action as it spells it, and
    the actions with an unwired Default as the vendor counts them, with their captions."""

    master: str = ""
    library: str = ""
    kinds: dict[int, str] = field(default_factory=dict)
    captions: dict[int, str] = field(default_factory=dict)
    unwired: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One file: what reading it told, all findings of every rule that take no other script, and its interface.

    ``interface`` is None for a bare snippet and for a file that holds no script (then ``readable`` is False). No finding
    names its file. ``excerpts`` are lines of code with a caret, by ``place_key``; ``anchors`` give the place in the file of
    a property's first line, by ``anchor_key``.
    """

    readable: bool
    reading: tuple[Diagnostic, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    noqas: tuple[Noqa, ...] = ()
    interface: Interface | None = None
    excerpts: dict[str, str] = field(default_factory=dict)
    anchors: dict[str, tuple[int, int]] = field(default_factory=dict)
    vendor: Vendor = field(default_factory=Vendor)


def unreadable(problems: Iterable[Diagnostic]) -> Record:
    """The record of a file that holds no script that can be read."""
    return Record(False, _nameless(problems))


def place_key(finding: Diagnostic) -> str:
    """What excerpts are kept by."""
    return f"{finding.action}/{finding.property}/{finding.line}/{finding.column}"


def anchor_key(finding: Diagnostic) -> str:
    """What anchors are kept by."""
    return f"{finding.action}/{finding.property}"


def record_of(content: bytes, file: Path, what: str = "the file") -> Record:
    """The record of what a file holds, or what else ``what`` names; ``file`` gives its form, and may not exist."""
    text, problems = decoded(content, what)
    if text is None:
        return unreadable(problems)
    if file.suffix.lower() == ".snippet":
        return _of_snippet(text)
    script, problems = script_in(text, str(file))
    if script is None:
        return unreadable(problems)
    script.file = str(file)
    checked = check_alone(script)
    found = _nameless(checked.found)
    return Record(
        readable=True,
        reading=_nameless(problems),
        found=found,
        noqas=tuple(checked.noqas),
        interface=replace(checked.interface, file=None),
        excerpts=_excerpts(script, found),
        anchors=_anchors(script, _places((found, checked.interface))),
        vendor=_vendor(script),
    )


def settled_record(
    record: Record, file: Path, others: Interfaces | None, enabled: Callable[[str], bool]
) -> list[Diagnostic]:
    """The findings of a file that are wanted and not kept back; without other scripts, those of it alone."""
    if record.interface is None:
        kept = suppressed(record.found, list(record.noqas), enabled, complete=True)
        return [each for each in kept if enabled(each.code)]
    interface = replace(record.interface, file=spelled(file))
    return settled(Checked(list(record.found), list(record.noqas), interface), others, enabled)


def spelled(file: Path) -> str:
    """A path as one and the same file is always spelled: from the working folder, or whole where it lies elsewhere."""
    whole = os.path.abspath(file)
    here = os.path.join(os.getcwd(), "")
    return whole.removeprefix(here)


def excerpt_in(actions: Mapping[int, Action], finding: Diagnostic) -> str:
    """The line of code that a finding is about, with a caret, out of a script's actions by id; empty where there is none."""
    action = actions.get(finding.action) if finding.action is not None else None
    value = action.properties.get(finding.property) if action is not None and finding.property is not None else None
    if action is None or not isinstance(value, str) or not finding.within:
        return ""
    # Expressions are read without the blanks round them.
    as_it_stands = action.kind.upper() == "SNIPPET" or value == value.strip()
    return excerpt(value, finding.line or 0, finding.column or 1) if as_it_stands else ""


def _of_snippet(text: str) -> Record:
    found = tuple(SnippetUnit({0: (text, 32_768)}, runs=False).problems[0])
    excerpts = {place_key(each): excerpt(text, each.line or 0, each.column or 1) for each in found}
    return Record(True, found=found, noqas=tuple(noqas_of_code(text)), excerpts=excerpts)


def _nameless(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(replace(each, file=None) if each.file is not None else each for each in found)


def _excerpts(script: Script, found: Iterable[Diagnostic]) -> dict[str, str]:
    actions = script.by_id()
    made = {place_key(each): excerpt_in(actions, each) for each in found if each.within}
    return {key: shown for key, shown in made.items() if shown}


def _anchors(script: Script, places: Iterable[tuple[str, int, str]]) -> dict[str, tuple[int, int]]:
    made: dict[str, tuple[int, int]] = {}
    actions = script.by_id()
    for key, number, name in places:
        action = actions.get(number)
        if action is not None and name in action.property_lines:
            made[key] = action.property_lines[name]
    return made


def _places(found: object) -> Iterator[tuple[str, int, str]]:
    """The places in code, in findings and in an interface, however deep: their anchors' keys, actions and properties."""
    if isinstance(found, tuple):
        for each in found:
            yield from _places(each)
    elif isinstance(found, Diagnostic):
        if found.within and found.action is not None and found.property is not None:
            yield anchor_key(found), found.action, found.property
    elif isinstance(found, Place):
        if found.in_code and found.property is not None:
            yield f"{found.action}/{found.property}", found.action, found.property
    elif is_dataclass(found):
        for field_ in fields(found):
            yield from _places(getattr(found, field_.name))


def _vendor(script: Script) -> Vendor:
    lacking = unwired(script)
    return Vendor(
        master=str(script.header.get("masterId", "")),
        library=str(script.header.get("libraryId", "")),
        kinds={each.id: each.kind.upper() for each in script.actions},
        captions={each.id: each.caption for each in lacking},
        unwired=tuple(each.id for each in lacking),
    )
