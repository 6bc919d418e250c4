"""The customers' cards of a world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import asdict
from typing import Any

from studio.runtime.contact import Contact
from studio.runtime.ports.messages import Card


class SimulatedCards:
    """Implements ``ports.Cards``.

    A contact's own card is the one whose id its predefined value CustomerId gives, else one that is made for it: by the
    script, or by itself for a digital contact.
    """

    def __init__(
        self,
        cards: Sequence[Card] = (),
        *,
        known: Mapping[str, Sequence[str]] | None = None,
        forms: Sequence[tuple[str, Mapping[str, str]]] = (),
    ) -> None:
        """``known`` are the ids of fields by target (none: any id will do), ``forms`` fields of contacts by main script."""
        self._cards = {each.id: deepcopy(each) for each in cards}
        self._known = {target: list(ids) for target, ids in (known or {}).items()}
        self._forms = [(script.lower(), dict(fields)) for script, fields in forms]
        self._own: dict[str, str] = {}
        self._fields: dict[str, dict[str, str]] = {}

    def create(self, contact: Contact, first_name: str, last_name: str) -> Card:
        """The card of a contact, made if it has none; a name that is given is noted."""
        card = self.of(contact)
        if card is None:
            card = self._cards[self._new_id(contact)] = Card(self._new_id(contact))
            self._own[contact.id] = card.id
        card.first_name = first_name or card.first_name
        card.last_name = last_name or card.last_name
        return card

    def of(self, contact: Contact) -> Card | None:
        """The card of a contact; one of a digital channel always has one."""
        id = self._own.get(contact.id) or contact.told("customerid")
        if id:
            return self._cards.get(id)
        if contact.main.script.source.media.lower() == "digital":
            card = self._cards[self._new_id(contact)] = Card(self._new_id(contact))
            self._own[contact.id] = card.id
            return card
        return None

    def find(self, id: str, contact: Contact) -> Card | None:
        """The card of this customer; empty: the contact's own."""
        return self._cards.get(id) if id else self.of(contact)

    def fields_of(self, contact: Contact) -> dict[str, str]:
        """The fields of one's own of a contact: those that the world states for its script, and what was set."""
        if contact.id not in self._fields:
            script = contact.main.script.name.lower()
            stated = [fields for name, fields in self._forms if name in ("", script)]
            self._fields[contact.id] = {id: value for fields in stated for id, value in fields.items()}
        return self._fields[contact.id]

    def knows_field(self, target: str, id: str) -> bool:
        """True if there is a field of this id; where the world states none, every id will do."""
        known = self._known.get(target)
        return bool(id) and (not known or id in known)

    def known_fields(self) -> list[str]:
        """The ids of fields of cards that are stated."""
        return list(self._known.get("customer", ()))

    def all(self) -> list[Card]:
        """Every card, in the order in which they came to be."""
        return list(self._cards.values())

    def state(self) -> dict[str, Any]:
        """Cards and fields as plain data."""
        return {
            "cards": [asdict(each) for each in self._cards.values()],
            "own": dict(self._own),
            "fields": {contact: dict(fields) for contact, fields in self._fields.items()},
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a saved state."""
        self._cards = {each["id"]: Card(**deepcopy(each)) for each in state["cards"]}
        self._own = dict(state["own"])
        self._fields = {contact: dict(fields) for contact, fields in state["fields"].items()}

    @staticmethod
    def _new_id(contact: Contact) -> str:
        return f"customer-{contact.id}"
