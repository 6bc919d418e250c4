"""A diagram as Mermaid text: a flowchart for Markdown pages."""

from __future__ import annotations

from studio.script.drawing.diagram import Diagram, Link, Node

#: Shapes by family: opening and closing brackets.
_SHAPES = {
    "begin": ("([", "])"),
    "event": (">", "]"),
    "decision": ("{", "}"),
    "end": ("([", "])"),
    "call": ("[[", "]]"),
    "other": ("[", "]"),
}
_STYLES = (
    "classDef begin fill:#d8f0d8,stroke:#3a7d3a,color:#111",
    "classDef event fill:#fff0c8,stroke:#a07800,color:#111",
    "classDef decision fill:#e0ecff,stroke:#3b66a8,color:#111",
    "classDef call fill:#eadcf8,stroke:#6d4a99,color:#111",
    "classDef end_ fill:#f4dada,stroke:#9b3b3b,color:#111",
    "classDef note fill:#fafafa,stroke:#bbb,color:#555,stroke-dasharray:3 3",
)
_MISSING = "classDef missing fill:#fff,stroke:#888,color:#555,stroke-dasharray:5 4"
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
    styles = [*_STYLES, _MISSING] if any(each.missing for each in diagram.nodes) else _STYLES
    return "\n".join([*lines, *(f"    {style}" for style in styles)]) + "\n"


def _node(name: str, node: Node) -> str:
    opening, closing = _SHAPES.get(node.simple, _SHAPES["other"])
    caption = node.caption if node.caption.lower() != node.kind.lower() else ""
    label = f"{_escaped(caption)}<br/><i>{_escaped(node.kind)}</i>" if caption else f"<i>{_escaped(node.kind)}</i>"
    style = "missing" if node.missing else {"end": "end_", "other": ""}.get(node.simple, node.simple)
    return f'{name}{opening}"{label}"{closing}' + (f":::{style}" if style else "")


def _edge(names: list[str], link: Link) -> str:
    arrow = "-->" if link.style == "plain" else "-.->"
    label = f'|"{_escaped(link.label)}"|' if link.labelled else ""
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
