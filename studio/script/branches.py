"""Names of branches: ``OnError``, ``Error`` and ``onerror`` are one fixed branch; case values are exactly themselves."""

from __future__ import annotations

from functools import lru_cache

from studio.script.model import Action, Branch

DEFAULT = "Default"


@lru_cache(maxsize=4096)
def normal(label: str) -> str:
    """The form in which fixed branches are compared: letter case and a leading ``On`` don't count [choice].

    The empty label and ``Default`` are both ``Default``.
    """
    folded = label.strip().lower()
    if len(folded) > 2 and folded.startswith("on"):
        folded = folded[2:]
    return DEFAULT if folded in ("", "default") else folded


def connector_for(action: Action, outcome: str) -> Branch | None:
    """The connector of a fixed outcome, or None."""
    wanted = normal(outcome)
    for branch in action.branches:
        if branch.type != "custom" and (normal(branch.label) if branch.type == "branch" else DEFAULT) == wanted:
            return branch
    return None
