"""The store of shared values, in memory.

Values vanish by themselves: when their time is over, and those that are not persistent when their contact is released. That
is looked at whenever a list is, so nothing has to happen at the moment itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass, field
from typing import TYPE_CHECKING, Any

from studio.runtime.clock import SECOND
from studio.runtime.contact import NEVER, Contact
from studio.runtime.ports.values import Method, Occurrence

if TYPE_CHECKING:
    from studio.runtime.engine import Engine
    from studio.world.values.settings import ValuesSettings

#: Appends are counted for so long [documented].
_WINDOW = 24 * 3600 * SECOND

#: Scope, whose, name; all in small letters.
Key = tuple[str, str, str]


@dataclass(slots=True)
class _Entry:
    """A value. ``owner`` is the contact that it goes with ("": it stays); ``late`` if that one was released already."""

    value: str
    owner: str
    late: bool
    until: int


@dataclass(slots=True)
class _List:
    entries: list[_Entry] = field(default_factory=list)
    #: When values were appended, within the last 24 hours.
    appends: list[int] = field(default_factory=list)


class SimulatedValues:
    """Implements ``ports.Values`` for one engine."""

    def __init__(self, engine: Engine, settings: ValuesSettings) -> None:
        self._engine = engine
        self._most = settings.most
        self._lists: dict[Key, _List] = {}
        self._count = 0
        #: The lists that a contact has put values into that go with it.
        self._left_by: dict[str, set[Key]] = {}
        for stated in settings.lists:
            until = NEVER if stated.hours is None else engine.now + round(stated.hours * 3600 * SECOND)
            entries = [_Entry(value, "", False, until) for value in stated.values]
            self._list(_key(stated.scope, stated.whose, stated.name)).entries += entries
            self._count += len(entries)

    # ------------------------------------------------------------------------------------------ for actions
    def put(
        self,
        contact: str,
        scope: str,
        whose: str,
        name: str,
        value: str,
        *,
        method: Method = "ReplaceAll",
        persistent: bool = False,
        hours: float = 24.0,
    ) -> bool:
        """Store a value; False if the list takes no more at present."""
        now = self._engine.now
        held = self._fresh(_key(scope, whose, name)) or self._list(_key(scope, whose, name))
        if method == "ReplaceAll":
            self._count -= len(held.entries)
            held.entries.clear()
        if self._count >= self._most or (method == "Append" and not self._may_append(held, now)):
            return False
        owner = "" if persistent else contact
        found = self._engine.contacts.get(contact)
        entry = _Entry(value, owner, found is not None and found.released, now + round(hours * 3600 * SECOND))
        held.entries.insert(0 if method == "Insert" else len(held.entries), entry)
        self._count += 1
        if owner:
            self._left_by.setdefault(owner, set()).add(_key(scope, whose, name))
        if method == "Append":
            held.appends.append(now)
        return True

    def first(self, scope: str, whose: str, name: str, *, remove: bool = False) -> str | None:
        """The first value, or None."""
        held = self._fresh(_key(scope, whose, name))
        if held is None or not held.entries:
            return None
        found = held.entries[0]
        if remove:
            del held.entries[0]
            self._count -= 1
        return found.value

    def all(self, scope: str, whose: str, name: str) -> list[str]:
        """Every value of the list, in order."""
        held = self._fresh(_key(scope, whose, name))
        return [each.value for each in held.entries] if held is not None else []

    def remove(self, scope: str, whose: str, name: str, value: str, occurrence: Occurrence = "All") -> int:
        """Take away values that are equal to this one; how many were."""
        held = self._fresh(_key(scope, whose, name))
        places = [at for at, each in enumerate(held.entries) if each.value == value] if held is not None else []
        if held is None or not places:
            return 0
        gone = {"First": places[:1], "Last": places[-1:]}.get(occurrence, places)
        kept = set(gone)
        held.entries = [each for at, each in enumerate(held.entries) if at not in kept]
        self._count -= len(gone)
        return len(gone)

    def clear(self, scope: str, whose: str, name: str = "") -> int:
        """Empty a list, or without a name all lists of the scope; the appends of a cleared list count no more."""
        wanted = _key(scope, whose, name)
        keys = [key for key in self._lists if key == wanted or (not wanted[2] and key[:2] == wanted[:2])]
        gone = 0
        for key in keys:
            self._fresh(key)
            gone += len(self._lists.pop(key).entries)
        self._count -= gone
        return gone

    # ------------------------------------------------------------------------------------------ for the world
    def contact_ended(self, engine: Engine, contact: Contact) -> None:
        """Forget what a contact has left behind."""
        for key in self._left_by.pop(contact.id, ()):
            held = self._lists.get(key)
            if held is not None:
                self._keep(held, [each for each in held.entries if each.owner != contact.id])

    def state(self) -> dict[str, Any]:
        """All lists as plain data."""
        lists = [
            {"key": list(key), "entries": [list(astuple(each)) for each in held.entries], "appends": list(held.appends)}
            for key, held in self._lists.items()
        ]
        return {"lists": lists}

    def restore(self, state: dict[str, Any]) -> None:
        """Take saved lists."""
        self._lists = {
            (scope, whose, name): _List([_Entry(*entry) for entry in each["entries"]], list(each["appends"]))
            for each in state["lists"]
            for scope, whose, name in [each["key"]]
        }
        self._count = sum(len(held.entries) for held in self._lists.values())
        self._left_by = {}
        for key, held in self._lists.items():
            for entry in held.entries:
                if entry.owner:
                    self._left_by.setdefault(entry.owner, set()).add(key)

    def __iter__(self) -> Iterator[tuple[Key, list[str]]]:
        """Every list that has values, by key, for people who look at a world."""
        for key in list(self._lists):
            held = self._fresh(key)
            if held is not None and held.entries:
                yield key, [each.value for each in held.entries]

    # ----------------------------------------------------------------------------------------------- inside
    def _list(self, key: Key) -> _List:
        return self._lists.setdefault(key, _List())

    def _fresh(self, key: Key) -> _List | None:
        """The list without what has vanished by now."""
        held = self._lists.get(key)
        if held is not None and held.entries:
            alive = [each for each in held.entries if not self._gone(each)]
            if len(alive) < len(held.entries):
                self._keep(held, alive)
        return held

    def _keep(self, held: _List, entries: list[_Entry]) -> None:
        self._count += len(entries) - len(held.entries)
        held.entries = entries

    def _gone(self, entry: _Entry) -> bool:
        if entry.until <= self._engine.now:
            return True
        contact = self._engine.contacts.get(entry.owner) if entry.owner else None
        return contact is not None and (not contact.alive or (contact.released and not entry.late))

    def _may_append(self, held: _List, now: int) -> bool:
        if held.appends and held.appends[0] <= now - _WINDOW:
            held.appends = [each for each in held.appends if each > now - _WINDOW]
        return len(held.appends) < self._engine.settings.platform.appends


def _key(scope: str, whose: str, name: str) -> Key:
    return scope.strip().lower(), whose.strip().lower(), name.strip().lower()
