"""A share of all records: what one of several worlds takes of the same lists and leads."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b


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
