"""The order in which a skill's records are dialled, as keys that sort so."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from studio.dialer.settings.list_management import ListSettings

Key = tuple[Any, ...]

_FIELDS = {
    "Preview Required": "ConfirmationRequired",
    "Score": "Score",
    "Customer Field 1": "CustomerField1",
    "Customer Field 2": "CustomerField2",
}


class ListOrder:
    """Makes the keys of records: callbacks first, then those with priority, then what is stated, then as created."""

    def __init__(self, settings: ListSettings) -> None:
        self._parts = [(each.by, each.descending) for each in settings.order]
        #: Whether the fields of a record are needed for its key.
        self.needs_fields = any(by in _FIELDS for by, _ in self._parts)

    def key(
        self,
        number: int,
        callback: bool,
        priority: bool,
        created: float,
        attempts: int,
        fields: str | Mapping[str, Any],
    ) -> Key:
        """The key of one record; ``number`` is the store's, ``fields`` may be JSON."""
        if not self._parts:
            return (not callback, not priority, created, number)
        known = fields
        if self.needs_fields and isinstance(known, str):
            known = json.loads(known)
        values: list[Any] = []
        for by, descending in self._parts:
            value: Any = created if by == "Created" else attempts
            if by in _FIELDS:
                value = known.get(_FIELDS[by]) if isinstance(known, Mapping) else None
            values.append(value is None)
            values.append(None if value is None else _ORDERED[isinstance(value, str)](value, descending))
        return (not callback, not priority, *values, created, number)


def _number(value: Any, descending: bool) -> Any:
    return -value if descending else value


def _text(value: str, descending: bool) -> Any:
    folded = value.casefold()
    # The end of a text sorts after every character, so that in descending order the longer one comes first.
    return (*(-ord(each) for each in folded), 1) if descending else tuple(map(ord, folded))


_ORDERED: dict[bool, Callable[[Any, bool], Any]] = {False: _number, True: _text}
