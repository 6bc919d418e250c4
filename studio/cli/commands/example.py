"""The example: the job from end to end; and lead sources alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

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
    leads: Annotated[
        Path | None, typer.Option(help="File of leads: CSV, tabs or Excel; without any source, the example's.")
    ] = None,
    key: Annotated[str, typer.Option(help="Column that tells the leads apart: LeadId unless said.")] = "",
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep where the leads stand in a file beside theirs: FILE.studio.db.")
    ] = False,
    url: Annotated[
        str,
        typer.Option("--url", "--store", help="Database the leads lie in: sqlite:///FILE or postgresql://HOST/NAME."),
    ] = "",
    table: Annotated[str, typer.Option(help="A table of that database which is there already; it is only read.")] = "",
    campaign: Annotated[str, typer.Option(help="Column of that table with the campaign.")] = "",
    service: Annotated[str, typer.Option(help="Address of another lead source, to be passed on.")] = "",
    lease_minutes: Annotated[
        float | None,
        typer.Option(help="Minutes after which a lead that nobody reports on is offered again: 15; 0: never."),
    ] = None,
    world: Annotated[Path | None, typer.Option(help="World file whose part crm says all of this.")] = None,
    export: Annotated[
        Path | None,
        typer.Option(help="Write the leads with where they stand to this CSV file, instead of serving them."),
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65535)] = 8765,
) -> None:
    """Serve a lead source over HTTP: check-out and check-in of leads, for scripts that use real requests."""
    from studio.cli.crm import run_crm

    table_part = {"name": table, "key": key, "campaign": campaign}
    stated = {
        "leads": leads,
        "key": key if not table else "",
        "keep": keep,
        "url": url,
        "table": {name: value for name, value in table_part.items() if value} if table or campaign else None,
        "service": service,
    }
    found: dict[str, Any] = {name: value for name, value in stated.items() if value}
    if lease_minutes is not None:
        found["lease_minutes"] = lease_minutes or None
    raise typer.Exit(run_crm(found, world, export, host, port))
