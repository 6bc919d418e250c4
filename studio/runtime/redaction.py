"""Hiding the values of variables that a script's head names after ``redact``, from everybody who watches a run.

Documented is that such variables are hidden from traces and logs. How far that goes is our choice: see docs/traces.md.
The engine passes every event through here before any observer sees it, and results pass through on their way out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from studio.runtime.hidden_values import HiddenValues

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.script.model import Script

#: Stands in the place of a value.
MARK = "•••"
#: Members of events that tell of the script and not of values.
_PLAIN = frozenset(
    "outcome branch to script event by at discarded state status method code line column property child".split()
)
_NOBODY: frozenset[str] = frozenset()


class Redaction:
    """What is hidden in one run: names by contact, and the values that such names have had."""

    def __init__(self) -> None:
        #: True as soon as there is something to hide.
        self.active = False
        self._shown = False
        self._every: frozenset[str] = _NOBODY
        self._contacts: dict[str, frozenset[str]] = {}
        self._values = HiddenValues(MARK)

    def show_all(self) -> None:
        """Hide nothing in this run."""
        self._shown, self.active = True, False

    def know(self, script: Script) -> None:
        """Reckon with a script."""
        found = redacted_names(script)
        if found and not self._shown:
            self.active = True
            self._every |= found

    def forget(self, contact: str) -> None:
        """Keep no names for a contact that has ended; values stay hidden."""
        self._contacts.pop(contact, None)

    def state(self) -> dict[str, Any]:
        """What is hidden so far, as plain data. It holds the values."""
        return {
            "every": sorted(self._every),
            "contacts": {id: sorted(names) for id, names in self._contacts.items()},
            "values": self._values.known(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on hiding what was hidden before."""
        self._every |= frozenset(state["every"])
        self._contacts = {id: frozenset(names) for id, names in state["contacts"].items()}
        self._values.restore(state["values"])
        self.active = bool(self._every) and not self._shown

    # ------------------------------------------------------------------------------------------------ hiding
    def event(self, kind: str, contact: Contact | None, data: dict[str, Any]) -> dict[str, Any]:
        """What observers may see of what an event holds."""
        names = self._names(contact)
        places = self._places(kind, contact, names)
        if kind in ("action", "start"):
            for member in ("changes", "was", "given"):
                self._learn(data.get(member) or {}, names)
        found = {}
        for name, value in data.items():
            if name in _PLAIN:
                found[name] = self.text(value) if isinstance(value, str) and value.startswith("case ") else value
            elif name in places:
                found[name] = self._positions(value, places[name], names)
            elif name == "value" and _bare(str(data.get("name", ""))) in names:
                found[name] = self._hidden(value)
            else:
                found[name] = self._value(value, names)
        return found

    def variables(self, contact: Contact, values: Mapping[str, Any]) -> dict[str, Any]:
        """Variables of a contact as they may be shown: plain values by name."""
        names = self._names(contact)
        return {
            name: self._hidden(each) if _bare(name) in names else self._value(each, names)
            for name, each in values.items()
        }

    def hides(self, contact: Contact, name: str, value: Any) -> bool:
        """True if a variable of a contact may not be shown as it is."""
        return self.active and bool(self.variables(contact, {name: value})[name] != value)

    def given(self, script: Script, values: Mapping[str, str]) -> dict[str, str]:
        """What a script is started with, as it may be shown: parameters by p1, p2, …, or variables, by name."""
        self.know(script)
        if not self.active:
            return dict(values)
        names = redacted_names(script)
        self._learn(values, names)
        return {name: MARK if _bare(name) in names else self.text(each) for name, each in values.items()}

    def text(self, text: str) -> str:
        """A text in which the values that are known are hidden, where they are long enough to be told from others."""
        return self._values.hide(text)

    # ------------------------------------------------------------------------------------------------- names
    def _names(self, contact: Contact | None) -> frozenset[str]:
        """The names that are hidden for a contact: of all scripts that it has run. Their values are learned here."""
        if contact is None:
            return self._every
        names = self._contacts.get(contact.id, _NOBODY)
        for frame in contact.frames:
            own = redacted_names(frame.script.source)
            if not own <= names:
                names = self._contacts[contact.id] = names | own
        for name in names:
            for frame in contact.frames:
                if name in frame.variables:
                    self._values.add(frame.variables[name])
            if contact.about and name in contact.about:
                self._values.add(contact.about[name])
        return names

    def _places(self, kind: str, contact: Contact | None, names: frozenset[str]) -> dict[str, list[str]]:
        """Names that the values of a list have by their position, by member of the event."""
        if contact is None or not contact.frames:
            return {}
        script = contact.frames[-1].script.source
        if kind == "start":
            return {"parameters": [f"p{position}" for position in range(1, 1 + len(script.parameters()))]}
        if kind.startswith("signal"):
            return {"values": [*_signal_names(script), *(f"sp{each}" for each in range(1, 10))][:9]}
        if kind == "return" and len(contact.frames) > 1:
            caller = contact.frames[-2]
            model = caller.script.source.action(caller.script.actions[caller.at].id)
            return {"value": [_bare(model.text("ReturnVariable"))] if model is not None else []}
        return {}

    def _learn(self, values: Mapping[str, Any], names: frozenset[str]) -> None:
        for name, value in values.items():
            if _bare(name) in names:
                self._values.add(value)

    # ------------------------------------------------------------------------------------------------ values
    def _positions(self, value: Any, places: list[str], names: frozenset[str]) -> Any:
        if not isinstance(value, (list, tuple)):
            return self._hidden(value) if places and places[0] in names else self._value(value, names)
        return [
            self._hidden(each) if place < len(places) and places[place] in names else self._value(each, names)
            for place, each in enumerate(value)
        ]

    def _hidden(self, value: Any) -> Any:
        """A value whose name is hidden. That there is none is no secret."""
        self._values.add(value)
        return None if value is None else MARK

    def _value(self, value: Any, names: frozenset[str]) -> Any:
        match value:
            case str():
                return self.text(value)
            case bool() | None:
                return value
            case int() | float():
                return MARK if self._values.holds(value) else value
            case list() | tuple():
                return [self._value(each, names) for each in value]
            case dict():
                return {
                    name: self._hidden(each) if _bare(str(name)) in names else self._value(each, names)
                    for name, each in value.items()
                }
        return value


def redacted_names(script: Script) -> frozenset[str]:
    """The names that a script hides, folded: those of its head, and p1, p2, … where its Begin gives them such a name."""
    if not script.redact:
        return _NOBODY
    names = {_bare(each) for each in script.redact} - {""}
    names |= {f"p{place}" for place, name in enumerate(script.parameters(), 1) if _bare(name) in names}
    return frozenset(names | {f"sp{place}" for place, name in enumerate(_signal_names(script), 1) if name in names})


def _signal_names(script: Script) -> list[str]:
    found = [each for each in script.actions if each.kind.upper() == "ONSIGNAL"]
    return [_bare(each) for each in max(found, key=lambda each: each.id).items("Parameters")] if found else []


def _bare(name: str) -> str:
    """The variable's own name: without ``global:``, an index or a member."""
    bare = name.strip().lower().removeprefix("global:")
    for end in "[.":
        bare = bare.partition(end)[0]
    return bare.strip()
