"""Checks: everything that can be said of a script before it runs, all at once, each with its place.

Errors are what keeps a script from running as it is meant; the rest are warnings.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from studio.diagnostics import Diagnostic
from studio.script.checks import calls, code, head, kinds, wiring
from studio.script.checks.codes import CODES, finding
from studio.script.model import Script
from studio.script.project import Project
from studio.snippet.unit import SnippetUnit

#: A script with more findings than this in one family is no script.
MOST = 1000


def check_script(script: Script, project: Project | None = None) -> list[Diagnostic]:
    """All findings of a script, those of the script as a whole first, then in the order of its actions.

    With its project also those of the scripts that it calls.
    """
    families = (head.check(script), kinds.check(script), wiring.check(script), code.check(script))
    found = [each for family in (*families, calls.check(script, project)) for each in _not_endless(family)]
    order = {each.id: place for place, each in enumerate(script.actions)}
    found.sort(key=lambda each: (order.get(each.action, -1) if each.action is not None else -1, each.code))
    places: dict[str, Any] = {"script": script.name, "file": script.file}
    whole = {**places, "line": script.line}
    return [each.placed(**(whole if each.action is None else places)) for each in found]


def _not_endless(found: Iterator[Diagnostic]) -> Iterator[Diagnostic]:
    """The first findings of a family, and a last one if there are more."""
    yield from islice(found, MOST)
    if next(found, None) is not None:
        yield finding("CK199", f"more than {MOST} findings of one sort: the rest is left out", None, "mend these first")


def check_snippet(source: str) -> list[Diagnostic]:
    """All findings of a bare snippet."""
    return SnippetUnit({0: (source, 32_768)}).problems[0]


__all__ = ["CODES", "check_script", "check_snippet"]
