"""Which changes of variables a trace shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from studio.runtime.events import Event

_GLOBAL = "global:"


class Change(NamedTuple):
    """A variable that an action changed: its name, its text before and now (None: null, or not there)."""

    name: str
    was: str | None
    now: str | None


class Shown:
    """All changes, those of some variables only, or none.

    A watched name stands for the variable of that name in any frame, with ``global:`` for the main script's alone.
    """

    def __init__(self, watch: Iterable[str] = (), *, variables: bool = True) -> None:
        self.watch = tuple(each.strip() for each in watch if each.strip())
        self.variables = variables
        self._wanted = {each.lower() for each in self.watch}

    @property
    def marked(self) -> bool:
        """True if each change is shown with what was there before."""
        return bool(self.watch)

    def changes(self, event: Event) -> Iterator[Change]:
        """The changes of an event that are to be seen, in order."""
        if not self.variables:
            return
        was = event.data.get("was", {})
        for name, now in event.data.get("changes", {}).items():
            if not self.watch or self._watched(name, event.depth):
                yield Change(name, was.get(name), now)

    def _watched(self, name: str, depth: int) -> bool:
        folded = name.lower()
        bare = folded.removeprefix(_GLOBAL)
        main = folded != bare or depth == 0
        return bare in self._wanted or (main and _GLOBAL + bare in self._wanted)
