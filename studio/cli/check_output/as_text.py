"""Findings for people: a line each, code with a caret, and counts."""

from __future__ import annotations

from collections import Counter
from textwrap import indent

from studio.cli import report
from studio.cli.check_output import Outcome
from studio.diagnostics import Diagnostic


def print_text(outcome: Outcome, *, statistics: bool) -> None:
    """Print all findings, or with ``statistics`` how many there are of each code."""
    found = outcome.found
    if statistics:
        _print_counts(found)
    else:
        shown = {id(each): _excerpt(file.excerpt_of(each)) for file in outcome.files for each in file.found}
        report.findings(found, excerpt_for=lambda each: shown.get(id(each), ""))
    if not found:
        count = len(outcome.files)
        report.say(f"{count} file{'s' * (count != 1)}: no findings")


def _print_counts(found: list[Diagnostic]) -> None:
    """A line for each code, the most frequent first."""
    from studio.script.checks.rules import RULES

    counts = Counter((each.code, each.severity) for each in found)
    width = len(str(max(counts.values(), default=0)))
    for (code, severity), count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        name = f" {RULES[code].name}" if code in RULES else ""
        print(f"{count:>{width}} {severity:<7} {code}{name}")


def _excerpt(shown: str) -> str:
    return indent(shown, "    ")
