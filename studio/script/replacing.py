"""Writing files in one step: a file is either the old or the new one, never half of one."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path


def replace_file(file: Path, content: bytes) -> None:
    """Put new content in a file's place. A link stays a link, the mode stays; a new file gets the usual one.

    Raises OSError, also for a file that is write-protected.
    """
    target = Path(os.path.realpath(file))
    mode = None
    if target.exists():
        mode = stat.S_IMODE(target.stat().st_mode)
        if not os.access(target, os.W_OK):
            raise PermissionError(0, "it is write-protected")
    temporary = target.parent / f".{secrets.token_hex(8)}.tmp"
    try:
        with open(temporary, "xb") as stream:
            stream.write(content)
        if mode is not None:
            os.chmod(temporary, mode)
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
