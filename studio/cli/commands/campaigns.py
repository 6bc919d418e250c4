"""Campaigns: what a dialer would do with a list."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.commands.options import Json


def campaign_run(
    world: Annotated[Path, typer.Argument(help="World file (YAML): skills with their agents, lists, the CRM.")],
    script: Annotated[
        Path | None, typer.Option(help="A script, or a folder of them, instead of those beside the world file.")
    ] = None,
    days: Annotated[
        float | None, typer.Option(metavar="N", help="Days of virtual time; by default what the world file says, or 1.")
    ] = None,
    seeds: Annotated[int, typer.Option(metavar="K", min=1, max=10_000, help="Run it with so many seeds.")] = 1,
    seed: Annotated[
        int | None, typer.Option(metavar="N", help="The first seed, instead of the world file's.", show_default=False)
    ] = None,
    shards: Annotated[
        int, typer.Option(metavar="N", min=1, max=1_000, help="Divide records, agents and limits into so many shares.")
    ] = 1,
    on: Annotated[
        str, typer.Option(metavar="WHERE", help="here, processes, processes:N, or dask://HOST:PORT for a cluster.")
    ] = "here",
    as_json: Json = False,
) -> None:
    """Rehearse a campaign: what would be dialled, reached, finished and checked in, with ranges over seeds.

    Brains start by themselves. Nothing real is reached, and the world's store stays as it is. The figures are the same
    wherever it runs. Exit code 1 if a run or a script failed, a lead was lost or a check-in is parked; 2 if it can't be
    rehearsed.

    Example: studio campaign run scripts/create_prospects/world.yaml --days 2 --seeds 20 --on processes
    """
    from studio.cli.campaign.run import CampaignOptions, run_campaign

    raise typer.Exit(run_campaign(CampaignOptions(world, script, days, seed, seeds, shards, on, as_json)))
