"""What ``_ERR`` says of a fault in a script's code: the message, where it is, and the line with a caret."""

from __future__ import annotations

from typing import Any

from studio.snippet.errors import SnippetError
from studio.snippet.excerpt import excerpt


def told(fault: SnippetError, script: str, action: int, caption: str) -> str:
    """The text for an author: what failed with which values, in which script, action, property, line and column.

    The line of code and a caret below the column follow on lines of their own; for a fault in a function of another
    Snippet those of the call, then those of the fault [choice].
    """
    place = [f"script {script}", f'action {action} "{caption}"']
    if fault.property:
        place.append(fault.property)
    if fault.line is None:
        return f"{fault.message} ({', '.join(place)})"
    place.append(f"line {fault.line}, column {fault.column}")
    lines = [f"{fault.message} ({', '.join(place)})", *_code(fault.source or "", fault.line, fault.column or 1)]
    inside = fault.inside
    if inside is not None:
        lines.append(
            f"in function {inside.function} of action {inside.key}, line {inside.line}, column {inside.column}"
        )
        lines += _code(inside.source, inside.line, inside.column)
    return "\n".join(lines)


def _code(source: str, line: int, column: int) -> list[str]:
    return [f"  {each}" for each in excerpt(source, line, column).splitlines()]


def data_of(fault: SnippetError) -> dict[str, Any]:
    """What a program may want to know of the fault, for its event."""
    return {"code": fault.code, "line": fault.line, "column": fault.column, "property": fault.property}
