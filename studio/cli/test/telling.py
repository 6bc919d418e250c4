"""What ``studio test`` prints."""

from __future__ import annotations

import sys
from typing import Any

from rich.console import Console
from rich.text import Text

from studio.cli import report
from studio.testing.scenario.running import Outcome
from studio.testing.scenario.session import Report

_MARKS = {
    "passed": ("ok  ", "green"),
    "failed": ("FAIL", "bold red"),
    "skipped": ("skip", "yellow"),
    "unusable": ("BAD ", "bold red"),
}


def outcome(found: Outcome, *, verbose: bool) -> None:
    """A line for a scenario, and below one that failed what was expected and how the script ran."""
    if found.verdict == "passed" and not verbose:
        return
    console = _console()
    mark, style = _MARKS[found.verdict]
    case = found.case
    line = Text.assemble(
        (mark, style), f" {report.printable(case.name)}  ", (report.printable(f"{case.file}:{case.line}"), "dim")
    )
    console.print(line)
    if found.verdict == "skipped":
        console.print(Text(f"       {report.printable(found.story)}", "dim"))
        return
    for each in found.checks:
        for place, text in enumerate(each.why.splitlines()):
            console.print(Text(f"     {'- ' if not place else '  '}{report.printable(text)}", "red"))
    for problem in found.problems:
        console.print(Text(f"     - {report.printable(str(problem))}", "red"))
    if found.story and found.verdict == "failed":
        for text in found.story.splitlines():
            console.print(Text(f"     {report.printable(text)}"))
        console.print()


def problems(found: Report) -> None:
    """What is wrong with files."""
    report.findings(found.problems, to_error=True)


def summary(found: Report) -> None:
    """The last line."""
    if not found.outcomes:
        print(
            "no scenarios" + (" were run" if found.problems else ": nothing here is called test_*.yaml, or none fits")
        )
        return
    counts = [(found.count(verdict), verdict) for verdict in ("passed", "failed", "unusable", "skipped")]
    told = ", ".join(f"{count} {verdict}" for count, verdict in counts if count)
    style = "green" if found.exit_code == 0 else "bold red"
    _console().print(Text(f"{told} in {found.seconds:.2f} s", style))


def document(found: Report, percent: dict[str, float] | None) -> dict[str, Any]:
    """The document of ``--json``."""
    verdicts = ("passed", "failed", "unusable", "skipped")
    made: dict[str, Any] = {
        "scenarios": [each.as_json() for each in found.outcomes],
        "counts": {verdict: found.count(verdict) for verdict in verdicts},
        "diagnostics": [each.as_json() for each in found.problems],
    }
    return made if percent is None else made | {"coverage": percent}


def _console() -> Console:
    return Console(file=sys.stdout, highlight=False, markup=False, soft_wrap=True)
