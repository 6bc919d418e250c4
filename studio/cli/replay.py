"""``studio replay``: runs again what a trace tells of, and compares event by event."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli import report
from studio.cli.report import WrongUse
from studio.cli.starting import Ready, Start, pairs, placed, prepare
from studio.diagnostics import Diagnostic, has_errors

if TYPE_CHECKING:
    from studio.cli.comparing import Comparison
    from studio.cli.recorded import FirstLine


@dataclass(frozen=True, slots=True)
class ReplayOptions:
    """The command's options, as they were given."""

    trace: Path
    script: Path | None
    world: Path | None
    parameters: list[str]
    variables: list[str]
    actions: list[Path]
    plugins: list[Path]
    as_json: bool


def replay_trace(options: ReplayOptions) -> int:
    """Run it again; the exit code."""
    from studio.cli.comparing import Comparison, RecordedLines
    from studio.cli.recorded import read_first
    from studio.runtime.tracing import VERSION, Shown

    with ExitStack() as stack:
        lines = RecordedLines(options.trace, stack)
        first = lines.next()
        if first is None:
            empty = _finding(options, "TR002", "the file is empty: it is no trace")
            return _refused(options, [lines.failed() or empty])
        said, wrong = read_first(first)
        if said is None:
            hint = "studio run SCRIPT --trace FILE.jsonl writes one"
            return _refused(
                options, [_finding(options, "TR002", f"its first line is not that of a trace: {wrong}", hint)]
            )
        if said.trace != VERSION:
            message = f"the trace is of version {said.trace}, written by studio {said.studio}; this compares version {VERSION}"
            return _refused(options, [_finding(options, "TR003", message, "write it anew with this version of studio")])
        try:
            start, problems = _start(options, said)
            if has_errors(problems):
                return _refused(options, problems)
            ready, faults = prepare(start, stack)
        except WrongUse as fault:
            report.say(str(fault))
            return 2
        if ready is None:
            return _refused(options, [*problems, *faults])
        engine = ready.world.engine
        comparison = Comparison(lines, Shown(said.watch, variables=said.changes), engine.pause)
        # The way of each contact is of no interest here, and grows with the run.
        engine.observers.remove(ready.world.paths)
        engine.observe(comparison)
        result = ready.run()
        comparison.finish()
        problems += [*ready.problems, *ready.plugins.faults, *result.diagnostics]
        unreadable = lines.failed()
        return (
            _refused(options, [*problems, unreadable])
            if unreadable is not None
            else _show(options, comparison, problems)
        )


def _start(options: ReplayOptions, said: FirstLine) -> tuple[Start, list[Diagnostic]]:
    """What to start the run with, and what is to be told of it."""
    folder = options.trace.parent
    start = said.start(folder)
    start = replace(
        start,
        script=options.script or start.script,
        world=options.world or start.world,
        actions=tuple(options.actions),
        plugins=tuple(options.plugins),
    )
    changed = [_finding(options, "TR005", f"{file} {how}", severity="warning") for file, how in said.changed(folder)]
    # What a trace names may be anything: a device would be read for ever.
    odd = [each for each in (start.script, start.world) if each is not None and each.exists() and not each.is_file()]
    strange = [_finding(options, "TR007", f"{file} is no file") for file in odd]
    return start if odd else _filled(options, start), [*changed, *strange, *_unnamed(options, said)]


def _filled(options: ReplayOptions, start: Start) -> Start:
    """With the parameters and variables that the trace hides."""
    from studio.runtime.redaction import MARK
    from studio.script.files import read_script

    script, _ = read_script(start.script)
    given = pairs(options.parameters, "--param")
    parameters = start.parameters | (placed(script, given) if script is not None else given)
    variables = start.variables | pairs(options.variables, "--set")
    hidden = [f"--param {name}=VALUE" for name, value in parameters.items() if MARK in value]
    hidden += [f"--set {name}=VALUE" for name, value in variables.items() if MARK in value]
    if hidden:
        raise WrongUse(f"the trace hides what the run was given; say it: {' '.join(hidden)}")
    return replace(start, parameters=parameters, variables=variables)


def _unnamed(options: ReplayOptions, said: FirstLine) -> list[Diagnostic]:
    """A trace's word is not enough to run Python: who trusts it names the files again."""
    found = []
    for option, names, given in (
        ("--actions", said.actions, options.actions),
        ("--plugin", said.plugins, options.plugins),
    ):
        if len(given) < len(names):
            message = f"the run used Python of your own: {', '.join(names)}"
            found.append(_finding(options, "TR006", message, f"name each with {option} if you trust it"))
    return found


# ----------------------------------------------------------------------------------------------------- output
def _finding(options: ReplayOptions, code: str, message: str, hint: str = "", severity: Any = "error") -> Diagnostic:
    return Diagnostic(code, severity, message, hint, file=str(options.trace))


def _refused(options: ReplayOptions, problems: list[Diagnostic]) -> int:
    if options.as_json:
        report.document(_document(False, 0, None, problems))
    else:
        report.findings(problems, to_error=True)
    return 2


def _document(same: bool, events: int, difference: Any, problems: list[Diagnostic]) -> dict[str, Any]:
    return {
        "same": same,
        "events": events,
        "difference": difference,
        "diagnostics": [each.as_json() for each in problems],
    }


def _show(options: ReplayOptions, comparison: Comparison, problems: list[Diagnostic]) -> int:
    difference = comparison.difference
    if options.as_json:
        found = None if difference is None else difference.as_json()
        report.document(_document(difference is None, comparison.same, found, problems))
    else:
        report.findings(problems, to_error=True)
        if difference is None:
            print(f"the same: {comparison.same} event{'s' * (comparison.same != 1)}")
        else:
            for line in difference.told(comparison.same):
                print(report.printable(line))
    return 0 if difference is None else 1


__all__ = ["Ready", "ReplayOptions", "replay_trace"]
