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


def outcome_key(branch: Branch) -> tuple[str, str]:
    """What two connectors of one action must not share: the outcome at which they are taken."""
    if branch.type == "custom":
        return "custom", branch.label.strip()
    return "fixed", normal(branch.label) if branch.type == "branch" else DEFAULT


def connector_for(action: Action, outcome: str) -> Branch | None:
    """The connector of a fixed outcome, or None."""
    wanted = ("fixed", normal(outcome))
    return next((branch for branch in action.branches if outcome_key(branch) == wanted), None)


def case_for(action: Action, value: str) -> Branch | None:
    """The connector of a case value, blanks around it aside, or None."""
    wanted = ("custom", value.strip())
    return next((branch for branch in action.branches if outcome_key(branch) == wanted), None)
