"""``studio test --from-trace``: a recorded run becomes a scenario."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli import report
from studio.cli.report import WrongUse
from studio.diagnostics import Diagnostic, has_errors

if TYPE_CHECKING:
    from studio.cli.recorded import FirstLine
    from studio.cli.starting import Ready, Start


def write_scenario(trace: Path, output: Path | None, *, as_json: bool) -> int:
    """Run again what a trace tells of, and write what it does as a scenario file; the exit code.

    Without ``output`` the file is printed. A file that is there is left alone.
    """
    with ExitStack() as stack:
        try:
            content, problems = _content(trace, (output or Path("test.yaml")).parent, stack)
        except WrongUse as fault:
            report.say(str(fault))
            return 2
    if content is None:
        report.refusal(problems, as_json=as_json)
        return 2
    from studio.testing.scenario.writing import scenario_text

    text = scenario_text(content, f"Recorded: {trace.name}. Take out what is not meant to stay as it is.")
    if output is None and not as_json:
        report.findings(problems, to_error=True)
        print(text, end="")
        return 0
    if output is not None:
        try:
            with output.open("x", encoding="utf-8", newline="\n") as out:
                out.write(text)
        except (OSError, ValueError) as fault:
            reason = "it is there already" if isinstance(fault, FileExistsError) else getattr(fault, "strerror", fault)
            report.say(report.printable(f"{output} is not written: {reason}"))
            return 2
    if as_json:
        report.document({"file": None if output is None else str(output), "content": content,
                         "diagnostics": [each.as_json() for each in problems]})  # fmt: skip
    else:
        report.findings(problems, to_error=True)
        report.say(report.printable(f"{output} written; try it: studio test {output}"))
    return 0


def _content(trace: Path, folder: Path, stack: ExitStack) -> tuple[dict[str, Any] | None, list[Diagnostic]]:
    from studio.cli.comparing import Comparison, RecordedLines
    from studio.cli.recorded import read_first
    from studio.cli.starting import prepare
    from studio.runtime.tracing import VERSION, KeptTrace, Shown
    from studio.testing.ran import Ran
    from studio.testing.scenario.recording import expectations

    lines = RecordedLines(trace, stack)
    first = lines.next()
    said, wrong = read_first(first) if first is not None else (None, "the file is empty")
    if said is None:
        return None, [lines.failed() or _finding(trace, "TR002", f"this is no trace: {wrong}")]
    if said.trace != VERSION:
        return None, [_finding(trace, "TR003", f"the trace is of version {said.trace}; this reads version {VERSION}")]
    start, problems = _start(trace, said)
    if has_errors(problems):
        return None, problems
    ready, faults = prepare(start, stack)
    problems += faults
    if ready is None:
        return None, problems
    kept = KeptTrace()
    engine = ready.world.engine
    comparison = Comparison(lines, Shown(said.watch, variables=said.changes), lambda: None)
    engine.observe(comparison)
    engine.observe(kept)
    ready.run()
    comparison.finish()
    if comparison.difference is not None:
        message = "the run is another than the trace tells: the scenario says what the scripts do now"
        problems.append(_finding(trace, "TS201", message, severity="warning"))
    contact = next(iter(engine.contacts.values()), None)
    if contact is None:
        return None, [*problems, _finding(trace, "TS202", "no contact began")]
    ran = Ran(ready.world, ready.script, kept, contact)
    return _file(trace, folder, said, start, ready, expectations(ran)), problems


def _start(trace: Path, said: FirstLine) -> tuple[Start, list[Diagnostic]]:
    """What the run was started with, where a scenario can say it."""
    from studio.runtime.redaction import MARK

    problems = [
        _finding(trace, "TS203", f"a scenario can't say {what}: record the run without it")
        for what, there in (("--resume", said.resume), ("--steps", said.steps), ("--plugin", said.plugins))
        if there
    ]
    if said.actions:
        problems.append(_finding(trace, "TS203", "the run used actions of your own: record it without --actions"))
    hidden = [name for name, value in (said.parameters | said.variables).items() if MARK in value]
    if hidden:
        message = (
            f"the trace hides {', '.join(hidden)}: record it with --show-redacted, or with values that need no hiding"
        )
        problems.append(_finding(trace, "TS204", message))
    start = replace(said.start(trace.parent), actions=(), plugins=())
    odd = [each for each in (start.script, start.world) if each is not None and not each.is_file()]
    problems += [_finding(trace, "TR007", f"{each} is no file") for each in odd]
    return start, problems


def _file(
    trace: Path, folder: Path, said: FirstLine, start: Start, ready: Ready, expect: dict[str, Any]
) -> dict[str, Any]:
    from studio.testing.scenario.writing import relative

    given: dict[str, Any] = {}
    if start.parameters:
        named = {f"p{place}": name for place, name in enumerate(ready.script.parameters(), 1)}
        given["parameters"] = {named.get(name, name): value for name, value in start.parameters.items()}
    if start.variables:
        given["variables"] = dict(start.variables)
    if start.start_at:
        given["begin-at"] = start.start_at
    if start.until:
        given["until"] = start.until
    if said.seed != _seed_of(start):
        given["seed"] = said.seed
    when = [_signal(each) for each in start.signals] + [_event(each) for each in start.events]
    scenario: dict[str, Any] = {"name": f"As recorded in {trace.name}"}
    scenario |= {"given": given} if given else {}
    scenario |= {"when": when} if when else {}
    content: dict[str, Any] = {"script": relative(start.script, folder)}
    if start.world is not None:
        content["world"] = relative(start.world, folder)
    return content | {"scenarios": [scenario | {"expect": expect}]}


def _seed_of(start: Start) -> int:
    """The seed of the run's world file."""
    from studio.world.places import read_yaml
    from studio.world.settings import WorldSettings

    settings = read_yaml(start.world, WorldSettings)[0] if start.world is not None else None
    return (settings or WorldSettings()).seed


def _signal(text: str) -> dict[str, Any]:
    after, _, values = text.partition("=")
    return {"when": {"after": after.strip()}, "do": {"signal": values.split("|")}}


def _event(text: str) -> dict[str, Any]:
    after, _, rest = text.partition("=")
    kind, *brought = rest.split("|")
    plain = [each for each in brought if "=" not in each]
    fields = dict(each.split("=", 1) for each in brought if "=" in each)
    event = {"event": kind.strip(), **({"values": plain} if plain else {}), **({"fields": fields} if fields else {})}
    return {"when": {"after": after.strip()}, "do": {"event": event}}


def _finding(trace: Path, code: str, message: str, severity: Any = "error") -> Diagnostic:
    return Diagnostic(code, severity, message, file=str(trace))
