"""Where the actions of a script stand in its file, for reports that know lines only."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from studio.ordinary import size_of
from studio.script.model import Script

_LARGEST = 20_000_000
_ACTION = re.compile(r'^[A-Za-z_][A-Za-z0-9_]* +"')
_CODE = re.compile(r"^\s+\|")


class FilePlace(NamedTuple):
    """The line at which an action begins, and the one of its first line of code, from 1."""

    line: int
    code: int | None


def file_lines(script: Script) -> dict[int, FilePlace]:
    """The places of the actions in a file of the text form by id; nothing for other forms."""
    if script.file is None or not script.file.endswith(".studio"):
        return {}
    try:
        path = Path(script.file)
        if size_of(path) > _LARGEST:
            return {}
        text = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    starts = [number for number, line in enumerate(text, 1) if _ACTION.match(line) and not line.startswith("script ")]
    # Actions stand in the file in the order of the model.
    if len(starts) != len(script.actions):
        return {}
    found = {}
    for place, (action, line) in enumerate(zip(script.actions, starts, strict=True)):
        end = starts[place + 1] if place + 1 < len(starts) else len(text) + 1
        code = next((number for number in range(line + 1, end) if _CODE.match(text[number - 1])), None)
        found[action.id] = FilePlace(line, code)
    return found
