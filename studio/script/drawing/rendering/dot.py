"""A diagram as DOT text, for those who have Graphviz."""

from __future__ import annotations

from studio.script.drawing.diagram import Diagram, Link, Node
from studio.script.drawing.parts import parts_of
from studio.script.drawing.picture import Direction
from studio.script.drawing.rendering.themes import THEMES, ThemeName
from studio.script.drawing.texts import shown, wrapped

_SHAPES = {
    "begin": 'shape=box style="rounded,filled"',
    "end": 'shape=box style="rounded,filled"',
    "event": 'shape=cds style="filled"',
    "decision": 'shape=octagon style="filled"',
    "call": 'shape=box style="filled" peripheries=2',
    "note": 'shape=note style="filled"',
}
_LONGEST = 200


def dot(diagram: Diagram, direction: Direction = "right", theme: ThemeName = "light") -> str:
    """DOT text; the same for the same diagram. Connected flows are clusters when there are several."""
    colours = THEMES[theme]
    way = "LR" if direction == "right" else "TB"
    lines = [
        f"digraph {_quoted(diagram.title)} {{",
        f'    graph [rankdir={way} bgcolor="{colours.ground}" fontname="Helvetica" fontcolor="{colours.text}"];',
        f'    node [fontname="Helvetica" fontsize=11 fontcolor="{colours.text}"];',
        f'    edge [fontname="Helvetica" fontsize=9 color="{colours.wire}" fontcolor="{colours.label}"];',
    ]
    flows = [part for part in parts_of(diagram) if len(part) > 1]
    clustered = {at: number for number, part in enumerate(flows) for at in part} if len(flows) > 1 else {}
    for number, part in enumerate(flows if clustered else []):
        lines.append(f'    subgraph cluster_{number} {{ color="{colours.faint}" style="rounded,dashed";')
        lines += [f"        {_node(at, diagram.nodes[at], theme)}" for at in part]
        lines.append("    }")
    lines += [f"    {_node(at, each, theme)}" for at, each in enumerate(diagram.nodes) if at not in clustered]
    lines += [f"    {_edge(each, theme)}" for each in diagram.links]
    return "\n".join([*lines, "}"]) + "\n"


def _node(at: int, node: Node, theme: ThemeName) -> str:
    fill, accent = THEMES[theme].families.get(node.family, THEMES[theme].families["other"])
    label = _lines(*wrapped(shown(node.caption), 11, 190, 3), f"({shown(node.kind)})")
    look = 'shape=box style="dashed"' if node.missing else _SHAPES.get(node.family, 'shape=box style="filled"')
    wide = " penwidth=2" if node.entry else ""
    return f'n{at} [label={label} id={_quoted(node.key)} {look} fillcolor="{fill}" color="{accent}"{wide}];'


def _edge(link: Link, theme: ThemeName) -> str:
    shown_label = f"= {link.label}" if link.case and link.label else link.label
    parts = [f"label={_quoted(shown_label)}"] if shown_label else []
    if link.style == "error":
        parts.append(f'style=dashed color="{THEMES[theme].error}" fontcolor="{THEMES[theme].error}"')
    elif link.style == "maybe":
        parts.append(f'style=dotted color="{THEMES[theme].maybe}"')
    return f"n{link.source} -> n{link.target}{' [' + ' '.join(parts) + ']' if parts else ''};"


def _lines(*lines: str) -> str:
    return '"' + "\\n".join(_inside(each) for each in lines) + '"'


def _quoted(text: str) -> str:
    return f'"{_inside(text)}"'


def _inside(text: str) -> str:
    """Text within DOT's quotes: backslashes are doubled, since labels read them, and what HTML would read is an entity."""
    return shown(text)[:_LONGEST].replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
