"""Map files: which column of a list fills which field, as YAML or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, RootModel, field_validator

from studio.cli.prospects.opening import Unusable
from studio.diagnostics import Diagnostic, has_errors
from studio.dialer.records.fields import SYSTEM_FIELDS
from studio.dialer.settings.sources import CustomField, DataType, Source, folded

if TYPE_CHECKING:
    from studio.dialer.lists.files import ListFile


class Custom(BaseModel):
    """A custom field: its column, what it holds, and whether it must be filled."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    column: str = Field(description="The list's column.")
    type: DataType = Field(default="String", description="What the field holds.")
    required: bool = Field(default=False, description="True: a record in which it is empty is not loaded.")


class MapFile(RootModel[dict[str, str | Custom]]):
    """A whole map file: a column for each field, or column and type of a custom field."""

    @field_validator("root", mode="before")
    @classmethod
    def _is_map(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            raise ValueError("a map file has lines such as PhoneNumber: Cell Phone")
        for name in value:
            if not isinstance(name, str):
                raise ValueError(f"{name!r} is no field; put it in quotes")
        return value

    def map(self) -> dict[str, str]:
        """Column by field."""
        return {name: to if isinstance(to, str) else to.column for name, to in self.root.items()}

    def customs(self) -> list[CustomField]:
        """The custom fields that it defines."""
        return [
            CustomField.model_validate({"name": name, "type": to.type, "required": to.required})
            for name, to in self.root.items()
            if isinstance(to, Custom)
        ]


def read_map(path: Path, source: Source) -> Source:
    """The source with the map of a file in place of its own; Unusable with everything that is wrong with the file."""
    from studio.world.places import read_placed

    found, problems, places = read_placed(path, MapFile)
    if found is None:
        raise Unusable(*(_renamed(each) for each in problems))
    known = {folded(each.name): each for each in source.fields}
    known |= {folded(each.name): each for each in found.customs()}
    wrong = [
        Diagnostic("LF303", "error", f"{name} is no field of the system", _near(name), **places(name))
        for name, to in found.root.items()
        if isinstance(to, str) and folded(name) not in _SYSTEM and folded(name) not in known
    ]
    wrong += [
        Diagnostic("LF303", "error", f"{name} is a field of the system: it has a type already", **places(name))
        for name, to in found.root.items()
        if not isinstance(to, str) and folded(name) in _SYSTEM
    ]
    if wrong:
        raise Unusable(*wrong)
    return made(path, source.model_dump() | {"map": found.map(), "fields": tuple(known.values())})


def made(path: Path, members: dict[str, Any]) -> Source:
    """A source of these members; Unusable where its map can't be."""
    from pydantic import ValidationError

    try:
        return Source.model_validate(members)
    except ValidationError as fault:
        said = [each["msg"].removeprefix("Value error, ") for each in fault.errors()]
        raise Unusable(*(Diagnostic("LF304", "error", each, file=str(path)) for each in said)) from None


def check_columns(file: ListFile, source: Source, path: Path | None) -> list[Diagnostic]:
    """What the list lacks of the columns that the source's map names; ``path`` is the map's own file.

    An error is what no record can do without, and every column that a map made for this list names.
    """
    there = {folded(each) for each in file.columns}
    external_id, destinations = source.plan.external_id, source.plan.destinations
    found = []
    for name, column in (source.map or {}).items():
        if not column.strip() or folded(column) in there:
            continue
        needed = path is not None or folded(column) == external_id
        found.append(
            Diagnostic(
                "LF302",
                "error" if needed else "warning",
                f"the list has no column {column!r}, which the map names for {name}",
                file=str(path or file.path),
            )
        )
    lacking = [] if external_id is not None else ["ExternalID"]
    if not any(each.column in there for each in destinations):
        lacking.append("a phone number")
    if lacking and not has_errors(found):
        columns = f"the list's columns are: {', '.join(file.columns[:30])}"
        message = f"the map has no column of the list for {' and '.join(lacking)}"
        found.append(Diagnostic("LF305", "error", message, columns, file=str(path or file.path)))
    return found


_SYSTEM = {folded(each): each for each in SYSTEM_FIELDS}


def _near(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(folded(name), _SYSTEM, n=3, cutoff=0.6)
    told = f"did you mean {', '.join(_SYSTEM[each] for each in near)}? " if near else ""
    return f"{told}a field of your own is written {{column: …, type: …}}"


def _renamed(each: Diagnostic) -> Diagnostic:
    """A finding of the YAML reader under the codes of map files."""
    from dataclasses import replace

    return replace(each, code="LF301")
