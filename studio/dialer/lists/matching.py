"""Which column of a list fills which field: found by the columns' names, as the importer of calling lists does it.

The names and parts of names are documented. Where several would do, the better one counts: first a field's own
name, then another whole name, then a part of the name; a part at the beginning of a word before one within. A
column that is found by a part of its name is taken only if the first records fit the field [our choice].
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from studio.dialer.lists.headings import ADDED
from studio.dialer.records.fields import DESTINATIONS, EXPECTED, LONGEST_EXTERNAL_ID, SYSTEM_FIELDS, Kind, converted
from studio.dialer.records.phones import read_phone
from studio.dialer.records.zone_names import zone_name
from studio.dialer.settings.sources import folded
from studio.dialer.zones.finder import short

#: Field -> other whole names, parts of names [documented], in the order in which fields choose.
IMPORTER: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ExternalID": ((), ("record", "unique", "id", "external")),
    "Compliance": (("IsCellPhone",), ("comp",)),
    "SMSPhoneNumber": (("SMSPhone", "SMSNumber"), ("sms",)),
    "CallerID": ((), ("caller",)),
    "PhoneNumber": (("Number",), ("phone",)),
    "FirstName": (("FName",), ("first",)),
    "LastName": (("LName",), ("last", "name")),
    "Address": (("Addr",), ("addr",)),
    "City": ((), ("city",)),
    "State": ((), ("state",)),
    "Zip": ((), ("postal", "zip")),
    "TimeZone": (("TZ",), ("zone",)),
    "Priority": (("HotLead",), ("hot",)),
    "Score": ((), ("score",)),
    "CallRequestStaleMinutes": ((), ("stale",)),
    "ConfirmationRequired": ((), ("confirmation", "confirm", "required")),
    "Agent": (("AgentId",), ("agent", "agt")),
    "OverrideFinalizationStatuses": ((), ("override",)),
    "ExpirationDate": ((), ("exp",)),
    "CallRequestDateTime": ((), ("request", "preferred", "callback")),
    "Notes": ((), ("note",)),
}

#: Parts that say too much within a word ("paid", "company", "update"): they count as a whole word, or at its end
#: where it is one written together, such as LeadId.
_WHOLE_WORDS = ("id",)

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_ADDED = {folded(each) for each in ADDED}
_OWN, _WHOLE, _WORD, _PART = range(4)


@dataclass(frozen=True, slots=True)
class Match:
    """A column that fills a field, and why it was taken."""

    field: str
    column: str
    why: str


@dataclass(frozen=True, slots=True)
class Matching:
    """What came of matching: the matches in the list's order, and for every other column why it is not used."""

    matches: tuple[Match, ...]
    unused: dict[str, str] = field(default_factory=dict)

    @property
    def map(self) -> dict[str, str]:
        """Column by field, as the map of a source has it."""
        return {each.field: each.column for each in self.matches}

    @property
    def missing(self) -> list[str]:
        """What a list can't be loaded without and has no column for."""
        fields = self.map
        lacking = [] if "ExternalID" in fields else ["ExternalID"]
        if not any(SYSTEM_FIELDS[each] in DESTINATIONS for each in fields):
            lacking.append("PhoneNumber")
        return lacking


def match_fields(columns: Sequence[str], sample: Iterable[Mapping[str, str]] = ()) -> Matching:
    """Find the field of every column by its name. ``sample`` are some records, to see whether values fit.

    Each column fills one field at most, and each field has one column at most: further phone columns are told
    as unused, since they need custom fields of type Phone.
    """
    rows = list(sample)
    taken: dict[str, Match] = {}
    unused: dict[str, str] = {}
    fields: set[str] = set()
    for _, name, column, why in sorted(_candidates(columns), key=lambda each: each[0]):
        if column in taken:
            continue
        if name in fields:
            unused.setdefault(column, _why_left(name, taken))
            continue
        misfit = "" if why == "its own name" else _misfit(SYSTEM_FIELDS[name], column, rows)
        if misfit:
            unused.setdefault(column, f"not taken for {name}: {misfit}")
            continue
        taken[column] = Match(name, column, why)
        fields.add(name)
    for column in columns:
        if column not in taken:
            unused.setdefault(column, "no field has such a name")
    matches = tuple(taken[each] for each in columns if each in taken)
    return Matching(matches, {each: unused[each] for each in columns if each not in taken})


def _candidates(columns: Sequence[str]) -> Iterator[tuple[tuple[int, int, int, int], str, str, str]]:
    """Every field that a column's name would do for, with how good that is."""
    for place, column in enumerate(columns):
        if folded(column) in _ADDED:
            continue
        written = _squeezed(column)
        words = [each.lower() for each in _WORDS.findall(column)]
        for order, (name, (wholes, parts)) in enumerate(IMPORTER.items()):
            if written == _squeezed(name):
                yield (_OWN, 0, order, place), name, column, "its own name"
            elif written in map(_squeezed, wholes):
                yield (_WHOLE, 0, order, place), name, column, "a whole name"
            else:
                yield from _by_parts(name, column, parts, words, order, place)
        if written == _squeezed("PreferredCallTime"):
            yield (_OWN, 0, len(IMPORTER), place), "PreferredCallTime", column, "its own name"
        for order, name in enumerate(("CustomerField1", "CustomerField2"), len(IMPORTER) + 1):
            if written == _squeezed(name):
                yield (_OWN, 0, order, place), name, column, "its own name"


def _by_parts(
    name: str, column: str, parts: Sequence[str], words: Sequence[str], order: int, place: int
) -> Iterator[tuple[tuple[int, int, int, int], str, str, str]]:
    for part in parts:
        if any(word.startswith(part) if part not in _WHOLE_WORDS else word == part for word in words):
            rank = _WORD
        elif any(word.endswith(part) if part in _WHOLE_WORDS else part in word for word in words):
            rank = _PART
        else:
            continue
        yield (rank, -len(part), order, place), name, column, f"{part!r} in its name"
        return


def _squeezed(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _why_left(name: str, taken: Mapping[str, Match]) -> str:
    column = next(each.column for each in taken.values() if each.field == name)
    if SYSTEM_FIELDS[name] in DESTINATIONS:
        return f"{name} is filled by {short(column)}; a further number needs a custom field of type Phone in the map"
    return f"{name} is filled by {short(column)}"


def _misfit(kind: Kind, column: str, rows: Sequence[Mapping[str, str]]) -> str:
    """What speaks against a column for a field: most values of the sample don't fit; empty where nothing does."""
    values = [text for row in rows if (text := row.get(column, "").strip())]
    wrong = [text for text in values if not _fits(kind, text)]
    if not values or 2 * len(wrong) <= len(values):
        return ""
    return f"{short(wrong[0], 20)!r} is not {_expected(kind)}"


def _fits(kind: Kind, text: str) -> bool:
    if kind in DESTINATIONS:
        return read_phone(text) is not None
    if kind is Kind.TIME_ZONE:
        return zone_name(text) is not None
    if kind is Kind.EXPIRATION:
        return converted(Kind.DATE, text) is not None
    if kind is Kind.EXTERNAL_ID:
        return len(text) <= LONGEST_EXTERNAL_ID
    return converted(kind, text) is not None


def _expected(kind: Kind) -> str:
    if kind in DESTINATIONS:
        return "a phone number"
    if kind is Kind.TIME_ZONE:
        return "a time zone"
    return EXPECTED[Kind.DATE] if kind is Kind.EXPIRATION else EXPECTED[kind]
