"""Prints a model as text: the one canonical form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from studio.script.model import Action, PlacedComment, Script
from studio.script.text.editor_print import EditorLine, branch_text, editor_lines
from studio.script.text.ends import style
from studio.script.text.lists import block_line, inline_items, item_line
from studio.script.text.names import kind_text
from studio.script.text.plan import plan
from studio.script.text.strings import Unprintable, json_text, name_text, one_line, quoted

_MARGIN = "    "
_DEEPER = _MARGIN * 2
_LARGEST_ID = 10**18 - 1


def print_text(script: Script) -> str:
    """The text of a script; reading it gives an equal script.

    Raises Unprintable, a ValueError, for a model that no text could give back: two actions with one id, NaN in a member.
    """
    return "".join(f"{line}\n" for line in _lines(script))


def _lines(script: Script) -> Iterator[str]:
    below = editor_lines(script)
    _check_ids(script)
    yield from _comments(script.comments, "")
    yield f"script {quoted(script.name)}"
    settings: dict[str, Any] = {}
    for name, value, default in (
        ("media", script.media, ""),
        ("purpose", script.purpose, "General"),
        ("redact", script.redact, []),
        ("status", script.status, "Active"),
    ):
        if value != default or name in script.property_comments:
            settings[name] = value
    for name, value in settings.items():
        yield from _property(name, value, script.property_comments.get(name, []), code=False, ends=False)
    captions = Counter(each.caption for each in script.actions)
    ids = needs_ids(script, below)
    targets = {
        each.id: quoted(each.caption) + (f" #{each.id}" if captions[each.caption] > 1 else "")
        for each in script.actions
    }
    for action in script.actions:
        yield ""
        yield from _action(action, ids, targets)
    if below:
        yield from _editor(script, below)
    else:
        left = [each for comments in script.editor_comments.values() for each in comments]
        trailing = [*left, *script.trailing_comments]
        if trailing:
            yield ""
            yield from _comments(trailing, "")


def _check_ids(script: Script) -> None:
    ids = Counter(each.id for each in script.actions)
    if ids and max(ids.values()) > 1:
        raise Unprintable(f"two actions have the id #{ids.most_common(1)[0][0]}")
    everywhere = [*ids, *(branch.to for action in script.actions for branch in action.branches)]
    if any(abs(each) > _LARGEST_ID for each in everywhere):
        raise Unprintable("an id has more than 18 digits")


def needs_ids(script: Script, below: list[EditorLine]) -> bool:
    """False where ids would only count the actions, and nothing speaks of them; ``below`` is the editor part."""
    captions = Counter(each.caption for each in script.actions)
    counted = all(each.id == at for at, each in enumerate(script.actions, 1))
    alone = all(times == 1 for times in captions.values())
    return not (counted and alone) or any(key.startswith("#") for key, _ in below)


def _action(action: Action, ids: bool, targets: dict[int, str]) -> Iterator[str]:
    yield from _comments(action.comments, "")
    yield f"{kind_text(action.kind)} {quoted(action.caption)}" + (f" #{action.id}" if ids else "")
    _, names = plan(action)
    for name in names:
        code = action.kind == "SNIPPET" and name == "Data"
        comments = action.property_comments.get(name, [])
        yield from _property(name, action.properties[name], comments, code=code, ends=True)
    for branch in action.branches:
        yield from _comments(branch.comments, _MARGIN)
        yield f"{_MARGIN}{branch_text(branch)} {targets.get(branch.to, f'#{branch.to}')}"


def _property(name: str, value: Any, comments: list[PlacedComment], *, code: bool, ends: bool) -> Iterator[str]:
    head = _MARGIN + name_text(name)
    below: list[str] = []
    if isinstance(value, str):
        if one_line(value) and not (code and value):
            head += f" = {value}" if value else " ="
        else:
            parts = value.split("\r\n" if ends and style(value) == "crlf" else "\n")
            head += ":"
            below = [_DEEPER + block_line(each) for each in parts]
    elif isinstance(value, list) and all(isinstance(each, str) for each in value):
        inline = inline_items(value)
        head += f": {inline}" if inline is not None else ":"
        below = [_DEEPER + item_line(each) for each in value] if inline is None else []
    else:
        head += f" := {json_text(value)}"
    above: dict[int, list[str]] = {}
    for at, comment in comments:
        above.setdefault(min(max(at, 0), len(below)), []).append(comment)
    yield from _comments(above.get(0, []), _MARGIN)
    yield head
    for at, line in enumerate(below, 1):
        yield from _comments(above.get(at, []), _DEEPER)
        yield line


def _editor(script: Script, below: list[EditorLine]) -> Iterator[str]:
    comments = dict(script.editor_comments)
    yield ""
    yield from _comments(comments.pop("editor", []), "")
    yield "editor"
    for key, rest in below:
        yield from _comments(comments.pop(key, []), _MARGIN)
        yield _MARGIN + key + rest
    left = [each for some in comments.values() for each in some]
    yield from _comments([*left, *script.trailing_comments], _MARGIN)


def _comments(comments: list[str], margin: str) -> Iterator[str]:
    for each in comments:
        yield f"{margin}// {each}".rstrip(" ")
