"""Queries that would take SQLite for ever before their first step, where no limit of steps reaches them."""

from __future__ import annotations

import re
from collections import Counter

#: A query that stands for more tables than this is refused; about so many take SQLite half a second to read.
_MOST = 50_000
_TOKEN = re.compile(
    r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | `[^`]*` | \[[^\]]*\] | --[^\n]* | /\*.*?(?:\*/|\Z) | \w+ | [^\w\s]""",
    re.VERBOSE | re.DOTALL,
)


def too_wide(sql: str) -> bool:
    """True if common tables name one another so often that the query stands for too many tables.

    Each time a common table is named SQLite makes a copy of it, so a chain in which each names the last one twice grows with
    a power of two. This multiplies how often each is named in the text, which is the worst that can come of it.
    """
    if not re.search(r"\bwith\b", sql, re.IGNORECASE):
        return False
    tokens = [_name(each) for each in _TOKEN.findall(sql) if not each.startswith(("--", "/*", "'"))]
    defined = {at for at in (_definition(tokens, end) for end in range(1, len(tokens))) if at is not None}
    common = {tokens[at] for at in defined}
    named = Counter(
        each
        for at, each in enumerate(tokens)
        if each in common
        and at not in defined
        and tokens[at - 1] in ("from", "join", ",", "(")
        and tokens[at + 1 : at + 2] != ["."]
    )
    product = 1
    for times in named.values():
        product *= times
        if product > _MOST:
            return True
    return False


def _definition(tokens: list[str], at: int) -> int | None:
    """Where the common table is named whose definition begins with the AS at this place; None if there is none."""
    if tokens[at] != "as" or not {"(", "not", "materialized"}.intersection(tokens[at + 1 : at + 2]):
        return None
    at -= 1
    if tokens[at] == ")":
        depth = 1
        while depth and at > 0:
            at -= 1
            depth += {")": 1, "(": -1}.get(tokens[at], 0)
        at -= 1
    return at if at >= 0 else None


def _name(token: str) -> str:
    return token.strip('"`[]').lower() if len(token) > 2 else token.lower()
