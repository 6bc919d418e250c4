"""Pictures and books."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from studio.cli.commands.options import Json


def draw(
    path: Annotated[Path, typer.Argument(help="The script's file; of a folder the map of its scripts is drawn.")],
    to: Annotated[
        str | None, typer.Option(metavar="FORM", help="mermaid (the default), dot, svg or png; or by the name of -o.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to, instead of standard output.")
    ] = None,
    layout: Annotated[
        str, typer.Option(help="auto, own (the places on the editor's canvas) or layered (SVG and PNG).")
    ] = "auto",
    direction: Annotated[
        str,
        typer.Option(help="Which way a layered drawing flows: right, down, or auto, the one that fits a page better."),
    ] = "auto",
    theme: Annotated[
        str, typer.Option(help="light, dark, or auto: an SVG that follows what its reader prefers.")
    ] = "light",
    as_map: Annotated[
        bool, typer.Option("--map", help="The map of the project in which the script lies, not the script.")
    ] = False,
) -> None:
    """Draw a script, or the map of a project: who calls, runs, spawns and signals whom.

    Without options it is Mermaid text; paste it into any Markdown page between ```mermaid and ```.

    Example: studio draw scripts/create_prospects/brain.studio -o brain.svg
    """
    from studio.cli.draw import DrawOptions, draw_script

    raise typer.Exit(draw_script(DrawOptions(path, to, output, layout, direction, theme, as_map)))


def docs(
    path: Annotated[Path, typer.Argument(help="A folder of scripts, or one script's file.")],
    folder: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where the book goes.")] = Path(
        "book"
    ),
    to: Annotated[Literal["markdown", "html"], typer.Option(help="Markdown as GitHub shows it, or HTML.")] = "markdown",
    pictures: Annotated[Literal["svg", "mermaid"], typer.Option(help="Drawings as SVG, or as Mermaid text.")] = "svg",
    title: Annotated[
        str, typer.Option(help="The book's title; without it the folder's name.", show_default=False)
    ] = "",
    as_json: Json = False,
) -> None:
    """Write a book of a project: a page for each script with its picture, and indexes over all of them.

    A second run replaces the book and leaves all other files alone. Exit code 1 if a file can't be read as a script: its
    page tells why.

    Example: studio docs scripts -o book --to html
    """
    from studio.cli.docs import write_docs
    from studio.script.book import BookOptions

    raise typer.Exit(write_docs(path, folder, BookOptions(to, pictures, title), as_json=as_json))
