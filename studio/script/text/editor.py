"""Reads the editor part: members of the file first, then what it says of each action."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from studio.script.model import BranchType
from studio.script.text.ends import BREAKS
from studio.script.text.faults import Faults
from studio.script.text.form import PLAIN_DRAWING
from studio.script.text.names import OF_A_FORM, OF_AN_ACTION, OF_THE_FILE, member_text, names_text, read_names
from studio.script.text.plan import Rule
from studio.script.text.position import read_position
from studio.script.text.scanner import Line, Part
from studio.script.text.strings import case_text, label_text, name_text
from studio.script.text.structure import branch_key
from studio.script.text.values import read_items, read_json


@dataclass(slots=True)
class Said:
    """What the editor part says of one action."""

    line: int
    members: dict[str, Any] = field(default_factory=dict)
    forms: dict[str, Any] = field(default_factory=dict)
    placed: dict[str, Any] = field(default_factory=dict)
    without: list[str] = field(default_factory=list)
    rule: Rule = None
    ends: dict[str, str] = field(default_factory=dict)
    property_members: dict[str, dict[str, Any]] = field(default_factory=dict)
    drawings: dict[tuple[BranchType, str], list[dict[str, Any]]] = field(default_factory=dict)
    #: Properties and branches that it names, with their lines.
    named: list[tuple[str, int, int]] = field(default_factory=list)
    drawn: list[tuple[BranchType, str, int]] = field(default_factory=list)


@dataclass(slots=True)
class Editor:
    """The editor part of a file; without one all of it is as empty as this."""

    header: dict[str, Any] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)
    envelope: dict[str, Any] = field(default_factory=dict)
    desktop: dict[str, Any] = field(default_factory=dict)
    forms: dict[str, Any] = field(default_factory=dict)
    without: list[str] = field(default_factory=list)
    bare: bool = False
    drawing: dict[str, Any] = field(default_factory=lambda: dict(PLAIN_DRAWING))
    end: str = "lf"
    actions: dict[int, Said] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)


def line_key(parts: list[Part]) -> str:
    """What a line of the editor part is about: all before its value, as the formatter writes it."""
    words: list[str] = []
    for at, part in enumerate(parts):
        following = parts[at + 1].type if at + 1 < len(parts) else ""
        if part.type == "ARROW":
            words.append("->")
        elif part.type == "CASE":
            words.append(f"case {case_text(parts[at + 1].value)}")
        elif part.type in ("ID", "EDITOR"):
            words.append(part.value)
        elif part.type not in ("WORD", "STRING"):
            continue
        elif following == "ARROW":
            words += [] if (part.type, part.value) == ("WORD", "Default") else [label_text(part.value)]
        elif at == 0 and part.type == "STRING":
            words.append(member_text(part.value, OF_THE_FILE))
        elif at == 1 and following == "ASSIGN" and parts[0].type == "ID":
            of_a_form = part.type == "WORD" and part.value in OF_A_FORM
            words.append(part.value if of_a_form else member_text(part.value, OF_AN_ACTION))
        elif not (at == 2 and not following):  # `properties exact` is about `properties`
            words.append(name_text(part.value))
    return " ".join(words)


def read_editor(lines: list[Line], faults: Faults) -> Editor:
    """Reads all lines, the line ``editor`` first. Nothing is applied yet."""
    editor = Editor()
    seen: dict[str, int] = {}
    for line in lines:
        key = line_key(line.parts)
        if line.comments:
            editor.comments.setdefault(key, []).extend(line.comments)
        if key in seen and line.type != "DRAWING_LINE":
            message = f"{key} stands in line {seen[key]} already"
            faults.add("TX403", message, "delete one of the two", line=line.number, column=line.first.column)
            continue
        seen[key] = line.number
        if line.type == "MEMBER_LINE":
            _member(line, editor, faults)
        elif line.type != "EDITOR_LINE":
            id = int(line.first.value[1:])
            _of_action(line, editor.actions.setdefault(id, Said(line.number)), faults)
    return editor


def _member(line: Line, editor: Editor, faults: Faults) -> None:
    name, second = line.parts[0], line.parts[1]
    if second.type in ("WORD", "STRING"):
        group = _group(editor, name.value)
        if group is None:
            hint = "two names are read only after `document`, `envelope`, `desktop` and `forms`"
            faults.add("TX401", f"{name.value} has no members", hint, line=line.number, column=name.column)
        else:
            group[second.value] = _value(line, faults)
    elif name.type == "WORD" and name.value in OF_THE_FILE:
        _of_file(line, editor, faults)
    else:
        editor.header[name.value] = _value(line, faults)


def _group(editor: Editor, name: str) -> dict[str, Any] | None:
    groups = {
        "document": editor.document,
        "envelope": editor.envelope,
        "desktop": editor.desktop,
        "forms": editor.forms,
    }
    return groups.get(name)


def _value(line: Line, faults: Faults) -> Any:
    last = line.last
    if last.type == "TEXT":
        return last.value
    if last.type == "JSON":
        return read_json(last, line.number, faults)
    return read_items(last, line.number, faults) if last.type == "ITEMS" else []


def _of_file(line: Line, editor: Editor, faults: Faults) -> None:
    name, last = line.first.value, line.last
    value = last.value
    if name == "without" and last.type == "ITEMS":
        editor.without += _names(line, faults)
    elif name == "lineEnd" and last.type == "TEXT" and value in BREAKS:
        editor.end = value
    elif name in ("lines", "bare") and last.type == "JSON":
        said = read_json(last, line.number, faults)
        if name == "lines" and isinstance(said, dict):
            editor.drawing = said
        elif name == "bare" and isinstance(said, bool):
            editor.bare = said
        elif said is not None:
            _bad(line, faults)
    else:
        _bad(line, faults)


_WANTED = {
    "without": "without: names between commas",
    "lineEnd": "lineEnd = crlf, or lf",
    "lines": "lines := {…}",
    "bare": "bare := true, or false",
    "properties": "properties and a number, or exact",
}


def _bad(line: Line, faults: Faults, name: str | None = None) -> None:
    name = name or line.first.value
    wanted = _WANTED.get(name, "")
    faults.add("TX404", f"{name} can't have this value", wanted, line=line.number, column=line.last.column)


def _names(line: Line, faults: Faults) -> list[str]:
    try:
        return read_names(line.last.value)
    except ValueError as error:
        faults.add("TX404", str(error), "", line=line.number, column=line.last.column)
        return []


def _of_action(line: Line, said: Said, faults: Faults) -> None:
    parts = line.parts
    if line.type == "POSITION_LINE":
        said.placed = read_position(parts[1].value, parts[2].value if len(parts) > 2 else None)
    elif line.type == "PROPERTIES_LINE":
        _rule(line, said, faults)
    elif line.type == "ACTION_MEMBER_LINE":
        of_a_form = parts[1].type == "WORD" and parts[1].value in OF_A_FORM
        group = said.forms if of_a_form else said.members
        group[parts[1].value] = read_json(line.last, line.number, faults)
    elif line.type == "PROPERTY_MEMBER_LINE":
        name, member = parts[1].value, parts[2].value
        said.property_members.setdefault(name, {})[member] = read_json(line.last, line.number, faults)
        said.named.append((name, line.number, parts[1].column))
    elif line.type == "NAMES_LINE":
        _names_of_action(line, said, faults)
    else:
        value = read_json(line.last, line.number, faults, default={})
        if isinstance(value, dict):
            type, label = branch_key(parts[1:])
            said.drawings.setdefault((type, label), []).append(value)
            said.drawn.append((type, label, line.number))
        else:
            _bad(line, faults, "a branch")


def _rule(line: Line, said: Said, faults: Faults) -> None:
    rule: int | Literal["exact"] | None = None
    if line.parts[1].value == "properties" and line.last.type == "NUMBER" and int(line.last.value) >= 0:
        rule = int(line.last.value)
    elif line.parts[1].value == "properties" and line.last.value == "exact":
        rule = "exact"
    if rule is None:
        _bad(line, faults, "properties")
    else:
        said.rule = rule


def _names_of_action(line: Line, said: Said, faults: Faults) -> None:
    what = line.parts[1].value
    names = _names(line, faults)
    if what == "without":
        said.without += names
    elif what in BREAKS:
        for name in names:
            said.ends[name] = what
            said.named.append((name, line.number, line.last.column))
    else:
        hint = f"known are without, crlf and lf; a member reads {names_text([what])} := JSON"
        faults.add("TX401", f"nothing is known about {what}: here", hint, line=line.number, column=line.parts[1].column)
