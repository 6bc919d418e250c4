"""What the search for paths begins with: scenarios that are there, and each script in a bare world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.script.model import Script
from studio.script.names import folded
from studio.script.project import Project
from studio.testing.exercise.starting import called_by
from studio.testing.explorers.paths.trial import Head, Stated
from studio.testing.scenario import Case
from studio.testing.scenario.writing import relative

#: What of a scenario and its file says what happens, and not what has to come of it.
_OWN = ("script", "given", "when")
_SHARED = ("script", "world", "actions", "given", "when", "always")


@dataclass(slots=True)
class Base:
    """A scenario that others are made of. ``case`` is the one that it is, None for a script in a bare world."""

    head: Head
    scenario: Stated
    script: Script
    project: Project
    file: Path
    case: Case | None = None


@dataclass(slots=True)
class Grounds:
    """The scripts whose branches are looked for, with their projects and files, and what to begin with."""

    bases: list[Base] = field(default_factory=list)
    scripts: list[tuple[Script, Project, Path]] = field(default_factory=list)

    def add(self, script: Script, project: Project, file: Path) -> None:
        """Look for the branches of a script and of all that it calls."""
        known = {id(each) for each, _, _ in self.scripts}
        for each in (script, *called_by(script, project)):
            # A script that was made in memory lies nowhere, and no scenario can name it.
            place = file if each is script else Path(each.file) if each.file else None
            if id(each) not in known and place is not None:
                self.scripts.append((each, project, place))


def grounds_of(cases: Sequence[Case], scripts: Sequence[tuple[Script, Project, Path]]) -> Grounds:
    """The grounds of scenarios, and of scripts without any."""
    found = Grounds()
    heads: dict[Path, Head] = {}
    for case in cases:
        head = heads.setdefault(case.file, Head(case.file, _picked(case.shared, _SHARED)))
        file = case.file.parent / str(case.stated.get("script") or case.shared.get("script"))
        scenario = _picked(case.stated, _OWN)
        found.bases.append(Base(head, scenario, case.script, case.project, file, case))
        found.add(case.script, case.project, file)
    for script, project, file in scripts:
        found.add(script, project, file)
    return found


def bare(script: Script, project: Project, file: Path) -> Base:
    """A script with nothing said."""
    head = Head(file.parent / "test_proposed.yaml", {"script": relative(file, file.parent)})
    return Base(head, {}, script, project, file)


def _picked(stated: Any, names: Sequence[str]) -> Stated:
    return {name: stated[name] for name in names if stated.get(name) not in (None, {}, [])}


def same_script(one: str, other: str) -> bool:
    """True if two names mean one script."""
    return folded(one) == folded(other)
