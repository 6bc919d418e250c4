"""``studio complete``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from studio.cli import report
from studio.cli.standard_input import read_standard_input
from studio.diagnostics import Diagnostic


def show_completions(file: Path, line: int, column: int, *, as_json: bool) -> int:
    """Print what may stand at a place of a text; the exit code."""
    from studio.script.completion import complete

    source = _source(file)
    lines = source.split("\n") if source is not None else []
    if source is None or line > len(lines):
        if source is not None:
            report.say(f"the text has no line {line}: it has {len(lines)}")
        if as_json:
            report.document([])
        return 2
    # Only a call asks for the names of scripts, and to know them the whole folder is read.
    calls = "scriptname" in lines[line - 1].lower()
    found = complete(source, line, column, _scripts(file) if calls else [])
    if as_json:
        report.document([asdict(each) for each in found])
        return 0
    for each in found:
        print(report.printable(each.text), each.kind, report.printable(each.detail), sep="\t")
    if not found:
        report.say("nothing to complete here")
    return 0


def _source(file: Path) -> str | None:
    """The text, or None; then it was said why."""
    from studio.script.files import read_source

    problems: list[Diagnostic]
    if str(file) == "-":
        _, source, problems = read_standard_input()
    elif file.suffix.lower() not in (".studio", "") and file.is_file():
        report.say(report.printable(f"{file}: only texts (*.studio) are completed"))
        return None
    else:
        source, problems = read_source(file)
    report.findings(problems, to_error=True)
    return source


def _scripts(file: Path) -> list[str]:
    """The names of the scripts in the file's folder and below."""
    from studio.script.project import Project

    folder = Path() if str(file) == "-" else file.parent
    return [each.name for each in Project.load(folder)[0].scripts()]
