"""Where files lie: in memory, or in one real folder that the world file grants."""

from __future__ import annotations

import base64
import contextlib
import os
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from studio.runtime.clock import SECOND
from studio.runtime.ports.files import FileFailure, FileInfo
from studio.world.files.names import Parts, folded

_MOST_FILES = 100_000


class Folder(Protocol):
    """A tree of files. Parts are checked already; FileFailure where something can't be done."""

    def find(self, parts: Parts) -> FileInfo | None:
        """What is known of a file, or None if there is none."""
        ...

    def read(self, parts: Parts, now: int) -> bytes:
        """The content of a file that is there."""
        ...

    def write(self, parts: Parts, content: bytes, info: FileInfo, *, append: bool = False) -> None:
        """Write a file, or at its end; ``info`` is what shall be known of it."""
        ...

    def delete(self, parts: Parts) -> None:
        """Delete a file that is there."""
        ...


@dataclass(slots=True)
class _Held:
    info: FileInfo
    content: bytearray


class MemoryFolder:
    """Files in memory: plain data that is saved with the world. ``most`` is how many bytes it takes."""

    def __init__(self, most: int) -> None:
        self._files: dict[Parts, _Held] = {}
        self._folders: Counter[Parts] = Counter()
        self._most = most
        self.bytes = 0

    def find(self, parts: Parts) -> FileInfo | None:
        """What is known of a file, or None."""
        held = self._files.get(folded(parts))
        return held.info if held is not None else None

    def read(self, parts: Parts, now: int) -> bytes:
        """The content; reading is noted."""
        held = self._files[folded(parts)]
        held.info = replace(held.info, accessed=now)
        return bytes(held.content)

    def write(self, parts: Parts, content: bytes, info: FileInfo, *, append: bool = False) -> None:
        """Write a file, or at its end."""
        key = folded(parts)
        old = self._files.get(key)
        if old is None:
            self._check_place(key, parts)
        grown = self.bytes + len(content) - (len(old.content) if old is not None and not append else 0)
        if grown > self._most or len(self._files) >= _MOST_FILES:
            raise FileFailure(f"the store is full: it takes {self._most} bytes")
        self.bytes = grown
        if old is None:
            self._files[key] = _Held(info, bytearray(content))
            self._folders.update(key[:depth] for depth in range(1, len(key)))
            return
        old.info = info
        if not append:
            old.content.clear()
        old.content += content

    def delete(self, parts: Parts) -> None:
        """Delete a file."""
        key = folded(parts)
        self.bytes -= len(self._files.pop(key).content)
        for depth in range(1, len(key)):
            self._folders[key[:depth]] -= 1
            if not self._folders[key[:depth]]:
                del self._folders[key[:depth]]

    def state(self) -> list[dict[str, Any]]:
        """Every file as plain data."""
        return [
            {
                **{name: getattr(held.info, name) for name in FileInfo.__slots__},
                "content": base64.b64encode(held.content).decode(),
            }
            for held in self._files.values()
        ]

    def restore(self, state: list[dict[str, Any]]) -> None:
        """Take saved files in place of those that are there."""
        self._files.clear()
        self._folders.clear()
        self.bytes = 0
        for each in state:
            fields = dict(each)
            content = base64.b64decode(fields.pop("content"))
            info = FileInfo(**fields)
            self.write(tuple(info.path.split("\\")), content, info)

    def __iter__(self) -> Iterator[FileInfo]:
        """Every file, in the order in which they came."""
        return iter([held.info for held in self._files.values()])

    def _check_place(self, key: Parts, parts: Parts) -> None:
        if self._folders[key] > 0:
            raise FileFailure(f'"{parts[-1]}" is a folder')
        for depth in range(1, len(key)):
            if key[:depth] in self._files:
                raise FileFailure(f'"{parts[depth - 1]}" is a file, no folder')


class RealFolder:
    """One real folder and what lies below it. No link is followed, and only ordinary files are touched."""

    def __init__(self, root: Path, *, writable: bool, largest: int) -> None:
        self._root = root
        self._writable = writable
        self._largest = largest

    def find(self, parts: Parts) -> FileInfo | None:
        """What is known of a file, or None."""
        path = self._path(parts)
        found = self._status(path)
        if found is None or stat.S_ISDIR(found.st_mode):
            return None
        relative = "\\".join(path.relative_to(self._root).parts)
        changed = found.st_mtime_ns // 1000
        created = int(getattr(found, "st_birthtime", 0) * SECOND) or changed
        return FileInfo(relative, found.st_size, created, changed, found.st_atime_ns // 1000)

    def read(self, parts: Parts, now: int) -> bytes:
        """The content."""
        with _told(parts), self._open(self._path(parts), os.O_RDONLY) as file:
            content: bytes = file.read(self._largest + 1)
            return content

    def write(self, parts: Parts, content: bytes, info: FileInfo, *, append: bool = False) -> None:
        """Write a file, or at its end."""
        self._check_writable()
        path = self._path(parts)
        found = self._status(path)
        if found is not None and stat.S_ISDIR(found.st_mode):
            raise FileFailure(f'"{parts[-1]}" is a folder')
        with _told(parts):
            path.parent.mkdir(parents=True, exist_ok=True)
            with self._open(path, os.O_WRONLY | os.O_CREAT | (os.O_APPEND if append else os.O_TRUNC)) as file:
                file.write(content)

    def delete(self, parts: Parts) -> None:
        """Delete a file."""
        self._check_writable()
        with _told(parts):
            self._path(parts).unlink()

    def _check_writable(self) -> None:
        if not self._writable:
            raise FileFailure("the world grants this folder for reading only")

    def _open(self, path: Path, flags: int) -> Any:
        flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(path, flags, 0o644)
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise FileFailure(f'"{path.name}" is no ordinary file')
        mode = "rb" if not flags & os.O_WRONLY else "ab" if flags & os.O_APPEND else "wb"
        return os.fdopen(handle, mode)

    def _path(self, parts: Parts) -> Path:
        """The real path; FileFailure if a link lies on it. Letter case does not count in what is there."""
        path = self._root
        for depth, part in enumerate(parts, 1):
            path = self._spelled(path, part)
            found = self._status(path)
            if found is None:
                return path.joinpath(*parts[depth:])
            if depth < len(parts) and not stat.S_ISDIR(found.st_mode):
                raise FileFailure(f'"{part}" is a file, no folder')
        return path

    @staticmethod
    def _spelled(folder: Path, part: str) -> Path:
        exact = folder / part
        if os.path.lexists(exact):
            return exact
        with contextlib.suppress(OSError):
            for name in sorted(os.listdir(folder)):
                if name.lower() == part.lower():
                    return folder / name
        return exact

    @staticmethod
    def _status(path: Path) -> os.stat_result | None:
        """What is there, or None; FileFailure for what is neither a file nor a folder."""
        try:
            found = os.lstat(path)
        except OSError:
            return None
        # Junctions of Windows are no links by their mode.
        if stat.S_ISLNK(found.st_mode) or bool(getattr(found, "st_reparse_tag", False)):
            raise FileFailure(f'"{path.name}" is a link: the store follows none')
        if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
            raise FileFailure(f'"{path.name}" is no ordinary file')
        return found


@contextlib.contextmanager
def _told(parts: Parts) -> Iterator[None]:
    """What the system says of a file, without its real path."""
    try:
        yield
    except FileFailure:
        raise
    except OSError as fault:
        raise FileFailure(f'"{parts[-1]}": {fault.strerror or type(fault).__name__}') from fault
