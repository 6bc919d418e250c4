"""Comments that are for the checks: ``noqa: CK208, SN2 -- why`` keeps findings back, each at the place where it stands.

In the text form and in code they are comments; an export has none, so its Notes and Annotations serve, a line each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from studio.script.catalogue import WORDS
from studio.script.checks.describe import place_of
from studio.script.checks.interface import Place
from studio.script.checks.rules import RULES
from studio.script.checks.subject import Subject
from studio.script.model import Action
from studio.snippet.comments import comments_of

_FORM = re.compile(r"\s*noqa\b(?P<colon>\s*:)?(?P<codes>[^#]*?)(?P<ids>(?:[\s,]*#\d+)*)\s*(?:--.*)?", re.I | re.S)
_CODE = re.compile(r"[A-Za-z]{2}[0-9]{0,3}")
#: Longer comments are no noqa.
_LONGEST = 500
#: Findings that a noqa never keeps back: those of reading a file, and those about noqas.
_FIXED = ("TX", "JS", "XM", "FI", "PR", "CF")


@dataclass(frozen=True, slots=True)
class Noqa:
    """One comment for the checks, as plain data.

    ``codes`` are codes or beginnings of codes, none for all; ``wrong`` is what there is to say against the comment, "" if
    nothing. It holds for the whole script, or for ``actions``, of these for one ``property`` only, of that for one ``line``
    of its code; or for the branch that stands on the line ``branch`` of the file.
    """

    codes: tuple[str, ...]
    wrong: str = ""
    actions: tuple[int, ...] | None = None
    property: str | None = None
    line: int | None = None
    branch: int | None = None
    at: Place | None = None


def noqas_of(subject: Subject) -> list[Noqa]:
    """All such comments of a script, in its order."""
    script = subject.script
    found = [made for each in script.comments if (made := parsed(each)) is not None]
    loose = [*script.trailing_comments, *(each for some in script.editor_comments.values() for each in some)]
    loose += [each for some in script.property_comments.values() for _, each in some]
    for each in loose:
        made = parsed(each)
        if made is not None:
            found.append(replace(made, wrong="it stands where nothing can be kept back"))
    for action in script.actions:
        found += _above(action)
        if action.kind.upper() in WORDS:
            found += _of_note(action)
    for action in subject.by_kind.get("SNIPPET", []):
        found += [
            replace(each, actions=(action.id,), property="Data", at=_line_place(action, each.line))
            for each in noqas_of_code(action.text("Data"))
        ]
    return found


def noqas_of_code(source: str) -> list[Noqa]:
    """Those of a snippet. On a line of its own a comment is for the next line of code, else for its own line."""
    if "noqa" not in source.lower():
        return []
    meant = _lines_meant(source.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    found = []
    for comment in comments_of(source):
        made = parsed(comment.text[2:])
        if made is not None:
            found.append(replace(made, line=meant.get(comment.line, comment.line)))
    return found


def parsed(comment: str) -> Noqa | None:
    """What a comment's words, without their ``//``, say to the checks; None if they aren't for them."""
    if comment[:20].lstrip("/ \t\r")[:4].lower() != "noqa" or len(comment) > _LONGEST:
        return None
    form = _FORM.fullmatch(comment.lstrip("/ \t\r"))
    if form is None:
        return Noqa((), "noqa is followed by codes, as in noqa: CK208, SN204 -- why") if _alone(comment) else None
    ids = tuple(map(int, re.findall(r"#(\d{1,18})", form["ids"]))) or None
    words = re.split(r"[\s,]+", form["codes"].strip(" \t\r\n,"))
    words = [each for each in words if each]
    if form["colon"] is None and words:
        return Noqa((), "noqa is followed by a colon and codes, or by nothing") if _alone(comment) else None
    if form["colon"] is not None and not words:
        return Noqa((), "there is no code behind the colon", ids)
    return Noqa(tuple(each.upper() for each in words), _against(words), ids)


def _alone(comment: str) -> bool:
    """True if the first word is noqa itself, not a longer one."""
    return re.match(r"[/\s]*noqa(?![\w-])", comment, re.I) is not None


def _against(words: list[str]) -> str:
    """What is wrong with these codes, "" if nothing."""
    for each in words:
        if _CODE.fullmatch(each) is None:
            return f"{each!r} is no code"
        if each.upper().startswith(_FIXED):
            return f"findings of {each.upper()[:2]} can't be kept back"
        if not any(code.startswith(each.upper()) for code in RULES):
            return f"there is no rule {each.upper()}"
    return ""


def _above(action: Action) -> Iterator[Noqa]:
    """Those above an action's head, its properties, lines of its code and its branches."""
    for comment in action.comments:
        made = parsed(comment)
        if made is not None:
            yield replace(made, actions=(action.id,), at=place_of(action))
    for name, comments in action.property_comments.items():
        in_lines = isinstance(action.properties.get(name), str)
        for line, comment in comments:
            made = parsed(comment)
            if made is not None:
                at = place_of(action, name)
                yield replace(
                    made, actions=(action.id,), property=name, line=(line or None) if in_lines else None, at=at
                )
    for branch in action.branches:
        for comment in branch.comments:
            made = parsed(comment)
            if made is not None:
                at = replace(place_of(action), line=branch.line)
                yield replace(made, actions=(action.id,), branch=branch.line, at=at)


def _of_note(action: Action) -> Iterator[Noqa]:
    """Those in a Note: for the actions whose ids it gives, or for the whole script."""
    text = action.text("Comments")
    if "noqa" not in text.lower():
        return
    for line in text.splitlines():
        made = parsed(line)
        if made is not None:
            yield replace(made, at=place_of(action, "Comments"))


def _line_place(action: Action, line: int | None) -> Place:
    """The place of a line of a Snippet's code."""
    return Place(action.id, action.caption, "Data", line, 1, in_code=True)


def _lines_meant(lines: list[str]) -> dict[int, int]:
    """For each line that is a comment alone, the next line of code, if there is one."""
    meant: dict[int, int] = {}
    following = 0
    for number in range(len(lines), 0, -1):
        text = lines[number - 1].strip()
        if text.startswith("//"):
            if following:
                meant[number] = following
        elif text:
            following = number
    return meant
