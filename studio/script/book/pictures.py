"""Pictures of scripts and of the project's map, as SVG that is light or dark as its reader prefers, or as Mermaid text."""

from __future__ import annotations

from typing import Literal

from studio.script.book.blocks import Link, Picture
from studio.script.book.library import Entry, Library
from studio.script.book.places import Flow
from studio.script.drawing import Diagram, diagram_of, draw_diagram, map_of, picture_of, svg
from studio.script.drawing import Picture as Layout

How = Literal["svg", "mermaid"]
#: A map of more scripts than this is a thicket that nobody reads.
MOST_SCRIPTS = 150
#: Pixels: wider pictures of an author's canvas must be scrolled or shrunk until nobody can read them [choice].
WIDEST = 1400.0


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
    picture = _readable(diagram)
    file = page.rpartition("/")[2] + ".svg"
    return Picture(alt, svg=svg(picture, "auto"), file=file, boxes=tuple(ways.get(each.key) for each in picture.boxes))


def _readable(diagram: Diagram) -> Layout:
    """The author's layout where it fits a page; else the layered one, if it is narrower."""
    own = picture_of(diagram)
    if own.layout == "layered" or own.width <= WIDEST:
        return own
    layered = picture_of(diagram, layout="layered")
    return layered if layered.width < own.width else own
