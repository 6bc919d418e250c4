"""CK8: limits and secrets."""

from __future__ import annotations

from studio.script.checks.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule("CK801", "password-in-clear", "warning", "a password or key that stands in the script"),
    Rule("CK802", "token-in-clear", "warning", "a token or private key that stands in the script"),
    Rule("CK803", "credentials-in-address", "warning", "an address that holds a user's password"),
    Rule("CK804", "plain-http", "info", "a request that is sent unencrypted"),
    Rule("CK805", "card-number", "warning", "digits that read as the number of a payment card"),
    Rule("CK806", "long-speech", "warning", "a spoken part of more than 300 characters", "documented"),
    Rule("CK807", "out-of-range", "warning", "a number that the platform doesn't take there", "documented"),
    Rule("CK808", "assign-overflow", "warning", "a text longer than its Assign may store", "documented"),
)
