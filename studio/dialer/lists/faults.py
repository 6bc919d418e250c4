"""What is wrong with a list file: findings with a code and a place, gathered until nothing more can be told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from studio.diagnostics import Diagnostic, Severity

#: More findings than these help nobody; the file is read no further.
MOST_FINDINGS = 100


class ListError(Exception):
    """A file can't be used; ``findings`` say why, all at once."""

    def __init__(self, findings: Sequence[Diagnostic]) -> None:
        super().__init__("; ".join(str(each) for each in findings))
        self.findings = list(findings)


class Findings:
    """Gathers findings about one file, the first hundred of them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.found: list[Diagnostic] = []

    def add(self, code: str, message: str, hint: str = "", *, severity: Severity = "error", **place: Any) -> None:
        """One more finding. ``place`` may have ``line`` (the row of a sheet as well) and ``column``, both from 1."""
        if not self.full:
            self.found.append(Diagnostic(code, severity, message, hint, file=str(self.path), **place))

    @property
    def full(self) -> bool:
        """Whether nothing more is kept."""
        return len(self.found) >= MOST_FINDINGS

    def all(self) -> list[Diagnostic]:
        """What was found, with a last line where there may be more."""
        if not self.full:
            return self.found
        return [*self.found, Diagnostic("LF010", "info", "the file was read no further", file=str(self.path))]

    def stop(self) -> ListError:
        """The error that ends the reading."""
        return ListError(self.all())


def unusable(path: Path, code: str, message: str, hint: str = "", **place: Any) -> ListError:
    """The error of a single finding."""
    return ListError([Diagnostic(code, "error", message, hint, file=str(path), **place)])
