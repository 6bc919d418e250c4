"""Completion for the text form: what may stand where the cursor is, for editors and the command line.

The text is read as far as it can be, since a file under work is rarely whole. The line of the cursor itself is looked at as
typed so far; what stands behind the cursor doesn't count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from studio.script.branches import DEFAULT, normal
from studio.script.catalogue import CALLING, MEDIA, Kind, kind_of, kinds
from studio.script.catalogue.telling import value_of
from studio.script.surroundings import Surroundings, surroundings
from studio.script.text.names import kind_text
from studio.script.text.strings import label_text, name_text, quoted

What = Literal["keyword", "kind", "property", "branch", "value", "caption", "script"]
#: No list of captions or scripts is longer [choice].
MOST = 1000

_NAME = r'(?:"(?P<quoted>[^"]*)"|(?P<word>[A-Za-z_]\w*))'
_REFERENCE = re.compile(
    r'[ \t]*(?:case[ \t]+(?:"[^"]*"|(?:(?!->)[^ \t"$])+)|"[^"]*"|[A-Za-z_]\w*)?[ \t]*->[ \t]*(?P<typed>"?[^"]*)\Z'
)
_VALUE = re.compile(rf"[ \t]*{_NAME}[ \t]*=[ \t]*(?P<typed>.*)\Z")
_START = re.compile(r'(?P<indent>[ \t]*)(?P<typed>"?\w*)\Z')
#: Properties of the head and their values.
_HEAD = {"media": MEDIA, "purpose": ("General", "Suppression"), "redact": (), "status": ("Active",)}
_SOURCES = ("observed", "documented", "named")
#: Kinds whose ScriptName is the name of a script.
_NAMING = (*CALLING, "RESKILL")


@dataclass(frozen=True, slots=True)
class Completion:
    """``text`` takes the place of what was typed from the column ``start`` (from 1) to the cursor."""

    text: str
    kind: What
    detail: str
    start: int


def complete(source: str, line: int, column: int, scripts: Sequence[str] = ()) -> list[Completion]:
    """What may stand at a line and column (both from 1), the likeliest first; ``scripts`` are names to call.

    Nothing in code, in comments and below ``editor``, and where the text has no such line.
    """
    lines = source.split("\n")
    if not 1 <= line <= len(lines) or column < 1:
        return []
    typed = lines[line - 1].rstrip("\r")[: column - 1]
    if typed.lstrip(" \t").startswith(("|", "//", "- ")):
        return []
    lines[line - 1] = ""
    around = surroundings("\n".join(lines), line)
    if around.in_editor:
        return []
    if found := _REFERENCE.match(typed):
        return _fitting(_captions(around, len(lines)), found["typed"], found.start("typed") + 1)
    if found := _VALUE.match(typed):
        name = found["word"] if found["quoted"] is None else found["quoted"]
        return _fitting(_values(around, name, scripts), found["typed"], found.start("typed") + 1)
    if found := _START.match(typed):
        return _starts(around, found["typed"], found.start("typed") + 1, at_edge=not found["indent"])
    return []


#: What can be completed before it is known where: text, what, detail, and the words that it is found by.
_Draft = tuple[str, What, str, tuple[str, ...]]


def _starts(around: Surroundings, typed: str, start: int, *, at_edge: bool) -> list[Completion]:
    """The beginning of a line: at the left edge a new action first, else what belongs to the action around."""
    if around.kind is None and not around.in_head:
        return _fitting([('script "', "keyword", "head of the script", ("script",))], typed, start)
    members = _fitting(_head(around) if around.kind is None else _members(around), typed, start)
    if not at_edge and (members or not typed):
        return members
    return [*_fitting(_kinds(around), typed, start), *members]


def _kinds(around: Surroundings) -> Iterator[_Draft]:
    """Kinds that the script may have, best known first: not those of another type, nor a second Begin or event action."""
    present = {each.kind for each in around.actions}
    for each in sorted(kinds(), key=lambda each: _SOURCES.index(each.source)):
        once = each.event or each.name == "BEGIN"
        elsewhere = around.media in MEDIA and each.media and around.media not in each.media
        if each.family == "internal" or elsewhere or (once and each.name in present):
            continue
        yield kind_text(each.name), "kind", each.description, (each.display, each.name, each.title)


def _head(around: Surroundings) -> Iterator[_Draft]:
    for name, choices in _HEAD.items():
        if name not in around.properties:
            detail = f"one of {', '.join(choices)}" if len(choices) > 1 else "names of variables" if not choices else ""
            yield f"{name}: " if name == "redact" else f"{name} = ", "property", detail, (name,)


def _members(around: Surroundings) -> Iterator[_Draft]:
    """Properties that the action doesn't set yet, then branches that it has free."""
    known = kind_of(around.kind or "")
    if known is None:
        return
    for each in known.properties:
        if each.name.lower() not in around.properties and not each.name.lower().startswith(("reserved", "unused")):
            behind = {"code": ":", "list": ": ", "names": ": "}.get(each.kind, " = ")
            yield name_text(each.name) + behind, "property", value_of(each), (each.name,)
    yield from _branches(known, around)


