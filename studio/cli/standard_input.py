"""Text from standard input, for commands that take it instead of a file."""

from __future__ import annotations

import re
import sys

from studio.diagnostics import Diagnostic

#: What a script begins with, and no snippet does.
_SCRIPT = re.compile(r'[\ufeff\s]*(?://[^\n]*\n\s*)*(?:script\s*[$"]|studio\s+\d|[{\[<])')


def read_standard_input() -> tuple[bytes, str | None, list[Diagnostic]]:
    """All that comes, as bytes and as text; without the text, why there is none."""
    from studio.script.files import LARGEST, decoded

    if sys.stdin is None:
        return b"", None, [Diagnostic("FI001", "error", "there is no standard input")]
    try:
        content = sys.stdin.buffer.read(LARGEST + 1)
    except OSError as fault:
        return b"", None, [Diagnostic("FI001", "error", f"standard input can't be read: {fault.strerror or fault}")]
    return content, *decoded(content, "standard input")


def begins_a_script(text: str) -> bool:
    """True for a script in any form, false for a bare snippet."""
    return _SCRIPT.match(text) is not None
