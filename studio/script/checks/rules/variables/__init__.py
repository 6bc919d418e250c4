"""CK4: variables."""

from __future__ import annotations

from studio.script.checks.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule("CK401", "misspelt-variable", "warning", "a variable that nobody sets, nearly like one that is set"),
    Rule("CK402", "unset-variable", "warning", "a variable that is read and that no script sets"),
    Rule("CK403", "unread-variable", "info", "a variable that is set and that no script reads", default=False),
    Rule("CK404", "unused-parameter", "info", "a parameter of Begin that no script reads", default=False),
    Rule(
        "CK405",
        "reserved-variable",
        "warning",
        "a value for a variable of the platform that can't be set",
        "documented",
    ),
    Rule("CK406", "no-signal", "warning", "a signal's value in scripts that hear no signal", "documented"),
    Rule("CK407", "renamed-parameter", "warning", "a parameter read as p1 where Begin gives it a name", "documented"),
    Rule("CK408", "parameter-twice", "warning", "two parameters of Begin with one name"),
    Rule("CK409", "nested-counter", "warning", "a loop in a loop that counts in the same variable"),
    Rule("CK410", "counter-written", "warning", "the counter of a Loop or For is written inside its loop"),
    Rule("CK411", "function-twice", "warning", "a function with two bodies that take different numbers of values"),
    Rule("CK412", "global-in-main", "info", "global: in a main script, where it changes nothing", default=False),
    Rule("CK413", "unused-function", "info", "a function that the script never calls", default=False),
)
