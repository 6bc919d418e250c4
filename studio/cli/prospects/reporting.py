"""``studio prospects report``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli import report
from studio.cli.prospects.asked import moment_of, terms_of
from studio.cli.prospects.opening import Unusable, fault, opened, read_world
from studio.cli.prospects.screen import screen

if TYPE_CHECKING:
    from studio.cli.prospects.asked import Terms
    from studio.cli.prospects.figures import StoreFigures


def report_prospects(named: str | None, world: Path | None, at: str | None, html: Path | None, *, as_json: bool) -> int:
    """Count what a store holds, and print or write it; the exit code."""
    from studio.cli.prospects.figures import figures_of
    from studio.cli.prospects.listing import store_of

    try:
        now = moment_of(at)
        settings, _ = read_world(world)
        terms = terms_of(world, settings)
        with opened(store_of(named, world), to_read=True) as store:
            found = figures_of(store, terms, now)
        if html is not None:
            _write(html, found, terms)
    except Unusable as wrong:
        report.refusal(wrong.findings, as_json=as_json)
        return 2
    if as_json:
        report.document(found.as_json() | {"html": None if html is None else str(html)})
    elif html is None:
        _print(found, terms)
    else:
        report.say(report.printable(f"{html} written"))
    return 0


def tables(found: StoreFigures, terms: Terms) -> list[tuple[str, tuple[str, str], list[tuple[str, int]]]]:
    """Every table of the report: its title, its two headings, its rows."""
    by_skill = [
        (f"{number}, {state}", count)
        for number, counts in sorted(found.skills.items())
        for state, count in counts.most_common()
    ]
    every: list[tuple[str, tuple[str, str], list[tuple[str, int]]]] = [
        ("By state", ("state", "prospects"), found.states.most_common()),
        ("By skill and state", ("skill, state", "prospects"), by_skill if len(found.skills) > 1 else []),
        ("By source", ("source", "prospects"), found.sources.most_common()),
        ("By attempts", ("attempts", "prospects"), [(str(n), count) for n, count in sorted(found.attempts.items())]),
        ("Finished, by outcome", ("outcome", "prospects"), found.finals.most_common()),
        ("Others, by last outcome", ("outcome", "prospects"), found.outcomes.most_common()),
        ("Where the zone came from", ("way", "prospects"), found.zone_sources.most_common()),
        ("By zone", ("zone", "prospects"), [(_zone(name), count) for name, count in found.zones.most_common()]),
        (
            "Rows of 1 load" if found.loads == 1 else f"Rows of {found.loads:,} loads",
            ("ResultCode", "rows"),
            found.codes.most_common(),
        ),
        (
            f"May be dialled, by hour ({terms.unit_zone})",
            ("hour", "prospects"),
            [(f"{each.begins:%a %H:00}", each.dialable) for each in found.hours],
        ),
    ]
    return [each for each in every if each[2]]


def _zone(name: str) -> str:
    """A zone as it is; of several the cities alone."""
    several = name.split(" or ")
    return name if len(several) == 1 else " or ".join(each.rpartition("/")[2] for each in several)


def note(terms: Terms) -> str:
    """What the hours stand on."""
    if terms.assumed:
        return "Hours: 08:00 to 21:00 in the zone of each prospect, since no world file was named."
    return "Hours: as the skills of the world file say."


def _print(found: StoreFigures, terms: Terms) -> None:
    from rich.table import Table

    console = screen()
    for title, headings, rows in tables(found, terms):
        table = Table(*headings, title=title, title_justify="left", box=None, pad_edge=False)
        table.columns[1].justify = "right"
        for name, count in rows:
            table.add_row(report.printable(name), f"{count:,}")
        console.print(table)
        console.print()
    console.print(f"{found.total:,} prospects at {found.at:%Y-%m-%d %H:%M} UTC. {note(terms)}")


def _write(path: Path, found: StoreFigures, terms: Terms) -> None:
    from studio.cli.prospects.page import page

    try:
        path.write_text(page(found, tables(found, terms), note(terms)), encoding="utf-8", newline="\n")
    except (OSError, ValueError) as wrong:
        said: Any = getattr(wrong, "strerror", None) or wrong
        raise fault("PS008", f"the page can't be written: {said}", file=path) from None
