"""Checks: everything that can be said of a script before it runs, all at once, each with its place.

Errors are what keeps a script from running as it is meant; the rest are warnings.
"""

from __future__ import annotations

from studio.diagnostics import Diagnostic
from studio.script.checks import calls, code, head, kinds, wiring
from studio.script.model import Script
from studio.script.project import Project
from studio.snippet.parser import parse_snippet
from studio.snippet.unit import SnippetUnit


def check_script(script: Script, project: Project | None = None) -> list[Diagnostic]:
    """All findings of a script; with its project also those of the scripts that it calls."""
    found = [
        *head.check(script),
        *kinds.check(script),
        *wiring.check(script),
        *code.check(script),
        *calls.check(script, project),
    ]
    order = {each.id: place for place, each in enumerate(script.actions)}
    found.sort(key=lambda each: (order.get(each.action, -1) if each.action is not None else -1, each.code))
    places = (
        {"script": script.name, "file": script.file, "line": None if each.action else script.line} for each in found
    )
    return [each.placed(**place) for each, place in zip(found, places, strict=True)]


def check_snippet(source: str) -> list[Diagnostic]:
    """All findings of a bare snippet."""
    if parse_snippet(source).program is None:
        return parse_snippet(source).problems
    return SnippetUnit({0: (source, 32_768)}).problems[0]


__all__ = ["check_script", "check_snippet"]
