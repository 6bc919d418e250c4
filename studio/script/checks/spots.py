"""From a place in the facts to a finding there."""

from __future__ import annotations

from studio.diagnostics import Diagnostic
from studio.script.checks.findings import finding_at
from studio.script.checks.interface import Place
from studio.script.checks.subject import Subject
from studio.script.facts import Place as Spot


def spot(subject: Subject, at: Spot) -> Place:
    """The same place as findings tell it. What lies in an item of a list is told by the property."""
    if not at.item:
        return Place(at.action, at.caption, at.property, at.line, at.column, in_code=True)
    action = subject.by_id.get(at.action)
    line, column = (action.property_lines.get(at.property, (action.line, None))) if action is not None else (None, None)
    return Place(at.action, at.caption, at.property, line, column)


def found(code: str, message: str, subject: Subject, at: Spot, hint: str = "") -> Diagnostic:
    """A finding at a place in the facts."""
    return finding_at(code, message, spot(subject, at), hint)
