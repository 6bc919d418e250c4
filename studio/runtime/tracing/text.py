"""The text trace: a line for each event, for people who read along."""

from __future__ import annotations

from collections.abc import Callable

from studio.runtime.clock import iso
from studio.runtime.events import Event
from studio.runtime.tracing.describing import change_text, code_of, describe
from studio.runtime.tracing.shown import Shown


class TextTrace:
    """Writes a line for each event: time, contact, place and what happened; variables that changed stand below."""

    def __init__(self, write: Callable[[str], None], shown: Shown | None = None) -> None:
        self._write = write
        self._shown = shown or Shown()
        self.wants_changes = self._shown.variables

    def __call__(self, event: Event) -> None:
        clock = iso(event.time)[:-1].replace("T", " ")
        who = f"{event.contact} " if event.contact else ""
        indent = "  " * event.depth
        self._write(f"{clock}  {who}{indent}{describe(event)}")
        below = f"{'':25}{'':{len(who)}}{indent}"
        for line in code_of(event):
            self._write(below + line)
        for change in self._shown.changes(event):
            self._write(f"{below}    {change_text(change, marked=self._shown.marked)}")
