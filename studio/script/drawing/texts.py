"""Text in pictures: what of it can be shown, how wide it is, and where its lines break."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: Widths of the printable ASCII characters in hundredths of the type size: those of DejaVu Sans, a wide face, so that text
#: fits in the narrower ones as well.
_WIDTHS = (
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84,
    84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39,
    34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59,
    52, 64, 34, 64, 84,
)  # fmt: skip
#: Nothing longer is looked at: it would not be shown anyway.
LONGEST = 4000
_BREAKS = " -_\\/.,:;|}"


@lru_cache(maxsize=4096)
def _width(char: str) -> int:
    code = ord(char)
    if 32 <= code < 127:
        return _WIDTHS[code - 32]
    if unicodedata.combining(char):
        return 0
    return 110 if unicodedata.east_asian_width(char) in "WF" or code >= 0x1F000 else 76 if char.isupper() else 66


def width(text: str, size: float) -> float:
    """How wide text of a type size (pixels) may be, in pixels."""
    return sum(map(_width, text)) * size / 100


def shown(text: str) -> str:
    """A text as one line: nothing invisible in it, blanks made single, not much longer than anybody reads."""
    kept = "".join(char if char.isprintable() else " " for char in text[:LONGEST])
    return " ".join(kept.split())


def fitted(text: str, size: float, room: float) -> str:
    """A line that fits: the text, or as much of it as there is room for and an ellipsis."""
    if width(text, size) <= room:
        return text
    used = width("…", size)
    for at, char in enumerate(text):
        used += _width(char) * size / 100
        if used > room:
            return text[:at].rstrip() + "…"
    return text


def wrapped(text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """The lines of a text, at most so many; the last one ends with an ellipsis if there is more.

    Lines break at blanks and after the signs that part words in names; a word that is too long for a line is broken.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, size, room):
        if line and width((line + piece).rstrip(), size) > room:
            lines.append(line.rstrip())
            line = ""
            if len(lines) == most:
                lines[-1] = _ended(lines[-1], size, room)
                return tuple(lines)
        line += piece if line else piece.lstrip()
    return tuple([*lines, line.rstrip()] if line.strip() else lines or [""])


def paragraphs(text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """The lines of a longer text with line breaks of its own; empty ones are dropped but for single ones between."""
    lines: list[str] = []
    for each in text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        clean = shown(each)
        if clean or (lines and lines[-1]):
            lines += wrapped(clean, size, room, most) if clean else [""]
        if len(lines) > most:
            return (*lines[: most - 1], _ended(lines[most - 1], size, room))
    while lines and not lines[-1]:
        lines.pop()
    return tuple(lines)


def _ended(line: str, size: float, room: float) -> str:
    """A line with an ellipsis after as much of it as leaves room for one."""
    kept = line.rstrip(" .,;:")
    while kept and width(kept + "…", size) > room:
        kept = kept[:-1].rstrip()
    return kept + "…"


def _inner_break(word: str) -> int:
    """Where a word that is too long is broken: where a new word begins in it (``QueueLoad``), else at its end."""
    found = (at for at in range(len(word) - 1, len(word) // 3, -1) if word[at - 1].islower() and word[at].isupper())
    return next(found, len(word))


def _pieces(text: str, size: float, room: float) -> list[str]:
    """The parts between which a line may break, none wider than the room."""
    pieces: list[str] = []
    at = ""
    for char, after in zip(text, text[1:] + " ", strict=False):
        if at and width(at + char, size) > room:
            cut = _inner_break(at)
            pieces.append(at[:cut])
            at = at[cut:]
        at += char
        if char in _BREAKS and after not in _BREAKS:
            pieces.append(at)
            at = ""
    return [*pieces, at] if at else pieces
