"""Characters that can't be seen, or that turn what is read around: in names, and in code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studio.diagnostics import Diagnostic
from studio.script.checks.findings import finding, finding_in_code
from studio.script.checks.subject import Subject
from studio.script.facts.places import position
from studio.script.model import Action

#: Marks that turn the direction of reading: with them code can look like other code.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
#: Captions have line breaks and tabs [observed]; other controls, and what has no width, nobody writes on purpose.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_HINT = "type it anew"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Findings about hidden characters; each name and each property tells its first one only."""
    found = _HIDDEN.search(subject.script.name)
    if found is not None:
        yield finding("CK912", f"the script's name holds the hidden character {_code(found[0])}", None, _HINT)
    for action in subject.script.actions:
        yield from _names(action)
        for name, value in action.properties.items():
            found = _TURNING.search(value) if isinstance(value, str) and not value.isascii() else None
            if found is not None:
                message = f"{_code(found[0])} here turns the reading direction: what is shown isn't what is run"
                yield finding_in_code("CK912", message, action, name, *position(value, found.start()), _HINT)


def _names(action: Action) -> Iterator[Diagnostic]:
    found = _HIDDEN.search(action.caption)
    if found is not None:
        yield finding("CK912", f"the caption holds the hidden character {_code(found[0])}", action, _HINT)
    for branch in action.branches:
        found = _HIDDEN.search(branch.label)
        if found is not None:
            message = f"a branch's name holds the hidden character {_code(found[0])}"
            yield finding("CK912", message, action, _HINT, branch=branch)


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"
