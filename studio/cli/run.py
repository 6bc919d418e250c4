"""``studio run``."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli import report
from studio.cli.check import code_of
from studio.cli.report import WrongUse
from studio.cli.starting import Ready, Start, pairs, prepare
from studio.cli.tracing import TraceOptions, start_trace
from studio.diagnostics import Diagnostic

if TYPE_CHECKING:
    from studio.script.model import Script
    from studio.world.result import RunResult


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The command's options, as they were given."""

    script: Path
    world: Path | None
    parameters: list[str]
    variables: list[str]
    seed: int | None
    until: str | None
    trace: TraceOptions
    actions: list[Path]
    plugins: list[Path]
    show_redacted: bool
    as_json: bool
    signals: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    start_at: str | None = None
    clock: str = "virtual"
    steps: int | None = None
    save: Path | None = None
    resume: Path | None = None
    coverage: Path | None = None

    def start(self) -> Start:
        """What the run is started with; WrongUse if a parameter or variable can't be what it is."""
        return Start(
            self.script,
            self.world,
            pairs(self.parameters, "--param"),
            pairs(self.variables, "--set"),
            self.seed,
            self.until,
            tuple(self.actions),
            tuple(self.plugins),
            self.show_redacted,
            tuple(self.signals),
            tuple(self.events),
            self.start_at,
            self.steps,
            self.resume,
        )


def run_script(options: RunOptions) -> int:
    """Run a script as the options say; the exit code."""
    from studio.cli.saved_run import is_in_the_way, save_run

    with ExitStack() as stack:
        try:
            speed = _speed(options.clock)
            if options.save is not None and is_in_the_way(options.save):
                raise WrongUse(f"--save {options.save} would write over a file that is no saved run")
            if options.coverage is not None and options.resume is not None:
                raise WrongUse("--coverage counts from the beginning of a run: it does not go with --resume")
            ready, problems = prepare(options.start(), stack)
            if ready is None:
                return _refused(options, problems)
            start_trace(options.trace, ready, stack, as_json=options.as_json)
            covered = _covering(options, ready)
        except WrongUse as fault:
            report.say(str(fault))
            return 2
        except OSError as fault:
            where = f"the trace can't be written to {options.trace.file!r}: " if fault.strerror else ""
            report.say(f"{where}{fault.strerror or fault}")
            return 2
        result = ready.run(speed)
        if options.save is not None:
            try:
                save_run(options.save, ready)
            except OSError as fault:
                report.say(f"the run can't be saved to {str(options.save)!r}: {fault.strerror or fault}")
                return 2
        try:
            covered()
        except OSError as fault:
            report.say(f"the coverage can't be written: {fault}")
            return 2
    _show(options, ready, result)
    return 1 if result.status in ("failed", "stuck") else 0


def _covering(options: RunOptions, ready: Ready) -> Callable[[], None]:
    """Watch what the run covers, where that is wanted; what adds it to the file at the end. OSError if the file holds other things."""
    if options.coverage is None:
        return lambda: None
    from studio.cli.coverage import refuse_others
    from studio.testing.coverage import Coverage, CoverageData

    file = options.coverage
    refuse_others(file)
    coverage = Coverage()
    coverage.watch(ready.world)

    def write() -> None:
        found = CoverageData.load(file)[0] if file.exists() else None
        data = found or CoverageData()
        for each in data.merge(coverage.data(ready.world.project.every())):
            report.say(str(each))
        data.save(file)

    return write


def _speed(text: str) -> float | None:
    from studio.runtime.driving import speed_of

    try:
        return speed_of(text)
    except ValueError as fault:
        raise WrongUse(f"--clock: {fault}") from None


def _refused(options: RunOptions, problems: list[Diagnostic]) -> int:
    if options.as_json:
        none: dict[str, object] = {"status": "failed", "clock": None, "contacts": []}
        report.document(none | {"diagnostics": [each.as_json() for each in problems]})
    else:
        report.findings(problems, to_error=True)
    return 2


def _show(options: RunOptions, ready: Ready, result: RunResult) -> None:
    script: Script = ready.script
    problems = [*ready.problems, *ready.plugins.faults]
    if options.as_json:
        report.document(result.as_json(problems))
        return

    def own_code(each: Diagnostic) -> str | None:
        return code_of(each, script) if each.script == script.name else None

    report.findings([*problems, *result.diagnostics], to_error=True, source_of=own_code)
    for contact in result.shown:
        at = f' at #{contact.at[0]} "{contact.at[1]}"' if contact.at else ""
        why = f": {contact.why}" if contact.why else ""
        print(report.printable(f"contact {contact.id}, {contact.script}: {contact.status}{at}{why}"))
        for name, value in contact.variables.items():
            print(report.printable(f"    {name} = {value}"))
    print(f"{result.status} at {result.clock}")
