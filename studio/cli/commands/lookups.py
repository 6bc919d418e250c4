"""Looking things up: actions, functions, names, what may come next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.commands.options import Json


def _actions_beginning(incomplete: str) -> list[str]:
    from studio.cli.actions import names_beginning

    return names_beginning(incomplete)


def actions(
    name: Annotated[
        str | None,
        typer.Argument(help="An action's name or title, in any letter case.", autocompletion=_actions_beginning),
    ] = None,
    family: Annotated[str | None, typer.Option(metavar="FAMILY", help="List one family: flow, event, data, ….")] = None,
    as_json: Json = False,
    page: Annotated[bool, typer.Option("--page", help="Print the manual's page of all actions (Markdown).")] = False,
) -> None:
    """List the actions that scripts are made of, or tell all about one of them.

    Properties with their kinds, defaults and choices; branches with their slots; the types of scripts; whether studio runs
    it. Exit code 2 if there is no such action; names that come near are told.
    """
    from studio.cli.actions import show_actions

    raise typer.Exit(show_actions(name, family=family, as_json=as_json, as_page=page))


def functions(
    name: Annotated[str | None, typer.Argument(help="A function's name, in any letter case.")] = None,
    as_json: Json = False,
    page: Annotated[bool, typer.Option("--page", help="Print the manual's page of all functions (Markdown).")] = False,
) -> None:
    """List the built-in functions of the Snippet language, or tell all about one of them.

    Exit code 2 if there is no such function; names that come near are told.
    """
    from studio.cli.functions import show_functions

    raise typer.Exit(show_functions(name, as_json=as_json, as_page=page))


def complete(
    file: Annotated[Path, typer.Argument(help="A *.studio file, or - for standard input.")],
    line: Annotated[int, typer.Argument(help="The cursor's line, from 1.", min=1)],
    column: Annotated[int, typer.Argument(help="The cursor's column, from 1.", min=1)],
    as_json: Json = False,
) -> None:
    """What may stand at a place in a script's text: kinds, properties, branches, values, captions, names of scripts.

    For editors. Each line of the answer has the text, what it is, and a remark, parted by tabs; the text takes the place
    of what was typed up to the cursor.
    """
    from studio.cli.complete import show_completions

    raise typer.Exit(show_completions(file, line, column, as_json=as_json))


def xref(
    words: Annotated[
        list[str],
        typer.Argument(metavar="[NAME] PATH…", help="A name, and scripts in any form or folders of them."),
    ],
    kind: Annotated[
        list[str] | None,
        typer.Option(
            help="Only this: variable, function, member, script, prompt, skill, request, file, hours, signal, caption, text."
        ),
    ] = None,
    index: Annotated[
        bool, typer.Option("--index", help="All words are paths: list every name with its counts.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Find where a variable, function, prompt, skill, script or caption stands, in properties and Snippet code.

    Letter case is free, * stands for any letters. Where no name is met, the letters are looked for in all texts. A path alone
    gives the index of all names. Exit code 0 if something was found, 1 if not, 2 if a path can't be read.

    Example: studio xref skillNo scripts/
    """
    from studio.cli.xref import show_xref

    raise typer.Exit(show_xref(words, kind or [], index=index, as_json=as_json))
