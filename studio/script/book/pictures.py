"""Pictures of scripts and of the project's map, as SVG for light and dark, or as Mermaid text."""

from __future__ import annotations

from functools import cache
from typing import Literal

from studio.script.book.blocks import Link, Picture
from studio.script.book.library import Entry, Library
from studio.script.book.places import Flow
from studio.script.drawing import Diagram, diagram_of, draw_diagram, map_of, picture_of, svg

How = Literal["svg", "mermaid"]
#: A map of more scripts than this is a thicket that nobody reads.
MOST_SCRIPTS = 150
_DARK = "@media (prefers-color-scheme: dark)"


def script_picture(entry: Entry, flow: Flow, how: How) -> Picture:
    """The drawing of a script; its boxes lead to the actions."""
    assert entry.script is not None
    actions = {str(each.id): Link("", entry.path, flow.anchors[id(each)]) for each in reversed(entry.script.actions)}
    return _drawn(f"Flow of {entry.name}", diagram_of(entry.script), actions, entry.path, how)


def map_picture(library: Library, title: str, page: str, how: How) -> Picture | None:
    """The drawing of who calls whom; its boxes lead to the scripts. None for so many that it shows nothing."""
    if not 1 < len(library.project.scripts()) <= MOST_SCRIPTS:
        return None
    scripts = {each.script.name: Link("", each.path) for each in reversed(library.entries) if each.script is not None}
    return _drawn(f"Map of {title}", map_of(library.project, title), scripts, page, how)


def _drawn(alt: str, diagram: Diagram, ways: dict[str, Link], page: str, how: How) -> Picture:
    if how == "mermaid":
        return Picture(alt, mermaid=draw_diagram(diagram, "mermaid"))
    picture = picture_of(diagram, direction="down")
    light = svg(picture, "light").replace("</style>", f"{_DARK}{{{_style()}}}</style>", 1)
    file = page.rpartition("/")[2] + ".svg"
    return Picture(alt, svg=light, file=file, boxes=tuple(ways.get(each.key) for each in picture.boxes))


@cache
def _style() -> str:
    """The rules that make a picture dark."""
    dark = svg(picture_of(Diagram("", "", (), (), ())), "dark")
    return dark.partition("<style>")[2].partition("</style>")[0]
