"""What a form can't hold of a script: found by writing it, reading that again and comparing, so nothing is dropped in silence."""

from __future__ import annotations

from studio.diagnostics import Diagnostic
from studio.script.catalogue import kind_of
from studio.script.forms import FORMS
from studio.script.losses.actions import compare_action
from studio.script.losses.codes import CODES
from studio.script.losses.telling import Add, listed, said, short
from studio.script.model import Action, Script
from studio.script.text.form import kind_members
from studio.script.text.strings import same

__all__ = ["CODES", "losses", "written"]

#: The forms that keep properties by position.
_BY_POSITION = frozenset(("xml", "clipboard"))

#: Parts of a script that are compared as a whole, and what is lost with them.
_PARTS = (
    ("comments", "CV101"),
    ("property_comments", "CV101"),
    ("editor_comments", "CV101"),
    ("trailing_comments", "CV101"),
    ("name", "CV115"),
    ("media", "CV115"),
    ("purpose", "CV115"),
    ("status", "CV115"),
    ("redact", "CV115"),
    ("envelope", "CV103"),
    ("document", "CV103"),
    ("bare", "CV103"),
    ("header", "CV104"),
    ("desktop", "CV105"),
    ("forms", "CV108"),
)


def losses(script: Script, form: str) -> list[Diagnostic]:
    """Everything of a script that is not there any more once it is written in a form (``json``) and read again.

    What the writer had to make up is told too: a library id, a type. Order: the script's own, then by action.
    """
    return written(script, form)[1]


def written(script: Script, form: str) -> tuple[str, list[Diagnostic]]:
    """The script in a form, and its losses; an empty text where the form can't hold it at all (CV120)."""
    found: list[Diagnostic] = []

    def add(code: str, message: str, action: Action | None = None, property: str | None = None, hint: str = "") -> None:
        place = {"action": action.id, "caption": action.caption} if action is not None else {}
        severity = CODES[code][0]
        told = Diagnostic(code, severity, message, hint, script=script.name, property=property).placed(**place)
        found.append(told)

    stale: list[str] = []
    try:
        text = FORMS[form].write(script, stale)
    except ValueError as fault:
        add("CV120", f"{FORMS[form].title} can't hold this script: {fault}")
        return "", found
    again, problems = FORMS[form].read(text, None)
    if again is None:
        reason = problems[0].message if problems else "nothing is left of it"
        add("CV120", f"{FORMS[form].title} can't hold this script: {reason}")
        return "", found
    for place in stale:
        add("CV119", f"{place}: the document said more here; it was edited since, so that is left out")
    _of_script(script, again, add)
    _of_actions(script, again, add)
    if form != "text":
        _made_up(script, form, add)
    return text, found


def _of_script(script: Script, again: Script, add: Add) -> None:
    for name, code in _PARTS:
        mine, other = getattr(script, name), getattr(again, name)
        if same(mine, other):
            continue
        if isinstance(mine, dict):
            gone = [each for each in mine if each not in other or not same(mine[each], other[each])]
            # What a document has more than the script is no loss.
            if not gone:
                continue
            what = CODES[code][1]
            if code == "CV108":
                gone = said({each: mine[each] for each in gone})
            add(code, f"{what}: {listed(gone)}" if code != "CV101" else what)
        elif code == "CV101":
            add(code, f"{len(mine)} comment{'s' if len(mine) != 1 else ''} above the script or at its end")
        elif name == "bare":
            add(code, "the object around the script: it comes where there was none, or goes")
        elif name == "name" and other == "":
            add("CV104", "the script's name: this form has none")
        elif not (name == "media" and mine == ""):
            add(code, f"{name} becomes {short(other)}")


def _of_actions(script: Script, again: Script, add: Add) -> None:
    others = again.by_id()
    for action in script.actions:
        other = others.pop(action.id, None)
        if other is None:
            add("CV116", "this action is left out", action)
            continue
        compare_action(action, other, add)


def _made_up(script: Script, form: str, add: Add) -> None:
    if form in _BY_POSITION and script.header.get("mediaType") is None:
        hint = "write media = Phone (or another) below the script's head"
        add("CV118", "the script says no type; it is written as Phone", hint=hint)
    positions = form in _BY_POSITION or (form == "json" and not _BY_POSITION.isdisjoint(script.layout))
    for action in script.actions:
        known = kind_of(action.kind)
        numbers = [name for name in action.properties if name.isdigit() and (known is None or not known.property(name))]
        if form == "json" and numbers:
            hint = "an export of CXone Studio that holds this kind of action tells them"
            add("CV123", f"the names of these properties aren't known: {listed(numbers)}", action, hint=hint)
        if positions and known is not None and known.trusted and len(numbers) < len(action.properties):
            message = f"no export has shown the positions of the properties of {known.display}: a page's order is taken"
            add("CV124", message, action)
        if not (action.extra.get("libraryId") or kind_members(action.kind)["libraryId"]):
            hint = "an import that holds this kind of action tells it"
            add("CV117", f"the library id of {short(action.kind)} isn't known; it is written empty", action, hint=hint)
