"""The contacts that the dialer starts: whose they are, and that they are forgotten when they have ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from studio.runtime.engine import CannotStart

if TYPE_CHECKING:
    from studio.runtime.contact import Contact, Incoming
    from studio.runtime.engine import Engine
    from studio.script.model import Script

#: Of contacts that failed so many are kept as they were, the newest ones.
KEPT = 20
#: Called with a contact that has ended.
Owner = Callable[["Contact"], None]


class Started:
    """Starts contacts for the skills of a campaign, and tells each's owner when it has ended.

    An end is told at the moment of the end, yet apart from the contact's own turn; what ends at one moment is told together, then
    ``after`` is called.
    """

    name = "dialer's contacts"

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._owners: dict[str, Owner] = {}
        self._ended: list[str] = []
        self._kept: list[str] = []
        #: Called when owners have been told.
        self.after: list[Callable[[], None]] = []
        engine.processes[self.name] = self

    def start(
        self,
        script: Script,
        owner: Owner,
        *,
        event: Incoming | None = None,
        when: int | None = None,
        about: dict[str, Any] | None = None,
        given: dict[str, Any] | None = None,
    ) -> Contact:
        """Begin a contact; CannotStart if the script must not."""
        contact = self._engine.start(script, event=event, when=when, about=about, given=given)
        self._owners[contact.id] = owner
        if not contact.alive:
            self.contact_ended(contact)
        return contact

    def own(self, contact: str, owner: Owner) -> None:
        """Be told of the end of a contact that runs already."""
        self._owners[contact] = owner
        found = self._engine.contacts.get(contact)
        if found is not None and not found.alive and contact not in self._ended:
            self.contact_ended(found)

    def contact_ended(self, contact: Contact) -> None:
        """A contact of the world has ended, perhaps one of these."""
        if contact.id in self._owners:
            if not self._ended:
                self._engine.at(self._engine.now, self)
            self._ended.append(contact.id)

    def wake(self, engine: Engine) -> None:
        """Tell the owners, and forget what has ended."""
        ended, self._ended = self._ended, []
        for number in ended:
            contact, owner = engine.contacts.get(number), self._owners.pop(number, None)
            if contact is None or owner is None:
                continue
            owner(contact)
            if contact.status == "failed":
                self._kept.append(number)
            else:
                engine.forget(number)
        while len(self._kept) > KEPT:
            engine.forget(self._kept.pop(0))
        for each in self.after:
            each()

    def state(self) -> dict[str, Any]:
        """What is still to be told, as plain data; owners own what they had again by themselves."""
        return {"ended": list(self._ended), "kept": list(self._kept)}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a saved state."""
        self._ended, self._kept = list(state["ended"]), list(state["kept"])


__all__ = ["KEPT", "CannotStart", "Owner", "Started"]
