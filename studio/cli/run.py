"""``studio run``."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli import report
from studio.cli.check import code_of
from studio.cli.report import WrongUse
from studio.diagnostics import Diagnostic, has_errors

if TYPE_CHECKING:
    from studio.script.model import Script
    from studio.world.result import RunResult
    from studio.world.world import World


@dataclass(frozen=True, slots=True)
class RunOptions:
    script: Path
    world: Path | None
    parameters: list[str]
    variables: list[str]
    seed: int | None
    until: str | None
    trace: str | None
    actions: list[Path]
    as_json: bool
    signals: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    start_at: str | None = None
    clock: str = "virtual"
    steps: int | None = None
    save: Path | None = None
    resume: Path | None = None


#: A trace never goes into such files: a forgotten name would cost the author a script.
_SOURCES = (".studio", ".json", ".xml", ".snippet", ".yaml", ".yml")


def run_script(options: RunOptions) -> int:
    """Run a script as the options say; the exit code."""
    from studio.cli.outside import plan, start_at
    from studio.cli.saved_run import read_run, resume, save_run, world_of
    from studio.script.files import read_script
    from studio.world.stopping import StopAfter
    from studio.world.world import World

    script, problems = read_script(options.script)
    if script is None or has_errors(problems):
        return _refused(options, problems)
    saved: dict[str, Any] | None = None
    if options.resume is not None:
        saved, faults = read_run(options.resume)
        if saved is None:
            return _refused(options, faults)
        options = replace(options, world=options.world or world_of(options.resume, saved))
    world, faults = World.load(options.world, options.script, seed=options.seed, actions=options.actions)
    if world is None:
        return _refused(options, faults)
    if options.resume is not None and saved is not None:
        faults = [*faults, *resume(options.resume, saved, world)]
        if has_errors(faults):
            return _refused(options, faults)
    try:
        speed = _speed(options.clock)
        parameters = _parameters(script, _pairs(options.parameters, "--param"))
        variables = _pairs(options.variables, "--set")
        until = _until(options.until, world)
        plan(world, options.signals, options.events)
    except WrongUse as fault:
        report.say(str(fault))
        return 2
    with ExitStack() as stack:
        stack.callback(world.close)
        try:
            _trace(options, world, stack)
        except WrongUse as fault:
            report.say(str(fault))
            return 2
        except OSError as fault:
            report.say(f"the trace can't be written to {options.trace!r}: {fault.strerror or fault}")
            return 2
        if options.steps is not None:
            world.engine.observe(StopAfter(world.engine, options.steps))
        if saved is None:
            event = start_at(options.start_at) if options.start_at else None
            result = world.run(script, parameters, variables=variables, until=until, event=event, speed=speed)
        else:
            world.go_on(until, speed=speed)
            result = world.result()
        if options.save is not None:
            try:
                save_run(options.save, world, options.script, options.world)
            except OSError as fault:
                report.say(f"the run can't be saved to {str(options.save)!r}: {fault.strerror or fault}")
                return 2
    _show(options, script, result, [*problems, *faults])
    return 1 if result.status in ("failed", "stuck") else 0


def _refused(options: RunOptions, problems: list[Diagnostic]) -> int:
    if options.as_json:
        none: dict[str, object] = {"status": "failed", "clock": None, "contacts": []}
        report.document(none | {"diagnostics": [each.as_json() for each in problems]})
    else:
        report.findings(problems, to_error=True)
    return 2


def _pairs(texts: list[str], option: str) -> dict[str, str]:
    pairs = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise WrongUse(f"{option} takes NAME=VALUE, not {text!r}")
        pairs[name.strip()] = value
    return pairs


def _parameters(script: Script, given: dict[str, str]) -> dict[str, str]:
    """Parameters by p1, p2, …: a name of Begin stands for its position."""
    begins = [each for each in script.actions if each.kind.upper() == "BEGIN"]
    names = [name.lower() for name in max(begins, key=lambda each: each.id).items("Parameters")] if begins else []
    known = {name: f"p{position}" for position, name in enumerate(names, 1)}
    placed = {}
    for name, value in given.items():
        folded = name.lower()
        if folded in known:
            placed[known[folded]] = value
        elif folded[:1] == "p" and folded[1:].isascii() and folded[1:].isdigit() and 1 <= int(folded[1:]) <= 20:
            placed[folded] = value
        else:
            expected = ", ".join([*names, "p1 … p20"])
            raise WrongUse(f"the script's Begin has no parameter {name!r}; it takes {expected}")
    return placed


def _until(text: str | None, world: World) -> int | None:
    from studio.runtime.clock import SECOND, length, micros

    if text is None:
        return None
    seconds = length(text)
    if seconds is not None:
        return world.engine.now + round(seconds * SECOND)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"--until takes 90s, 30m, 1h, 2d or an ISO time, not {text!r}") from None
    end = micros(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    if end < world.engine.now:
        raise WrongUse(f"--until {text} lies before the world's start")
    return end


def _speed(text: str) -> float | None:
    from studio.runtime.driving import speed_of

    try:
        return speed_of(text)
    except ValueError as fault:
        raise WrongUse(f"--clock: {fault}") from None


def _trace(options: RunOptions, world: World, stack: ExitStack) -> None:
    from studio.runtime.trace import JsonTrace, TextTrace

    if options.trace is None:
        return
    if Path(options.trace).suffix.lower() in _SOURCES:
        raise WrongUse(f"--trace {options.trace} would write over a script or a world; name it *.jsonl or *.txt")
    if options.trace == "-":
        out = sys.stderr if options.as_json else sys.stdout
        world.engine.observe(TextTrace(lambda line: print(report.printable(line), file=out)))
        return
    file = stack.enter_context(Path(options.trace).open("w", encoding="utf-8", errors="backslashreplace", newline="\n"))  # noqa: SIM115  # the stack closes it
    if options.trace.endswith(".txt"):
        world.engine.observe(TextTrace(lambda line: print(report.printable(line), file=file)))
    else:
        world.engine.observe(JsonTrace(file))


def _show(options: RunOptions, script: Script, result: RunResult, problems: list[Diagnostic]) -> None:
    if options.as_json:
        report.document(result.as_json(problems))
        return

    def own_code(each: Diagnostic) -> str | None:
        return code_of(each, script) if each.script == script.name else None

    report.findings([*problems, *result.diagnostics], to_error=True, source_of=own_code)
    for contact in result.contacts:
        at = f' at #{contact.at[0]} "{contact.at[1]}"' if contact.at else ""
        why = f": {contact.why}" if contact.why else ""
        print(report.printable(f"contact {contact.id}, {contact.script}: {contact.status}{at}{why}"))
        for name, value in contact.variables.items():
            print(report.printable(f"    {name} = {value}"))
    print(f"{result.status} at {result.clock}")
