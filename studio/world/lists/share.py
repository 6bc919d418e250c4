"""A share of all records: what one of several worlds takes of the same lists and leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.dialer.settings.sources import Source


@dataclass(frozen=True, slots=True)
class Share:
    """Share ``number`` (from 0) of ``of`` ones. Every key belongs to exactly one, the same on every machine."""

    number: int = 0
    of: int = 1

    def has(self, key: str) -> bool:
        """Whether the record with this key, blanks around it aside, is in this share."""
        if self.of == 1:
            return True
        digest = blake2b(key.strip().encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return int.from_bytes(digest, "big") % self.of == self.number


#: All of it.
WHOLE = Share()


def identity_of(lead: Mapping[str, str], sources: Iterable[Source]) -> str:
    """What a lead is told by: the external ID that it will have in the first source with a map, or the CRM's own key."""
    wanted = next((each.plan.external_id for each in sources if each.plan.external_id), None)
    for column, value in lead.items():
        if column.strip().lower() == wanted and value.strip():
            return value
    return lead["LeadId"]
