"""Variables of one running script, by folded name."""

from __future__ import annotations

from typing import Any, Protocol

from studio.snippet.copies import copy_value


class SystemSource(Protocol):
    """Where values come from that no script has set: ``ContactID``, ``now`` and others."""

    def get(self, name: str) -> Any: ...


class Variables(dict[str, Any]):
    """A frame's own variables. Reading a name that is not there never stores it.

    A name without a value of its own gives that of the main script's frame, then the system's, then null; never that of
    a caller that is itself a subscript [choice].
    """

    __slots__ = ("main", "system")

    def __init__(self, main: Variables | None = None, system: SystemSource | None = None) -> None:
        """``main`` is None for the main script's own frame."""
        super().__init__()
        self.main = main
        self.system = system

    def __missing__(self, name: str) -> Any:
        if self.main is not None:
            return self.main[name]
        return self.system.get(name) if self.system is not None else None

    def for_part_write(self, name: str) -> Any:
        """The value to write a part of: the main script's is first copied into a local one [choice]."""
        if name in self or self.main is None:
            return self[name]
        value = copy_value(self[name])
        if value is not None:
            self[name] = value
        return value
