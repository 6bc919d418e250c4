"""The one way to make a finding of a rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from studio.diagnostics import Diagnostic, Severity
from studio.script.checks.interface import Place
from studio.script.checks.rules import RULES
from studio.script.model import Action, Branch

#: Code -> severity, and what it stands for; of the checks' own rules.
CODES: dict[str, tuple[Severity, str]] = {
    code: (rule.severity, rule.summary) for code, rule in RULES.items() if code.startswith("CK")
}

#: A script with more findings than this of one code is no script.
MOST = 1000


def shortened(text: str) -> str:
    """A name for a message: at most 60 characters."""
    return text if len(text) <= 60 else text[:59] + "…"


def named(text: str) -> str:
    """A name in quotes, as it stands, at most 60 characters: a backslash is one backslash."""
    return f"'{shortened(text)}'"


def finding(
    code: str,
    message: str,
    action: Action | None = None,
    hint: str = "",
    property: str | None = None,
    *,
    branch: Branch | None = None,
) -> Diagnostic:
    """A finding at an action, or at one of its properties or branches; its severity follows from the code.

    Lines and columns are those of the text form; a script that was read from an export has none.
    """
    severity = RULES[code].severity
    if action is None:
        return Diagnostic(code, severity, message, hint)
    line, column = action.line, None
    if property is not None and property in action.property_lines:
        line, column = action.property_lines[property]
    if branch is not None and branch.line is not None:
        line = branch.line
    return Diagnostic(code, severity, message, hint, None, None, action.id, action.caption, property, line, column)


def finding_in_code(
    code: str, message: str, action: Action, property: str, line: int, column: int, hint: str = ""
) -> Diagnostic:
    """A finding inside a property's value: line and column count in that text, from 1. Code and expressions have such."""
    severity = RULES[code].severity
    return Diagnostic(
        code, severity, message, hint, None, None, action.id, action.caption, property, line, column, in_code=True
    )


def finding_at(code: str, message: str, place: Place, hint: str = "") -> Diagnostic:
    """A finding at a place that an interface keeps, for the rules across scripts."""
    return Diagnostic(
        code,
        RULES[code].severity,
        message,
        hint,
        None,
        None,
        place.action,
        place.caption,
        place.property,
        place.line,
        place.column,
        in_code=place.in_code,
    )


def not_endless(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The first findings of each code, and a last one if there are more."""
    counts: Counter[str] = Counter()
    for each in found:
        counts[each.code] += 1
        if counts[each.code] <= MOST:
            yield each
    for name in (code for code, count in counts.items() if count > MOST):
        message = f"more than {MOST} findings of {name}: the rest is left out"
        yield finding("CK199", message, None, "mend these first")
