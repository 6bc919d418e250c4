"""Which variables an action changed: compared before and after it, only while somebody wants to know."""

from __future__ import annotations

from studio.runtime.contact import Contact
from studio.snippet.values import to_text
from studio.snippet.variables import Variables


class ChangeWatch:
    """Compares the variables of the frame, and of the main frame, round each action."""

    def __init__(self, spellings: dict[str, str]) -> None:
        self._spellings = spellings
        self._before: list[tuple[str, Variables, dict[str, str | None]]] = []
        self._changes: dict[str, str | None] = {}

    def before(self, contact: Contact) -> None:
        """Note the variables as they are."""
        frames = [("", contact.frames[-1].variables)]
        if len(contact.frames) > 1:
            frames.append(("global:", contact.frames[0].variables))
        self._before = [(prefix, variables, _texts(variables)) for prefix, variables in frames]

    def after(self, contact: Contact) -> None:
        """Note what has become of them."""
        for prefix, variables, old in self._before:
            new = _texts(variables)
            for name in [*new, *(gone for gone in old if gone not in new)]:
                if name not in old or name not in new or old[name] != new[name]:
                    self._changes[prefix + self._spellings.get(name, name)] = new.get(name)

    def taken(self) -> dict[str, str | None]:
        """The changes since the last call: name -> text, None for null or forgotten."""
        found, self._changes = self._changes, {}
        return found


def _texts(variables: Variables) -> dict[str, str | None]:
    return {name: None if value is None else to_text(value) for name, value in variables.items()}
