"""The findings of the text form."""

from __future__ import annotations

from typing import Any

from studio.diagnostics import Diagnostic
from studio.script.faults import MOST
from studio.script.faults import Faults as ReaderFaults

CODES = {
    "TX101": "the file announces a version of the form that this program doesn't read",
    "TX102": "the head line is missing, or the file is empty",
    "TX103": "a second head line",
    "TX104": "the file isn't text",
    "TX105": "too many faults; the rest of the file was not read",
    "TX201": "a line that the form doesn't know",
    "TX202": "a quoted string that isn't closed",
    "TX203": "an escaped string or a JSON value that isn't valid",
    "TX204": "a line in the wrong place",
    "TX205": "a property that the head doesn't have, or of the wrong shape",
    "TX206": "a property is set twice",
    "TX301": "a reference to an action that isn't there",
    "TX302": "a reference that fits several actions",
    "TX303": "a reference whose caption and id name different actions",
    "TX304": "two actions have one id",
    "TX401": "a line of the editor part that the form doesn't know",
    "TX402": "a line of the editor part for an action, property or branch that isn't there",
    "TX403": "a line of the editor part that stands there twice",
    "TX404": "a value that a member of the editor part can't have",
}


class TooManyFaults(Exception):
    """Ends reading when the limit is reached."""


class Faults(ReaderFaults):
    """Findings of one file in the order of finding; too many end the reading."""

    __slots__ = ()

    def add(self, code: str, message: str, hint: str = "", *, line: int | None = None, **place: Any) -> None:
        """Note an error. Raises TooManyFaults once there are too many to be of use."""
        super().add(code, message, hint, line=line, **place)
        if len(self.found) >= MOST:
            said = f"more than {MOST} faults: the rest was not read"
            self.found.append(Diagnostic("TX105", "error", said, file=self.file, line=line))
            raise TooManyFaults
