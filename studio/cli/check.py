"""``studio check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli import report
from studio.diagnostics import Diagnostic, has_errors

if TYPE_CHECKING:
    from studio.script.project import Project


def check_paths(paths: list[Path], *, as_json: bool) -> int:
    """Check every script that the paths name; the exit code."""
    from studio.script.files import find_scripts
    from studio.script.project import Project

    found: list[Diagnostic] = []
    unreadable = False
    files: list[tuple[Path, Project | None]] = []
    for path in paths:
        if not path.exists():
            found.append(Diagnostic("FI001", "error", "there is no such file or folder", file=str(path)))
            unreadable = True
        else:
            # A folder is a project as a whole; a single file's project is its own folder, as in a run.
            project = Project.load(path)[0] if path.is_dir() else None
            files += [(each, project) for each in find_scripts(path)]
    for number, (file, project) in enumerate(files, 1):
        if len(files) > 20 and number % 20 == 0:
            report.say(f"{number} of {len(files)} files")
        readable, problems = check_file(file, project)
        unreadable = unreadable or not readable
        found += problems
    if as_json:
        report.document([each.as_json() for each in found])
    else:
        report.findings(found)
        if not found:
            report.say(f"{len(files)} file{'s' * (len(files) != 1)}: no findings")
    return 2 if unreadable else 1 if has_errors(found) else 0


def check_file(file: Path, project: Project | None = None) -> tuple[bool, list[Diagnostic]]:
    """Whether a file could be read at all, and its findings; in a project, by default that of the file's folder."""
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
    return True, [*problems, *check_script(script, project or project_of(file))]
