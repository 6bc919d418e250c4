"""One finding about a script: what is wrong, where, and what to do about it.

Everything that reads, checks or runs a script reports through this one type, so that a person always gets
a stable code, a place and a way out, and a program always gets the same members.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

#: Members of the JSON form, in their documented order.
_ORDER = (
    "code", "severity", "file", "script", "action", "caption", "property", "line", "column", "message", "hint",
)  # fmt: skip
Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its place.

    ``line`` and ``column`` count from 1 and are those of the file for text forms, and those of the property's own
    text (a Snippet's line, say) where ``property`` is set and the finding lies inside its value.
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    file: str | None = None
    script: str | None = None
    action: int | None = None
    caption: str | None = None
    property: str | None = None
    line: int | None = None
    column: int | None = None
    #: True if line and column count within the property's own text, as they do for every finding of code (SN).
    in_code: bool = False

    @builtins.property  # a member bears the bare name
    def within(self) -> bool:
        """True if line and column count within the property's text, not within the file."""
        return self.property is not None and self.line is not None and (self.in_code or self.code.startswith("SN"))

    def placed(self, **place: Any) -> Diagnostic:
        """The same finding with members of its place filled in where they are still unknown."""
        unknown = {name: value for name, value in place.items() if getattr(self, name) is None}
        return replace(self, **unknown) if unknown else self

    def as_json(self) -> dict[str, Any]:
        """The members as a JSON object, in their documented order."""
        found = asdict(self)
        return {name: found[name] for name in _ORDER}

    def __str__(self) -> str:
        # Findings of code count lines within the property: they must not look like lines of the file.
        within = self.within
        place = (self.file,) if within else (self.file, self.line, self.column)
        at = ":".join(str(part) for part in place if part is not None)
        inside = []
        if self.action is not None or self.caption is not None:
            name = f' "{self.caption}"' if self.caption is not None else ""
            number = f" #{self.action}" if self.action is not None else ""
            inside.append(f"action{number}{name}")
        if self.property is not None:
            inside.append(f"{self.property} line {self.line} column {self.column}" if within else self.property)
        where = f" ({', '.join(inside)})" if inside else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{at + ': ' if at else ''}{self.severity} {self.code}: {self.message}{where}{hint}"


def has_errors(found: Iterable[Diagnostic]) -> bool:
    """True if any finding is an error."""
    return any(each.severity == "error" for each in found)
