"""CK6: loops and waits."""

from __future__ import annotations

from studio.script.checks.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule("CK601", "endless-loop", "warning", "a circle of branches that takes no time and that nothing leaves"),
    Rule(
        "CK602", "busy-loop", "warning", "a circle of branches that asks for something again and again without a pause"
    ),
    Rule("CK603", "loop-never-repeats", "warning", "a Loop or For whose Repeat never comes back to it", "documented"),
    Rule("CK604", "unwired-loop", "warning", "a Loop or For without a way out, or without anything to repeat"),
    Rule("CK605", "no-wait", "warning", "a Wait of no time"),
    Rule("CK606", "long-wait", "info", "a Wait of more than a week"),
    Rule("CK607", "idle-loop", "warning", "a Loop that never repeats, or a For that never ends"),
    Rule("CK608", "empty-list-loop", "info", "a loop that counts down where its list is empty", default=False),
    Rule("CK609", "code-after-return", "warning", "code behind a RETURN or BREAK: it never runs"),
)
