"""Scripts in the text form formatted: the code of their Snippets laid out, and the whole printed in its one form."""

from __future__ import annotations

import re
from bisect import bisect_left

from studio.diagnostics import Diagnostic, has_errors
from studio.script.model import Action, Script
from studio.script.text import Unprintable, print_text, read_text
from studio.script.text.ends import BREAKS, common_end, style
from studio.snippet.formatting import format_snippet

_BLANKS_AT_ENDS = re.compile(r"[ \t]+(?=\r?\n|\Z)")


def format_script(source: str, *, tidy: bool = False) -> tuple[str | None, list[Diagnostic]]:
    """The script in its one printed form, its code formatted; or None and why not.

    ``tidy`` also drops blanks at the ends of lines, of code and of other texts of several lines, and says where. Nothing
    else changes a value.
    """
    script, problems = read_text(source)
    if script is None or has_errors(problems):
        return None, problems
    problems = [problem for action in script.actions for problem in _code(script, action)]
    if problems:
        return None, [each.placed(script=script.name) for each in problems]
    said = [each.placed(script=script.name) for action in script.actions for each in _tidied(action)] if tidy else []
    try:
        text = print_text(script)
        again, found = read_text(text)
    except Unprintable as fault:
        return None, [Diagnostic("SN401", "error", f"the script can't be written: {fault}", script=script.name)]
    if found or again != script:
        message = "the script would not be the same when it is read again; it is left as it is"
        return None, [Diagnostic("SN401", "error", message, script=script.name)]
    return text, said


def _code(script: Script, action: Action) -> list[Diagnostic]:
    """Format the code of an action in place; why it can't be. In a script the last line of code has no line end."""
    value = action.properties.get("Data")
    if action.kind.upper() != "SNIPPET" or not isinstance(value, str):
        return []
    found = format_snippet(value)
    if found.problems:
        return [each.placed(action=action.id, caption=action.caption, property="Data") for each in found.problems]
    ends = BREAKS[style(value) or common_end(script)]
    action.properties["Data"] = found.text.removesuffix("\n").replace("\n", ends)
    comments = action.property_comments.get("Data")
    if comments:
        # Comments of the script above lines of the code stay above them.
        last = len(found.origins)
        action.property_comments["Data"] = [
            (at and min(bisect_left(found.origins, at) + 1, last), comment) for at, comment in comments
        ]
    return []


def _tidied(action: Action) -> list[Diagnostic]:
    """Drop blanks at the ends of lines in place; what was done. Texts of one line keep theirs: they may be meant."""
    said = []
    for name, value in action.properties.items():
        if not isinstance(value, str) or "\n" not in value:
            continue
        action.properties[name], count = _BLANKS_AT_ENDS.subn("", value)
        if count:
            message = f"blanks at the ends of {count} line{'s' * (count != 1)} dropped"
            place = {"action": action.id, "caption": action.caption, "property": name}
            said.append(Diagnostic("TX501", "info", message).placed(**place))
    return said
