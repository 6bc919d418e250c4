"""Which properties of an action are written, and which come back by themselves."""

from __future__ import annotations

from typing import Any, Literal

from studio.script.model import Action
from studio.script.text.form import kind_form
from studio.script.text.strings import same

#: None: all that the form knows of the kind; a number: only the first ones; "exact": just what is written.
Rule = int | Literal["exact"] | None


def plan(action: Action) -> tuple[Rule, list[str]]:
    """The rule that gives the action's properties back, and the names to write."""
    form = kind_form(action.kind)
    names = list(action.properties)
    if form is None:
        return ("exact" if "x" in action.extra else None), names
    known = list(form.properties)
    rule: Rule
    if names[: len(known)] == known:
        rule = None
    elif known[: len(names)] == names:
        rule = len(names)
    else:
        return "exact", names
    return rule, [
        name
        for name in names
        if name in action.property_comments
        or name not in form.properties
        or not same(action.properties[name], form.properties[name])
    ]


def restore(kind: str, written: dict[str, Any], rule: Rule) -> dict[str, Any]:
    """The properties of an action from those that were written."""
    form = kind_form(kind)
    if form is None or rule == "exact":
        return written
    known = list(form.properties.items())[:rule]
    whole = {
        name: written.get(name, list(default) if isinstance(default, list) else default) for name, default in known
    }
    return {**whole, **{name: value for name, value in written.items() if name not in whole}}
