"""From drafts and an editor part to the model."""

from __future__ import annotations

from typing import Any

from studio.script.model import Action, Branch, Script
from studio.script.text.drafts import Block, DraftAction, Values
from studio.script.text.drawing import drawn_members
from studio.script.text.editor import Editor, Said
from studio.script.text.ends import BREAKS
from studio.script.text.faults import Faults
from studio.script.text.form import SCHEMA_VERSION, kind_members
from studio.script.text.header import whole_header
from studio.script.text.plan import restore
from studio.script.text.references import References, give_ids
from studio.script.text.structure import Structure

_SETTINGS = {"media": "", "purpose": "General", "status": "Active"}


def assemble(structure: Structure, editor: Editor, file: str | None, faults: Faults) -> Script:
    """Gives ids, resolves references, applies the editor part and what goes without saying."""
    head = structure.head
    script = Script(name=head.parts[1].value if head else "", file=file, line=head.number if head else None)
    script.comments = list(head.comments) if head else []
    _settings(structure.settings, script, faults)
    added = {each.id is None for each in structure.actions} == {True, False}
    free = give_ids(structure.actions, _explicit_next(editor), faults)
    references = References(structure.actions, faults)
    said = dict(editor.actions)
    for draft in structure.actions:
        assert draft.id is not None
        script.actions.append(_action(draft, said.pop(draft.id, Said(0)), editor, references, faults))
    for id, each in said.items():
        message = f"the editor part speaks of #{id}, which isn't there"
        faults.add("TX402", message, "delete its lines, or give the action its id again", line=each.line)
    _members(script, editor, free if added else 0)
    script.editor_comments = editor.comments
    script.trailing_comments = structure.trailing_comments
    return script


def _settings(settings: Values, script: Script, faults: Faults) -> None:
    for name, value in settings.values.items():
        if isinstance(value, Block):
            value = value.text("\n")
        line, column = settings.places[name]
        if name in _SETTINGS and isinstance(value, str):
            setattr(script, name, value)
        elif name == "redact" and isinstance(value, list) and all(isinstance(each, str) for each in value):
            script.redact = value
        elif name in _SETTINGS:
            faults.add("TX205", f"{name} is one text", f"write {name} = …", line=line, column=column, property=name)
        elif name == "redact":
            hint = "write redact: first, second"
            faults.add("TX205", "redact is a list of names", hint, line=line, column=column, property=name)
        else:
            hint = "the head has media, purpose, redact and status"
            line = settings.heads[name]
            faults.add("TX205", f"the head of a script has no {name}", hint, line=line, column=column, property=name)
            continue
    script.property_comments = {
        name: each for name, each in settings.comments.items() if name in _SETTINGS or name == "redact"
    }


def _explicit_next(editor: Editor) -> int:
    explicit = editor.header.get("nextActionId")
    return explicit if type(explicit) is int else 1


def _members(script: Script, editor: Editor, free: int) -> None:
    """``free`` is the first free id after actions that were added without one, else 0."""
    explicit = editor.header.get("nextActionId")
    if free and type(explicit) is int and explicit < free:
        editor.header["nextActionId"] = free
    script.header = whole_header(script, editor.header, editor.without)
    script.document, script.envelope = editor.document, editor.envelope
    script.desktop, script.forms = editor.desktop, editor.forms
    if "schemaVersion" not in editor.without:
        script.document.setdefault("schemaVersion", SCHEMA_VERSION)
    script.bare = editor.bare


def _action(draft: DraftAction, said: Said, editor: Editor, references: References, faults: Faults) -> Action:
    assert draft.id is not None
    written = {
        name: value.text(BREAKS[said.ends.get(name, editor.end)]) if isinstance(value, Block) else value
        for name, value in draft.properties.values.items()
    }
    extra = {**kind_members(draft.kind), **said.placed, **said.members}
    action = Action(
        id=draft.id,
        kind=draft.kind,
        caption=draft.caption,
        properties=restore(draft.kind, written, said.rule),
        branches=_branches(draft, said, editor, references),
        comments=draft.head.comments,
        property_comments=draft.properties.comments,
        extra={name: value for name, value in extra.items() if name not in said.without},
        property_extra=said.property_members,
        forms=said.forms,
        line=draft.head.number,
        property_lines=draft.properties.places,
    )
    _unknown(action, draft, said, faults)
    return action


def _branches(draft: DraftAction, said: Said, editor: Editor, references: References) -> list[Branch]:
    branches = []
    for each in draft.branches:
        differences = said.drawings.get((each.type, each.label), [])
        difference = differences.pop(0) if differences else None
        to = references.resolve(draft, each.target)
        if to is not None:
            label, extra = drawn_members(draft.kind, each.type, each.label, editor.drawing, difference)
            branch = Branch(
                to=to, type=each.type, label=label, extra=extra, comments=each.comments, line=each.target.line
            )
            branches.append(branch)
    return branches


def _unknown(action: Action, draft: DraftAction, said: Said, faults: Faults) -> None:
    place: dict[str, Any] = {"action": action.id, "caption": action.caption}
    for name, line, column in said.named:
        if name not in action.properties:
            faults.add("TX402", f"this action has no property {name}", "", line=line, column=column, **place)
    known = {(each.type, each.label) for each in draft.branches}
    for type, label, line in said.drawn:
        if (type, label) not in known:
            name = {"default": "Default", "custom": f"case {label}"}.get(type, label)
            hint = "delete the line, or wire the branch again"
            faults.add("TX402", f"this action has no branch {name}", hint, line=line, **place)
