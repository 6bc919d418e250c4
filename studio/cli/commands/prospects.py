"""Prospects: lists loaded into a store, and what it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.commands.options import Json

Store = Annotated[
    str | None,
    typer.Option(metavar="URL", help="The store: an SQLite file, or a URL such as postgresql://user@host/name."),
]
Skill = Annotated[int | None, typer.Option(metavar="N", help="The skill's number.")]
World = Annotated[Path | None, typer.Option(metavar="FILE", help="World file: skills, sources, the unit's zone.")]
At = Annotated[str | None, typer.Option(metavar="TIME", help="The time, instead of the real clock's; UTC unless said.")]


def load(
    file: Annotated[Path, typer.Argument(help="The list: .csv, .txt, .tab, .xls or .xlsx, headings in its first row.")],
    source: Annotated[str | None, typer.Option(metavar="S", help="The source that the records belong to.")] = None,
    map_: Annotated[
        str | None,
        typer.Option("--map", metavar="FILE|auto", help="Which column fills which field; auto: by the columns' names."),
    ] = None,
    store: Store = None,
    skill: Skill = None,
    world: World = None,
    default_zone: Annotated[
        str, typer.Option(metavar="ZONE", help="Zone of records whose zone can't be found; else they are rejected.")
    ] = "",
    expires: Annotated[str, typer.Option(metavar="DATE", help="When records without a date of their own expire.")] = "",
    rejected: Annotated[
        Path | None, typer.Option(metavar="OUT.csv", help="Write the records that are not loaded, and why.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, load nothing.")] = False,
    any_size: Annotated[
        bool, typer.Option("--any-size", help="Without the platform's limits of file, list and record.")
    ] = False,
    at: At = None,
    as_json: Json = False,
) -> None:
    """Load a list of prospects: the same checks as Create Prospects v2, in calls of 10,000 records.

    Loading the same list again is harmless. Exit code 1 if a record was rejected, 2 if nothing could be loaded.

    Example: studio prospects load leads.csv --source CRM --skill 4001 --store prospects.db --rejected rejected.csv
    """
    from studio.cli.prospects.load import LoadOptions, load_file

    options = LoadOptions(
        file, source, map_, store, skill, world, default_zone, expires, rejected, dry_run, any_size, at, as_json
    )
    raise typer.Exit(load_file(options))
