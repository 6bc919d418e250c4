"""Snippet code without a script."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.commands.options import Given, Json, Limit, Now, Seed


def eval_(
    file: Annotated[
        Path | None, typer.Argument(help="The snippet's file; - or nothing for standard input.", show_default=False)
    ] = None,
    given: Given = None,
    limit: Limit = "2K",
    now: Now = None,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Run a bare snippet and show the variables that it leaves behind.

    There is no network, and the clock stands. Exit code 1 if it does not compile or ends with an error.

    Example: echo 'x = 6 * 7' | studio eval
    """
    from studio.cli.evaluate import EvalOptions, evaluate

    raise typer.Exit(evaluate(EvalOptions(file, given, limit, now, seed, as_json)))


def repl(given: Given = None, limit: Limit = "2K", now: Now = None, seed: Seed = 1) -> None:
    """Type Snippet and see at once what it does: statements, expressions, functions of your own.

    Where standard input is no terminal, its lines are read as if they were typed; exit code 1 if one of them had an error.

    Example: printf 'x = 1\nx + 1\n' | studio repl
    """
    from studio.cli.repl import ReplOptions, run_repl

    raise typer.Exit(run_repl(ReplOptions(given, limit, now, seed)))
