"""The variables that an action's properties name: where the outputs of a stand-in go."""

from __future__ import annotations

from studio.runtime.action import Action
from studio.script.catalogue import kind_of
from studio.script.facts.names import bare_role
from studio.script.model import Action as ActionModel


def output_names(model: ActionModel, runs: type[Action] | None) -> dict[str, str]:
    """The properties that name a variable to set, by folded name, as they are spelled.

    Those of the catalogue, those of the class that runs the kind, and those that the script has and that are called as
    such properties are called.
    """
    known = kind_of(model.kind)
    found = {each.name.lower(): each.name for each in known.properties if each.kind == "var"} if known else {}
    if runs is not None:
        found |= {each.name.lower(): each.name for each in runs.properties() if each.kind == "var"}
    for name in model.properties:
        if (known is None or known.property(name) is None) and bare_role(name, False) == "set":
            found.setdefault(name.lower(), name)
    return found


def target_of(model: ActionModel, runs: type[Action] | None, property: str) -> str:
    """The variable that a property names, "" for none: what the script says, else the default of the property."""
    folded = property.strip().lower()
    said = next((value for name, value in model.properties.items() if name.lower() == folded), None)
    if isinstance(said, str) and said.strip():
        return said.strip()
    declared = next((each for each in runs.properties() if each.name.lower() == folded), None) if runs else None
    if declared is not None and declared.kind == "var":
        return declared.default
    known = kind_of(model.kind)
    spec = known.property(folded) if known is not None else None
    return spec.default if spec is not None and spec.kind == "var" else ""
