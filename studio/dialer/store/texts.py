"""Text in a form that every database takes."""

from __future__ import annotations


def can_be_stored(text: str) -> bool:
    """Whether every database takes this text: no NUL, no half of a surrogate pair."""
    if text.isascii():
        return "\0" not in text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def storable(text: str, most: int) -> str:
    """At most so many characters of a text, with those that no database takes written out."""
    text = text[:most]
    if can_be_stored(text):
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\0")[:most]
