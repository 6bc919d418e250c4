"""``studio test``: which of its jobs is wanted, and doing it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli import report
from studio.cli.report import WrongUse
from studio.diagnostics import Diagnostic

if TYPE_CHECKING:
    from studio.testing.coverage import Coverage
    from studio.testing.scenario.running import Outcome
    from studio.testing.scenario.session import Report
    from studio.testing.stage import Stage


@dataclass(frozen=True, slots=True)
class TestOptions:
    """What the command line says."""

    paths: list[Path]
    only: str
    first: bool
    verbose: bool
    watch: bool
    accept: bool
    review: bool
    coverage: Path | None
    html: Path | None
    cobertura: Path | None
    fail_under: float | None
    junit: Path | None
    actions: list[Path]
    from_trace: Path | None
    output: Path | None
    schema: bool
    as_json: bool

    @property
    def covers(self) -> bool:
        """True if coverage is wanted."""
        return any(each is not None for each in (self.coverage, self.html, self.cobertura, self.fail_under))


def test_paths(options: TestOptions) -> int:
    """Do what the options say; the exit code."""
    if options.schema:
        from studio.testing.scenario.schema import schema

        report.document(schema())
        return 0
    if options.from_trace is not None:
        from studio.cli.test.from_trace import write_scenario

        return write_scenario(options.from_trace, options.output, as_json=options.as_json)
    missing = [
        Diagnostic("FI001", "error", "there is no such file or folder", file=str(each))
        for each in options.paths
        if not each.exists()
    ]
    if missing:
        report.refusal(missing, as_json=options.as_json)
        return 2
    if options.as_json and options.review:
        report.say("--review asks, so it does not go with --json")
        return 2
    if options.watch:
        if options.as_json or options.review:
            report.say("--watch goes with neither --json nor --review")
            return 2
        from studio.cli.test.watching import watch

        return watch(options, lambda: _once(options)[0])
    return _once(options)[0]


def _once(options: TestOptions) -> tuple[int, Report | None]:
    """One round: run, tell, write. Nothing is kept of it, so that changed files are read again."""
    from studio.cli.test import telling
    from studio.testing.scenario.session import Choice, run_suites
    from studio.testing.stage import Stage, Unusable

    try:
        coverage = _coverage(options)
        stage = Stage(options.actions, [coverage] if coverage is not None else [])
    except Unusable as fault:
        report.refusal(fault.problems, as_json=options.as_json)
        return 2, None

    failed = 0

    def told(outcome: Outcome) -> None:
        nonlocal failed
        failed += not outcome.passed
        if not options.as_json:
            telling.outcome(outcome, verbose=options.verbose, story=options.verbose or failed <= telling.STORIES)

    found = run_suites(options.paths, stage, Choice(options.only, options.first, options.accept), told)
    if options.review:
        from studio.cli.test.reviewing import review

        found = review(found, stage)
    code = found.exit_code
    percent = None
    try:
        if coverage is not None:
            percent, code = _write_coverage(options, coverage, stage, code)
        if options.junit is not None:
            from studio.cli.test.junit import junit_xml

            options.junit.write_bytes(junit_xml(found))
    except (OSError, WrongUse) as fault:
        report.say(f"it can't be written: {fault}")
        return 2, found
    if options.as_json:
        report.document(telling.document(found, percent))
    else:
        telling.problems(found)
        telling.summary(found)
    return code, found


def _coverage(options: TestOptions) -> Coverage | None:
    if not options.covers:
        return None
    from studio.testing.coverage import Coverage

    return Coverage()


def _write_coverage(options: TestOptions, coverage: Coverage, stage: Stage, code: int) -> tuple[dict[str, float], int]:
    from studio.cli.coverage import write
    from studio.testing.coverage import table_lines

    scripts = {each.name: each for project in stage.projects() for each in project.every()}
    data = coverage.data(list(scripts.values()))
    out = sys.stderr if options.as_json else sys.stdout
    for line in table_lines(data):
        print(report.printable(line), file=out)
    write(data, options.html, options.cobertura, options.coverage, list(scripts.values()))
    percent = {what: data.percent(what) for what in ("actions", "branches", "lines", "conditions")}
    if options.fail_under is not None and percent["branches"] < options.fail_under:
        print(f"branches: {percent['branches']:g} %, less than {options.fail_under:g} %", file=out)
        code = max(code, 1)
    return percent, code
