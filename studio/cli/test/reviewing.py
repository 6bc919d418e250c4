"""``studio test --review``: golden traces that differ, one after the other."""

from __future__ import annotations

from studio.cli import report
from studio.testing.scenario.golden import GOLDEN
from studio.testing.scenario.running import run_case
from studio.testing.scenario.session import Report
from studio.testing.stage import Stage


def review(found: Report, stage: Stage) -> Report:
    """Show each difference and ask; those that are accepted are written, and pass."""
    import typer

    for place, outcome in enumerate(found.outcomes):
        differs = [each for each in outcome.checks if each.why.startswith(GOLDEN)]
        if not differs:
            continue
        print(report.printable(f"{outcome.case.file}: {outcome.case.name}"))
        for line in differs[0].why.splitlines():
            print("  " + report.printable(line))
        if typer.confirm("accept this trace?", default=False):
            found.outcomes[place] = run_case(outcome.case, stage, accept=True)
    return found
