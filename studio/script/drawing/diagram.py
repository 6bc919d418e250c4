"""What is to be drawn, before anything has a place: nodes and links, of a script or of a project's map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from studio.script.branches import normal
from studio.script.catalogue import display
from studio.script.drawing.families import family, simple_family
from studio.script.drawing.segments import segments
from studio.script.model import Action, Branch, Script

#: ``error`` is dashed and red; ``maybe`` dotted: what can't be known before a run.
Style = Literal["plain", "error", "maybe"]


@dataclass(frozen=True, slots=True)
class Node:
    """Something that becomes a box. ``key`` is what pictures call it (``12``); ``text`` the words of a note."""

    key: str
    caption: str
    kind: str
    family: str
    simple: str
    text: str = ""
    entry: bool = False
    missing: bool = False
    #: Where an editor put it, by pairs of members: as the script has it, so anything at all.
    places: tuple[tuple[Any, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow between two nodes, named by their positions. ``key`` is what pictures call it (``12:True``)."""

    key: str
    source: int
    target: int
    label: str = ""
    style: Style = "plain"
    #: Members that an editor gave it (ports, elbows, lineType): as the script has them.
    extra: Mapping[str, Any] = field(default_factory=dict)
    #: False for Default, which needs no words.
    labelled: bool = True
    #: True where the label is a value that is compared, not a branch's name.
    case: bool = False


@dataclass(frozen=True, slots=True)
class Diagram:
    """Nodes and links. ``begins`` are nodes at which reading starts, in order."""

    title: str
    subtitle: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    begins: tuple[int, ...] = ()


def diagram_of(script: Script) -> Diagram:
    """The actions and connectors of a script. Connectors that lead to no action are left out."""
    from studio.script.graph import entries

    at: dict[int, int] = {}
    for number, each in enumerate(script.actions):
        at.setdefault(each.id, number)
    starts = entries(script)
    entered = set(starts)
    nodes = tuple(_node(each, each.id in entered) for each in script.actions)
    links = tuple(
        _link(each, branch, number, at[branch.to], bends.get(which))
        for number, each in enumerate(script.actions)
        for bends in (segments(each),)
        for which, branch in enumerate(each.branches)
        if branch.to in at
    )
    count = len(nodes)
    parts = [f"{count} action{'s' * (count != 1)}", script.media, "" if script.status == "Active" else script.status]
    return Diagram(
        script.name, " · ".join(part for part in parts if part), nodes, links, tuple(at[each] for each in starts)
    )


def _node(action: Action, entry: bool) -> Node:
    kind = display(action.kind)
    sort = family(action.kind)
    caption = action.caption if action.caption.strip() else kind
    text = action.text("Comments") if sort == "note" else ""
    places = tuple(
        (action.extra.get(x), action.extra.get(y)) for x, y in (("xws", "yws"), ("x", "y")) if x in action.extra
    )
    return Node(str(action.id), caption, kind, sort, simple_family(action.kind), text, entry, places=places)


def _link(action: Action, branch: Branch, source: int, target: int, bends: list[Any] | None) -> Link:
    label = "" if branch.type == "default" else branch.label
    style: Style = "error" if is_error(branch) else "plain"
    extra = {**branch.extra, "elbows": bends} if bends and not branch.extra.get("elbows") else branch.extra
    return Link(
        f"{action.id}:{label or 'Default'}", source, target, label, style, extra,
        labelled=branch.type != "default", case=branch.type == "custom",
    )  # fmt: skip


def is_error(branch: Branch) -> bool:
    """True for the fixed branches that are taken when something went wrong."""
    return branch.type == "branch" and normal(branch.label).startswith(("error", "overflow"))
