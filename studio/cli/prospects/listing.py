"""``studio prospects list``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from studio.cli import report
from studio.cli.prospects.opening import Unusable, fault, opened
from studio.cli.prospects.screen import screen

if TYPE_CHECKING:
    from studio.cli.prospects.looking import Wanted
    from studio.dialer.records.prospect import Prospect


def list_prospects(named: str | None, world: Path | None, wanted: Wanted, limit: int, *, as_json: bool) -> int:
    """Print the prospects that meet the conditions; the exit code."""
    from studio.cli.prospects.looking import select_prospects

    try:
        _check(wanted)
        with opened(store_of(named, world), to_read=True) as store:
            found, count = select_prospects(store, _named(wanted), limit)
    except Unusable as wrong:
        report.refusal(wrong.findings, as_json=as_json)
        return 2
    if as_json:
        report.document({"count": count, "prospects": [_document(each) for each in found]})
    else:
        _print(found, count)
    return 0


def _check(wanted: Wanted) -> None:
    from studio.dialer.records.prospect import State
    from studio.dialer.records.zone_names import zone_name

    states = get_args(State)
    if wanted.state is not None and wanted.state not in states:
        raise fault("PS009", f"there is no state {wanted.state[:30]!r}", f"the states: {', '.join(states)}")
    if wanted.zone is not None and zone_name(wanted.zone) is None:
        raise fault("PS009", f"{wanted.zone[:60]!r} is no time zone", "use a name such as America/New_York")


def _named(wanted: Wanted) -> Wanted:
    """The same with the zone by its IANA name."""
    from dataclasses import replace

    from studio.dialer.records.zone_names import zone_name

    return wanted if wanted.zone is None else replace(wanted, zone=zone_name(wanted.zone))


def _document(each: Prospect) -> dict[str, Any]:
    return {
        "id": each.id,
        "source": each.source,
        "external_id": each.external_id,
        "skill": each.skill,
        "state": each.state,
        "attempts": each.attempts,
        "priority": each.priority,
        "zones": list(each.zones),
        "zone_source": each.zone_source,
        "due": _iso(each.due),
        "expires": _iso(each.expires),
        "outcome": each.outcome,
    }


def _print(found: list[Prospect], count: int) -> None:
    from rich.table import Table

    table = Table("source", "external ID", "skill", "state", "attempts", "zones", "next try (UTC)", "outcome", box=None)
    table.columns[4].justify = "right"
    for each in found:
        table.add_row(
            report.printable(each.source),
            report.printable(each.external_id),
            str(each.skill),
            each.state,
            str(each.attempts),
            ", ".join(each.zones),
            f"{each.due:%Y-%m-%d %H:%M}" if each.due else "",
            report.printable(each.outcome),
        )
    console = screen()
    if found:
        console.print(table)
    more = f"the first {len(found):,} of " if len(found) < count else ""
    console.print(f"{more}{count:,} prospect{'s' * (count != 1)}")


def _iso(when: Any) -> str | None:
    return None if when is None else when.isoformat()


def store_of(store: str | None, world: Path | None) -> str:
    """The store that is named, or that of the world."""
    from studio.cli.prospects.opening import read_world

    if store is not None:
        return store
    if world is None:
        raise fault("PS001", "which store? say --store", "name its file or URL")
    return read_world(world)[0].store
