"""``studio diff``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli import report
from studio.cli.standard_input import read_standard_input
from studio.diagnostics import Diagnostic, has_errors

if TYPE_CHECKING:
    from studio.script.comparing import ActionChange, Change, ScriptChange
    from studio.script.model import Action, Script

STANDARD = Path("-")
#: Longer values are shortened on the screen, never in the document.
_LONGEST = 100


def diff_paths(before: Path, after: Path, *, all: bool, as_json: bool) -> int:
    """Compare two scripts, or two folders of them; the exit code: 0 the same, 1 different, 2 unreadable."""
    changes, problems, whole = _compare(before, after, all)
    if as_json:
        report.document(
            {
                "same": whole and all_same(changes),
                "scripts": [_entry(each) for each in changes],
                "diagnostics": [each.as_json() for each in problems],
            }
        )
    else:
        report.findings(problems, to_error=True)
        _tell(changes)
        if whole and all_same(changes):
            report.say("no difference")
    return 2 if not whole else 0 if all_same(changes) else 1


def all_same(changes: list[ScriptChange]) -> bool:
    """True if no script differs."""
    return not any(each.status != "same" for each in changes)


def _compare(before: Path, after: Path, all: bool) -> tuple[list[ScriptChange], list[Diagnostic], bool]:
    from studio.script.comparing import compared
    from studio.script.comparing.folders import compared_folders, scripts_of

    if before == after == STANDARD:
        return [], [Diagnostic("FI001", "error", "standard input holds one script, not two", file="-")], False
    missing = [each for each in (before, after) if each != STANDARD and not each.exists()]
    if missing:
        return (
            [],
            [Diagnostic("FI001", "error", "there is no such file or folder", file=str(m)) for m in missing],
            False,
        )
    if before.is_dir() != after.is_dir():
        folder, file = (before, after) if before.is_dir() else (after, before)
        said = f"a folder can't be compared with a file ({file})"
        return [], [Diagnostic("FI001", "error", said, "name two files or two folders", file=str(folder))], False
    if before.is_dir():
        one, problems, whole = scripts_of(before)
        other, more, also = scripts_of(after)
        return compared_folders(one, other, all=all), [*problems, *more], whole and also
    script, problems = _read(before)
    second, more = _read(after)
    problems += more
    if script is None or second is None or has_errors(problems):
        return [], problems, False
    return [compared(script, second, all=all)], problems, True


def _read(file: Path) -> tuple[Script | None, list[Diagnostic]]:
    from studio.script.files import read_script, script_in

    if file == STANDARD:
        _, text, problems = read_standard_input()
        if text is None:
            return None, problems
        script, problems = script_in(text)
        if script is not None:
            script.file = str(file)
        return script, [each.placed(file=str(file)) for each in problems]
    if file.suffix.lower() == ".snippet":
        said = "a bare snippet is no script"
        return None, [Diagnostic("FI011", "error", said, "compare it as text", file=str(file))]
    return read_script(file)


# ------------------------------------------------------------------------------------------------ the document
def _entry(change: ScriptChange) -> dict[str, Any]:
    script = change.after or change.before
    assert script is not None
    return {
        "script": script.name,
        "status": change.status,
        "before": change.before.file if change.before else None,
        "after": change.after.file if change.after else None,
        "changes": [_change(each) for each in change.changes],
        "actions": [
            {
                "status": each.status,
                "before": _named(each.before),
                "after": _named(each.after),
                "changes": [_change(one) for one in each.changes],
            }
            for each in change.actions
        ],
    }


def _named(action: Action | None) -> dict[str, Any] | None:
    return None if action is None else {"id": action.id, "kind": action.kind, "caption": action.caption}


def _change(change: Change) -> dict[str, Any]:
    return {
        "what": change.what,
        "name": change.name,
        "before": change.before,
        "after": change.after,
        "diff": change.diff,
    }


# ------------------------------------------------------------------------------------------------ the screen
def on_terminal() -> bool:
    """True if somebody looks at standard output."""
    return sys.stdout.isatty()


def _tell(changes: list[ScriptChange]) -> None:
    lines = [line for each in changes if each.status != "same" for line in _lines(each)]
    if not on_terminal():
        for _, line in lines:
            print(line)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for style, line in lines:
        console.print(Text(line, style=style))


def _lines(change: ScriptChange) -> Iterator[tuple[str, str]]:
    """Style and text of every line; nothing in the text can move the cursor."""
    script = change.after or change.before
    assert script is not None
    name = report.printable(script.name)
    files = " -> ".join(report.printable(each.file or "?") for each in (change.before, change.after) if each)
    if change.before is None or change.after is None:
        sign, style = ("+", "green") if change.before is None else ("-", "red")
        yield style, f'{sign} script "{name}" ({files})'
        return
    yield "bold", f'script "{name}" ({files})'
    for each in change.changes:
        yield from _change_lines(each)
    for action in change.actions:
        yield from _action_lines(action)


def _action_lines(change: ActionChange) -> Iterator[tuple[str, str]]:
    from studio.script.catalogue import display

    action = change.after or change.before
    assert action is not None
    sign, style = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "bold")}[change.status]
    caption = report.printable(action.caption)
    yield style, f'{sign} {report.printable(display(action.kind))} "{caption}" #{action.id}'
    for each in change.changes:
        yield from _change_lines(each)


def _change_lines(change: Change) -> Iterator[tuple[str, str]]:
    from studio.script.text.lists import block_line

    name = report.printable(change.name) + (" ->" if change.what == "branch" else "")
    if change.diff:
        yield "", f"    {name}:"
        for line in change.diff:
            style = {"@": "cyan", "+": "green", "-": "red"}.get(line[:1], "")
            # Behind the text form's margin, so that blanks at the end of a line are seen.
            shown = line if line.startswith("@@") else line[:1] + block_line(line[1:]).expandtabs(4)
            yield style, f"        {report.printable(shown)}"
        return
    if change.before is None or change.after is None:
        sign, style = ("+", "green") if change.before is None else ("-", "red")
        shown = change.after if change.before is None else change.before
        yield style, f"    {sign} {name} {_shown(shown, change.what)}"
        return
    if change.what != "branch":
        name += ":"
    yield "", f"    {name} {_shown(change.before, change.what)} => {_shown(change.after, change.what)}"


def _shown(value: Any, what: str) -> str:
    """A value on one line: text in quotes, a branch's target as it is, all else as JSON."""
    from studio.script.text.strings import json_text

    text = value if what == "branch" and isinstance(value, str) else json_text(value)
    text = report.printable(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
