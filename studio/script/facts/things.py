"""What a script names besides variables: scripts, prompts, skills, requests, files, hours profiles, signals."""

from __future__ import annotations

from collections.abc import Iterator

from studio.script.catalogue import CALLING
from studio.script.facts.places import Named, Sort, place_of, position
from studio.script.model import Action

_CALLS = frozenset((*CALLING, "RESKILL"))
#: Properties by their names in small letters, in any kind of action.
_SORTS: dict[str, Sort] = {
    "skill": "skill",
    "skills": "skill",
    "skillno": "skill",
    "skillid": "skill",
    "targetskill": "skill",
    "skillno-by-routingmode->1:skillno>2:skillno_queueno>3:queueno": "skill",
    "filename": "file",
    "attachments": "file",
    "profile": "hours",
    "musicfile": "prompt",
}
#: What stands for "as configured elsewhere" in these properties [documented].
_NO_NAMES = frozenset(("default", "all", "0"))
#: Events write skills into variables of these names, API actions the details of them.
_OUTPUT_KINDS = frozenset(
    ("ONASSIGNMENTCHANGED_DIGITAL", "ONUNASSIGNMENTCHANGED_DIGITAL", "ONDISPOSITION", "SKL_GETDETSV18")
)


def things_of(action: Action) -> Iterator[Named]:
    """What one action names."""
    kind = action.kind.upper()
    for name, value in action.properties.items():
        if not isinstance(value, str) or not value.strip():
            continue
        folded = name.lower()
        if folded == "scriptname" and kind in _CALLS:
            yield _named("script", value.strip(), kind, action, name)
        elif folded == "serviceaddress":
            yield _named("request", value.strip(), action.text("Verb").upper(), action, name)
        elif folded in ("sequence", "contactidorfile"):
            yield from _prompts(action, name, value, kind)
        elif folded == "contactid" and kind == "SIGNAL":
            yield _named("signal", value.strip(), kind, action, name)
        elif folded in _SORTS and (kind not in _OUTPUT_KINDS or (kind, folded) == ("SKL_GETDETSV18", "skillid")):
            yield from _listed(_SORTS[folded], value, kind, action, name)


def _listed(sort: Sort, value: str, kind: str, action: Action, name: str) -> Iterator[Named]:
    """The names in a property; skills are divided by commas, attachments by semicolons."""
    divider = "," if sort == "skill" else ";" if name.lower() == "attachments" else None
    at = 0
    for part in value.split(divider) if divider and "{" not in value else [value]:
        text = part.strip().strip('"')
        if text and text.lower() not in _NO_NAMES:
            yield _named(sort, text, kind, action, name, at + len(part) - len(part.lstrip()))
        at += len(part) + 1


def _prompts(action: Action, name: str, value: str, kind: str) -> Iterator[Named]:
    for offset, item in sequence_items(value):
        if item and not item.startswith(("%", "$", "#")):
            yield _named("prompt", item, kind, action, name, offset)


def sequence_items(sequence: str) -> Iterator[tuple[int, str]]:
    """The items of a Sequence, ``"a.wav" "%some words"``, each with its offset; quotes inside ``{…}`` belong to the code there."""
    start, depth = -1, 0
    for at, sign in enumerate(sequence):
        if start >= 0 and sign in "{}":
            depth = depth + 1 if sign == "{" else max(depth - 1, 0)
        elif sign == '"' and depth == 0:
            if start >= 0:
                yield start, sequence[start:at]
                start = -1
            else:
                start = at + 1


def _named(sort: Sort, text: str, detail: str, action: Action, name: str, offset: int = 0) -> Named:
    line, column = position(action.text(name), offset) if offset else (1, 1)
    return Named(sort, text, "{" in text, detail, place_of(action, name, line, column))
