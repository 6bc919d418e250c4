"""The codes of checks, and the one way to make a finding of them."""

from __future__ import annotations

from studio.diagnostics import Diagnostic, Severity
from studio.script.model import Action, Branch

#: Code -> severity, and what it stands for.
CODES: dict[str, tuple[Severity, str]] = {
    "CK101": ("warning", "a kind of action that nobody knows"),
    "CK102": ("warning", "a property that its kind doesn't have"),
    "CK103": ("error", "a property that must not be empty"),
    "CK104": ("warning", "a value that is none of the choices"),
    "CK105": ("warning", "an action that scripts of this type don't have"),
    "CK106": ("warning", "more parameters than the platform hands over"),
    "CK199": ("warning", "more findings, left out"),
    "CK201": ("error", "no Begin"),
    "CK202": ("warning", "several Begins: the one added last counts"),
    "CK203": ("warning", "an event action that stands there twice: the one added last counts"),
    "CK204": ("error", "two actions with one id"),
    "CK205": ("error", "a branch that leads to no action"),
    "CK206": ("error", "two branches for one outcome"),
    "CK207": ("warning", "a branch that its action doesn't have"),
    "CK208": ("warning", "a Default that leads nowhere: the contact gets stuck there"),
    "CK209": ("warning", "an action that nothing leads to"),
    "CK210": ("warning", "a branch out of an action that ends the flow"),
    "CK211": ("warning", "a branch that leads to Begin or to an event action"),
    "CK212": ("warning", "the script's file bears another name than the script"),
    "CK301": ("error", "a called script that is not in the project"),
    "CK302": ("warning", "a called script that never returns"),
    "CK303": ("error", "a called script that is not active, or of another type"),
    "CK304": ("warning", "more values than the called script's Begin has names"),
    "CK305": ("error", "a called script that could not start"),
    "CK306": ("info", "a called script whose name holds a variable: it can't be looked for"),
    "CK307": ("warning", "a Runscript in a script that others call as a subscript"),
    "CK308": ("warning", "several files of the project hold a script of this name"),
}


def shortened(text: str) -> str:
    """A name for a message: at most 60 characters."""
    return text if len(text) <= 60 else text[:59] + "…"


def finding(
    code: str,
    message: str,
    action: Action | None = None,
    hint: str = "",
    property: str | None = None,
    *,
    branch: Branch | None = None,
) -> Diagnostic:
    """A finding at an action, or at one of its properties or branches; its severity follows from the code.

    Lines and columns are those of the text form; a script that was read from an export has none.
    """
    severity = CODES[code][0]
    if action is None:
        return Diagnostic(code, severity, message, hint)
    line, column = action.line, None
    if property is not None and property in action.property_lines:
        line, column = action.property_lines[property]
    if branch is not None and branch.line is not None:
        line = branch.line
    place = {"action": action.id, "caption": action.caption, "property": property, "line": line, "column": column}
    return Diagnostic(code, severity, message, hint).placed(**place)
