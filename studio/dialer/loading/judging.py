"""Judges the content of one row: what would be stored of it, or the first thing that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from studio.dialer.loading import codes
from studio.dialer.loading.codes import Code
from studio.dialer.records.dates import Moment, read_date, utc_of
from studio.dialer.records.expiry import expires_at, skill_expiration
from studio.dialer.records.fields import (
    DESTINATIONS,
    EXPECTED,
    LONGEST_EXTERNAL_ID,
    Kind,
    converted,
    plain,
    text_of,
)
from studio.dialer.records.phones import read_phone
from studio.dialer.records.prospect import Destination, Prospect
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Plan, Shape, folded
from studio.dialer.zones.explaining import explain_zone
from studio.dialer.zones.finder import ZoneFinder, short

_PLACE_FIELDS = ("TimeZone", "Zip", "City", "State")


@dataclass(frozen=True, slots=True)
class Terms:
    """What one call fixes for all of its rows. ``default_zone`` is None where a row without zone is rejected."""

    plan: Plan
    skill: Skill
    now: datetime
    unit_zone: str
    default_zone: str | None
    default_expiration: Moment | None
    finder: ZoneFinder
    region: str = "US"
    longest_record: int | None = None
    do_not_call: Callable[[str], bool] | None = None
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is not loaded, for people: which column, which value, what was expected."""

    code: Code
    detail: str


@dataclass(slots=True)
class Draft:
    """A row as it would be stored."""

    fields: dict[str, Any]
    original: dict[str, Any]
    destinations: list[Destination]
    zones: tuple[str, ...]
    zone_source: str
    expires: datetime | None
    call_at: datetime | None
    warnings: list[str]


