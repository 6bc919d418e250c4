"""Sources and their maps: which column of the lead system fills which field of a prospect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from studio.dialer.records.fields import CONVERTERS, DESTINATIONS, MOST_DESTINATIONS, SYSTEM_FIELDS, Kind, converted

#: The data types that a custom field may have [documented].
DataType = Literal["String", "Boolean", "Integer", "Int", "Decimal", "Date", "Time", "Email", "Phone", "SMSPhone"]

#: Columns of a row that are remembered as resolved; rows of one load nearly always have the same ones.
_MOST_SHAPES = 256


class CustomField(BaseModel):
    """A custom data definition: a field beyond the system's own.

    ``default`` is what records get for which the map has no column; phone fields take none [documented].
    A record whose required field is empty is not loaded [documented].
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(
        min_length=1,
        max_length=200,
        description="Its name, 200 characters at most [documented].",
        examples=["Product"],
    )
    type: DataType = Field("String", description="What it holds [documented].")
    required: bool = Field(False, description="True: a record in which it is empty is not loaded [documented].")
    default: str = Field(
        "",
        max_length=200,
        description="Value for records whose map has no column for it; not for phone fields [documented].",
    )
    associations: tuple[str, ...] = Field(
        default=(),
        description="Of a phone field: custom fields that go with that number [documented]; kept, without effect.",
    )

    @property
    def kind(self) -> Kind:
        """What the field holds."""
        return Kind.INTEGER if self.type == "Int" else Kind(self.type)

    @model_validator(mode="after")
    def _default_fits(self) -> CustomField:
        if self.default and self.kind in DESTINATIONS:
            raise ValueError(f"the phone field {self.name} takes no default value")
        if self.default and converted(self.kind, self.default.strip()) is None:
            raise ValueError(f"the default value of {self.name} is no {self.type}")
        return self


class Source(BaseModel):
    """A named group of records in the dialer, with its map of fields to columns.

    Without ``map`` no row has an external ID. Names of fields count in any letter
    case; a field that is mapped to an empty column is not mapped.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(
        min_length=1,
        max_length=255,
        description="Its name, 255 characters at most [documented]; letter case does not count.",
        examples=["CRM"],
    )
    map: dict[str, str] | None = Field(
        None,
        description="Column of the lead system by field: `FirstName: First Name`. Without a map every record fails with `Missing External ID`. Six destinations (phone numbers and such) at most [documented]. Fields beside custom ones: "
        + ", ".join(f"`{each}`" for each in sorted(SYSTEM_FIELDS))
        + ".",
        examples=[{"ExternalID": "External ID", "PhoneNumber": "Cell Phone"}],
    )
    fields: tuple[CustomField, ...] = Field((), description="Custom fields, beside those of the system.")
    removed: bool = Field(False, description="True: calls fail with `Source Has Been Removed`.")
    inventory_limit: int | None = Field(
        None, ge=0, description="Records of this source that the dialer holds at most; null: no limit of its own."
    )
    fields_in_use: tuple[str, ...] = Field(
        (),
        description="Fields that a filter of the platform uses: Create Source Map can't take them out of the map or give them another column [documented].",
        examples=[["Score"]],
    )

    @cached_property
    def plan(self) -> Plan:
        """The map, made ready for use."""
        return _plan(self)

    @model_validator(mode="after")
    def _map_is_sound(self) -> Source:
        kinds = _kinds(self)
        used: dict[str, str] = {}
        destinations = 0
        for name, column in (self.map or {}).items():
            known = kinds.get(folded(name))
            if known is None:
                raise ValueError(f"the map of {self.name} names {name}, no system or custom field")
            if not column.strip():
                continue
            earlier = used.setdefault(folded(column), known[0])
            if earlier != known[0]:
                raise ValueError(f"the map of {self.name} uses column {column} for {earlier} and {known[0]}")
            destinations += known[1] in DESTINATIONS
        if destinations > MOST_DESTINATIONS:
            raise ValueError(f"the map of {self.name} has more than {MOST_DESTINATIONS} destinations")
        return self


@dataclass(frozen=True, slots=True)
class Column:
    """One mapped field: its name, what it holds, and the folded column that fills it.

    ``as_text`` fields take any text as it is; ``is_destination`` ones are reached by.
    """

    name: str
    kind: Kind
    column: str
    as_text: bool
    is_destination: bool


@dataclass(slots=True)
class Plan:
    """A map made ready for use: its columns in the order of the map, destinations in the order of dialling."""

    external_id: str | None
    columns: tuple[Column, ...]
    destinations: tuple[Column, ...]
    required: tuple[tuple[str, Kind], ...]
    defaults: dict[str, str | int | float | bool]
    _shapes: dict[tuple[str, ...], Shape] = field(default_factory=dict)

    def shape(self, row: Mapping[str, object]) -> Shape:
        """Which columns of a row fill what: found once for all rows with the same columns."""
        keys = tuple(row)
        known = self._shapes.get(keys)
        if known is None:
            if len(self._shapes) >= _MOST_SHAPES:
                self._shapes.clear()
            known = self._shapes[keys] = self._resolved(keys)
        return known

    def _resolved(self, keys: tuple[str, ...]) -> Shape:
        by_column: dict[str, str] = {}
        kept = []
        for key in keys:
            name = folded(key)
            by_column.setdefault(name, key)
            if name != "resultcode":
                kept.append(key)
        filled = tuple((each, by_column[each.column]) for each in self.columns if each.column in by_column)
        mapped = {key for _, key in filled}
        external = None if self.external_id is None else by_column.get(self.external_id)
        unknown = tuple(key for key in kept if key not in mapped and key != external)
        return Shape(external, filled, tuple(kept), unknown)


@dataclass(frozen=True, slots=True)
class Shape:
    """How the columns of a row meet the map.

    ``external_id`` is the row's own name of that column, ``filled`` the mapped fields that the row has with
    its names of their columns, ``kept`` the columns that are stored as they came, ``unknown`` those that the
    map doesn't use.
    """

    external_id: str | None
    filled: tuple[tuple[Column, str], ...]
    kept: tuple[str, ...]
    unknown: tuple[str, ...]


def folded(name: object) -> str:
    """The form in which names of sources, fields and columns are compared: trimmed, in lower case."""
    return str(name).strip().lower()


def _kinds(source: Source) -> dict[str, tuple[str, Kind]]:
    """Every field by its folded name, a system field before a custom one of its name."""
    kinds = {folded(each.name): (each.name, each.kind) for each in source.fields}
    kinds.update({folded(name): (name, kind) for name, kind in SYSTEM_FIELDS.items()})
    return kinds


def _plan(source: Source) -> Plan:
    kinds = _kinds(source)
    external_id = None
    columns: dict[str, Column] = {}
    for field_name, column in (source.map or {}).items():
        name, kind = kinds[folded(field_name)]
        if not column.strip():
            continue
        if kind is Kind.EXTERNAL_ID:
            external_id = folded(column)
        else:
            as_text = kind not in CONVERTERS and kind is not Kind.CALLER_ID
            columns.setdefault(name, Column(name, kind, folded(column), as_text, kind in DESTINATIONS))
    defaults = {}
    for each in source.fields:
        value = converted(each.kind, each.default.strip()) if each.default.strip() else None
        if value is not None and each.name not in columns:
            defaults[each.name] = value
    return Plan(
        external_id,
        tuple(columns.values()),
        tuple(each for each in columns.values() if each.kind in DESTINATIONS),
        tuple((each.name, each.kind) for each in source.fields if each.required),
        defaults,
    )
