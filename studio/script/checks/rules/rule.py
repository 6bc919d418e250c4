"""What a rule is: a stable code, a name, how bad it is and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from studio.diagnostics import Severity

#: Where a rule comes from: the vendor's documentation, what real scripts and exports show, or our own judgement.
Source = Literal["documented", "observed", "choice"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a check can find.

    ``name`` is for people (``unwired-default``), ``summary`` one line without a full stop. A rule that is not on by
    ``default`` must be selected. Its page is ``pages/CODE.md``.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    source: Source = "choice"
    default: bool = True

    @property
    def family(self) -> str:
        """The letters and the first digit of the code."""
        return self.code[:3]


#: Family -> what it is about.
FAMILIES: dict[str, str] = {
    "SN1": "syntax of code",
    "SN2": "code that is odd",
    "SN3": "names and calls in code",
    "CK1": "kinds of actions, their properties and values",
    "CK2": "wiring",
    "CK3": "calls across scripts",
    "CK4": "variables",
    "CK5": "dynamic members",
    "CK6": "loops and waits",
    "CK7": "error handling",
    "CK8": "limits and secrets",
    "CK9": "style, and comments for the checks",
    "CF1": "configuration of the checks",
}
