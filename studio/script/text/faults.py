"""The findings of the text form: their codes, and the list in which a reader collects them."""

from __future__ import annotations

from studio.diagnostics import Diagnostic

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

#: A file with more faults than this is not worth reading on: it isn't a script.
LIMIT = 1000


class TooManyFaults(Exception):
    """Ends reading when the limit is reached."""


class Faults:
    """Findings of one file in the order of finding."""

    __slots__ = ("file", "found")

    def __init__(self, file: str | None) -> None:
        self.file = file
        self.found: list[Diagnostic] = []

    def add(
        self,
        code: str,
        message: str,
        hint: str = "",
        *,
        line: int | None = None,
        column: int | None = None,
        action: int | None = None,
        caption: str | None = None,
        property: str | None = None,
    ) -> None:
        """Note an error. Raises TooManyFaults once there are too many to be of use."""
        place = {"action": action, "caption": caption, "property": property, "line": line, "column": column}
        self.found.append(Diagnostic(code, "error", message, hint, file=self.file).placed(**place))
        if len(self.found) >= LIMIT:
            self.found.append(
                Diagnostic(
                    "TX105", "error", f"more than {LIMIT} faults: the rest was not read", file=self.file, line=line
                )
            )
            raise TooManyFaults


def shortened(text: str, limit: int = 60) -> str:
    """A text for a message: at most ``limit`` characters, nothing invisible."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(each if each.isprintable() else "·" for each in cut)
