"""A diagram as Mermaid text: a flowchart for Markdown pages."""

from __future__ import annotations

from studio.script.drawing.diagram import Diagram, Link, Node
from studio.script.drawing.rendering.themes import LIGHT

#: Shapes by family: opening and closing brackets.
_SHAPES = {
    "begin": ("([", "])"),
    "event": (">", "]"),
    "decision": ("{", "}"),
    "end": ("([", "])"),
    "call": ("[[", "]]"),
    "other": ("[", "]"),
}
#: What GitHub and others draw with.
_COLOURS = LIGHT
_LONGEST = 60


def mermaid(diagram: Diagram) -> str:
    """Mermaid text; the same text for the same diagram. Error branches are dashed."""
    lines = ["flowchart TD", f"    %% {_comment(diagram.title)}"]
    names = [
        f"n{each.key}" if each.key.isascii() and each.key.isdigit() else f"s{at}"
        for at, each in enumerate(diagram.nodes)
    ]
    lines += [f"    {_node(name, each)}" for name, each in zip(names, diagram.nodes, strict=True)]
    lines += [f"    {_edge(names, each)}" for each in diagram.links]
    return "\n".join([*lines, *(f"    {style}" for style in _styles(diagram))]) + "\n"


def _styles(diagram: Diagram) -> list[str]:
    """The colours of the families that there are, as in the other forms, and those of errors and of doubts."""
    found = {each.family for each in diagram.nodes if not each.missing}
    styles = [
        f"classDef {_class(name)} fill:{fill},stroke:{accent},color:{_COLOURS.text}"
        for name, (fill, accent) in _COLOURS.families.items()
        if name in found
    ]
    if any(each.missing for each in diagram.nodes):
        accent = _COLOURS.families["unknown"][1]
        styles.append(
            f"classDef missing_ fill:{_COLOURS.ground},stroke:{accent},color:{_COLOURS.faint},stroke-dasharray:5 4"
        )
    for style, look in (
        ("error", f"{_COLOURS.error},stroke-dasharray:5 4"),
        ("maybe", f"{_COLOURS.maybe},stroke-dasharray:2 4"),
    ):
        numbers = ",".join(str(number) for number, each in enumerate(diagram.links) if each.style == style)
        if numbers:
            styles.append(f"linkStyle {numbers} stroke:{look}")
    return styles


def _class(family: str) -> str:
    """The name of a family's class: Mermaid takes words like ``end`` and ``call`` for its own."""
    return f"{family}_"


def _node(name: str, node: Node) -> str:
    opening, closing = _SHAPES.get(node.simple, _SHAPES["other"])
    caption = node.caption if node.caption.lower() != node.kind.lower() else ""
    label = f"{_escaped(caption)}<br/><i>{_escaped(node.kind)}</i>" if caption else f"<i>{_escaped(node.kind)}</i>"
    return f'{name}{opening}"{label}"{closing}:::{"missing_" if node.missing else _class(node.family)}'


def _edge(names: list[str], link: Link) -> str:
    arrow = "-->" if link.style == "plain" else "-.->"
    label = f'|"{"= " if link.case else ""}{_escaped(link.label)}"|' if link.labelled else ""
    return f"{names[link.source]} {arrow}{label} {names[link.target]}"


def _escaped(text: str) -> str:
    """Text as a label: entities for everything that Mermaid or HTML would read, nothing invisible, not too long."""
    shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return (
        "".join(
            char if char.isalnum() or char in " .,:-_/()?!+*'…" else f"#{ord(char)};" if char.isprintable() else " "
            for char in shown
        )
        or " "
    )


def _comment(text: str) -> str:
    return "".join(char if char.isalnum() or char in " _-\\/." else "_" for char in text)[:120]
