"""Lists as Excel workbooks, .xls and .xlsx: the first sheet, every cell as the text that a person would write for it.

What a cell's number format adds to a number (a leading zero of 00000, the brackets of a phone) is not told by
the library and not guessed: codes that begin with a zero belong in cells of text.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from studio.dialer.lists import workbook_reader
from studio.dialer.lists.faults import Findings, unusable
from studio.dialer.lists.workbook_guard import refuse_unfit
from studio.dialer.zones.finder import short

#: Seconds that reading a workbook may take.
PATIENCE = 600

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class ExcelTable:
    """The first visible sheet of a workbook as rows of cells; read once, and kept in a temporary file."""

    def __init__(self, path: Path, start: bytes) -> None:
        """``start`` are the first bytes; ListError where the file is no workbook, or would fill the memory."""
        self.path = path
        if not start:
            raise unusable(path, "LF008", "the file is empty", "a list has a line of headings, and records below it")
        if not start.startswith((_ZIP, _OLE)):
            hint = "save it as .xlsx, or name it .csv if it is text"
            raise unusable(path, "LF007", "the file is no Excel workbook", hint)
        if find_spec("python_calamine") is None:
            hint = 'install it with: pip install "mini-studio[excel]" (or save the list as CSV UTF-8)'
            raise unusable(path, "LF006", "Excel files need python-calamine, which is not installed", hint)
        if start.startswith(_ZIP):
            refuse_unfit(path)
        self._lines = tempfile.TemporaryFile()  # noqa: SIM115 - closed below, with this table
        weakref.finalize(self, self._lines.close)
        _read(path, self._lines)

    def rows(self, findings: Findings) -> Iterator[tuple[int, list[str]]]:
        """The rows that hold anything, with their numbers in the sheet."""
        at = 0
        while True:
            # Each reader goes on from where it was: there may be several.
            self._lines.seek(at)
            line = self._lines.readline()
            at += len(line)
            if not line:
                return
            number, cells = json.loads(line)
            yield number, cells


def _read(path: Path, lines: IO[bytes]) -> None:
    """The rows of a workbook into a file, as `workbook_reader` prints them. ListError where it can't be read."""
    command = [sys.executable, "-P", str(workbook_reader.__file__), str(path.absolute())]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=lines, stderr=subprocess.PIPE, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise unusable(
            path, "LF007", f"the workbook is not read within {PATIENCE} seconds", "divide the list"
        ) from None
    except OSError as fault:
        raise unusable(path, "LF007", f"no process can be started to read it: {fault.strerror or fault}") from None
    if done.returncode == 0:
        return
    hint = "open and save it in Excel, or save it as CSV UTF-8"
    if done.returncode != 3:
        raise unusable(path, "LF007", "the workbook can't be read: it asks for more than can be given", hint)
    said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason is told"]
    raise unusable(path, "LF007", f"the workbook can't be read: {short(said[-1], 200)}", hint)
