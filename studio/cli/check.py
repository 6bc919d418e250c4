"""``studio check``."""

from __future__ import annotations

from pathlib import Path

from studio.cli import report
from studio.diagnostics import Diagnostic, has_errors


def check_paths(paths: list[Path], *, as_json: bool) -> int:
    """Check every script that the paths name; the exit code."""
    from studio.script.files import find_scripts

    found: list[Diagnostic] = []
    unreadable = False
    files: list[Path] = []
    for path in paths:
        if not path.exists():
            found.append(Diagnostic("FI001", "error", "there is no such file or folder", file=str(path)))
            unreadable = True
        else:
            files += find_scripts(path)
    for number, file in enumerate(files, 1):
        if len(files) > 20 and number % 20 == 0:
            report.say(f"{number} of {len(files)} files")
        readable, problems = check_file(file)
        unreadable = unreadable or not readable
        found += problems
    if as_json:
        report.document([each.as_json() for each in found])
    else:
        report.findings(found)
        if not found:
            report.say(f"{len(files)} file{'s' * (len(files) != 1)}: no findings")
    return 2 if unreadable else 1 if has_errors(found) else 0


def check_file(file: Path) -> tuple[bool, list[Diagnostic]]:
    """Whether a file could be read at all, and its findings."""
    from studio.script.checks import check_script, check_snippet
    from studio.script.files import read_script, read_source
    from studio.script.project import project_of

    if file.suffix.lower() == ".snippet":
        source, problems = read_source(file)
        if source is None:
            return False, problems
        return True, [each.placed(file=str(file)) for each in check_snippet(source)]
    script, problems = read_script(file)
    if script is None:
        return False, problems
    return True, [*problems, *check_script(script, project_of(file))]
