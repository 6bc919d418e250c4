"""CK9: style."""

from __future__ import annotations

from studio.script.checks.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule("CK901", "default-caption", "info", "several actions that bear only the name of their kind", default=False),
    Rule("CK902", "caption-twice", "info", "actions of one kind with one caption", default=False),
    Rule("CK903", "empty-caption", "info", "an action without a caption"),
    Rule("CK904", "commented-code", "info", "code that stands in comments", default=False),
    Rule("CK905", "todo", "info", "a comment that says that something is left to do", default=False),
    Rule("CK906", "caption-blanks", "info", "a caption with blanks around it", default=False),
    Rule("CK907", "empty-snippet", "info", "a Snippet in the flow that holds nothing at all", default=False),
    Rule("CK908", "constant-condition", "info", "a condition that is always true, or never"),
    Rule("CK909", "one-way", "warning", "an If whose branches all lead to one action"),
    Rule("CK910", "self-assignment", "warning", "a variable that is assigned to itself"),
    Rule("CK911", "case-twice", "warning", "a CASE that an earlier one of the same value takes the place of"),
    Rule("CK912", "hidden-characters", "warning", "a name or code with characters that hide or turn what is read"),
)
