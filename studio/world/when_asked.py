"""A part of the world that is built when somebody first asks something of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class WhenAsked:
    """Stands for a part until one of the methods of its protocol is needed, and passes everything on to it from then on."""

    def __init__(self, build: Callable[[], Any], protocol: type) -> None:
        self._build = build
        self._part: Any = None
        self._names = {name for name in vars(protocol) if not name.startswith("_")}

    def build(self) -> Any:
        """The part, built if it wasn't there."""
        if self._part is None:
            self._part = self._build()
        return self._part

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or (self._part is None and name not in self._names):
            raise AttributeError(name)
        return getattr(self.build(), name)

    def state(self) -> Any:
        """The part's state; None where it was never needed."""
        return None if self._part is None else self._part.state()

    def restore(self, state: Any) -> None:
        """Take saved state."""
        if state is not None:
            self.build().restore(state)
