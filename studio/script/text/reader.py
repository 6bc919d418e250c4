"""Reads a script from its text form."""

from __future__ import annotations

import re

from studio.diagnostics import Diagnostic
from studio.script.model import Script
from studio.script.text.assemble import assemble
from studio.script.text.editor import Editor, read_editor
from studio.script.text.editor_print import editor_lines
from studio.script.text.faults import Faults, TooManyFaults
from studio.script.text.form import VERSION
from studio.script.text.strings import Unprintable
from studio.script.text.structure import read_structure

_VERSION_LINE = re.compile(r"(?:[ \t\r\n]|//[^\n]*\n)*studio[ \t]+([0-9][^ \t\r\n]*)[ \t]*\r?(?:\n|\Z)")

#: What a script has at least one of: a word, or a name in quotes, and a string behind it.
_HEAD_LINE = re.compile(r'^[ \t]*(?:[A-Za-z_]\w*|\$?"[^"\n]*")[ \t]*\$?"', re.MULTILINE)


def read_text(source: str, file: str | None = None) -> tuple[Script | None, list[Diagnostic]]:
    """The script, and all that is wrong with its text.

    Codes are those of ``faults.CODES``. Reading goes on behind a fault: what isn't understood is left out of the script,
    so a script that comes with errors is good for checking, not for running or writing. It is None if there is no head.
    """
    faults = Faults(file)
    source = source.removeprefix("\ufeff")
    if not _is_text(source, faults):
        return None, faults.found
    if _HEAD_LINE.search(source) is None:
        # Of such a text one finding says more than one for each of its lines.
        faults.add("TX102", "there is no script in this text", _HEAD_HINT, line=1, column=1)
        return None, faults.found
    script = None
    try:
        structure = read_structure(source, faults)
        editor = read_editor(structure.editor, faults) if structure.editor else Editor()
        script = assemble(structure, editor, file, faults)
        if structure.head is None:
            return None, _in_order(faults)
        if script.editor_comments and not faults.found:
            _settle_comments(script)
    except TooManyFaults:
        return None, faults.found
    return script, _in_order(faults, script)


_HEAD_HINT = 'the first line reads script "Folder\\Name"'


def _is_text(source: str, faults: Faults) -> bool:
    if "\x00" in source:
        line = source.count("\n", 0, source.index("\x00")) + 1
        faults.add("TX104", "this isn't text: it holds a NUL character", line=line)
        return False
    found = _VERSION_LINE.match(source)
    if found is not None and found[1] != str(VERSION):
        message = f"the text is written in version {found[1][:20]} of the form; this program reads version {VERSION}"
        line = source.count("\n", 0, found.start(1)) + 1
        faults.add("TX101", message, "use a newer studio", line=line, column=1)
        return False
    return True


def _settle_comments(script: Script) -> None:
    """A comment above a line of the editor part that goes without saying becomes one at the end of the file."""
    try:
        printed = {key for key, _ in editor_lines(script)}
    except Unprintable:
        return
    if printed:
        printed.add("editor")
    left = [each for key, some in script.editor_comments.items() if key not in printed for each in some]
    script.editor_comments = {key: some for key, some in script.editor_comments.items() if key in printed}
    script.trailing_comments = [*left, *script.trailing_comments]


def _in_order(faults: Faults, script: Script | None = None) -> list[Diagnostic]:
    name = script.name if script else None
    return [
        each.placed(script=name) for each in sorted(faults.found, key=lambda each: (each.line or 0, each.column or 0))
    ]
