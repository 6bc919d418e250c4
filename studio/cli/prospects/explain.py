"""``studio prospects explain``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli import report
from studio.cli.prospects.asked import Tables, Terms, moment_of, terms_of
from studio.cli.prospects.opening import Unusable, fault, opened, read_world

if TYPE_CHECKING:
    from studio.cli.prospects.looking import Came
    from studio.dialer.calling.chances import Chance
    from studio.dialer.records.prospect import Prospect
    from studio.dialer.store.history import Happening
    from studio.dialer.store.store import ProspectStore
    from studio.dialer.zones.explaining import Explanation


@dataclass(frozen=True, slots=True)
class ExplainOptions:
    """What the command line says."""

    external_id: str
    source: str | None
    store: str | None
    world: Path | None
    tables: Tables
    at: str | None
    as_json: bool


@dataclass(frozen=True, slots=True)
class Told:
    """Everything there is to tell of one prospect."""

    prospect: Prospect
    zone: Explanation
    chance: Chance
    history: list[Happening]
    loads: list[Came]
    check_in: dict[str, Any] | None
    terms: Terms
    now: datetime


def explain_prospect(options: ExplainOptions) -> int:
    """Tell all about a prospect; the exit code: 2 if there is none."""
    from studio.cli.prospects.listing import store_of

    try:
        now = moment_of(options.at)
        world, _ = read_world(options.world)
        terms = terms_of(options.world, world, options.tables)
        with opened(store_of(options.store, options.world), to_read=True) as store:
            told = _told(store, _the_one(store, options), terms, now)
    except Unusable as wrong:
        report.refusal(wrong.findings, as_json=options.as_json)
        return 2
    if options.as_json:
        report.document(_document(told))
    else:
        for line in _lines(told):
            print(report.printable(line))
    return 0


def _the_one(store: ProspectStore, options: ExplainOptions) -> Prospect:
    from studio.cli.prospects.looking import sources_held, with_external_id

    found = with_external_id(store, options.external_id, options.source)
    shown = options.external_id[:60]
    if not found:
        known = f"sources in the store: {', '.join(sources_held(store)) or 'none'}"
        of = f" of source {options.source[:60]}" if options.source is not None else ""
        raise fault("PS010", f"the store holds no prospect with the external ID {shown!r}{of}", known)
    if len(found) > 1:
        hint = f"say --source: {', '.join(each.source for each in found)}"
        raise fault("PS010", f"{len(found)} prospects have the external ID {shown!r}", hint)
    return found[0]


def _told(store: ProspectStore, prospect: Prospect, terms: Terms, now: datetime) -> Told:
    from studio.cli.prospects.looking import check_in_of, loads_of
    from studio.dialer.calling.chances import explain_chance
    from studio.dialer.zones.explaining import explain_zone

    fields = prospect.fields
    explanation = explain_zone(
        terms.finder,
        now,
        time_zone=str(fields.get("TimeZone", "")),
        zip_code=str(fields.get("Zip", "")),
        city=str(fields.get("City", "")),
        state=str(fields.get("State", "")),
        numbers=[each.number for each in prospect.destinations],
    )
    chance = explain_chance(
        prospect,
        terms.skill(prospect.skill),
        now,
        terms.unit_zone,
        terms.restrictions,
        terms.agents.get(prospect.skill),
    )
    history = store.history.of(prospect.id)
    return Told(
        prospect, explanation, chance, history, loads_of(store, prospect), check_in_of(store, prospect), terms, now
    )


def _document(told: Told) -> dict[str, Any]:
    each = told.prospect
    return {
        "id": each.id,
        "source": each.source,
        "external_id": each.external_id,
        "skill": each.skill,
        "state": each.state,
        "attempts": each.attempts,
        "outcome": each.outcome,
        "created": each.created.isoformat(),
        "modified": each.modified.isoformat(),
        "expires": _iso(each.expires),
        "zone": {
            "zones": list(each.zones),
            "source": each.zone_source,
            "steps": list(told.zone.steps),
            "found_now": list(told.zone.found.zones),
        },
        "at": told.now.isoformat(),
        "may_be_dialled": told.chance.may_now,
        "reasons": told.chance.reasons,
        "next": _iso(told.chance.next),
        "default_settings": told.terms.assumed or each.skill not in told.terms.skills,
        "numbers": [
            {
                "field": number.field,
                "kind": number.kind,
                "number": number.number,
                "attempts": number.attempts,
                "final": number.final,
                "last_attempt": _iso(number.last_attempt),
            }
            for number in each.destinations
        ],
        "check_in": told.check_in and {**told.check_in, "next": _iso(told.check_in["next"])},
        "history": [
            {
                "at": one.at.isoformat(),
                "event": one.event,
                "number": one.number,
                "outcome": one.outcome,
                "skill": one.skill,
                "detail": one.detail,
            }
            for one in told.history
        ],
        "loads": [
            {"at": one.at.isoformat(), "skill": one.skill, "row": one.row, "code": one.code, "detail": one.detail}
            for one in told.loads
        ],
    }


def _lines(told: Told) -> list[str]:
    each = told.prospect
    outcome = f", last outcome {each.outcome}" if each.outcome else ""
    lines = [
        f"{each.source} {each.external_id}: {each.state} on skill {each.skill}, {each.attempts} attempts{outcome}",
        f"  created {_utc(each.created)}, changed {_utc(each.modified)}"
        + (f", expires {_utc(each.expires)}" if each.expires else ""),
        "",
        f"Zone: {', '.join(each.zones) or 'none'} (from: {each.zone_source or 'nothing'})",
        *(f"  {step}" for step in told.zone.steps),
    ]
    if told.zone.found.zones != each.zones and each.zone_source != "Default":
        found = ", ".join(told.zone.found.zones) or "none"
        lines.append(f"  by these tables it would be found today: {found}; what was found at its load stays")
    lines += ["", *_when(told), "", "Numbers:", *_numbers(each)]
    if told.check_in is not None:
        error = f": {told.check_in['error']}" if told.check_in["error"] else ""
        lines += ["", f"Check-in: {told.check_in['state']} after {told.check_in['tries']} tries{error}"]
    lines += ["", "History:" if told.history else "History: nothing was noted"]
    lines += [f"  {_utc(one.at)}  {_happened(one)}" for one in told.history]
    lines += ["", "Loads:" if told.loads else "Loads: none is remembered"]
    lines += [f"  {_utc(one.at)}  skill {one.skill}, row {one.row}: {one.code}, {one.detail}" for one in told.loads]
    return lines


def _when(told: Told) -> list[str]:
    from studio.dialer.records.zone_names import zone

    chance, each = told.chance, told.prospect
    lines = [f"At {_utc(told.now)}: {'it may be dialled' if chance.may_now else 'it may not be dialled'}"]
    lines += [f"  {reason}" for reason in chance.reasons]
    if not chance.may_now and chance.next == told.now:
        lines.append("  next: as soon as the skill runs")
    elif not chance.may_now and chance.next is not None:
        name = each.zones[0]
        lines.append(f"  next: {_utc(chance.next)}, {chance.next.astimezone(zone(name)):%a %H:%M} in {name}")
    elif not chance.may_now:
        lines.append("  next: never, as things stand")
    if told.terms.assumed or each.skill not in told.terms.skills:
        lines.append(f"  (skill {each.skill} with default settings; --world FILE names its own)")
    return lines


def _numbers(each: Prospect) -> list[str]:
    from studio.dialer.records.phones import shown

    lines = []
    for one in each.destinations:
        last = f", last {_utc(one.last_attempt)}" if one.last_attempt else ""
        done = ", not tried again" if one.final else ""
        lines.append(f"  {one.field} {shown(one.number)} ({one.kind}): {one.attempts} attempts{last}{done}")
    return lines or ["  none"]


def _happened(one: Happening) -> str:
    from studio.dialer.records.phones import shown

    parts = [one.event, shown(one.number) if one.number else "", one.outcome, f"skill {one.skill}", one.detail]
    return ", ".join(part for part in parts if part)


def _utc(when: datetime | None) -> str:
    return "" if when is None else f"{when:%Y-%m-%d %H:%M:%S} UTC"


def _iso(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat()
