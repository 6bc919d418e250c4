"""A book on disk: a second one replaces the first, and nothing that the book did not write is touched.

What it wrote stands in a manifest in its folder. The manifest is read like any file of a stranger: a name in it that leads
elsewhere, or a file that was changed since, is left alone.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from studio.diagnostics import Diagnostic
from studio.script.replacing import replace_file

MANIFEST = ".studio-book.json"
_FORMAT = 1
_LARGEST = 50_000_000


@dataclass(slots=True)
class Outcome:
    """What became of a folder: names (with ``/``) of files that are new or changed, the same as before, and gone.

    ``kept`` are pages of scripts that are gone but were changed by hand. With ``problems`` nothing was written, or not all.
    """

    written: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


class BookFolder:
    """The folder of a book."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before: dict[str, str] = {}
        self._now: dict[str, str] = {}

    def write(self, files: Iterable[tuple[str, bytes]]) -> Outcome:
        """Write files, then take away those of an earlier book that it no longer has."""
        outcome = Outcome()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._before = self._read()
            self._now = dict(self._before)
            made: dict[str, None] = {}
            for name, content in files:
                if name in made:
                    raise AssertionError(f"two files called {name}")
                made[name] = None
                problem = self._put(name, content, outcome)
                if problem is not None:
                    outcome.problems.append(problem)
                    return outcome
            self._remove([each for each in self._before if each not in made], made, outcome)
        except OSError as fault:
            outcome.problems.append(_unwritten(self._folder, fault))
        finally:
            self._keep(outcome)
        return outcome

    # ------------------------------------------------------------------------------------------------ files
    def _put(self, name: str, content: bytes, outcome: Outcome) -> Diagnostic | None:
        """Write one file, unless it stands there already or a stranger stands in its place."""
        target = self._inside(name)
        if target is None:
            return _foreign(self._folder / name, "a link leads out of the book's folder here")
        digest = _digest(content)
        found = _digest_of(target)
        if found == digest and not target.is_symlink():
            outcome.same.append(name)
            self._now[name] = digest
            return None
        if os.path.lexists(target) and (name not in self._before or not target.is_file() or target.is_symlink()):
            return _foreign(target, "a file that no book wrote stands where a page belongs")
        self._now[name] = digest
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, content)
        outcome.written.append(name)
        return None

    def _remove(self, names: list[str], made: Iterable[str], outcome: Outcome) -> None:
        """Take away files of the book before, if they are as it wrote them, and folders that are empty then."""
        spelled = {each.casefold(): each for each in made}
        for name in names:
            target = self._inside(name)
            again = spelled.get(name.casefold())
            if target is not None and again is not None and _same(target, self._folder / again):
                # Where letter case does not count in names of files, it is the new page.
                self._now.pop(name, None)
            elif target is None or target.is_symlink() or not target.is_file():
                self._now.pop(name, None)
            elif _digest_of(target) != self._before[name]:
                outcome.kept.append(name)
            else:
                target.unlink()
                self._now.pop(name, None)
                outcome.removed.append(name)
                self._prune(target.parent)

    def _prune(self, folder: Path) -> None:
        while folder != self._folder and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent

    def _inside(self, name: str) -> Path | None:
        """Where a file of this name lies; None if that is not in the folder."""
        path = PurePosixPath(name)
        if path.is_absolute() or not path.parts or ".." in path.parts or "\\" in name or ":" in name:
            return None
        target = self._folder.joinpath(*path.parts)
        root = self._folder.resolve()
        parent = target.parent.resolve()
        return target if parent == root or root in parent.parents else None

    # --------------------------------------------------------------------------------------------- manifest
    def _read(self) -> dict[str, str]:
        """The files of the book before with their digests; nothing where there was none, or its manifest can't be read."""
        file = self._folder / MANIFEST
        try:
            if file.is_symlink() or not file.is_file() or file.stat().st_size > _LARGEST:
                return {}
            found = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        files = found.get("files") if isinstance(found, dict) and found.get("format") == _FORMAT else None
        if not isinstance(files, dict):
            return {}
        return {name: each for name, each in files.items() if isinstance(each, str) and self._inside(name) is not None}

    def _keep(self, outcome: Outcome) -> None:
        """Write down which files are the book's, whatever happened: what was written must be known as ours."""
        if not self._folder.is_dir() or not (self._now or self._before):
            return
        files = {name: self._now[name] for name in sorted(self._now)}
        text = json.dumps({"format": _FORMAT, "files": files}, indent=1, ensure_ascii=True) + "\n"
        try:
            if _digest_of(self._folder / MANIFEST) != _digest(text.encode()):
                replace_file(self._folder / MANIFEST, text.encode())
        except OSError as fault:
            outcome.problems.append(_unwritten(self._folder / MANIFEST, fault))


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest_of(file: Path) -> str | None:
    try:
        return _digest(file.read_bytes()) if file.is_file() else None
    except OSError:
        return None


def _foreign(file: Path, message: str) -> Diagnostic:
    return Diagnostic("BK101", "error", message, "move it away, or choose another folder", file=str(file))


def _unwritten(file: Path, fault: OSError) -> Diagnostic:
    place = str(fault.filename or file)
    return Diagnostic("FI010", "error", f"the file can't be written: {fault.strerror or fault}", file=place)
