"""What ``studio check`` prints, a module for each form, and what all of them are given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from studio.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from studio.script.checks.files.record import Record

Form = Literal["text", "json", "sarif", "vendor"]
FORMS: tuple[Form, ...] = ("text", "json", "sarif", "vendor")


@dataclass(slots=True)
class Checked:
    """One file that was checked: the findings to show, with the severities that its configuration gives them."""

    file: str
    record: Record
    found: list[Diagnostic]
    fail_on: Severity = "error"
    #: Lines of code with a caret that the record doesn't have.
    excerpt_of: Callable[[Diagnostic], str] = field(default=lambda finding: "")

    def file_place(self, finding: Diagnostic) -> tuple[int | None, int | None]:
        """Line and column of a finding in its file, None where they aren't known."""
        if not finding.within or self.record.interface is None:
            return finding.line, finding.column
        from studio.script.checks.files.record import anchor_key

        anchor = self.record.anchors.get(anchor_key(finding))
        if anchor is None or finding.line is None:
            return None, None
        return anchor[0] + finding.line - 1, anchor[1] + (finding.column or 1) - 1


@dataclass(slots=True)
class Outcome:
    """All files that were checked, and what belongs to none: paths that aren't there, faults of the configuration."""

    files: list[Checked]
    other: list[Diagnostic]

    @property
    def found(self) -> list[Diagnostic]:
        """All findings, in their order."""
        return [*self.other, *(each for file in self.files for each in file.found)]


def print_outcome(outcome: Outcome, form: Form, *, statistics: bool) -> None:
    """Print in one of the forms; only text has statistics."""
    from studio.cli import report

    if form == "text":
        from studio.cli.check_output.as_text import print_text

        print_text(outcome, statistics=statistics)
    elif form == "json":
        report.document([each.as_json() for each in outcome.found])
    elif form == "sarif":
        from studio.cli.check_output.as_sarif import sarif

        report.document(sarif(outcome))
    else:
        from studio.cli.check_output.as_vendor import answer

        report.document(answer(outcome))
