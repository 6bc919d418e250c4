"""``studio eval``: one bare snippet, run by itself; what it did as JSON or for people."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.cli import report
from studio.cli.bare import BareHost, BareSystem, limit_of, moment_of
from studio.cli.given import Given, read_given, told
from studio.cli.report import WrongUse
from studio.cli.standard_input import read_standard_input
from studio.diagnostics import Diagnostic, has_errors


@dataclass(frozen=True, slots=True)
class EvalOptions:
    """What the command line said. ``file`` is None or ``-`` for standard input."""

    file: Path | None
    given: Path | None
    limit: str
    now: str | None
    seed: int
    as_json: bool


@dataclass(slots=True)
class Evaluated:
    """What came of a snippet: variables by folded name, TRACE lines, findings; ``error`` is the first error among them."""

    variables: dict[str, Any]
    spellings: dict[str, str]
    trace: list[str]
    findings: list[Diagnostic]
    error: Diagnostic | None


def evaluate(options: EvalOptions) -> int:
    """Run the snippet as the options say; the exit code."""
    try:
        limit, now = limit_of(options.limit), moment_of(options.now)
    except WrongUse as fault:
        report.say(str(fault))
        return 2
    source, problems = _source(options.file)
    given, faults = read_given(options.given)
    problems = [*problems, *faults]
    if source is None or given is None:
        report.findings(problems, to_error=True)
        if options.as_json:
            report.document({"variables": {}, "trace": [], "error": _told_error(problems[0])})
        return 2
    done = run_bare(source, limit, given, BareHost(now, options.seed), BareSystem(now))
    if options.as_json:
        _document(done)
    else:
        _show(done)
    named = str(options.file) if options.file is not None and str(options.file) != "-" else None
    found = [each.placed(file=named) for each in done.findings]
    sys.stdout.flush()
    report.findings(found, to_error=True, source_of=lambda _: source)
    return 1 if done.error is not None else 0


def run_bare(source: str, limit: int, given: Given, host: BareHost, system: BareSystem) -> Evaluated:
    """Compile and run a snippet. One that does not compile leaves the variables as they were given."""
    from studio.snippet.errors import SnippetError
    from studio.snippet.unit import SnippetUnit
    from studio.snippet.variables import Variables

    unit = SnippetUnit({0: (source, limit)})
    variables = Variables(system=system)
    variables.update(given.values)
    found = list(unit.problems[0])
    error = next((each for each in found if each.severity == "error"), None)
    if not has_errors(found):
        try:
            unit.snippet(0)(variables, host)
        except SnippetError as fault:
            error = error_of(fault)
        found += host.findings()
        if error is not None:
            found.append(error)
    return Evaluated(variables, unit.spellings | given.spellings, host.traced, found, error)


def error_of(fault: Any) -> Diagnostic:
    """A run-time fault as a finding."""
    return Diagnostic(fault.code, "error", fault.message, line=fault.line, column=fault.column)


# ------------------------------------------------------------------------------------------------- reading
def _source(file: Path | None) -> tuple[str | None, list[Diagnostic]]:
    from studio.script.files import read_source

    if file is not None and str(file) != "-":
        return read_source(file)
    if sys.stdin is not None and sys.stdin.isatty():
        report.say("the snippet, please; Ctrl-D ends it")
    _, text, problems = read_standard_input()
    return text, problems


# ------------------------------------------------------------------------------------------------- telling
def _document(done: Evaluated) -> None:
    variables, left_out = told(done.variables, done.spellings)
    if left_out:
        named = ", ".join(left_out[:5]) + (" …" if len(left_out) > 5 else "")
        message = f"the variables are too large to be told: an object is told wherever it stands; left out: {named}"
        fault = Diagnostic("SN500", "error", message)
        done.findings.append(fault)
        done.error = done.error or fault
    error = None if done.error is None else _told_error(done.error)
    report.document({"variables": variables, "trace": done.trace, "error": error})


def _told_error(error: Diagnostic) -> dict[str, Any]:
    return {"code": error.code, "message": error.message, "line": error.line, "column": error.column}


def _show(done: Evaluated) -> None:
    from studio.snippet.scalars import to_text

    for line in done.trace:
        print(report.printable(f"TRACE {line}"))
    for folded, value in done.variables.items():
        print(report.printable(f"{done.spellings.get(folded, folded)} = {to_text(value)}".rstrip(" ")))
