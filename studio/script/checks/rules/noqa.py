"""CK99: comments that are for the checks."""

from __future__ import annotations

from studio.script.checks.rules.rule import Rule

RULES = (
    Rule("CK991", "noqa-unknown", "warning", "a noqa that is not understood"),
    Rule("CK992", "noqa-unused", "info", "a noqa that keeps nothing back"),
)
