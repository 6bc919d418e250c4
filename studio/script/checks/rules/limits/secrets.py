"""Secrets in the properties of actions, and requests that are sent unencrypted."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from studio.diagnostics import Diagnostic
from studio.script.checks.findings import finding, finding_in_code
from studio.script.checks.rules.limits.secret_texts import SECRET_HINT, named_secret, secrets_in
from studio.script.checks.spots import found
from studio.script.checks.subject import Subject
from studio.script.facts.places import position
from studio.script.model import Action

#: Words for people, and names.
_APART = frozenset(("comments", "phrase", "parameters"))


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Findings about secrets outside Snippets."""
    for action in subject.script.actions:
        if action.kind.upper() == "SNIPPET":
            continue
        for name, value in action.properties.items():
            yield from _property(action, name, value)
    yield from _plain(subject)


def _property(action: Action, name: str, value: object) -> Iterator[Diagnostic]:
    if isinstance(value, list):
        for item in value:
            for code, message, hint, _ in secrets_in(str(item)):
                yield finding(code, message, action, hint, name)
    elif isinstance(value, str) and len(value) >= 4:
        for code, message, hint, offset in secrets_in(value):
            yield finding_in_code(code, message, action, name, *position(value, offset), hint)
        of = action.text("Variable") if action.kind.upper() == "ASSIGN" and name == "Value" else name
        told = named_secret(of.rpartition(".")[2] or of, value.strip())
        if told and name.lower() not in _APART and (of is not name or name.lower().endswith(("password", "pwd"))):
            yield finding_in_code("CK801", told, action, name, 1, 1, SECRET_HINT)


def _plain(subject: Subject) -> Iterator[Diagnostic]:
    for each in subject.facts.of("request"):
        if not each.name.lower().startswith("http://"):
            continue
        try:
            host = urlsplit(each.name).hostname or ""
        except ValueError:
            continue
        if host and "{" not in host and not _near(host):
            message = "this request is sent unencrypted: whoever is on the way reads it"
            yield found("CK804", message, subject, each.place, "write https://")


def _near(host: str) -> bool:
    """True for one's own machine, networks and names that only examples have."""
    private = host.startswith(("127.", "10.", "192.168.")) or host in ("localhost", "::1")
    return (
        private
        or "." not in host
        or host.endswith((".local", ".internal", ".test", ".example", ".localhost", ".invalid"))
    )
