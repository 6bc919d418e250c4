"""Names of files: they follow the names of scripts, and never lead out of the book."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

#: A part of a path is at most so many bytes long, and a path has at most so many parts.
_LONGEST = 100
_DEEPEST = 8
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?= *(?:\.|$))", re.I)
_PAGES = re.compile(r"\.(?=(?:md|html|svg|css|json)$)", re.I)


class Paths:
    """Gives each page a path of its own, letter case aside, so that a book is the same on every file system."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {each.casefold() for each in taken}
        self._folders: dict[str, str] = {}
        self._next: dict[str, int] = {}

    def path_of(self, name: str) -> str:
        """A free path (with ``/``, without suffix) for a script of this name."""
        parts = [_safe(part) for part in re.split(r"[\\/]", name) if part.strip(" .")][-_DEEPEST:] or ["script"]
        folder = self._folder(parts[:-1])
        wanted = folder + parts[-1]
        path, number = wanted, self._next.get(wanted.casefold(), 1)
        while path.casefold() in self._taken:
            number += 1
            path = f"{wanted}-{number}"
        self._next[wanted.casefold()] = number
        self._taken.add(path.casefold())
        return path

    def _folder(self, parts: list[str]) -> str:
        """The folder as it was first spelled, with a ``/`` behind it."""
        path = "".join(f"{part}/" for part in parts)
        return self._folders.setdefault(path.casefold(), path)


def relative(page: str, to: str) -> str:
    """The way from a page to a path of the book."""
    here, there = page.split("/")[:-1], to.split("/")
    same = 0
    while same < min(len(here), len(there) - 1) and here[same] == there[same]:
        same += 1
    return "/".join([".."] * (len(here) - same) + there[same:])


def _safe(part: str) -> str:
    """A part of a name as a file may be called everywhere."""
    kept = "".join(char if char.isalnum() or char in " -_.()" else "_" for char in unicodedata.normalize("NFC", part))
    kept = _PAGES.sub("_", kept.strip(" .")) or "_"
    kept = kept.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore").strip(" .") or "_"
    # Windows keeps these names for devices, whatever stands behind the first dot.
    return _RESERVED.sub(r"\1_", kept, count=1) if _RESERVED.match(kept) else kept
