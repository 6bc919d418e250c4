"""The findings of comparing a script with what a form holds of it."""

from __future__ import annotations

from studio.diagnostics import Severity

#: Code -> severity and what it says. Info: nothing that a script does; warning: something a person should look at.
CODES: dict[str, tuple[Severity, str]] = {
    "CV101": ("info", "comments of the text form"),
    "CV102": ("info", "how branches are drawn"),
    "CV103": ("info", "members of the document, or of the object around it"),
    "CV104": ("info", "members of the header"),
    "CV105": ("info", "what Desktop Studio alone keeps"),
    "CV106": ("info", "members of an action that only its own form has"),
    "CV107": ("info", "members of a property besides name and value"),
    "CV108": ("info", "what the document said beside all that a script holds"),
    "CV109": ("warning", "a property under another name"),
    "CV110": ("warning", "a value that isn't a text"),
    "CV111": ("warning", "characters that the form can't hold"),
    "CV112": ("warning", "a property that the form has no place for"),
    "CV113": ("warning", "a branch that the form has no place for"),
    "CV114": ("info", "the order of branches"),
    "CV115": ("warning", "what the script itself says: name, type, caption, kind"),
    "CV116": ("warning", "an action that the form has no place for"),
    "CV117": ("info", "an action whose library id isn't known"),
    "CV118": ("info", "a script type that isn't known"),
    "CV119": ("info", "what the document once said of a place that was edited since"),
    "CV120": ("error", "a script that the form can't hold"),
    "CV121": ("warning", "properties in another order than the catalogue's"),
    "CV122": ("info", "a property that is absent and comes back empty"),
    "CV123": ("warning", "a property that is known by its position only"),
    "CV124": ("info", "properties whose positions no export has shown"),
}
