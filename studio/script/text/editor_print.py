"""Prints the editor part: only what doesn't go without saying."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from studio.script.model import Action, Branch, Script
from studio.script.text.drawing import common_drawing, difference
from studio.script.text.ends import common_end, style
from studio.script.text.form import PLAIN_DRAWING, SCHEMA_VERSION, kind_members
from studio.script.text.header import implied_header
from studio.script.text.names import OF_A_FORM, OF_AN_ACTION, OF_THE_FILE, member_text, names_text
from studio.script.text.plan import plan
from studio.script.text.position import position_text
from studio.script.text.strings import Unprintable, case_text, json_text, label_text, name_text, one_line, same

#: What a line is about, and the rest of it.
EditorLine = tuple[str, str]


def editor_lines(script: Script) -> list[EditorLine]:
    """The lines below ``editor`` in their order; none for a script as written by hand."""
    return [*_file_lines(script), *_action_lines(script), *_document_lines(script)]


def _file_lines(script: Script) -> Iterator[EditorLine]:
    implied = implied_header(script)
    for name, value in sorted(script.header.items()):
        if name not in implied or not same(value, implied[name]):
            key = member_text(name, OF_THE_FILE)
            yield key, _value(value)
    without = [name for name in implied if name not in script.header]
    if "schemaVersion" not in script.document:
        without.append("schemaVersion")
    if without:
        yield "without", f": {names_text(sorted(without))}"
    if script.bare:
        yield "bare", " := true"
    drawing = common_drawing(script)
    if not same(drawing, PLAIN_DRAWING):
        yield "lines", f" := {json_text(drawing)}"
    if common_end(script) != "lf":
        yield "lineEnd", f" = {common_end(script)}"


def _document_lines(script: Script) -> Iterator[EditorLine]:
    for name, value in sorted(script.document.items()):
        if name != "schemaVersion" or not same(value, SCHEMA_VERSION):
            yield f"document {name_text(name)}", f" := {json_text(value)}"
    for name, value in sorted(script.envelope.items()):
        yield f"envelope {name_text(name)}", f" := {json_text(value)}"
    for name, value in sorted(script.desktop.items()):
        yield f"desktop {name_text(name)}", _value(value)
    for name, value in sorted(script.forms.items()):
        yield f"forms {name_text(name)}", f" := {json_text(value)}"


def _value(value: Any) -> str:
    return f" = {value}" if isinstance(value, str) and one_line(value) else f" := {json_text(value)}"


def _action_lines(script: Script) -> Iterator[EditorLine]:
    drawing, end = common_drawing(script), common_end(script)
    for action in sorted(script.actions, key=lambda each: each.id):
        yield from _members(action)
        for other in ("crlf", "lf"):
            names = [name for name, value in action.properties.items() if other != end and style(value) == other]
            if names:
                yield f"#{action.id} {other}", f": {names_text(names)}"
        for name, members in action.property_extra.items():
            for member, value in sorted(members.items()):
                yield f"#{action.id} {name_text(name)} {name_text(member)}", f" := {json_text(value)}"
        yield from _branches(action, drawing)


def _members(action: Action) -> Iterator[EditorLine]:
    position, told = position_text(action.extra)
    if position:
        yield f"#{action.id}", f" {position}"
    rule, _ = plan(action)
    if rule is not None:
        yield f"#{action.id} properties", f" {rule}"
    implied = kind_members(action.kind)
    for name, value in sorted(action.extra.items()):
        if name not in told and not (name in implied and same(value, implied[name])):
            yield f"#{action.id} {member_text(name, OF_AN_ACTION)}", f" := {json_text(value)}"
    without = [name for name in implied if name not in action.extra]
    if without:
        yield f"#{action.id} without", f": {names_text(without)}"
    for name, value in sorted(action.forms.items()):
        if name not in OF_A_FORM:
            raise Unprintable(f"action #{action.id} says something of an unknown form")
        yield f"#{action.id} {name}", f" := {json_text(value)}"


def _branches(action: Action, drawing: dict[str, Any]) -> Iterator[EditorLine]:
    times = Counter((each.type, each.label) for each in action.branches)
    for branch in action.branches:
        said = difference(action.kind, branch, drawing)
        if said is None and times[branch.type, branch.label] > 1:
            said = {}
        if said is not None:
            yield f"#{action.id} {branch_text(branch)}", f" {json_text(said)}"


def branch_text(branch: Branch) -> str:
    """A branch with its arrow, as its line begins."""
    if branch.type == "custom":
        return f"case {case_text(branch.label)} ->"
    return "->" if branch.type == "default" else f"{label_text(branch.label)} ->"
