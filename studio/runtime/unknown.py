"""Actions that the library can't run: they are read, drawn and checked, and say so when the flow reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.runtime.action import DEFAULT, Action, Outcome

if TYPE_CHECKING:
    from studio.runtime.context import Context


class UnknownAction(Action):
    """Stands for every kind without a class of its own: an event says so each time, then Default [choice]."""

    kind = ""

    def __init__(self, id: int, kind: str, caption: str, cases: tuple[str, ...] = ()) -> None:
        super().__init__(id, kind, caption, cases)
        # An event action is an entry point even where it does nothing.
        self.event = is_event(kind)

    def run(self, context: Context) -> Outcome:
        context.unknown(f"{self.kind_here} is not run here; it takes Default and does nothing")
        return DEFAULT


def is_event(kind: str) -> bool:
    """True if the catalogue calls this kind an event action."""
    from studio.script.catalogue import kind_of

    known = kind_of(kind)
    return known is not None and known.event
