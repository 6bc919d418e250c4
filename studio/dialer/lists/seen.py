"""Which external IDs a list had already, and in which row: some thirty bytes for each, however long they are."""

from __future__ import annotations

from array import array
from hashlib import blake2b


class SeenIds:
    """The rows in which external IDs stand first.

    IDs are known by 64 bits of their hash, in a table with open addressing: with a million of them the odds that
    two different ones are taken for the same are below one in ten million.
    """

    def __init__(self) -> None:
        self._keys = array("Q", bytes(8 * 1024))
        self._rows = array("I", bytes(array("I").itemsize * 1024))
        self._count = 0

    def first(self, external_id: str, row: int) -> int:
        """The row in which this ID came first: ``row`` itself if it is new."""
        if 2 * self._count >= len(self._keys):
            self._grow()
        key = int.from_bytes(blake2b(external_id.encode("utf-8", "surrogatepass"), digest_size=8).digest()) or 1
        at = self._place(key)
        if not self._keys[at]:
            self._keys[at], self._rows[at] = key, row
            self._count += 1
        return self._rows[at]

    def _place(self, key: int) -> int:
        mask = len(self._keys) - 1
        at = key & mask
        while self._keys[at] and self._keys[at] != key:
            at = (at + 1) & mask
        return at

    def _grow(self) -> None:
        keys, rows = self._keys, self._rows
        self._keys = array("Q", bytes(keys.itemsize * 2 * len(keys)))
        self._rows = array("I", bytes(rows.itemsize * 2 * len(rows)))
        for key, row in zip(keys, rows, strict=True):
            if key:
                at = self._place(key)
                self._keys[at], self._rows[at] = key, row
