"""The records of a list that were not loaded, as a list of their own: to be mended, and loaded again."""

from __future__ import annotations

import csv
import errno
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from studio.dialer.lists.files import ListFile
from studio.dialer.lists.headings import ADDED
from studio.dialer.lists.portions import Portion
from studio.dialer.loading.codes import SUCCESS


class RejectedFile:
    """Writes rejected records as CSV (UTF-8, with the mark by which Excel knows it).

    Why comes first: `ADDED` names these columns, which are not read when the file is loaded. Then follow the
    columns of the list and the record's cells as they came. The file is written under another name beside
    ``path`` and takes its place when all went well: until then an older one stays. OSError where it can't be
    written, or ``path`` is the list itself.
    """

    def __init__(self, path: Path, file: ListFile) -> None:
        if path.exists() and (not path.is_file() or path.samefile(file.path)):
            what = "it is the list itself" if path.is_file() else "it is a folder or a device, not a file"
            raise OSError(errno.EINVAL, what, str(path))
        self.count = 0
        self._path = path
        self._unfinished = path.with_name(f"{path.name}.unfinished")
        self._at = [file.headings.places[n] for n in range(len(file.columns))] if file.headings.added else None
        self._out = self._unfinished.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._out)
        names = file.columns if self._at is not None else _headings(file)
        self._writer.writerow((*ADDED, *names))

    def __enter__(self) -> RejectedFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._out.close()
        if kind is None:
            self._unfinished.replace(self._path)
        else:
            self._unfinished.unlink(missing_ok=True)

    def add(self, portion: Portion) -> None:
        """Write what was not loaded of a portion."""
        for row, report in zip(portion.rows, portion.reports, strict=True):
            if report.code != SUCCESS.text:
                self.count += 1
                why = (report.code, report.detail, "; ".join(report.warnings), row.number)
                self._writer.writerow((*why, *self._cells(row.cells)))

    def _cells(self, cells: Sequence[str]) -> Sequence[str]:
        """The cells under the list's own headings, and those beyond them."""
        if self._at is None:
            return cells
        skipped = max(self._at) + 1
        return [*(cells[at] if at < len(cells) else "" for at in self._at), *cells[skipped:]]


def _headings(file: ListFile) -> list[str]:
    names = [""] * file.headings.width
    for name, at in zip(file.columns, file.headings.places, strict=True):
        names[at] = name
    return names
