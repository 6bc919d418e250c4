"""What the actions of chats, text messages and digital contacts share. No action itself."""

import json

from studio.sdk import Context

#: The longest time-out that makes sense, in seconds: a hundred years. A longer one is none.
_LONGEST = 3_155_760_000.0


def media(context: Context) -> str:
    """The type of the running script, in small letters."""
    return context.frame.script.source.media.lower()


def bounded(seconds: float) -> float | None:
    """A time-out that was asked for; None where there is none."""
    return seconds if 0 < seconds <= _LONGEST else None


def well_formed(text: str, form: str) -> bool:
    """True unless a message that is to be JSON is none."""
    if form.strip().lower() not in ("json", "promptsequence"):
        return True
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
