"""All rules, a table for each family."""

from __future__ import annotations

from studio.script.checks.rules import (
    calls,
    errors,
    kinds,
    limits,
    loops,
    members,
    noqa,
    style,
    syntax,
    variables,
    wiring,
)
from studio.script.checks.rules.rule import Rule

_TABLES = (
    kinds.RULES,
    wiring.RULES,
    calls.RULES,
    variables.RULES,
    members.RULES,
    loops.RULES,
    errors.RULES,
    limits.RULES,
    style.RULES,
    noqa.RULES,
    syntax.RULES,
)
#: Code -> rule, by code.
RULES: dict[str, Rule] = {rule.code: rule for table in _TABLES for rule in table}
RULES = dict(sorted(RULES.items()))
