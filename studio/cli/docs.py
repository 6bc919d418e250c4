"""``studio docs``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli import report
from studio.diagnostics import Diagnostic

if TYPE_CHECKING:
    from studio.script.book import Book, BookOptions, Outcome


def write_docs(path: Path, folder: Path, options: BookOptions, *, as_json: bool) -> int:
    """Write the book of a project; the exit code."""
    from studio.script.book import BookFolder, make_book

    if not path.exists():
        return _refused([Diagnostic("FI001", "error", "there is no such file or folder", file=str(path))], as_json)
    book = make_book(path, options, report.say)
    if not book.library.entries:
        message = "there is no script in the folder or below"
        return _refused([Diagnostic("BK102", "error", message, file=str(path))], as_json)
    broken = [each for each in book.library.entries if each.script is None]
    if broken and not path.is_dir():
        return _refused(broken[0].findings, as_json)
    outcome = BookFolder(folder).write(book.files(report.say))
    if as_json:
        report.document(_document(book, folder, outcome))
    else:
        told = [finding for each in broken for finding in each.findings]
        report.findings([*told, *outcome.problems], to_error=True)
        _tell(book, folder, outcome)
    return 2 if outcome.problems else 1 if broken else 0


def _refused(problems: list[Diagnostic], as_json: bool) -> int:
    """There is nothing to make a book of."""
    if as_json:
        report.document(_empty(problems))
    else:
        report.findings(problems, to_error=True)
    return 2


def _tell(book: Book, folder: Path, outcome: Outcome) -> None:
    if outcome.problems:
        return
    for name in outcome.kept:
        report.say(report.printable(f"changed by hand, so it stays: {name}"))
    pages = len(book.library.entries)
    front = folder / ("index.html" if book.options.form == "html" else "README.md")
    report.say(
        f"{pages} script{'s' * (pages != 1)}; {len(outcome.written)} files written, {len(outcome.same)} as they were, "
        f"{len(outcome.removed)} removed"
    )
    print(report.printable(str(front)))


def _document(book: Book, folder: Path, outcome: Outcome) -> dict[str, Any]:
    scripts = []
    for each in book.library.entries:
        counts = Counter(finding.severity for finding in each.findings)
        scripts.append(
            {
                "script": each.script.name if each.script is not None else None,
                "file": each.file,
                "page": book.page_of(each),
                "findings": {name: counts[name] for name in ("error", "warning", "info")},
                "masked": each.hidden,
            }
        )
    found = _empty(outcome.problems) | {"folder": str(folder), "title": book.title, "scripts": scripts}
    files = {"written": outcome.written, "same": outcome.same, "removed": outcome.removed, "kept": outcome.kept}
    return found | {name: sorted(each) for name, each in files.items()}


def _empty(problems: list[Diagnostic]) -> dict[str, Any]:
    return {
        "folder": None,
        "title": None,
        "scripts": [],
        "written": [],
        "same": [],
        "removed": [],
        "kept": [],
        "diagnostics": [each.as_json() for each in problems],
    }