def _branches(known: Kind, around: Surroundings) -> Iterator[_Draft]:
    if known.default and DEFAULT not in around.branches:
        yield "-> ", "branch", "the Default branch", (DEFAULT, "->")
    for label in known.branches:
        if normal(label) not in around.branches:
            shown = "OnError" if label == "Error" else label
            yield f"{label_text(shown)} -> ", "branch", f"a branch of {known.display}", (shown, label)
    if known.cases:
        yield "case ", "branch", "a branch for a value", ("case",)


def _values(around: Surroundings, name: str, scripts: Sequence[str]) -> Iterator[_Draft]:
    if around.kind is None:
        for each in _HEAD.get(name, ()):
            yield each, "value", f"{name} of the script", (each,)
        return
    known = kind_of(around.kind)
    spec = known.property(name) if known is not None else None
    if known is not None and known.name in _NAMING and name.lower() == "scriptname":
        for each in scripts[:MOST]:
            yield each, "script", "a script of the project", (each, each.replace("\\", "/"))
    if spec is None:
        return
    choices = ("True", "False") if spec.kind == "bool" else spec.choices
    for each in choices:
        yield each, "value", "the default" if each == spec.default else f"a value of {spec.name}", (each,)


def _captions(around: Surroundings, lines: int) -> Iterator[_Draft]:
    """References to actions that a branch may lead to, the nearest first; with the id where the caption is not enough."""
    times: dict[str, int] = {}
    for each in around.actions:
        times[each.caption] = times.get(each.caption, 0) + 1
    targets = [each for each in around.actions if not _entered_by_itself(each.kind)]
    targets.sort(key=lambda each: abs(each.line - around.line))
    for each in targets[:MOST]:
        shared = times[each.caption] > 1 and each.id is not None
        known = kind_of(each.kind)
        detail = f"{known.display if known is not None else each.kind} in line {each.line}"
        yield quoted(each.caption) + (f" #{each.id}" if shared else ""), "caption", detail, (each.caption,)


def _entered_by_itself(kind: str) -> bool:
    known = kind_of(kind)
    return known is not None and (known.event or known.name == "BEGIN")


def _fitting(drafts: Iterable[_Draft], typed: str, start: int) -> list[Completion]:
    """Those that begin with what was typed, letter case aside; then those that hold it."""
    sought = typed.removeprefix('"').lower()
    beginning, holding = [], []
    for text, what, detail, words in drafts:
        found = [word.lower().find(sought) for word in words]
        if 0 in found:
            beginning.append(Completion(text, what, detail, start))
        elif max(found) > 0:
            holding.append(Completion(text, what, detail, start))
    return beginning + holding
