"""Scripts in other forms, and compared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.commands.options import Json


def convert(
    source: Annotated[
        Path, typer.Argument(metavar="IN", help="A script in any form, - for standard input, or a folder.")
    ],
    target: Annotated[
        Path,
        typer.Argument(
            metavar="[OUT]", help="The file or folder to write; - or nothing for standard output.", show_default=False
        ),
    ] = Path("-"),
    to: Annotated[
        str | None,
        typer.Option(
            metavar="FORM", help="text, json, xml or clipboard; by default what the suffix of OUT says, else text."
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite a file that is no script, or one in another form.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Turn a script into another form: the text form, a CXone JSON export, Desktop Studio XML or its clipboard form.

    A text that is there already keeps its order and its comments. Whatever the new form can't hold is told. Of a folder
    every script goes to the file that its name says. Exit code 1 if something that matters was lost, 2 if something was
    not written.

    Example: studio convert Callback.json Callback.studio
    """
    from studio.cli.convert import ConvertOptions
    from studio.cli.convert import convert as run_convert

    raise typer.Exit(run_convert(ConvertOptions(source, target, to, force, as_json)))


def diff(
    before: Annotated[
        Path, typer.Argument(metavar="A", help="A script in any form, - for standard input, or a folder.")
    ],
    after: Annotated[Path, typer.Argument(metavar="B", help="What it is compared with.")],
    everything: Annotated[
        bool, typer.Option("--all", help="Also what means nothing: canvas, ids, members of exports, comments.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Compare two scripts, or two folders of them, by what they mean and whatever their forms.

    Actions are matched by their ids, in texts without ids by kind and caption. Exit code 0 if they mean the same, 1 if
    they differ, 2 if one can't be read.
    """
    from studio.cli.diff import diff_paths

    raise typer.Exit(diff_paths(before, after, all=everything, as_json=as_json))
