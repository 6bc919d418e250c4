"""Finding a name in a script: as a variable, function, member, script, prompt, skill, caption, …, or as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import translate
from re import compile as pattern
from typing import NamedTuple

from studio.script.facts import Facts
from studio.script.facts.places import Place, Step, place_of, position
from studio.script.model import Action

#: What can be asked for. ``text`` is any text in properties and captions, by its letters.
KINDS = (
    "variable",
    "function",
    "member",
    "script",
    "prompt",
    "skill",
    "request",
    "file",
    "hours",
    "signal",
    "caption",
    "text",
)  # fmt: skip
#: In one property: whoever looks for a letter gets no more.
_MOST_IN_TEXT = 100


class Hit(NamedTuple):
    """One place where a name stands. ``how`` says as what; ``place`` is None for the head of the script."""

    kind: str
    name: str
    how: str
    place: Place | None


def names_in(facts: Facts) -> Iterator[Hit]:
    """Everything that has a name in a script, with each of its places."""
    yield Hit("script", facts.script.name, "is this script", None)
    for action in facts.script.actions:
        if action.caption.strip():
            yield Hit("caption", action.caption, action.kind.upper(), place_of(action, ""))
    for known in facts.variables.values():
        for use in known.uses:
            shown = f"global:{use.name}" if use.main else use.name
            yield Hit("variable", use.name, _how(use.mode, use.how, shown), use.place)
            yield from (Hit("member", each, f"of {use.name}", use.place) for each in _members(use.steps))
    for uses in facts.mentions.values():
        for use in uses:
            # What is handed to a function is told as read already.
            if use.how != "argument":
                yield Hit("variable", use.name, "may be meant", use.place)
    for function in facts.functions.values():
        for each in function.definitions:
            header = "defined" if each.body else "declared"
            yield Hit("function", each.name, f"{header} ({', '.join(each.parameters)})", each.place)
    for call in facts.calls:
        yield Hit("function", call.name, "called", call.place)
    for thing in facts.things:
        yield Hit(thing.sort, thing.name, thing.detail + (", dynamic" if thing.dynamic else ""), thing.place)


def text_in(facts: Facts, wanted: str) -> Iterator[Hit]:
    """Every place where some letters stand, in any letter case: captions, properties, code, comments for people."""
    if not wanted:
        return
    folded = wanted.lower()
    for action in facts.script.actions:
        if folded in action.caption.lower():
            yield Hit("text", wanted, "in the caption", place_of(action, ""))
        for name, value in action.properties.items():
            for item, text in _texts(value):
                for offset in _offsets(text.lower(), folded):
                    line, column = position(text, offset)
                    yield Hit("text", wanted, "in the text", place_of(action, name, line, column, item))


class Wanted:
    """A name that somebody looks for: letter case free, ``*`` for any letters, folders before it free."""

    def __init__(self, name: str) -> None:
        self.name = name.strip()
        folded = self.name.lower().replace("/", "\\")
        self._folded = folded.removeprefix("global:")
        self._matches = pattern(translate(self._folded)).match if "*" in folded or "?" in folded else None

    def meets(self, hit: Hit) -> bool:
        """True for a hit of this name."""
        name = hit.name.strip().lower()
        if hit.kind == "request":
            return self.name.lower() in name or self._same(name)
        name = name.replace("/", "\\")
        return self._same(name) or ("\\" in name and self._same(name.rpartition("\\")[2]))

    def _same(self, name: str) -> bool:
        return name == self._folded if self._matches is None else self._matches(name) is not None


def source_of(action: Action, place: Place) -> str:
    """The text in which a place counts its lines, "" for a caption."""
    value = action.properties.get(place.property)
    if isinstance(value, list):
        return str(value[place.item - 1]) if 0 < place.item <= len(value) else ""
    return value if isinstance(value, str) else ""


def _how(mode: str, how: str, shown: str) -> str:
    told = {"set": f"set ({how})", "touch": "a part is set", "declare": "declared", "read": "read"}.get(mode, mode)
    return f"{told} as {shown}" if shown.startswith("global:") else told


def _members(steps: tuple[Step, ...]) -> Iterator[str]:
    return (each for each in steps if isinstance(each, str))


def _texts(value: object) -> Iterator[tuple[int, str]]:
    if isinstance(value, list):
        yield from ((item, str(each)) for item, each in enumerate(value, 1))
    elif isinstance(value, str):
        yield 0, value


def _offsets(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    for _ in range(_MOST_IN_TEXT):
        if at < 0:
            return
        yield at
        at = text.find(wanted, at + len(wanted))
