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
Skill = Annotated[int | None, typer.Option(metavar="N", min=0, max=2**31 - 1, help="The skill's number.")]
World = Annotated[Path | None, typer.Option(metavar="FILE", help="World file: skills, sources, the unit's zone.")]
At = Annotated[str | None, typer.Option(metavar="TIME", help="The time, instead of the real clock's; UTC unless said.")]


Zips = Annotated[Path | None, typer.Option("--zips", metavar="FILE", help="Your table of zips: CSV zip,zone.")]
Cities = Annotated[
    Path | None, typer.Option("--cities", metavar="FILE", help="Your table of cities: CSV city,state,zone.")
]
UsZips = Annotated[
    bool, typer.Option("--us-zips", help="Look US zips and cities up in the package zipcodes, which must be installed.")
]


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
    zips: Zips = None,
    cities: Cities = None,
    us_zips: UsZips = False,
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
    from studio.cli.prospects.asked import Tables
    from studio.cli.prospects.load import LoadOptions, load_file

    tables = Tables(zips, cities, us_zips)
    options = LoadOptions(
        file, source, map_, store, skill, world, tables, default_zone, expires, rejected, dry_run, any_size, at, as_json
    )
    raise typer.Exit(load_file(options))


def list_(
    store: Store = None,
    state: Annotated[
        str | None,
        typer.Option(
            metavar="STATE",
            help="fresh, ready, in play, resting, callback, exhausted, finalized, checked in or removed.",
        ),
    ] = None,
    skill: Skill = None,
    source: Annotated[str | None, typer.Option(metavar="S", help="The source.")] = None,
    zone: Annotated[str | None, typer.Option(metavar="ZONE", help="A zone that they may be in.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 50,
    world: World = None,
    as_json: Json = False,
) -> None:
    """List the prospects that a store holds, in the order in which they came.

    Example: studio prospects list --store prospects.db --state resting --zone America/Chicago
    """
    from studio.cli.prospects.listing import list_prospects
    from studio.cli.prospects.looking import Wanted

    raise typer.Exit(list_prospects(store, world, Wanted(state, skill, source, zone), limit, as_json=as_json))


def explain(
    external_id: Annotated[str, typer.Argument(metavar="ID", help="The prospect's external ID.")],
    source: Annotated[str | None, typer.Option(metavar="S", help="Its source, where several have this ID.")] = None,
    store: Store = None,
    world: World = None,
    zips: Zips = None,
    cities: Cities = None,
    us_zips: UsZips = False,
    at: At = None,
    as_json: Json = False,
) -> None:
    """Tell all about a prospect: its zone and why, when it may be dialled and what stops it now, what happened to it.

    The settings of its skill and the unit's zone come from --world; without it defaults are used. Exit code 2 if there
    is no such prospect.

    Example: studio prospects explain 07-40000 --store prospects.db --world world.yaml
    """
    from studio.cli.prospects.asked import Tables
    from studio.cli.prospects.explain import ExplainOptions, explain_prospect

    options = ExplainOptions(external_id, source, store, world, Tables(zips, cities, us_zips), at, as_json)
    raise typer.Exit(explain_prospect(options))


def report(
    store: Store = None,
    html: Annotated[
        Path | None, typer.Option(metavar="OUT.html", help="Write the report as a page with plots.")
    ] = None,
    world: World = None,
    at: At = None,
    as_json: Json = False,
) -> None:
    """Count what a store holds: by state, zone, attempts, outcome and ResultCode, and who may be dialled at which hour.

    Example: studio prospects report --store prospects.db --world world.yaml --html report.html
    """
    from studio.cli.prospects.reporting import report_prospects

    raise typer.Exit(report_prospects(store, world, at, html, as_json=as_json))
