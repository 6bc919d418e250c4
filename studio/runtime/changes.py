"""Which variables an action changed: compared round each action, only while somebody wants to know."""

from __future__ import annotations

from typing import Any

from studio.runtime.contact import Contact
from studio.snippet.values import to_text
from studio.snippet.variables import Variables

#: What can't change within: the same object is the same value. All else is compared as text.
_FIRM = (str, int, float, bool, type(None))

#: A value and its text, by folded name.
_Seen = dict[str, "tuple[Any, str | None]"]


class ChangeWatch:
    """Compares the variables of the frame, and of the main frame, with what they were when last looked at.

    So what an event writes before its action counts as that action's.
    """

    def __init__(self, spellings: dict[str, str]) -> None:
        self._spellings = spellings
        self._seen: dict[str, list[tuple[str, Variables, _Seen]]] = {}
        #: By contact: name -> (before, now), since they were last taken.
        self._changes: dict[str, dict[str, tuple[str | None, str | None]]] = {}

    def before(self, contact: Contact) -> None:
        """Note the variables as they are, where they are not known from before."""
        wanted = [("", contact.frames[-1].variables)]
        if len(contact.frames) > 1:
            wanted.append(("global:", contact.frames[0].variables))
        seen = self._seen.get(contact.id, [])
        if [id(each[1]) for each in seen] == [id(variables) for _, variables in wanted]:
            return
        known = {id(variables): texts for _, variables, texts in seen}
        self._seen[contact.id] = [
            (prefix, variables, known[id(variables)] if id(variables) in known else _texts(variables))
            for prefix, variables in wanted
        ]

    def after(self, contact: Contact) -> None:
        """Note what has become of them."""
        for prefix, variables, seen in self._seen.get(contact.id, ()):
            for name, value in variables.items():
                was = seen.get(name)
                if was is not None and was[0] is value and isinstance(value, _FIRM):
                    continue
                now = _text(value)
                if was is None or was[1] != now:
                    self._note(contact, prefix, name, was and was[1], now)
                seen[name] = (value, now)
            if len(seen) > len(variables):
                for name in [each for each in seen if each not in variables]:
                    self._note(contact, prefix, name, seen.pop(name)[1], None)

    def _note(self, contact: Contact, prefix: str, name: str, was: str | None, now: str | None) -> None:
        changes = self._changes.setdefault(contact.id, {})
        shown = prefix + self._spellings.get(name, name)
        changes[shown] = (changes[shown][0] if shown in changes else was, now)

    def taken(self, contact: Contact) -> tuple[dict[str, str | None], dict[str, str | None]]:
        """The contact's changes since the last call, and what was there before: name -> text, None for null or nothing."""
        found = self._changes.pop(contact.id, {})
        return {name: now for name, (_, now) in found.items()}, {name: was for name, (was, _) in found.items()}

    def state(self) -> dict[str, Any]:
        """What has been noted and not taken, as plain data: an event has written it, its action has not been told of yet."""
        return {id: {name: list(each) for name, each in changes.items()} for id, changes in self._changes.items()}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from what another one had noted."""
        self._seen.clear()
        self._changes = {
            id: {name: (was, now) for name, (was, now) in changes.items()} for id, changes in state.items()
        }

    def forget(self, contact: Contact) -> None:
        """Keep nothing of a contact that has ended."""
        self._seen.pop(contact.id, None)
        self._changes.pop(contact.id, None)


def _text(value: Any) -> str | None:
    return None if value is None else to_text(value)


def _texts(variables: Variables) -> _Seen:
    return {name: (value, _text(value)) for name, value in variables.items()}
