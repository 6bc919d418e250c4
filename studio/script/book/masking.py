"""Secrets in clear don't go into a book: what the checks take for one is masked, there and wherever else it stands.

The checks tell where a secret is; how far it goes is found here, rather too far than not far enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from studio.diagnostics import Diagnostic
from studio.script.checks.rules.limits.secret_texts import secrets_in
from studio.script.model import Action, Branch, Script

#: The checks take stars for no secret.
MASK = "******"
CODES = frozenset(("CK801", "CK802", "CK803", "CK805"))
#: A shorter secret may be an everyday word: it is masked in its own property only.
_LONG = 8
#: What a secret looks like from the place on where a text gives it away, the surest first; the group must not be read.
_SHAPES = tuple(
    re.compile(pattern, re.I | re.S)
    for pattern in (
        r"[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{1,80}:([^\s/@\"']{1,200})@",
        r"(-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,20}PRIVATE KEY-----|\Z))",
        r"(?:bearer|basic)\s+([^\s\"'{}]+)",
        r"((?:\d[ -]?){12,18}\d)",
        r"[\w .-]{2,40}[\"']\s{0,4}[:=]\s{0,4}[\"']([^\"'{}\s]{2,400})",
        r"[\w.-]{2,40}=([^&;{}\s<>\"']{2,400})",
        r"([\w.~+/=-]{8,})",
    )
)
Secret = tuple[int, str, str]


def secrets_of(script: Script, found: Iterable[Diagnostic]) -> list[Secret]:
    """The secrets that findings of a script are about: action, property, the secret's own text."""
    actions = script.by_id()
    secrets: dict[Secret, None] = {}
    for each in found:
        action = actions.get(each.action) if each.code in CODES and each.action is not None else None
        if action is None or each.property is None:
            continue
        value = action.properties.get(each.property)
        texts = value if isinstance(value, list) else [value]
        for text in (str(one) for one in texts if one):
            secrets |= dict.fromkeys((action.id, each.property, secret) for secret in _in_text(text, each))
    return list(secrets)


def _in_text(text: str, found: Diagnostic) -> list[str]:
    """The secrets that a text gives away by itself; else the string at the finding's place, else the whole text."""
    secrets = [_at(text, offset) for _, _, _, offset in secrets_in(text)]
    if not found.within or found.line is None:
        return secrets
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    line = rows[min(found.line, len(rows)) - 1]
    at = (found.column or 1) - 1
    at += line[at : at + 1] in ("$", "#")
    if line[at : at + 1] in ("'", '"'):
        # Quotes may stand in a string: as far as the last one of the line.
        string = line[at + 1 : max(line.rfind(line[at]), at + 1)]
        return secrets if any(each in string for each in secrets) else [*secrets, string]
    return secrets or [text.strip()]


def _at(text: str, offset: int) -> str:
    for each in _SHAPES:
        match = each.match(text, offset)
        if match is not None and match[1].strip():
            return match[1].strip()
    return text


def masked(script: Script, own: Sequence[Secret], everywhere: re.Pattern[str] | None) -> tuple[Script, int]:
    """The script with its ``own`` secrets masked, and with those that some script of the project has; how many of it were.

    The same script if it has none. Code stays code: a number becomes zeros, other secrets stand in texts.
    """
    short: dict[tuple[int, str], list[str]] = {}
    for action, property, secret in own:
        short.setdefault((action, property), []).append(secret)
    count = 0

    def clean(text: str) -> str:
        nonlocal count
        if everywhere is None:
            return text
        text, number = everywhere.subn(lambda found: _mask(found[0]), text)
        count += number
        return text

    def own_of(action: Action, property: str, text: str) -> str:
        nonlocal count
        for secret in sorted(short.get((action.id, property), ()), key=len, reverse=True):
            count += text.count(secret)
            text = text.replace(secret, _mask(secret))
        text = clean(text)
        # Whatever way it was written: rather nothing of the text than the secret.
        left = (action.id, property) in short and any(_at(text, at) != MASK for _, _, _, at in secrets_in(text))
        return MASK if left else text

    actions = [_action(each, clean, own_of) for each in script.actions]
    comments = [clean(each) for each in script.comments]
    name = clean(script.name)
    if not count:
        return script, 0
    return script.model_copy(update={"actions": actions, "comments": comments, "name": name}), count


def everywhere(secrets: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern of all secrets that are long enough to be nothing else."""
    long = sorted({each for each in secrets if len(each) >= _LONG}, key=lambda each: (-len(each), each))
    return re.compile("|".join(map(re.escape, long))) if long else None


def _action(action: Action, clean: Callable[[str], str], own_of: Callable[[Action, str, str], str]) -> Action:
    def value_of(name: str, value: Any) -> Any:
        if isinstance(value, list):
            return [value_of(name, each) for each in value]
        if isinstance(value, dict):
            return {key: value_of(name, each) for key, each in value.items()}
        return own_of(action, name, value) if isinstance(value, str) else value

    update = {
        "caption": clean(action.caption),
        "properties": {name: value_of(name, value) for name, value in action.properties.items()},
        "branches": [_branch(each, clean) for each in action.branches],
        "comments": [clean(each) for each in action.comments],
        "property_comments": {
            name: [(line, clean(text)) for line, text in found] for name, found in action.property_comments.items()
        },
    }
    return action.model_copy(update=update)


def _branch(branch: Branch, clean: Callable[[str], str]) -> Branch:
    return branch.model_copy(
        update={"label": clean(branch.label), "comments": [clean(each) for each in branch.comments]}
    )


def _mask(secret: str) -> str:
    return re.sub(r"\d", "0", secret) if re.fullmatch(r"[\d -]+", secret) else MASK
