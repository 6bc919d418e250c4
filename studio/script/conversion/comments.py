"""Comments of a text carried over to the script that takes its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from studio.script.comparing.lines import Room, steps
from studio.script.comparing.matching import Pairs
from studio.script.model import Action, Branch, PlacedComment, Script

Comments = list[str]


def carry_comments(old: Script, script: Script, pairs: Pairs, room: Room) -> None:
    """Gives ``script`` the comments of ``old``, each above what it stood above.

    A comment on a property or branch that isn't there any more comes above its action; one within a value that changed
    comes above the line that took the place of its own.
    """
    script.comments = [*old.comments]
    script.property_comments = {name: [*each] for name, each in old.property_comments.items()}
    script.editor_comments = {key: [*each] for key, each in old.editor_comments.items()}
    script.trailing_comments = [*old.trailing_comments]
    for was in old.actions:
        now = pairs.of_first.get(was.id)
        if now is not None:
            left = [*_properties(was, now, room), *_branches(was, now, pairs)]
            now.comments = [*was.comments, *left]


def action_comments(action: Action) -> list[Comments]:
    """All comments of an action."""
    return [
        action.comments,
        *([text for _, text in each] for each in action.property_comments.values()),
        *(each.comments for each in action.branches),
    ]


def script_comments(script: Script) -> list[Comments]:
    """All comments of a script."""
    return [
        script.comments,
        *([text for _, text in each] for each in script.property_comments.values()),
        *script.editor_comments.values(),
        script.trailing_comments,
        *(each for action in script.actions for each in action_comments(action)),
    ]


def count_comments(comments: Iterable[Comments]) -> int:
    """How many there are."""
    return sum(map(len, comments))


def _properties(was: Action, now: Action, room: Room) -> Comments:
    """Carries over the comments of properties; those that find no place."""
    left: Comments = []
    now.property_comments = {}
    for name, placed in was.property_comments.items():
        if name in now.properties:
            moved = _moved(placed, _lines(was.properties.get(name)), _lines(now.properties[name]), room)
            now.property_comments[name] = moved
        else:
            left += [text for _, text in placed]
    return left


def _lines(value: Any) -> list[str]:
    """The lines or items that a comment may stand above."""
    if isinstance(value, list):
        return [str(each) for each in value]
    return value.replace("\r\n", "\n").split("\n") if isinstance(value, str) else []


def _moved(placed: list[PlacedComment], before: list[str], after: list[str], room: Room) -> list[PlacedComment]:
    if before == after or not any(at for at, _ in placed):
        return placed
    places: dict[int, int] = {0: 0}
    for tag, a, b, c, d in steps(before, after, room):
        for line in range(a, b):
            # A line that was replaced: the one at its place among the new ones, else the next that is there.
            at = c + (line - a) if tag == "equal" else min(c + (line - a), max(d - 1, c))
            places[line + 1] = min(at + 1, len(after))
    return sorted(((places.get(at, len(after)), text) for at, text in placed), key=lambda each: each[0])


def _branches(was: Action, now: Action, pairs: Pairs) -> Comments:
    """Carries over the comments of branches: by outcome, else by where they lead; those that find no place."""
    for each in now.branches:
        each.comments = []
    free = list(now.branches)
    left: Comments = []
    later: list[Branch] = []
    for branch in (each for each in was.branches if each.comments):
        found = next((each for each in free if (each.type, each.label) == (branch.type, branch.label)), None)
        if found is None:
            later.append(branch)
            continue
        found.comments = [*branch.comments]
        free.remove(found)
    for branch in later:
        target = pairs.of_first.get(branch.to)
        found = next((each for each in free if target is not None and each.to == target.id), None)
        if found is None:
            left += branch.comments
        else:
            found.comments = [*found.comments, *branch.comments]
    return left
