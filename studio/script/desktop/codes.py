"""The findings of reading Desktop Studio's forms, and the list in which a reader collects them."""

from __future__ import annotations

from studio.diagnostics import Diagnostic, Severity

CODES = {
    "XM101": "the file isn't well-formed XML",
    "XM102": "XML with a document type or entities of its own",
    "XM103": "the document holds no script",
    "XM104": "the document is nested too deep",
    "XM105": "the document has too many elements",
    "XM106": "the document has no script name",
    "XM107": "an action without a usable id",
    "XM108": "two actions have one id",
    "XM109": "an action without a kind",
    "XM110": "a branch without a usable target",
    "XM111": "an element that stands there twice",
    "CB101": "the clipboard holds no actions",
    "CB102": "a member of the clipboard is of the wrong type",
}
#: What the rest of the script doesn't suffer from.
WARNINGS = frozenset({"XM106", "XM111"})
#: A document with more faults than this is not worth telling them all.
MOST_PROBLEMS = 1000


class Faults:
    """Findings of one document in the order of finding."""

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
    ) -> None:
        """Note a finding, as long as there are not too many."""
        if len(self.found) < MOST_PROBLEMS:
            severity: Severity = "warning" if code in WARNINGS else "error"
            place = {"action": action, "caption": caption, "line": line or None, "column": column}
            self.found.append(Diagnostic(code, severity, message, hint, file=self.file).placed(**place))


def shortened(text: str) -> str:
    """A text for a message: at most 40 characters, nothing invisible."""
    cut = text if len(text) <= 40 else text[:39] + "…"
    return "".join(each if each.isprintable() else "·" for each in cut)
