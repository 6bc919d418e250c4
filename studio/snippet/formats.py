"""Formats of dates, with the letters that .NET gives them [inferred from the documented remarks]."""

from __future__ import annotations

from datetime import datetime, timedelta

from studio.snippet.errors import SnippetError

#: Names of days, from Monday on, and of months.
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
#: The greatest length of a format, in characters [choice].
LONGEST = 1_024
_LETTERS = "dMyhHmsfFtzKg"


def date_text(value: datetime, pattern: str, offset: timedelta) -> str:
    """A date in a custom format; characters that are no specifier stand for themselves [documented].

    ``offset`` is the zone's offset at that time, for ``z`` and ``K``. SnippetError for a letter alone without ``%``,
    a ``%`` or ``\\`` with nothing to stand before, a quote that is not closed, a fraction of more than seven digits, and a
    format that is too long.
    """
    not_too_long(pattern)
    if len(pattern) == 1 and pattern.isalpha():
        raise SnippetError(f'the format "{pattern}" is one letter alone: write "%{pattern}"')
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        letter = pattern[at]
        if letter == "%":
            following = pattern[at + 1 : at + 2]
            if following in ("", "%"):
                raise SnippetError(f"the format has a % with no letter behind it, at character {at + 1}")
            # What stands behind it is alone, whatever follows.
            parts.append(_alone(value, following, offset))
            at += 2
        elif letter in _LETTERS:
            run = _run(pattern, at)
            text = _date_part(value, letter, run, offset)
            if letter == "F" and not text and parts and parts[-1].endswith("."):
                parts[-1] = parts[-1][:-1]
            parts.append(text)
            at += run
        else:
            text, at = literal(pattern, at)
            parts.append(text)
    return "".join(parts)


def not_too_long(pattern: str) -> None:
    """SnippetError for a format of more characters than one may have."""
    if len(pattern) > LONGEST:
        raise SnippetError(f"a format can't have more than {LONGEST:,} characters")


def _alone(value: datetime, letter: str, offset: timedelta) -> str:
    return _date_part(value, letter, 1, offset) if letter in _LETTERS else literal(letter, 0)[0]


def _run(pattern: str, at: int) -> int:
    """How often the character at a place stands there in a row."""
    end = at
    while end < len(pattern) and pattern[end] == pattern[at]:
        end += 1
    return end - at


def literal(pattern: str, at: int) -> tuple[str, int]:
    """The text of a quoted, escaped or plain character of a format, and where the format goes on.

    Within quotes a backslash escapes, too. SnippetError for a quote that is not closed and a backslash at the end.
    """
    letter = pattern[at]
    if letter in "'\"":
        inner: list[str] = []
        end = at + 1
        while end < len(pattern) and pattern[end] != letter:
            end += pattern[end] == "\\"
            inner.append(pattern[end : end + 1])
            end += 1
        if end >= len(pattern):
            raise SnippetError(f"the format has a quote that is not closed, at character {at + 1}")
        return "".join(inner), end + 1
    if letter == "\\":
        if at + 1 == len(pattern):
            raise SnippetError("the format ends in a backslash, which has nothing to escape")
        return pattern[at + 1], at + 2
    return letter, at + 1


def _date_part(value: datetime, letter: str, run: int, offset: timedelta) -> str:
    match letter:
        case "d":
            day = DAYS[value.weekday()]
            return str(value.day).zfill(run) if run < 3 else day[:3] if run == 3 else day
        case "M":
            month = MONTHS[value.month - 1]
            return str(value.month).zfill(run) if run < 3 else month[:3] if run == 3 else month
        case "y":
            return str(value.year % 100).zfill(run) if run < 3 else str(value.year).zfill(run)
        case "h":
            return str(value.hour % 12 or 12).zfill(min(run, 2))
        case "H":
            return str(value.hour).zfill(min(run, 2))
        case "m":
            return str(value.minute).zfill(min(run, 2))
        case "s":
            return str(value.second).zfill(min(run, 2))
        case "t":
            return ("AM" if value.hour < 12 else "PM")[:run]
        case "g":
            return "A.D."
        case "f" | "F":
            if run > 7:
                raise SnippetError("a format can't show more than seven digits of a second")
            digits = f"{value.microsecond:06d}0"[:run]
            return digits if letter == "f" else digits.rstrip("0")
    # Each K stands for itself: KK shows the offset twice.
    return offset_text(offset) * run if letter == "K" else offset_text(offset, run)


def offset_text(offset: timedelta, length: int = 3) -> str:
    """An offset as ``+2``, ``+02`` or ``+02:00``, by length 1, 2 and 3."""
    minutes = int(offset.total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    if length == 1:
        return f"{sign}{hours}"
    return f"{sign}{hours:02d}" + (f":{rest:02d}" if length > 2 else "")
