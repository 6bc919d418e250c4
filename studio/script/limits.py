"""Max String Size as actions state it."""

from __future__ import annotations

_LIMITS = {f"limit{kilo}k": kilo * 1024 for kilo in (2, 4, 8, 16, 32)}


def string_limit(text: str) -> int:
    """The characters that ``Limit2K`` … ``Limit32K`` allow; 2,048 for anything else [documented: default]."""
    return _LIMITS.get(text.strip().lower(), 2048)
