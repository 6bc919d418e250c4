"""Patterns of a world file: ``*`` stands for any text, ``?`` for one character; letter case is free."""

from __future__ import annotations


def fits(pattern: str, text: str) -> bool:
    """True if the whole text is as the pattern says. Takes no more than pattern times text steps."""
    pattern, text = pattern.lower(), text.lower()
    at = place = 0
    star = mark = -1
    while place < len(text):
        if at < len(pattern) and pattern[at] == "*":
            star, mark = at, place
            at += 1
        elif at < len(pattern) and pattern[at] in ("?", text[place]):
            at += 1
            place += 1
        elif star >= 0:
            at, mark = star + 1, mark + 1
            place = mark
        else:
            return False
    return pattern[at:].strip("*") == ""


def fits_path(pattern: str, path: str) -> bool:
    """The same for a file: either slash will do, and a pattern without one means the file's name alone."""
    pattern, path = pattern.replace("\\", "/"), path.replace("\\", "/")
    return fits(pattern, path) or ("/" not in pattern and fits(pattern, path.rsplit("/", 1)[-1]))