class Judge:
    """Judges rows by the terms of one call.

    ``stored`` is the prospect that the row would change: what the row does not name stays as stored, and the
    row is judged as it would then stand. ``anew`` says that this prospect begins a new life.
    """

    def __init__(self, terms: Terms) -> None:
        self._terms = terms

    def judge(
        self, row: Mapping[str, Any], shape: Shape, external_id: str, stored: Prospect | None, anew: bool
    ) -> Draft | Fault:
        """The row as it would be stored, or the first fault in the order of the result codes."""
        terms = self._terms
        if terms.longest_record is not None:
            length = sum(len(text_of(row[key])) for key in shape.kept)
            if length > terms.longest_record:
                return Fault(codes.RECORD_TOO_LONG, f"{length} characters, {terms.longest_record} at most; shorten it")
        texts = {column.name: text_of(row[key]) for column, key in shape.filled}
        missing = self._missing(texts, stored)
        if missing is not None:
            return Fault(codes.REQUIRED_FIELD_MISSING, f"{missing} is required and empty; fill it")
        fields = self._fields(shape, texts, stored, external_id)
        if isinstance(fields, Fault):
            return fields
        warnings: list[str] = []
        numbers = self._numbers(texts, stored, warnings)
        if isinstance(numbers, Fault):
            return numbers
        zones, source, told = self._zones(fields, numbers, stored)
        expires = self._expires(fields, zones, stored, anew)
        if isinstance(expires, Fault):
            return expires
        if not zones:
            return Fault(codes.TIME_ZONE_NOT_FOUND, self._why_no_zone(fields, numbers))
        listed = terms.do_not_call
        if listed is not None and all(listed(each.number) for each in numbers):
            return Fault(codes.DO_NOT_CALL, "every number is on the do-not-call list")
        warnings.extend(told)
        if terms.strict:
            warnings.extend(f"unknown column ignored: {short(str(key))}" for key in shape.unknown)
        original = _merged_original(row, shape, stored)
        return Draft(fields, original, numbers, zones, source, expires, self._call_at(fields, zones), warnings)

    def _missing(self, texts: Mapping[str, str], stored: Prospect | None) -> str | None:
        plan = self._terms.plan
        for name, kind in plan.required:
            if name in texts:
                filled = bool(texts[name])
            elif stored is None:
                filled = name in plan.defaults
            elif kind in DESTINATIONS:
                filled = any(each.field == name for each in stored.destinations)
            else:
                filled = name in stored.fields
            if not filled:
                return name
        return None

    def _fields(
        self, shape: Shape, texts: Mapping[str, str], stored: Prospect | None, external_id: str
    ) -> dict[str, Any] | Fault:
        if len(external_id) > LONGEST_EXTERNAL_ID:
            return _unfit("ExternalID", external_id, Kind.EXTERNAL_ID)
        fields = dict(self._terms.plan.defaults if stored is None else stored.fields)
        for column, _ in shape.filled:
            if column.is_destination:
                continue
            text = texts[column.name]
            if not text:
                fields.pop(column.name, None)
                continue
            value = text if column.as_text else converted(column.kind, text, self._terms.region)
            if value is None:
                return _unfit(column.name, text, column.kind)
            fields[column.name] = value
        return fields

    def _numbers(
        self, texts: Mapping[str, str], stored: Prospect | None, warnings: list[str]
    ) -> list[Destination] | Fault:
        """The numbers in the map's order: of the row, and of the store for fields that the row does not name."""
        kept = {} if stored is None else {each.field: each for each in stored.destinations}
        found: list[Destination] = []
        seen = set()
        usable = False
        wrong = ""
        for column in self._terms.plan.destinations:
            name, known = column.name, kept.pop(column.name, None)
            text = texts.get(name)
            if text is None:
                usable = usable or known is not None
            elif not text:
                continue
            else:
                phone = read_phone(text, self._terms.region)
                if phone is None:
                    wrong = wrong or f"{name} {short(text)!r}"
                    warnings.append(f"number dropped: {name}")
                else:
                    usable = True
                    if phone.extension_dropped:
                        warnings.append(f"extension dropped: {name}")
                    if known is None or known.number != phone.number:
                        known = Destination(name, column.kind.value, phone.number)
            if known is None:
                continue
            if (known.kind, known.number) in seen:
                warnings.append(f"duplicate number dropped: {name}")
                continue
            seen.add((known.kind, known.number))
            found.append(known)
        # Numbers of fields that the map has no more stay with the prospect.
        for each in kept.values():
            usable = True
            if (each.kind, each.number) not in seen:
                found.append(each)
        if usable:
            return found
        if wrong:
            detail = f"{wrong} is no number to dial; give ten digits or +country code"
            return Fault(codes.INVALID_PHONE_NUMBER, detail)
        return Fault(codes.MISSING_PHONE_NUMBER, "no phone column holds a number; fill at least one")

    def _zones(
        self, fields: Mapping[str, Any], numbers: list[Destination], stored: Prospect | None
    ) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
        called = [each.number for each in numbers]
        if stored is not None and stored.zones:
            same = called == [each.number for each in stored.destinations]
            if same and all(fields.get(name) == stored.fields.get(name) for name in _PLACE_FIELDS):
                return stored.zones, stored.zone_source, ()
        found = self._terms.finder.find(
            self._terms.now,
            time_zone=fields.get("TimeZone", ""),
            zip_code=fields.get("Zip", ""),
            city=fields.get("City", ""),
            state=fields.get("State", ""),
            numbers=called,
            default=self._terms.default_zone,
        )
        return found.zones, found.source, found.warnings

    def _why_no_zone(self, fields: Mapping[str, Any], numbers: list[Destination]) -> str:
        steps = explain_zone(
            self._terms.finder,
            self._terms.now,
            time_zone=fields.get("TimeZone", ""),
            zip_code=fields.get("Zip", ""),
            city=fields.get("City", ""),
            state=fields.get("State", ""),
            numbers=[each.number for each in numbers],
        ).steps
        return f"{'; '.join(steps[:-1])}; give a TimeZone in the record"

    def _call_at(self, fields: Mapping[str, Any], zones: tuple[str, ...]) -> datetime | None:
        """When the record asks to be called (UTC); None where it doesn't, or where that time has come.

        CallRequestDateTime comes before PreferredCallTime; a date alone is the begin of its day. [our choice]
        """
        asked = read_date(fields.get("CallRequestDateTime") or fields.get("PreferredCallTime") or "")
        if asked is None:
            return None
        at = utc_of(asked, zones, end_of_day=False).replace(microsecond=0)
        return at if at > self._terms.now else None

    def _expires(
        self, fields: Mapping[str, Any], zones: tuple[str, ...], stored: Prospect | None, anew: bool
    ) -> datetime | Fault | None:
        terms = self._terms
        own = fields.get("ExpirationDate", "")
        moment = read_date(own) if own else terms.default_expiration
        if own and moment is None:
            return Fault(
                codes.INVALID_EXPIRATION_DATE,
                f"ExpirationDate {short(own)!r} is no date; write it as 2026-05-31 or 5/31/2026",
            )
        if moment is not None:
            expires: datetime | None = expires_at(moment, zones or (terms.unit_zone,))
        elif stored is not None and not anew and "ExpirationDate" not in stored.fields:
            expires = stored.expires
        else:
            expires = skill_expiration(terms.now, terms.skill.default_contact_expiration)
        if expires is not None and expires <= terms.now:
            return Fault(codes.RECORD_EXPIRED, f"expired at {expires:%Y-%m-%d %H:%M} UTC; give a later ExpirationDate")
        return expires


def _unfit(name: str, text: str, kind: Kind) -> Fault:
    return Fault(codes.INVALID_FIELD_VALUE, f"{name} {short(text)!r} does not fit; give {EXPECTED[kind]}")


def _merged_original(row: Mapping[str, Any], shape: Shape, stored: Prospect | None) -> dict[str, Any]:
    came = {str(key): value if isinstance(value := row[key], str) else plain(value) for key in shape.kept}
    if stored is None or not stored.original:
        return came
    merged = dict(stored.original)
    spelled = {folded(key): key for key in merged}
    for key, value in came.items():
        merged[spelled.get(folded(key), key)] = value
    return merged
