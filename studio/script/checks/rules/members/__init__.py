"""CK5: members of dynamic objects."""

from __future__ import annotations

from studio.script.checks.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule("CK501", "unwritten-member", "warning", "a member that the script reads and never writes"),
    Rule("CK502", "result-member", "warning", "a member that the results of Create Prospects don't have", "documented"),
    Rule("CK503", "element-zero", "warning", "element 0 of an array: elements count from 1", "documented"),
    Rule("CK504", "member-of-text", "warning", "a member of a variable that holds a text or a number"),
    Rule("CK505", "object-as-parameter", "warning", "a dynamic object handed to another script as it is", "documented"),
)
