"""What is odd in the code of single Snippets: each tells its own."""

from __future__ import annotations

from collections.abc import Iterator

from studio.diagnostics import Diagnostic
from studio.script.checks.findings import finding_in_code
from studio.script.checks.rules.snippets.in_code import oddities
from studio.script.checks.subject import Subject


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Findings inside Snippets that take nothing but their own text."""
    for action in subject.by_kind.get("SNIPPET", ()):
        for each in oddities(action.text("Data")):
            if each.code == "CK910" and _fetches(subject, action.id, each.line):
                continue
            yield finding_in_code(each.code, each.message, action, "Data", each.line, each.column, each.hint)


def _fetches(subject: Subject, action: int, line: int) -> bool:
    """True for ``x = x`` where nothing else sets x: in a subscript that makes a local copy of the main script's [choice]."""
    lines: dict[tuple[int, int], bool] = subject.remembered("only writes", lambda: _only_writes(subject))
    return lines.get((action, line), False)


def _only_writes(subject: Subject) -> dict[tuple[int, int], bool]:
    """Action and line of each write -> whether its variable has no other one."""
    return {
        (each.place.action, each.place.line): len(known.writes) == 1
        for known in subject.facts.variables.values()
        for each in known.writes
    }
