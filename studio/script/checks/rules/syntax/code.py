"""The code in a script: every snippet, expression, text and name of a variable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from studio.diagnostics import Diagnostic
from studio.script.catalogue import Kind
from studio.script.checks.subject import Subject
from studio.script.model import Action
from studio.snippet.trees import snippet_tree
from studio.snippet.unit import SnippetUnit


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Findings about code. Their lines and columns count in the property's own text."""
    unit = subject.unit
    for action in subject.script.actions:
        known = subject.kinds[action.id]
        if known is None:
            continue
        for name, value in action.properties.items():
            for problem in _problems(unit, action, known, name, value):
                yield replace(problem, action=action.id, caption=action.caption, property=name)


def serves_others(action: Action) -> bool:
    """True for a Snippet that needs no flow: it declares functions, which the whole script may call, or only comments.

    Such Snippets often hold a few lines to try them with as well [observed].
    """
    if action.kind.upper() != "SNIPPET":
        return False
    program = snippet_tree(action.text("Data")).program
    return program is not None and (bool(program.functions) or not program.body)


def _problems(unit: SnippetUnit, action: Action, known: Kind, name: str, value: Any) -> list[Diagnostic]:
    spec = known.property(name)
    if spec is None or not isinstance(value, str | list):
        return []
    if spec.kind == "list":
        return [problem for each in (value if isinstance(value, list) else []) for problem in unit.text(str(each))[1]]
    if not isinstance(value, str) or not value.strip():
        return []
    kind = spec.kind
    if kind == "value":
        kind = "expr" if action.text("Type").strip().lower() == "numeric" else "text"
    match kind:
        case "code":
            return unit.problems.get(action.id, [])
        case "expr" | "num":
            return unit.expression(value.strip())[1]
        case "text" | "bool":
            return unit.text(value)[1]
        case "var":
            return unit.target(value.strip())[1]
    return []
