"""Says what is wrong with a line that the form doesn't know, and what may have been meant."""

from __future__ import annotations

import re

from studio.script.faults import shortened
from studio.script.text.grammar import END, Where

_NAMES = {
    "WORD": "a name",
    "STRING": 'a caption in quotes ("…")',
    "ID": "an id (#12)",
    "EQUAL": "=",
    "COLON": ":",
    "ASSIGN": ":=",
    "ARROW": "->",
    "VALUE": "the value of the case",
    "POSITION": "a position (720,416)",
    "NUMBER": "a number",
    "JSON": "a JSON value",
    END: "the end of the line",
}
_HEAD = re.compile(r'("[^"]*"|[A-Za-z_][A-Za-z0-9_]*)[ \t]*\$?"?(.*)\Z', re.DOTALL)
_ID_AT_END = re.compile(r'"?[ \t]*(?:#[0-9]*)?\Z')


def explain(where: Where, text: str, rest: str, column: int, expected: tuple[str, ...]) -> tuple[str, int, str]:
    """Message, column and hint for the line ``text``, of which ``rest`` (from the column on) doesn't fit."""
    hint = _hint(where, text, rest)
    wanted = [_NAMES[each] for each in _NAMES if each in expected and not (each == "WORD" and where == "line")]
    found = f"“{shortened(rest, 30)}” doesn't fit here" if rest else "the line ends too early"
    if wanted:
        found += f"; expected: {' or '.join(wanted)}"
    return found, column, hint


def _hint(where: Where, text: str, rest: str) -> str:
    if where == "member":
        return "below the line `editor` stands only what editors and exports need; actions stand above it"
    if text.startswith("studio ") or text == "studio":
        return "delete the line: only later versions of the form announce themselves"
    if text.startswith("script"):
        return 'the head of a script reads script "Folder\\Name"'
    if text.startswith(("/", "#", "--", ";")):
        return "a comment begins with //"
    if text.startswith("-"):
        return "an item of a list begins with `- `, a branch with `->`"
    if text.startswith("case") and "->" not in text:
        return 'a case reads `case VALUE -> "Caption"`'
    if "->" in text:
        return 'a branch reads `Label -> "Caption"`'
    if rest and '"' in text:
        return 'write a caption that holds a quote as $"…", with \\" for the quote'
    if rest and "=" not in text and ":" not in text:
        return 'an action reads `Kind "Caption"`; code stands behind a margin, `| `'
    return "code stands behind a margin, `| `"


def guessed_head(text: str) -> tuple[str, str] | None:
    """Kind and caption of what was probably meant as the head of an action, so that its lines aren't faults as well.

    The kind is ``script`` for the head of the script.
    """
    found = _HEAD.match(text) if len(text) <= 400 else None
    if found is None or "->" in text or not found[2] or found[1] in ("studio", "editor", "case"):
        return None
    between = text[found.end(1) : found.start(2)]
    if '"' not in between and (not between or not found[2][0].isalpha() or re.search(r"[=:;(){}]", found[2])):
        return None
    return found[1].strip('"'), _ID_AT_END.sub("", found[2])
