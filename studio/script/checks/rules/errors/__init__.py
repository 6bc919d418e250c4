"""CK7: what becomes of errors."""

from __future__ import annotations

from studio.script.checks.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule("CK701", "prospects-error-unwired", "warning", "Create Prospects whose OnError leads nowhere", "documented"),
    Rule(
        "CK702",
        "failed-records-unread",
        "warning",
        "Create Prospects whose failed records nobody looks at",
        "documented",
    ),
    Rule("CK703", "failure-unseen", "info", "a request, query or file action whose failure nobody notices"),
    Rule(
        "CK704", "error-like-success", "warning", "OnError and Default lead to one action, and nothing tells them apart"
    ),
    Rule("CK705", "stale-error", "info", "_ERR is tested in a circle of branches and never emptied"),
    Rule("CK706", "unchecked-proxy", "info", "a REST proxy's request whose StatusCode nobody looks at"),
    Rule("CK707", "return-unread", "info", "a returned value that no script reads", default=False),
    Rule("CK708", "nothing-returned", "warning", "a returned value that is read, of a script that returns none"),
    Rule(
        "CK709",
        "media-after-release",
        "warning",
        "an action for the caller's ear after the contact was released",
        "documented",
    ),
    Rule("CK710", "end-in-subscript", "info", "an End in a script that others call as a subscript", "documented"),
    Rule("CK711", "not-in-preview", "warning", "an action that is not allowed in a preview", "documented"),
)
