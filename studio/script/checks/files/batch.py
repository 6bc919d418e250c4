"""Checking many files: each is read once, known ones not at all, and many new ones by several processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

from studio.script.checks.files.cache import Cache, Seal, seal_of
from studio.script.checks.files.record import Record, record_of, spelled, unreadable
from studio.script.checks.interface import Interface
from studio.script.checks.interfaces import Interfaces
from studio.script.files import find_scripts, read_content

#: Fewer new files than this are not worth another process.
FEWEST = 48
_MOST_PROCESSES = 4
_CHUNK = 8
_Made = tuple[Record, Seal | None]


class Batch:
    """Records of files, and of the folders around them, as far as they are asked for."""

    def __init__(self, caches: Iterable[Cache] = (), progress: Callable[[int, int], None] | None = None) -> None:
        """``progress`` is told how many of how many new files are done."""
        self._caches = list(caches)
        self._progress = progress
        self._records: dict[Path, Record] = {}
        self._folders: dict[Path, Interfaces] = {}
        self._found: dict[Path, list[Path]] = {}

    def files_in(self, path: Path) -> list[Path]:
        """The script files of a folder and below."""
        if path not in self._found:
            self._found[path] = find_scripts(path)
        return self._found[path]

    def prepare(self, files: Iterable[Path]) -> None:
        """Make the records of all these files, at once if they are many."""
        wanted: dict[Path, Path] = {}
        for file in files:
            key = _key(file)
            if key in self._records or key in wanted:
                continue
            known = next((record for each in self._caches if (record := each.get(file)) is not None), None)
            if known is None:
                wanted[key] = file
            else:
                self._records[key] = known
        made = zip(wanted, _made(list(wanted.values())), strict=True)
        for done, (key, (record, seal)) in enumerate(made, 1):
            self._records[key] = record
            if seal is not None and record.readable:
                for each in self._caches:
                    each.put(wanted[key], seal, record)
            if self._progress is not None:
                self._progress(done, len(wanted))

    def add(self, file: Path, record: Record) -> None:
        """Let this be the record of a file, whatever lies there, if anything does."""
        self._records[_key(file)] = record

    def record(self, file: Path) -> Record:
        """The record of a file."""
        self.prepare([file])
        return self._records[_key(file)]

    def scripts(self, folder: Path, first: Path | None = None) -> Interfaces:
        """The scripts of a folder and below, as others see them.

        Should several bear one name, that of ``first`` counts, then the first by file name.
        """
        known = self._folders.get(folder)
        if known is None:
            files = self.files_in(folder)
            self.prepare(files)
            known = self._folders[folder] = Interfaces(self._interfaces(files))
        if first is not None:
            record = self.record(first)
            if record.interface is not None and self._hidden(known, first, record):
                others = [each for each in self.files_in(folder) if _key(each) != _key(first)]
                return Interfaces(self._interfaces([first, *others]))
        return known

    def save(self) -> None:
        """Keep the new records."""
        for each in self._caches:
            each.save()

    def _hidden(self, known: Interfaces, file: Path, record: Record) -> bool:
        """True if another file's script of this name counts in its place, or it isn't there at all."""
        assert record.interface is not None
        first = known.resolve("\\" + record.interface.name, "")
        return first is None or first.file is None or _key(Path(first.file)) != _key(file)

    def _interfaces(self, files: Iterable[Path]) -> Iterator[Interface]:
        for file in files:
            found = self._records[_key(file)].interface
            if found is not None:
                yield replace(found, file=spelled(file))


def _made(files: list[Path]) -> Iterator[_Made]:
    """The records of files, in their order."""
    workers = min(os.cpu_count() or 1, _MOST_PROCESSES)
    done = 0
    if workers > 1 and len(files) >= FEWEST:
        try:
            with ProcessPoolExecutor(workers) as pool:
                for each in pool.map(make, files, chunksize=_CHUNK):
                    yield each
                    done += 1
        except (BrokenProcessPool, OSError):
            pass  # a machine that lets no process be made, or ends one: this one does the rest
    for file in files[done:]:
        yield make(file)


def make(file: Path) -> _Made:
    """The record of a file, and the state that the file was in."""
    try:
        state = file.stat()
    except OSError:
        state = None
    content, problems = read_content(file)
    if content is None or state is None:
        return unreadable(problems), None
    return record_of(content, file), seal_of(state, content)


def _key(file: Path) -> Path:
    return Path(os.path.abspath(file))
