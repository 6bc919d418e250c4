"""The list in which a reader of any form collects its findings."""

from __future__ import annotations

from typing import ClassVar

from studio.diagnostics import Diagnostic, Severity

#: A document with more faults than this is not worth telling them all.
MOST = 1000


class Faults:
    """Findings of one document in the order of finding."""

    __slots__ = ("file", "found")

    #: Codes of what the rest of the script doesn't suffer from.
    warnings: ClassVar[frozenset[str]] = frozenset()

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
        """Note a finding, as long as there are not too many."""
        if len(self.found) < MOST:
            severity: Severity = "warning" if code in self.warnings else "error"
            place = {"action": action, "caption": caption, "property": property, "line": line, "column": column}
            self.found.append(Diagnostic(code, severity, message, hint, file=self.file).placed(**place))


def shortened(text: str, limit: int = 40) -> str:
    """A text for a message: at most ``limit`` characters, nothing invisible."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(each if each.isprintable() else "·" for each in cut)
