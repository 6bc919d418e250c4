"""A project: the scripts of a folder, known by their names, and how one finds another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from studio.diagnostics import Diagnostic
from studio.script.files import find_scripts, read_script
from studio.script.model import Script
from studio.script.names import Names, folded


class Project:
    """Scripts by name. Letter case does not count in names, and ``/`` stands for ``\\`` [choice]."""

    def __init__(self, scripts: Iterable[Script] = ()) -> None:
        """The first of several scripts with one name counts."""
        self._scripts: Names[Script] = Names()
        self._all: list[Script] = []
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
        return self._scripts.values()

    def every(self) -> list[Script]:
        """All scripts as they were read, also those whose name an earlier one has."""
        return self._all

    def resolve(self, name: str, caller: str) -> Script | None:
        """The script that a name means to a calling script (its name), or None.

        First from the caller's folder, ``..`` allowed, then from the root; never outside the project [choice].
        """
        return self._scripts.resolve(name, caller)

    def files_of(self, name: str) -> list[str]:
        """The files that hold a script of this name; the first one counts."""
        return self._files.get(folded(name), [])

    def remembered(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What ``make`` gives, worked out once for this project: its scripts don't change."""
        if key not in self._facts:
            self._facts[key] = make()
        return self._facts[key]

    def _add(self, script: Script) -> Script:
        """The script of this name that counts: an earlier one, or this."""
        self._all.append(script)
        if script.file is not None:
            self._files.setdefault(folded(script.name), []).append(script.file)
        return self._scripts.add(script.name, script)


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
