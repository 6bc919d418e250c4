"""Checking a world file without running anything."""

from __future__ import annotations

from pathlib import Path

from studio.diagnostics import Diagnostic, has_errors
from studio.script.files import read_script
from studio.script.project import Project
from studio.world.mock.checking import check_stand_ins
from studio.world.places import read_placed
from studio.world.settings import WorldSettings
from studio.world.world import World


def check_file(file: Path, script: Path | None = None) -> list[Diagnostic]:
    """All findings about a world file; with a script, or a folder of them, stand-ins are held to its project.

    The world is built once, so that files it names are tried; its prospect store stays in memory.
    """
    settings, found, places = read_placed(file, WorldSettings)
    if settings is None:
        return found
    project = Project([])
    if script is not None:
        problems = _unreadable(script)
        if problems:
            return [*found, *problems]
        project, told = Project.load(script)
        found += told
        found += check_stand_ins(settings.mock, project.scripts(), places)
    if not has_errors(found):
        found += _built(settings, project, file)
    return found


def _unreadable(script: Path) -> list[Diagnostic]:
    if script.is_dir():
        return []
    read, problems = read_script(script)
    return [each for each in problems if each.severity == "error"] if read is None else []


def _built(settings: WorldSettings, project: Project, file: Path) -> list[Diagnostic]:
    try:
        World(settings.model_copy(update={"store": "sqlite://"}), project, folder=file.parent).close()
    except (OSError, ValueError, KeyError) as fault:
        return [World.fault(fault, file)]
    return []
