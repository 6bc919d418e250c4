"""Where a script's file lies below the folder of scripts: its name with ``/``, made safe for every system."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

#: What Windows doesn't take in the name of a file, and ``%``, which tells that something was replaced.
_FORBIDDEN = re.compile(r'[%<>:"|?*\x00-\x1f\x7f]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?= *(?:\.|$))", re.IGNORECASE)
_ABSOLUTE = re.compile(r"[\\/]|[A-Za-z]:[\\/]")
#: Longer names of files are taken by no common file system.
_LONGEST_PART = 240


class NoPath(ValueError):
    """A name that leads to no file below a folder; the message says why."""


def path_of(name: str, suffix: str) -> PurePosixPath:
    """The path of a script's file: ``Common\\Callback`` lies in ``Common/Callback.studio``.

    What a file name can't have is written as ``%3A``. Raises NoPath for a name that is empty, absolute or leads upwards.
    """
    if _ABSOLUTE.match(name):
        raise NoPath("it begins like a path from the root of a disk")
    parts = [part.strip() for part in name.replace("/", "\\").split("\\")]
    if any(part in (".", "..") for part in parts):
        raise NoPath("it leads out of its folder")
    if not all(parts):
        raise NoPath("a part of it is empty")
    safe = [_safe(part) for part in parts]
    safe[-1] += suffix
    if any(len(part.encode()) > _LONGEST_PART for part in safe):
        raise NoPath("a part of it is too long for the name of a file")
    return PurePosixPath(*safe)


def _safe(part: str) -> str:
    if any("\ud800" <= each <= "\udfff" for each in part):
        raise NoPath("it holds half a character")
    part = _FORBIDDEN.sub(lambda found: _escape(found[0]), part)
    # Hidden files are passed over by find_scripts, and Windows drops a dot at the end.
    if part.startswith("."):
        part = _escape(".") + part[1:]
    if part.endswith("."):
        part = part[:-1] + _escape(".")
    return _escape(part[0]) + part[1:] if _DEVICE.match(part) else part


def _escape(char: str) -> str:
    return f"%{ord(char):02X}"
