"""The world file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.commands.options import Json


def world_schema(
    page: Annotated[bool, typer.Option("--page", help="Print the manual's page of the world file (Markdown).")] = False,
) -> None:
    """Print the JSON Schema of the world file, for editors.

    Example: studio world schema > world.schema.json
    """
    from studio.cli.world import show_schema

    raise typer.Exit(show_schema(as_page=page))


def world_check(
    file: Annotated[Path, typer.Argument(help="The world file (YAML).")],
    script: Annotated[
        Path | None, typer.Option(help="A script, or its folder: stand-ins are checked against its project.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check a world file: everything that is wrong with it at once, with line and column.

    Exit code 1 if there is an error among it, 2 if the file can't be read.
    """
    from studio.cli.world import check_world

    raise typer.Exit(check_world(file, script, as_json=as_json))


def world_new(
    file: Annotated[
        Path | None, typer.Argument(help="The file to write; nothing for standard output.", show_default=False)
    ] = None,
) -> None:
    """Write a commented example of a world file with every part and member. A file that is there is left alone."""
    from studio.cli.world import new_world

    raise typer.Exit(new_world(file))
