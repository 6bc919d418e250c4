"""A project: the scripts of a folder, known by their names, and how one finds another."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from studio.diagnostics import Diagnostic
from studio.script.files import find_scripts, read_script
from studio.script.model import Script


class Project:
    """Scripts by name. Letter case does not count in names, and ``/`` stands for ``\\`` [choice]."""

    def __init__(self, scripts: Iterable[Script] = ()) -> None:
        """The first of several scripts with one name counts."""
        self._scripts: dict[str, Script] = {}
        for each in scripts:
            self._scripts.setdefault(_folded(each.name), each)

    @classmethod
    def load(cls, path: Path) -> tuple[Project, list[Diagnostic]]:
        """The scripts of a folder and below; of a file its folder's, the file itself before others of its name.

        Files that can't be read as scripts are left out; two files with one name are reported.
        """
        folder = path if path.is_dir() else path.parent
        files = find_scripts(folder)
        if not path.is_dir():
            files = [path, *(each for each in files if each.resolve() != path.resolve())]
        project = cls()
        problems: list[Diagnostic] = []
        for file in files:
            script, _ = read_script(file)
            if script is None:
                continue
            key = _folded(script.name)
            first = project._scripts.setdefault(key, script)
            if first is not script:
                message = f'script "{script.name}" is in {first.file} too; that one counts'
                problems.append(Diagnostic("PR101", "warning", message, file=str(file), script=script.name))
        return project, problems

    def scripts(self) -> list[Script]:
        """All scripts, by name."""
        return [self._scripts[key] for key in sorted(self._scripts)]

    def resolve(self, name: str, caller: str) -> Script | None:
        """The script that a name means to a calling script (its name), or None.

        First from the caller's folder, ``..`` allowed, then from the root; never outside the project [choice].
        """
        folder = _parts(caller)[:-1]
        for start in (folder, []):
            found = self._scripts.get("\\".join(_walk(start, name) or [""]))
            if found is not None:
                return found
        return None


def project_of(file: Path) -> Project:
    """The project in which a script's file lies."""
    return Project.load(file)[0]


def _folded(name: str) -> str:
    return "\\".join(_parts(name))


def _parts(name: str) -> list[str]:
    return [part for part in name.strip().lower().replace("/", "\\").split("\\") if part]


def _walk(start: list[str], name: str) -> list[str] | None:
    """The parts of a path from a folder; None where it leaves the project."""
    at = list(start)
    for part in _parts(name):
        if part == "..":
            if not at:
                return None
            at.pop()
        elif part != ".":
            at.append(part)
    return at
