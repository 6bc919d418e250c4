"""``studio check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli import report
from studio.diagnostics import Diagnostic, has_errors

if TYPE_CHECKING:
    from studio.script.model import Script
    from studio.script.project import Project


def check_paths(paths: list[Path], *, as_json: bool) -> int:
    """Check every script that the paths name; the exit code."""
    from studio.script.files import find_scripts
    from studio.script.project import Project

    found: list[Diagnostic] = []
    sources: dict[Diagnostic, str] = {}
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
        readable, problems = check_file(file, project, sources)
        unreadable = unreadable or not readable
        found += problems
    if as_json:
        report.document([each.as_json() for each in found])
    else:
        report.findings(found, source_of=sources.get)
        if not found:
            report.say(f"{len(files)} file{'s' * (len(files) != 1)}: no findings")
    return 2 if unreadable else 1 if has_errors(found) else 0


def check_file(
    file: Path, project: Project | None = None, sources: dict[Diagnostic, str] | None = None
) -> tuple[bool, list[Diagnostic]]:
    """Whether a file could be read at all, and its findings; in a project, by default that of the file's folder.

    ``sources`` is given the code that a finding is about.
    """
    from studio.script.checks import check_script, check_snippet
    from studio.script.files import read_script, read_source

    if file.suffix.lower() == ".snippet":
        source, problems = read_source(file)
        if source is None:
            return False, problems
        found = [each.placed(file=str(file)) for each in check_snippet(source)]
        if sources is not None:
            sources.update(dict.fromkeys(found, source))
        return True, found
    script, problems = read_script(file)
    if script is None:
        return False, problems
    from studio.script.project import project_of

    found = [*problems, *check_script(script, project or project_of(file))]
    if sources is not None:
        for each in found:
            code = code_of(each, script)
            if code is not None:
                sources[each] = code
    return True, found


def code_of(finding: Diagnostic, script: Script) -> str | None:
    """The code in a script that a finding counts lines and columns in, where that is the property's value as it stands."""
    action = script.action(finding.action) if finding.action is not None else None
    value = action.properties.get(finding.property) if action is not None and finding.property is not None else None
    if action is None or not isinstance(value, str) or not finding.code.startswith("SN"):
        return None
    # Expressions are read without the blanks round them.
    return value if action.kind.upper() == "SNIPPET" or value == value.strip() else None
