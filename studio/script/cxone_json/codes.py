"""The findings of reading JSON exports."""

from __future__ import annotations

from typing import Any

from studio.script.faults import Faults as ReaderFaults
from studio.script.faults import shortened

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


class Faults(ReaderFaults):
    """Findings of one document in the order of finding; parts of the wrong type are told and passed over."""

    __slots__ = ()
    warnings = frozenset({"JS110"})

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
        self.add("JS116", f"{what} is no text: {said(value)}", action=action)
        return said(value)


def said(value: Any) -> str:
    """A value for a message, objects and lists by their type alone."""
    return shortened(type(value).__name__ if isinstance(value, dict | list) else str(value))
