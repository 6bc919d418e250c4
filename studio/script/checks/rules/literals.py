"""Numbers that stand in properties as they are."""

from __future__ import annotations

from studio.script.model import Action


def number(action: Action, name: str) -> float | None:
    """The number that a property is, or None: blank, an expression, a variable."""
    text = action.text(name).strip()
    # Only what people write as a number: no "nan", no "1e5", no digits of other scripts.
    if not text or len(text) > 20 or not text.isascii() or not set(text) <= set("0123456789.-"):
        return None
    try:
        return float(text)
    except ValueError:
        return None
