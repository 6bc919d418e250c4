"""Drawings of scripts and of projects: Mermaid and DOT text, SVG and PNG.

What is to be drawn is a :class:`~studio.script.drawing.diagram.Diagram`; with places it is a
:class:`~studio.script.drawing.picture.Picture`, which SVG renders. The same script gives the same bytes.
"""

from __future__ import annotations

from typing import Literal, get_args

from studio.script.drawing.diagram import Diagram, diagram_of
from studio.script.drawing.layered.choosing import flowing
from studio.script.drawing.own.drawing import own_picture
from studio.script.drawing.picture import Box, Direction, Flow, Label, Picture, Wire
from studio.script.drawing.project_map import map_of
from studio.script.drawing.rendering.png import PngMissing, TooLarge, png
from studio.script.drawing.rendering.svg import svg
from studio.script.drawing.rendering.themes import ThemeName
from studio.script.model import Script
from studio.script.project import Project

TextForm = Literal["mermaid", "dot", "svg"]
LayoutName = Literal["auto", "own", "layered"]
FORMS = (*get_args(TextForm), "png")

__all__ = [
    "FORMS", "Box", "Diagram", "Direction", "Flow", "Label", "LayoutName", "Picture", "PngMissing", "TextForm", "ThemeName", "TooLarge", "Wire",
    "diagram_of", "draw", "draw_png", "draw_project", "map_of", "picture_of", "png", "svg",
]  # fmt: skip


def draw(
    script: Script,
    to: TextForm = "mermaid",
    *,
    layout: LayoutName = "auto",
    direction: Flow = "auto",
    theme: ThemeName = "light",
) -> str:
    """A script as text of one of the forms."""
    return draw_diagram(diagram_of(script), to, layout=layout, direction=direction, theme=theme)


def draw_project(
    project: Project,
    to: TextForm = "mermaid",
    *,
    title: str = "Scripts",
    direction: Flow = "auto",
    theme: ThemeName = "light",
) -> str:
    """A project's map as text of one of the forms: who calls, runs, spawns and signals whom."""
    return draw_diagram(map_of(project, title), to, direction=direction, theme=theme)


def draw_diagram(
    diagram: Diagram,
    to: TextForm,
    *,
    layout: LayoutName = "auto",
    direction: Flow = "auto",
    theme: ThemeName = "light",
) -> str:
    """A diagram as text of one of the forms. Mermaid and DOT find places themselves."""
    from studio.script.drawing.rendering.dot import dot
    from studio.script.drawing.rendering.mermaid import mermaid

    if to == "mermaid":
        return mermaid(diagram)
    if to == "dot":
        return dot(diagram, flowing(diagram, direction)[0] if direction == "auto" else direction, theme)
    return svg(picture_of(diagram, layout=layout, direction=direction), theme)


def draw_png(
    source: Script | Diagram,
    *,
    layout: LayoutName = "auto",
    direction: Flow = "auto",
    theme: ThemeName = "light",
) -> bytes:
    """A script or diagram as PNG; raises :class:`PngMissing` without the extra ``png``."""
    picture = picture_of(source, layout=layout, direction=direction)
    return png(svg(picture, "light" if theme == "auto" else theme), picture.width, picture.height)


def picture_of(source: Script | Diagram, *, layout: LayoutName = "auto", direction: Flow = "auto") -> Picture:
    """Boxes, wires and labels in their places.

    ``own`` and ``auto`` take the places that an editor's canvas gave the actions; where there are none that can be used,
    and for ``layered``, places are worked out, flowing in the direction; ``auto`` is the one that fits a page or a screen better.
    ``Picture.layout`` says which layout it was.
    """
    diagram = diagram_of(source) if isinstance(source, Script) else source
    found = own_picture(diagram) if layout != "layered" else None
    return found if found is not None else flowing(diagram, direction)[1]
