"""How commands print findings and documents."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from textwrap import indent
from typing import Any

from studio.diagnostics import Diagnostic


class WrongUse(Exception):
    """An option that can't be what it is; the message is for whoever gave it."""


def say(text: str = "") -> None:
    """A line on standard error: talk and progress, never what programs read."""
    print(text, file=sys.stderr)


def document(content: Any) -> None:
    """One JSON document on standard output."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    text = json.dumps(content, ensure_ascii=not unicode, indent=2, default=str)
    # What UTF-8 can't hold, half surrogates, becomes the escape that JSON has for it.
    print(text.encode("utf-8", "backslashreplace").decode())


def findings(
    found: Sequence[Diagnostic],
    to_error: bool = False,
    source_of: Callable[[Diagnostic], str | None] | None = None,
    excerpt_for: Callable[[Diagnostic], str] | None = None,
) -> None:
    """A line for each finding, and a last line that counts them.

    Where ``source_of`` has the code that a finding of a snippet is about, its line is shown below with a caret;
    ``excerpt_for`` gives the lines to show themselves.
    """
    out = sys.stderr if to_error else sys.stdout
    for each in found:
        print(printable(str(each)), file=out)
        source = source_of(each) if source_of is not None else None
        shown = excerpt_for(each) if excerpt_for is not None else source and excerpt_of(each, source)
        if shown:
            print(shown, file=out)
    if found:
        counts = Counter(each.severity for each in found)
        told = ", ".join(
            f"{counts[name]} {name}{'s' * (counts[name] != 1)}" for name in ("error", "warning") if counts[name]
        )
        print(told or f"{len(found)} remark{'s' * (len(found) != 1)}", file=out)


def refusal(found: Sequence[Diagnostic], *, as_json: bool) -> None:
    """Why a command could do nothing: findings on standard error, or a JSON document with them."""
    if as_json:
        document({"status": "refused", "diagnostics": [each.as_json() for each in found]})
    else:
        findings(found, to_error=True)


def excerpt_of(finding: Diagnostic, source: str) -> str:
    """The line of the source that a finding of code is about, with a caret; empty for a finding without such a place."""
    from studio.snippet.excerpt import excerpt

    if finding.line is None or finding.column is None or not (finding.within or finding.code.startswith("SN")):
        return ""
    return indent(excerpt(source, finding.line, finding.column), "    ")


def printable(text: str) -> str:
    """Text in which nothing can move the cursor or hide: invisible characters are escaped."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
