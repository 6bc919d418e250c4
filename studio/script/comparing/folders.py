"""Whole folders compared: scripts by their names, whatever their files are called and in which form they are."""

from __future__ import annotations

from pathlib import Path

from studio.diagnostics import Diagnostic, has_errors
from studio.script.comparing.compare import ScriptChange, compared
from studio.script.comparing.lines import Room
from studio.script.files import find_scripts, read_script
from studio.script.model import Script
from studio.script.names import folded


def scripts_of(path: Path) -> tuple[dict[str, Script], list[Diagnostic], bool]:
    """The scripts of a folder and below by folded name, all findings, and whether every file could be read whole.

    The first of two files with one name counts, and the other is reported.
    """
    found: dict[str, Script] = {}
    problems: list[Diagnostic] = []
    whole = True
    for file in find_scripts(path):
        if file.suffix.lower() == ".snippet":
            continue
        script, said = read_script(file)
        problems += said
        if script is None or has_errors(said):
            whole = False
            continue
        first = found.setdefault(folded(script.name), script)
        if first is not script:
            message = f'script "{script.name}" is in {first.file} too; that one counts'
            problems.append(Diagnostic("PR101", "warning", message, file=str(file), script=script.name))
    return found, problems, whole


def compared_folders(before: dict[str, Script], after: dict[str, Script], *, all: bool = False) -> list[ScriptChange]:
    """What differs, a member a script of either side, by name; also those that are the same."""
    room = Room()
    changes = []
    for name in sorted({*before, *after}):
        one, other = before.get(name), after.get(name)
        if one is not None and other is not None:
            changes.append(compared(one, other, all=all, room=room))
        else:
            changes.append(ScriptChange(one, other))
    return changes
