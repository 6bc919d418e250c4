"""A project: the scripts of a folder, known by their names, and how one finds another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from studio.diagnostics import Diagnostic
from studio.script.files import find_scripts, read_script
from studio.script.model import Script


class Project:
    """Scripts by name. Letter case does not count in names, and ``/`` stands for ``\\`` [choice]."""

    def __init__(self, scripts: Iterable[Script] = ()) -> None:
        """The first of several scripts with one name counts."""
        self._scripts: dict[str, Script] = {}
        self._files: dict[str, list[str]] = {}
        self._facts: dict[Hashable, Any] = {}
        for each in scripts:
            self._add(each)

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
            script = _read(file)
            if script is None:
                continue
            first = project._add(script)
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

    def files_of(self, name: str) -> list[str]:
        """The files that hold a script of this name; the first one counts."""
        return self._files.get(_folded(name), [])

    def called_as_subscript(self, name: str) -> bool:
        """True if some script's Runsub names this script; names with variables in them tell nothing."""
        called: set[str] = self.remembered("called", self._called)
        return _folded(name) in called

    def remembered(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What ``make`` gives, worked out once for this project: its scripts don't change."""
        if key not in self._facts:
            self._facts[key] = make()
        return self._facts[key]

    def _add(self, script: Script) -> Script:
        """The script of this name that counts: an earlier one, or this."""
        key = _folded(script.name)
        if script.file is not None:
            self._files.setdefault(key, []).append(script.file)
        return self._scripts.setdefault(key, script)

    def _called(self) -> set[str]:
        names: set[str] = set()
        for script in self._scripts.values():
            for action in script.actions:
                if action.kind.upper() == "RUNSUB" and "{" not in action.text("ScriptName"):
                    target = self.resolve(action.text("ScriptName"), script.name)
                    names.update([_folded(target.name)] if target is not None else [])
        return names


def project_of(file: Path) -> Project:
    """The project in which a script's file lies."""
    return Project.load(file)[0]


def _read(file: Path) -> Script | None:
    """The script of a file; the same object as long as the file doesn't change, since many checks read one folder."""
    try:
        state = file.stat()
    except OSError:
        return None
    return _read_state(file, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1024)
def _read_state(file: Path, changed: int, size: int) -> Script | None:
    return read_script(file)[0]


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
