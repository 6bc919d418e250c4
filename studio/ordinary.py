"""Ordinary files: what others name may be a device or a pipe, which would be read for ever."""

from __future__ import annotations

import errno
from pathlib import Path
from stat import S_ISREG


def size_of(path: Path) -> int:
    """The size of an ordinary file; OSError for anything else."""
    found = path.stat()
    if not S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is a folder or a device, not a file", str(path))
    return found.st_size
