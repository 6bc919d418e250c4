"""The code in the properties of one action, by what each property is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from studio.script.catalogue import WORDS, Kind, kind_of
from studio.script.facts.code import BROKEN, NOTHING, CodeFacts, of_expression, of_snippet, of_target, of_text
from studio.script.facts.names import bare_name, bare_role
from studio.script.model import Action

_HOW = {"BEGIN": "parameter", "ONSIGNAL": "signal"}
_COUNTING = frozenset(("LOOP", "FOR"))
_TESTING = frozenset(("IF", "CASE"))


def code_in(action: Action) -> Iterator[tuple[str, int, CodeFacts]]:
    """Property, item of a list (0 for a text), and what stands there."""
    kind = action.kind.upper()
    if kind in WORDS:
        return
    known = kind_of(action.kind)
    for name, value in action.properties.items():
        for item, facts in _property(action, kind, known, name, value):
            if facts is not NOTHING:
                yield name, item, facts


def _property(action: Action, kind: str, known: Kind | None, name: str, value: Any) -> Iterator[tuple[int, CodeFacts]]:
    spec = known.property(name) if known is not None else None
    what = spec.kind if spec is not None else "text"
    if isinstance(value, list):
        for item, each in enumerate(value, 1):
            if what == "names":
                yield item, _name(str(each), _HOW.get(kind, "parameter"))
            else:
                yield item, of_text(str(each))
        return
    if not isinstance(value, str) or not value.strip() or what == "words":
        return
    if what == "value":
        what = "expr" if action.text("Type").strip().lower() == "numeric" else "assigned"
    yield 0, _bare(name, value, spec is not None) if what == "text" and "{" not in value else _text(kind, what, value)


def _text(kind: str, what: str, value: str) -> CodeFacts:
    match what:
        case "code":
            return of_snippet(value)
        case "expr" | "num":
            return of_expression(value, kind in _TESTING)
        case "var":
            how = "counter" if kind in _COUNTING else "assigned" if kind == "ASSIGN" else "output"
            return _name(value, how)
    return of_text(value)


def _bare(name: str, value: str, known: bool) -> CodeFacts:
    """A text without ``{…}``: it may be the name of a variable."""
    role = bare_role(name, known)
    if role == "set":
        return _name(value, "output")
    word = bare_name(value) if role else None
    # Only a word can be a name, and no word of the language; what else stands there is text.
    named = of_target(word, "read" if role == "read" else "mention", "name") if word else NOTHING
    return NOTHING if named.broken else named


def _name(value: str, how: str) -> CodeFacts:
    """The name of a variable to set. One that is worked out when the script runs can't be told: what it is made of is read."""
    if "{" in value:
        made_of = of_text(value)
        return made_of._replace(broken=True) if made_of is not NOTHING else BROKEN
    return of_target(value.strip(), "set", how) if value.strip() else NOTHING
