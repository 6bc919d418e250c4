"""Create Source, Create Source Map, Get Source Map, Get Sources, Create User Field: what becomes of each call."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, get_args

from studio.dialer.records.fields import DESTINATIONS, MOST_DESTINATIONS, SYSTEM_FIELDS, Kind, converted
from studio.dialer.settings.sources import CustomField, DataType, Source, folded
from studio.dialer.store.source_book import SourceBook
from studio.dialer.store.texts import can_be_stored
from studio.runtime.ports.directory import Verdict

#: Characters of a source's name, of a field's name and of its default value [documented].
LONGEST_SOURCE, LONGEST_FIELD = 255, 200
#: Data types by folded name, as the platform spells them.
_TYPES: dict[str, DataType] = {each.lower(): each for each in get_args(DataType)}
_SYSTEM = {folded(name): kind for name, kind in SYSTEM_FIELDS.items()}
_SPELLED = {folded(name): name for name in SYSTEM_FIELDS}
_DONE: Verdict = ("", "")


class Sources:
    """Sources as scripts make them. ``in_use`` tells which fields of a source a filter or a cadence uses, folded."""

    def __init__(self, book: SourceBook, in_use: Callable[[str], set[str]]) -> None:
        self._book = book
        self._in_use = in_use

    def create(self, name: str) -> Verdict:
        """Make a source; names are compared trimmed and in any letter case [choice]. A removed one keeps its name [choice]."""
        wrong = self.unfit(name)
        if not wrong[0]:
            self._book.add(name.strip())
        return wrong

    def unfit(self, name: str) -> Verdict:
        """Why no source of this name can be made."""
        name = name.strip()
        if not name:
            return "NoNameProvided", "the source has no name"
        if len(name) > LONGEST_SOURCE:
            return "NameExceededLength", f"the name has {len(name)} characters, more than {LONGEST_SOURCE}"
        if not can_be_stored(name):
            return "Error", "the name holds characters that can't be stored"
        if self._book.get(name) is not None:
            return "NameAlreadyUsed", f"there is a source {name!r} already"
        return _DONE

    def map_of(self, source: str) -> dict[str, str] | None:
        """The map of a source, field to column; None if there is no such source."""
        found = self._there(source)
        return None if found is None else {name: column for name, column in (found.map or {}).items() if column.strip()}

    def set_map(self, source: str, mapping: Any) -> Verdict:
        """Set the map of a source.

        Checked in this order [choice]: source, root, names, required, destinations, two fields on one column, fields in
        use, no change.
        """
        present = self._there(source)
        if present is None:
            return "InvalidSource", f"there is no source {source!r}"
        wanted = mapping.get("Mappings") if isinstance(mapping, dict) and len(mapping) == 1 else None
        if not isinstance(wanted, dict):
            return "InvalidRootNode", "the mapping's root is not Mappings"
        kinds = _kinds(present.fields)
        unknown = [name for name in wanted if folded(name) not in kinds]
        if unknown:
            return "InvalidFieldName", f"{unknown[0]} is no system or custom field"
        found = {name: text for name, column in wanted.items() if (text := str(column or "").strip())}
        return self._judged(present, found, [kinds[folded(name)] for name in found])

    def _judged(self, source: Source, found: dict[str, str], kinds: list[Kind]) -> Verdict:
        destinations = sum(kind in DESTINATIONS for kind in kinds)
        if Kind.EXTERNAL_ID not in kinds or not destinations:
            return "MissingRequiredField", "a map needs ExternalID and a phone number"
        if destinations > MOST_DESTINATIONS:
            return "ExceededMaxDestinations", f"the map has {destinations} destinations, more than {MOST_DESTINATIONS}"
        if len({folded(column) for column in found.values()}) < len(found):
            return "Error", "two fields are mapped to one column"
        if not all(map(can_be_stored, (*found, *found.values()))):
            return "Error", "the map holds characters that can't be stored"
        before, after = _by_field(source.map or {}), _by_field(found)
        used = self._in_use(source.name)
        changed = [name for name in before if name in used and folded(before[name]) != folded(after.get(name, ""))]
        if changed:
            return "FieldsInUseCantApply", f"{_SPELLED.get(changed[0], changed[0])} is in use by a filter or a cadence"
        if before == after:
            return "NoChangesMade", "the map is the same"
        self._book.set_map(source.name, found)
        return _DONE

    def define(self, name: str, type: str, default: str, associations: str) -> Verdict:
        """Define a field of all sources; one of the same name and type may be defined again [choice]."""
        name, kind = name.strip(), _TYPES.get(type.strip().lower())
        known = {folded(each.name): each for each in self._book.fields()}
        if not name:
            return "NoNameProvided", "the field has no name"
        if len(name) > LONGEST_FIELD or len(default) > LONGEST_FIELD:
            return "FieldExceededLength", f"name and default value have at most {LONGEST_FIELD} characters"
        if kind is None:
            return "InvalidDataType", f"{type!r} is no data type"
        if not all(map(can_be_stored, (name, default, associations))):
            return "Error", "the field holds characters that can't be stored"
        field = CustomField.model_validate({"name": name, "type": kind})
        present = known.get(folded(name))
        mistyped = folded(name) in _SYSTEM or (present is not None and present.kind is not field.kind)
        if mistyped:
            return "DataTypeMismatch", f"{name} is there already with another type"
        if default.strip() and field.kind in DESTINATIONS:
            return "DataTypeDoesntSupportDefaultValue", "phone fields take no default value"
        if default.strip() and converted(field.kind, default.strip()) is None:
            return "DefaultValueDoesntMatchDataType", f"{default!r} is no {kind}"
        others = [each.strip() for each in associations.replace("|", ",").split(",") if each.strip()]
        if others and field.kind not in DESTINATIONS:
            return "InvalidSubField", "only phone fields have associations"
        missing = [each for each in others if folded(each) not in known]
        if missing:
            return "UserDefinedFieldNotFound", f"there is no field {missing[0]!r}"
        more = {"default": default.strip(), "associations": tuple(others)}
        wanted = CustomField.model_validate({"name": name, "type": kind} | more)
        if present is not None and present != wanted and folded(name) in self._in_use(""):
            return "FieldInUseByProcessingFilter", f"{name} is in use by a filter"
        self._book.put_field(wanted)
        return _DONE

    def _there(self, name: str) -> Source | None:
        found = self._book.get(name)
        return found if found is not None and not found.removed else None


def identity_map(fields: Iterable[CustomField]) -> dict[str, str]:
    """A map in which every column fills the field of its own name; of numbers PhoneNumber alone [choice]."""
    names = {name: name for name, kind in SYSTEM_FIELDS.items() if kind not in DESTINATIONS or name == "PhoneNumber"}
    return names | {each.name: each.name for each in fields if each.kind not in DESTINATIONS}


def _kinds(fields: Iterable[CustomField]) -> dict[str, Kind]:
    return {folded(each.name): each.kind for each in fields} | _SYSTEM


def _by_field(map: dict[str, str]) -> dict[str, str]:
    return {folded(name): column.strip() for name, column in map.items() if column.strip()}
