"""Exploring scripts by their scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.commands.options import Json

Paths = Annotated[list[Path], typer.Argument(help="Scenario files (test_*.yaml), or folders of them.")]
Seconds = Annotated[float | None, typer.Option(min=0, help="Real seconds at most.", show_default=False)]
Seed = Annotated[int, typer.Option(help="Another seed: another order, other values.")]
Only = Annotated[str, typer.Option("-k", metavar="TEXT", help="Only scenarios with this text in their name.")]
Save = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="Write what is found as scenario files into this folder.")
]


def signals(
    paths: Paths, only: Only = "", seconds: Seconds = None, seed: Seed = 1, save: Save = None, as_json: Json = False
) -> None:
    """Deliver a signal at every action and inside every wait, and see whether what must always be so still is.

    That is what scenarios and files say under `always`, that no contact fails, and that no lead is lost. Exit code 1 if something
    is not so.

    Example: studio explore signals scripts/create_prospects_one_script
    """
    from studio.cli.explore.signals import explore

    raise typer.Exit(explore(paths, only, seconds, seed, save, as_json))


def faults(
    paths: Paths, only: Only = "", seconds: Seconds = None, seed: Seed = 1, save: Save = None, as_json: Json = False
) -> None:
    """Let every call to the outside fail in turn, in every way, and tell which errors were handled, swallowed, or hung.

    Requests: refused, time-out, status 500, rubbish, a lost answer, a slow one. Other actions: an error. Exit code 1 if one was not
    handled.

    Example: studio explore faults scripts/create_prospects
    """
    from studio.cli.explore.faults import explore

    raise typer.Exit(explore(paths, only, seconds, seed, save, as_json))


def paths(
    paths: Paths, only: Only = "", seconds: Seconds = None, seed: Seed = 1, save: Save = None, as_json: Json = False
) -> None:
    """Find the shortest inputs to every branch that no scenario takes, as proposed scenarios.

    Paths may be scripts or folders of scripts, too. Every proposal is a scenario that passes; --save writes them as files.

    Example: studio explore paths scripts/create_prospects --save proposed
    """
    from studio.cli.explore.paths import explore

    raise typer.Exit(explore(paths, only, seconds, seed, save, as_json))


def mutations(
    paths: Paths, only: Only = "", seconds: Seconds = None, seed: Seed = 1, save: Save = None, as_json: Json = False
) -> None:
    """Change scripts a little, one change at a time, and tell which changes no scenario notices.

    With --seconds a sample is run, which the seed decides; --save writes what was not noticed as differences.

    Example: studio explore mutations scripts/create_prospects --seconds 60
    """
    from studio.cli.explore.mutations import explore

    raise typer.Exit(explore(paths, only, seconds, seed, save, as_json))
