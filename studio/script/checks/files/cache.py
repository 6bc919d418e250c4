"""What was found before: a file of records beside the scripts, good as long as neither they nor this program change.

It is data, never code, and never trusted further than that: a file that is broken, too large, of another program or of
another place is passed over, and so is one that can't be written.
"""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import TypeAdapter

from studio.script.checks.files.record import Record
from studio.script.replacing import replace_file

FOLDER = ".studio_cache"
_LARGEST = 200_000_000
#: A file changed so shortly before the cache was written may have changed again within one tick of its clock.
_TICK = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Seal:
    """The state of a file: its size in bytes, when it was changed (nanoseconds), and a digest of its content."""

    size: int
    changed: int
    digest: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A record and the state of the file that it was made of."""

    seal: Seal
    record: Record


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole cache file. ``home`` is the folder that the names of files start from."""

    program: str
    home: str
    files: dict[str, Entry] = field(default_factory=dict)


class Cache:
    """The records of the files below one folder."""

    def __init__(self, home: Path, folder: Path | None = None) -> None:
        """``folder`` is where the cache lies; without it, in ``.studio_cache`` in ``home``."""
        self.home = home.resolve()
        self._own = folder is None
        self.folder = folder if folder is not None else self.home / FOLDER
        self.file = self.folder / f"check-{_digest(str(self.home))[:16]}.json"
        self._entries: dict[str, Entry] = {}
        self._written = 0
        self._changed = False
        self._load()

    def get(self, file: Path) -> Record | None:
        """The record of a file that has not changed since it was made."""
        name = self._name(file)
        entry = self._entries.get(name) if name is not None else None
        if name is None or entry is None:
            return None
        try:
            state = file.stat()
            if state.st_size != entry.seal.size:
                return None
            if state.st_mtime_ns == entry.seal.changed and state.st_mtime_ns < self._written - _TICK:
                return entry.record
            if digest_of(file.read_bytes()) != entry.seal.digest:
                return None
        except OSError:
            return None
        self._entries[name] = Entry(replace(entry.seal, changed=state.st_mtime_ns), entry.record)
        self._changed = True  # so that the next check needn't read the file
        return entry.record

    def put(self, file: Path, seal: Seal, record: Record) -> None:
        """Keep the record of a file in this state."""
        name = self._name(file)
        if name is not None:
            self._entries[name] = Entry(seal, record)
            self._changed = True

    def save(self) -> None:
        """Write what is new, as one step; two checks at once lose some of each other's records at worst."""
        if not self._changed or self._is_foreign():
            return
        entries = {name: each for name, each in self._entries.items() if (self.home / name).is_file()}
        try:
            content = self._content(entries)
            self._make_folder()
            replace_file(self.file, content)
        except (OSError, ValueError):
            return
        self._changed = False

    def _content(self, entries: dict[str, Entry]) -> bytes:
        """The cache file; without the entries that JSON can't hold, since a name or text has half a surrogate."""
        try:
            return _adapter().dump_json(Contents(program(), str(self.home), entries))
        except ValueError:
            kept = {name: each for name, each in entries.items() if _can_be_kept(name, each)}
            return _adapter().dump_json(Contents(program(), str(self.home), kept))

    def _load(self) -> None:
        try:
            if self._is_foreign():
                return
            state = self.file.stat()
            if state.st_size > _LARGEST or not self.file.is_file():
                return
            contents = _adapter().validate_json(self.file.read_bytes(), strict=False)
        except (OSError, ValueError, RecursionError):
            return
        if contents.program == program() and contents.home == str(self.home):
            self._entries = contents.files
            self._written = state.st_mtime_ns

    def _is_foreign(self) -> bool:
        """A link would lead the cache to where nobody asked it to write."""
        return self._own and self.folder.is_symlink()

    def _make_folder(self) -> None:
        if self.folder.is_dir():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / ".gitignore").write_text("# Made by studio check.\n*\n", encoding="utf-8")

    def _name(self, file: Path) -> str | None:
        try:
            return (file.parent.resolve() / file.name).relative_to(self.home).as_posix()
        except (ValueError, OSError):
            return None


def _can_be_kept(name: str, entry: Entry) -> bool:
    try:
        _adapter().dump_json(Contents("", "", {name: entry}))
    except ValueError:
        return False
    return True


def seal_of(state: os.stat_result, content: bytes) -> Seal | None:
    """The seal of a file whose state was ``state`` before its content was read; None if it was changed meanwhile."""
    return Seal(state.st_size, state.st_mtime_ns, digest_of(content)) if len(content) == state.st_size else None


def digest_of(content: bytes) -> str:
    """What two files have in common only if their content is the same."""
    return hashlib.blake2b(content, digest_size=20).hexdigest()


@cache
def program() -> str:
    """This program, as far as findings depend on it: its files and their times, and Python's version."""
    states = [(file, file.stat()) for file in sources()]
    parts = [f"{file} {state.st_size} {state.st_mtime_ns}" for file, state in states]
    return _digest("\n".join([sys.version, *parts]))


def sources() -> list[Path]:
    """The files of this program that findings depend on: code and data of the languages, the checks and the catalogue."""
    folders = [Path(str(resources.files(package))) for package in ("studio.script", "studio.snippet")]
    found = (file for folder in folders for file in folder.rglob("*") if file.suffix in (".py", ".json"))
    return sorted(file for file in found if "__pycache__" not in file.parts)


def _digest(text: str) -> str:
    return digest_of(text.encode("utf-8", "surrogatepass"))


@cache
def _adapter() -> TypeAdapter[Contents]:
    return TypeAdapter(Contents)
