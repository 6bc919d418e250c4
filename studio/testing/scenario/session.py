"""Running the scenarios of many files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from studio.diagnostics import Diagnostic
from studio.testing.scenario.reading import Suite, find_suites, read_suite
from studio.testing.scenario.running import Outcome, run_case
from studio.testing.stage import Stage


@dataclass(frozen=True, slots=True)
class Choice:
    """Which scenarios are run, and how: those with ``text`` in their names; ``first`` stops at the first that fails."""

    text: str = ""
    first: bool = False
    accept: bool = False


@dataclass(slots=True)
class Report:
    """What came of it, in order."""

    suites: list[Suite] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def problems(self) -> list[Diagnostic]:
        """What is wrong with files."""
        return [each for suite in self.suites for each in suite.problems]

    def count(self, verdict: str) -> int:
        """How many scenarios came out so."""
        return sum(each.verdict == verdict for each in self.outcomes)

    @property
    def exit_code(self) -> int:
        """2 if a file can't be used or there is no scenario, 1 if one failed, else 0."""
        if not self.outcomes or any(not each.usable for each in self.suites) or self.count("unusable"):
            return 2
        return 1 if self.count("failed") else 0


def run_suites(
    paths: Sequence[Path],
    stage: Stage,
    choice: Choice = Choice(),  # frozen
    told: Callable[[Outcome], None] = lambda outcome: None,
) -> Report:
    """Run the scenarios of files and folders; ``told`` is called after each. Of a file with an error none is run."""
    began = perf_counter()
    report = Report()
    wanted = choice.text.lower()
    for file in find_suites(paths):
        suite = read_suite(file, stage)
        report.suites.append(suite)
        for case in suite.cases if suite.usable else ():
            if wanted not in f"{file} {case.name}".lower():
                continue
            outcome = run_case(case, stage, accept=choice.accept)
            report.outcomes.append(outcome)
            told(outcome)
            if choice.first and not outcome.passed:
                report.seconds = perf_counter() - began
                return report
    report.seconds = perf_counter() - began
    return report
