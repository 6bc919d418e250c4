"""How losses are told: names and values cut to what a line can hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from studio.script.faults import shortened
from studio.script.overlay import changes

#: Takes a code, a message, and where it is known the action, the property and a hint.
Add = Callable[..., None]


def listed(names: Iterable[str]) -> str:
    """The first eight names, and how many more there are."""
    some = list(names)
    shown = ", ".join(shortened(each) for each in some[:8])
    return shown + (f" and {len(some) - 8} more" if len(some) > 8 else "")


def said(forms: dict[str, Any]) -> list[str]:
    """What documents said beside all else, as form and place: ``xml New/Deep``."""
    places = []
    for form, value in forms.items():
        settings = value if isinstance(value, dict) and "in" not in value else {"changes": value}
        for name, each in settings.items():
            paths = changes(each) if name == "changes" else (name,)
            places += [f"{form} {path}".rstrip() for path in paths]
    return places


def short(value: Any) -> str:
    """A value in quotes, at most 40 characters of it."""
    text = value if isinstance(value, str) else repr(value)
    return f"“{shortened(text)}”"
