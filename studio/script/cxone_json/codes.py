"""The findings of reading JSON exports, and the list in which a reader collects them."""

from __future__ import annotations

from typing import Any

from studio.diagnostics import Diagnostic, Severity

CODES = {
    "JS101": "the file isn't JSON",
    "JS102": "the document is no object",
    "JS103": "the document holds no script",
    "JS104": "a part that should be an object isn't one",
    "JS105": "the document is nested too deep",
    "JS106": "the header has no script name",
    "JS107": "a member of actions is no action",
    "JS108": "two actions have one id",
    "JS109": "an action without a kind",
    "JS110": "properties or branches of an action that isn't there",
    "JS111": "a property without a name",
    "JS112": "a property that stands there twice",
    "JS113": "the branches of an action are no list",
    "JS114": "a branch without a target, or of an unknown type",
    "JS115": "an object with one member twice",
    "JS116": "a name, kind or caption that is no text",
}
#: What is only left out, without harm to the script.
WARNINGS = frozenset({"JS110"})
#: A document with more faults than this is not worth telling them all.
MOST_PROBLEMS = 1000


class Faults:
    """Findings of one document in the order of finding."""

    __slots__ = ("file", "found")

    def __init__(self, file: str | None) -> None:
        self.file = file
        self.found: list[Diagnostic] = []

    def add(self, code: str, message: str, action: int | None = None, caption: str | None = None, **place: Any) -> None:
        """Note a finding, as long as there are not too many."""
        severity: Severity = "warning" if code in WARNINGS else "error"
        if len(self.found) < MOST_PROBLEMS:
            found = Diagnostic(code, severity, message, file=self.file, action=action, caption=caption)
            self.found.append(found.placed(**place))

    def table(self, value: Any, what: str) -> dict[str, Any]:
        """The value if it is an object, else an empty one, with a finding unless it is null."""
        if isinstance(value, dict):
            return value
        if value is not None:
            self.add("JS104", f"{what} is no object")
        return {}

    def text(self, value: Any, what: str, action: int | None = None) -> str:
        """The value if it is a text, else what it looks like, with a finding unless it is null."""
        if isinstance(value, str) or value is None:
            return value or ""
        self.add("JS116", f"{what} is no text: {shortened(value)}", action)
        return shortened(value)


def shortened(value: Any) -> str:
    """A value for a message: at most 40 characters."""
    text = (
        value if isinstance(value, str) else f"{type(value).__name__}" if isinstance(value, dict | list) else str(value)
    )
    return text if len(text) <= 40 else text[:39] + "…"
