"""Names in an editor part, and kinds as the head of an action spells them."""

from __future__ import annotations

import json
import re

from studio.script.catalogue import kind_of
from studio.script.text.ends import BREAKS
from studio.script.text.strings import RESERVED, is_word, name_text, quoted

_NAME = re.compile(r'[ \t]*(?:([A-Za-z_][A-Za-z0-9_]*)|"([^"]*)"|\$("(?:[^"\\]|\\.)*"))[ \t]*(,|\Z)')

#: Members of the editor part with a meaning of their own; a header member so named is quoted.
OF_THE_FILE = frozenset({"lines", "lineEnd", "without", "bare"})
#: Lines of an action that say what a document has beside all else: ``#12 xml := {…}``.
OF_A_FORM = frozenset({"json", "xml", "clipboard"})
#: Names with a meaning of their own behind an id; a member so named is quoted.
OF_AN_ACTION = frozenset({"properties", "without", *BREAKS, *OF_A_FORM})


def member_text(name: str, others: frozenset[str]) -> str:
    """The name of a member; quoted where it would be taken for one of the others."""
    return f'"{name}"' if name in others else name_text(name)


def kind_text(kind: str) -> str:
    """A kind as the formatter prints it: the catalogue's letter case, ``Runsub`` for letters, else capitals or quoted."""
    if not is_word(kind) or kind != kind.upper():
        return quoted(kind)
    known = kind_of(kind)
    if known is not None and known.display.upper() == kind and is_word(known.display) and known.display not in RESERVED:
        return known.display
    return kind.capitalize() if kind.isalpha() else kind


def names_text(names: list[str]) -> str:
    """Names between commas."""
    return ", ".join(map(name_text, names))


def read_names(text: str) -> list[str]:
    """The names between commas. Raises ValueError if it is anything else."""
    names: list[str] = []
    at = 0
    while True:
        found = _NAME.match(text, at)
        if found is None:
            raise ValueError("names between commas belong here")
        names.append(found[1] or (json.loads(found[3]) if found[3] is not None else found[2] or ""))
        at = found.end()
        if found[4] != ",":
            return names
