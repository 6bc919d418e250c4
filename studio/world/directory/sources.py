"""Sources of prospects as scripts make them: names, maps, fields of one's own. What simple rules decide is decided
here.

The dialer knows the sources of the world file; what scripts make stands beside them here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from studio.dialer.records.fields import DESTINATIONS, MOST_DESTINATIONS, SYSTEM_FIELDS, Kind, converted
from studio.dialer.settings.sources import DataType, folded
from studio.runtime.ports.directory import Verdict

if TYPE_CHECKING:
    from studio.runtime.engine import Engine

#: Characters of a source's name, of a field's name and of its default value [documented].
LONGEST_SOURCE, LONGEST_FIELD = 255, 200
#: Data types by folded name.
_TYPES = {each.lower(): Kind.INTEGER if each == "Int" else Kind(each) for each in get_args(DataType)}
_SYSTEM = {name.lower(): kind for name, kind in SYSTEM_FIELDS.items()}


class Sources:
    """What scripts have made: names by folded name, maps by folded name, types by folded name of a field."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._maps: dict[str, dict[str, str]] = {}
        self._fields: dict[str, str] = {}

    def create(self, engine: Engine, name: str) -> Verdict:
        """Make a source; names are compared trimmed and in any letter case [choice]."""
        name = name.strip()
        if not name:
            return "NoNameProvided", "the source has no name"
        if len(name) > LONGEST_SOURCE:
            return "NameExceededLength", f"the name has {len(name)} characters, more than {LONGEST_SOURCE}"
        if folded(name) in map(folded, self.names(engine)):
            return "NameAlreadyUsed", f"there is a source {name!r} already"
        self._names[folded(name)] = name
        return "", ""

    def names(self, engine: Engine) -> list[str]:
        """The names of all sources, those of the world file first."""
        return [each.name for each in _stated(engine) if not each.removed] + list(self._names.values())

    def map_of(self, engine: Engine, source: str) -> dict[str, str] | None:
        """The map of a source, field to column; None if there is no such source."""
        key = folded(source)
        if key not in map(folded, self.names(engine)):
            return None
        if key in self._maps:
            return dict(self._maps[key])
        stated = next((each for each in _stated(engine) if folded(each.name) == key), None)
        return dict(stated.map or {}) if stated is not None else {}

    def set_map(self, engine: Engine, source: str, mapping: Any) -> Verdict:
        """Set the map of a source.

        The order of the checks is our choice: source, root, names, required, destinations, no change [choice].
        """
        present = self.map_of(engine, source)
        if present is None:
            return "InvalidSource", f"there is no source {source!r}"
        wanted = mapping.get("Mappings") if isinstance(mapping, dict) and len(mapping) == 1 else None
        if not isinstance(wanted, dict):
            return "InvalidRootNode", "the mapping's root is not Mappings"
        kinds = self._kinds(engine, source)
        unknown = [name for name in wanted if folded(name) not in kinds]
        if unknown:
            return "InvalidFieldName", f"{unknown[0]} is no system or custom field"
        found = {name: str(column).strip() for name, column in wanted.items() if str(column or "").strip()}
        return self._judged(folded(source), found, [kinds[folded(name)] for name in found], present)

    def _judged(self, source: str, found: dict[str, str], kinds: list[Kind], present: dict[str, str]) -> Verdict:
        destinations = sum(kind in DESTINATIONS for kind in kinds)
        if Kind.EXTERNAL_ID not in kinds or not destinations:
            return "MissingRequiredField", "a map needs ExternalID and a phone number"
        if destinations > MOST_DESTINATIONS:
            return "ExceededMaxDestinations", f"the map has {destinations} destinations, more than {MOST_DESTINATIONS}"
        if len({folded(column) for column in found.values()}) < len(found):
            return "Error", "two fields are mapped to one column"
        if {folded(name): column for name, column in found.items()} == {
            folded(name): column for name, column in present.items() if column.strip()
        }:
            return "NoChangesMade", "the map is the same"
        self._maps[source] = found
        return "", ""

    def define(self, name: str, type: str, default: str, associations: str) -> Verdict:
        """Define a field of one's own; one of the same name and type may be defined again [choice]."""
        name, kind = name.strip(), _TYPES.get(type.strip().lower())
        if not name:
            return "NoNameProvided", "the field has no name"
        if len(name) > LONGEST_FIELD or len(default) > LONGEST_FIELD:
            return "FieldExceededLength", f"name and default value have at most {LONGEST_FIELD} characters"
        if kind is None:
            return "InvalidDataType", f"{type!r} is no data type"
        if self._fields.get(folded(name), kind.value) != kind.value:
            return "DataTypeMismatch", f"{name} is a {self._fields[folded(name)]} already"
        if default and kind in DESTINATIONS:
            return "DataTypeDoesntSupportDefaultValue", "phone fields take no default value"
        if default and converted(kind, default.strip()) is None:
            return "DefaultValueDoesntMatchDataType", f"{default!r} is no {kind.value}"
        others = [each.strip() for each in associations.replace("|", ",").split(",") if each.strip()]
        if others and kind not in DESTINATIONS:
            return "InvalidSubField", "only phone fields have associations"
        missing = [each for each in others if folded(each) not in self._fields]
        if missing:
            return "UserDefinedFieldNotFound", f"there is no field {missing[0]!r}"
        self._fields[folded(name)] = kind.value
        return "", ""

    def _kinds(self, engine: Engine, source: str) -> dict[str, Kind]:
        stated = next((each for each in _stated(engine) if folded(each.name) == folded(source)), None)
        own = {folded(each.name): each.kind for each in stated.fields} if stated is not None else {}
        return own | {name: Kind(value) for name, value in self._fields.items()} | _SYSTEM

    def state(self) -> dict[str, Any]:
        """What scripts have made, as plain data."""
        maps = {name: dict(found) for name, found in self._maps.items()}
        return {"names": dict(self._names), "maps": maps, "fields": dict(self._fields)}

    def restore(self, state: dict[str, Any]) -> None:
        """Take saved state."""
        self._names, self._fields = dict(state["names"]), dict(state["fields"])
        self._maps = {name: dict(found) for name, found in state["maps"].items()}


def _stated(engine: Engine) -> Any:
    """The sources of the world file."""
    return getattr(engine.settings, "sources", ())
