"""The actions of a script: kind, caption, what they hold and where they lead."""

from __future__ import annotations

import json
from typing import Any

from studio.script.book.blocks import (
    Block,
    Break,
    Bullets,
    Code,
    Fence,
    Heading,
    Inline,
    Line,
    Mark,
    Paragraph,
    Quote,
    Strong,
    Table,
)
from studio.script.book.places import Flow, caption_of
from studio.script.branches import DEFAULT
from studio.script.catalogue import Kind, display, kind_of
from studio.script.model import Action, Branch

#: A value that is longer than this, or has several lines, stands by itself.
_SHORT = 160
#: No person reads more of one value than this.
_LONGEST = 40_000
#: Properties that tell how wide a note is drawn, or how many items a list has.
_UNTOLD = frozenset(("width", "height", "paramcount"))


def actions_of(flow: Flow) -> list[Block]:
    """The part of a script's page that goes through its actions."""
    reached, others = flow.ordered
    blocks: list[Block] = [Heading(2, ["Actions"], "actions")]
    for each in reached:
        blocks += _action(each, flow)
    if others:
        blocks.append(Heading(2, ["Actions that no flow reaches"], "unreached"))
        for each in others:
            blocks += _action(each, flow)
    return blocks


def _action(action: Action, flow: Flow) -> list[Block]:
    known = kind_of(action.kind)
    kind = display(action.kind)
    blocks: list[Block] = [Heading(3, [caption_of(action)], flow.anchors[id(action)])]
    blocks.append(Paragraph([Strong(kind), f" · action {action.id}"]))
    if action.comments:
        blocks.append(Quote("\n".join(action.comments)))
    rows: list[list[Line]] = []
    default: list[Inline] = []
    long: list[Block] = []
    for name, value in action.properties.items():
        if value in ("", None, []) or name.lower() in _UNTOLD:
            continue
        notes = [text for _, text in action.property_comments.get(name, [])]
        if notes or _is_long(name, value, known):
            long += _long(name, value, known, notes)
        elif _is_default(name, value, known):
            default += [", "] if default else []
            default += [f"{name} ", Code(str(value))]
        else:
            rows.append([[name], _short(value)])
    if rows:
        blocks.append(Table(["Property", "Value"], rows))
    blocks += long
    if default:
        blocks.append(Paragraph([Mark("off", "By default: "), *default]))
    blocks += _ways(action, known, flow)
    return blocks


def _is_long(name: str, value: Any, known: Kind | None) -> bool:
    if isinstance(value, list):
        return any(_is_long("", str(each), None) for each in value)
    spec = known.property(name) if known is not None else None
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "\n" in text or "\r" in text or len(text) > _SHORT or (spec is not None and spec.kind in ("code", "words"))


def _is_default(name: str, value: Any, known: Kind | None) -> bool:
    spec = known.property(name) if known is not None else None
    return spec is not None and isinstance(value, str) and not spec.required and spec.default == value


def _short(value: Any) -> list[Inline]:
    """A value for a cell: the items of a list one below the other, numbered."""
    if not isinstance(value, list):
        return [Code(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))]
    found: list[Inline] = []
    for number, each in enumerate(value, 1):
        found += [Break()] if found else []
        found += [f"{number}. ", Code(str(each))]
    return found


def _long(name: str, value: Any, known: Kind | None, notes: list[str]) -> list[Block]:
    spec = known.property(name) if known is not None else None
    blocks: list[Block] = [Paragraph([Strong(name)])]
    if notes:
        blocks.append(Quote("\n".join(notes)))
    for each in value if isinstance(value, list) else [value]:
        text = each if isinstance(each, str) else json.dumps(each, ensure_ascii=False, indent=2)
        cut = len(text) - _LONGEST
        text = text[:_LONGEST]
        if spec is not None and spec.kind == "words":
            blocks.append(Quote(text))
        else:
            blocks.append(Fence(text, "snippet" if spec is not None and spec.kind == "code" else "text"))
        if cut > 0:
            blocks.append(Paragraph([f"{cut} more characters are left out."]))
    return blocks


def _ways(action: Action, known: Kind | None, flow: Flow) -> list[Block]:
    """Where the branches lead, in the author's order."""
    items: list[Line] = []
    for each in action.branches:
        item: list[Inline] = [*_label(each), " → ", flow.link(each.to)]
        for comment in each.comments:
            item += [Break(), Mark("off", comment)]
        items.append(item)
    if items:
        return [Bullets(items)]
    ends = known is not None and known.ends
    return [] if ends else [Paragraph([Mark("off", "Nothing follows.")])]


def _label(branch: Branch) -> list[Inline]:
    if branch.type == "custom":
        return ["case ", Code(branch.label)]
    return [branch.label or DEFAULT]
