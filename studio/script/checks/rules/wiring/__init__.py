"""CK2: where branches lead, which are missing, and what nothing leads to."""

from __future__ import annotations

from studio.script.checks.rules.rule import Rule

RULES = (
    Rule("CK201", "no-begin", "error", "no Begin", "documented"),
    Rule("CK202", "several-begins", "warning", "several Begins: the one added last counts", "documented"),
    Rule(
        "CK203",
        "event-twice",
        "warning",
        "an event action that stands there twice: the one added last counts",
        "documented",
    ),
    Rule("CK204", "id-twice", "error", "two actions with one id"),
    Rule("CK205", "dangling-branch", "error", "a branch that leads to no action"),
    Rule("CK206", "outcome-twice", "error", "two branches for one outcome"),
    Rule("CK207", "unknown-branch", "warning", "a branch that its action doesn't have", "observed"),
    Rule(
        "CK208",
        "unwired-default",
        "warning",
        "a Default that leads nowhere: the contact gets stuck there",
        "observed",
    ),
    Rule("CK209", "unreached-action", "warning", "an action that nothing leads to"),
    Rule("CK210", "branch-after-end", "warning", "a branch out of an action that ends the flow", "documented"),
    Rule("CK211", "branch-into-event", "warning", "a branch that leads to Begin or to an event action"),
    Rule("CK212", "misplaced-file", "warning", "the script's file bears another name than the script"),
    Rule("CK213", "unusable-name", "warning", "a script's name that no file below the project's folder can bear"),
)
