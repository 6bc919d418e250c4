"""The example: the job from end to end, and its CRM alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.commands.options import Json


def demo(
    days: Annotated[float, typer.Option(help="Simulated days.", min=0.01, max=60)] = 2,
    seed: Annotated[int | None, typer.Option(help="Another seed: other outcomes of the calls.")] = None,
    one_script: Annotated[
        bool, typer.Option("--one-script", help="The brain that does the work itself: see what gets lost.")
    ] = False,
    as_json: Json = False,
) -> None:
    """The main job from end to end: a dialer signals the brain, which loads prospects out of a CRM.

    Two days of a simulated campaign in a few seconds; then a balance of where every lead of the CRM is. The same seed
    prints the same text, byte for byte.
    """
    from studio.cli.demo import run_demo

    raise typer.Exit(run_demo(days=days, seed=seed, one_script=one_script, as_json=as_json))


def crm(
    leads: Annotated[Path | None, typer.Option(help="CSV file of leads; without it, the example's.")] = None,
    store: Annotated[str, typer.Option(help="SQLAlchemy URL of its table.")] = "sqlite://",
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65535)] = 8765,
) -> None:
    """Serve the example's CRM over HTTP: check-out and check-in of leads, for scripts that use real requests."""
    from studio.cli.crm import serve_crm

    raise typer.Exit(serve_crm(leads, store, host, port))
