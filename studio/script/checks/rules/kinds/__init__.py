"""CK1: kinds of actions, their properties and the values of these."""

from __future__ import annotations

from studio.script.checks.rules.rule import Rule

RULES = (
    Rule("CK101", "unknown-kind", "warning", "a kind of action that nobody knows", "observed"),
    Rule("CK102", "unknown-property", "warning", "a property that its kind doesn't have", "observed"),
    Rule("CK103", "missing-value", "error", "a property that must not be empty", "documented"),
    Rule("CK104", "unknown-choice", "warning", "a value that is none of the choices", "documented"),
    Rule("CK105", "wrong-media", "warning", "an action that scripts of this type don't have", "documented"),
    Rule("CK106", "too-many-parameters", "warning", "more parameters than the platform hands over", "documented"),
    Rule("CK199", "more-findings", "warning", "more findings, left out"),
)
