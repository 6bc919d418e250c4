"""Formats of dates and numbers, with the letters that .NET gives them [inferred from the documented remarks]."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from studio.snippet.errors import SnippetError

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_LETTERS = "dMyhHmsfFtzK"
#: The greatest number of digits that a format may ask for behind the point.
_DIGITS = 99


def date_text(value: datetime, pattern: str, offset: timedelta) -> str:
    """A date in a custom format; characters that are no specifier stand for themselves [documented].

    ``offset`` is the zone's offset at that time, for ``z`` and ``K``. SnippetError for a letter alone without ``%``,
    a quote that is not closed, and a fraction of more than seven digits.
    """
    if len(pattern) == 1 and pattern.isalpha():
        raise SnippetError(f'the format "{pattern}" is one letter alone: write "%{pattern}"')
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        letter = pattern[at]
        if letter == "%" and pattern[at + 1 : at + 2] in _LETTERS and at + 1 < len(pattern):
            parts.append(_date_part(value, pattern[at + 1], 1, offset))
            at += 2
        elif letter in _LETTERS:
            run = _run(pattern, at)
            text = _date_part(value, letter, run, offset)
            if letter == "F" and not text and parts and parts[-1].endswith("."):
                parts[-1] = parts[-1][:-1]
            parts.append(text)
            at += run
        else:
            text, at = _literal(pattern, at)
            parts.append(text)
    return "".join(parts)


def _run(pattern: str, at: int) -> int:
    """How often the character at a place stands there in a row."""
    end = at
    while end < len(pattern) and pattern[end] == pattern[at]:
        end += 1
    return end - at


def _literal(pattern: str, at: int) -> tuple[str, int]:
    """The text of a quoted, escaped or plain character, and where the pattern goes on."""
    letter = pattern[at]
    if letter in "'\"":
        end = pattern.find(letter, at + 1)
        if end < 0:
            raise SnippetError(f"the format has a quote that is not closed, at character {at + 1}")
        return pattern[at + 1 : end], end + 1
    if letter == "\\":
        return pattern[at + 1 : at + 2], at + 2
    return letter, at + 1


def _date_part(value: datetime, letter: str, run: int, offset: timedelta) -> str:
    match letter:
        case "d":
            day = _DAYS[value.weekday()]
            return str(value.day).zfill(run) if run < 3 else day[:3] if run == 3 else day
        case "M":
            month = _MONTHS[value.month - 1]
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
        case "f" | "F":
            if run > 7:
                raise SnippetError("a format can't show more than seven digits of a second")
            digits = f"{value.microsecond:06d}0"[:run]
            return digits if letter == "f" else digits.rstrip("0")
    return offset_text(offset, 3 if letter == "K" else run)


def offset_text(offset: timedelta, length: int = 3) -> str:
    """An offset as ``+2``, ``+02`` or ``+02:00``, by length 1, 2 and 3."""
    minutes = int(offset.total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    if length == 1:
        return f"{sign}{hours}"
    return f"{sign}{hours:02d}" + (f":{rest:02d}" if length > 2 else "")


# ------------------------------------------------------------------------------------------------ numbers
def number_text(value: int | float, pattern: str) -> str:
    """A number in a .NET format: a standard one (``N2``, ``F1``, ``D5``, ``C``, ``P``, ``X``, ``E``, ``G``) or a custom one
    of ``0``, ``#``, ``.``, ``,``, ``%``, quoted text and up to three sections divided by ``;`` [inferred]."""
    exact = Decimal(repr(value))
    if not pattern:
        return format(exact, "f")
    letter, digits = pattern[0].upper(), pattern[1:]
    if letter in "CDEFGNPRX" and (not digits or (len(digits) <= 3 and digits.isascii() and digits.isdigit())):
        return _standard(value, exact, pattern[0], int(digits) if digits else None)
    return _custom(exact, pattern)


def _rounded(value: Decimal, digits: int) -> str:
    """Plain digits, rounded half away from zero; never ``-0``."""
    whole, _, part = format(abs(value), "f").partition(".")
    if len(part) > digits:
        # Scaled as a whole number, which no precision of a decimal context can spoil.
        scaled = int(whole + part[:digits]) + (part[digits] >= "5")
        text = str(scaled).zfill(digits + 1)
        whole, part = (text[:-digits], text[-digits:]) if digits else (text, "")
    part = part.ljust(digits, "0")
    text = f"{whole}.{part}" if digits else whole
    return f"-{text}" if value < 0 and text.strip("0.") else text


def _grouped(text: str) -> str:
    sign, body = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, point, part = body.partition(".")
    return f"{sign}{int(whole or '0'):,}{point}{part}"


def _standard(value: int | float, exact: Decimal, letter: str, digits: int | None) -> str:
    if digits is not None and digits > _DIGITS:
        raise SnippetError(f"a format can't show more than {_DIGITS} digits")
    match letter.upper():
        case "D" | "X":
            if value != int(value):
                raise SnippetError(f"the format {letter} is for whole numbers")
            whole = int(value)
            if letter.upper() == "D":
                return ("-" if whole < 0 else "") + str(abs(whole)).zfill(digits or 1)
            text = f"{whole & 0xFFFFFFFF if -(2**31) <= whole < 0 else whole & 0xFFFFFFFFFFFFFFFF:X}".zfill(digits or 1)
            return text if letter == "X" else text.lower()
        case "F":
            return _rounded(exact, 2 if digits is None else digits)
        case "N":
            return _grouped(_rounded(exact, 2 if digits is None else digits))
        case "C":
            text = _grouped(_rounded(exact, 2 if digits is None else digits))
            return f"(${text[1:]})" if text.startswith("-") else f"${text}"
        case "P":
            return _grouped(_rounded(exact.scaleb(2), 2 if digits is None else digits)) + " %"
        case "E":
            mantissa, exponent = f"{value:.{6 if digits is None else digits}E}".split("E")
            return f"{mantissa}{letter}{exponent[0]}{exponent[1:].zfill(3)}"
    return format(exact, "f")


def _custom(value: Decimal, pattern: str) -> str:
    sections = _sections(pattern)
    section = sections[0]
    if value < 0 and len(sections) > 1 and sections[1]:
        section, value = sections[1], -value
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    sign = "-" if value < 0 else ""
    text, zero = _section(abs(value), section)
    return text if zero else sign + text


def _sections(pattern: str) -> list[list[tuple[bool, str]]]:
    """The sections of a custom format as (is it a placeholder, character or literal text)."""
    sections: list[list[tuple[bool, str]]] = [[]]
    at = 0
    while at < len(pattern):
        letter = pattern[at]
        if letter == ";":
            sections.append([])
            at += 1
        elif letter in "0#.,%‰":
            sections[-1].append((True, letter))
            at += 1
        else:
            text, at = _literal(pattern, at)
            sections[-1].append((False, text))
    return sections


def _section(value: Decimal, section: list[tuple[bool, str]]) -> tuple[str, bool]:
    """A number that is not negative in one section, and whether it came out as zero."""
    marks = [text for placeholder, text in section if placeholder]
    point = marks.index(".") if "." in marks else len(marks)
    before = [mark for mark in marks[:point] if mark in "0#,"]
    after = [mark for mark in marks[point:] if mark in "0#"]
    scale = 0
    while before and before[-1] == ",":
        before.pop()
        scale += 1
    if max(len(after), scale, marks.count("%"), marks.count("‰")) > _DIGITS:
        raise SnippetError(f"a format can't show more than {_DIGITS} digits")
    value = value.scaleb(2 * marks.count("%") + 3 * marks.count("‰") - 3 * scale)
    whole, _, part = _rounded(value, len(after)).partition(".")
    digits = [mark for mark in before if mark != ","]
    least = len(digits) - digits.index("0") if "0" in digits else 0
    whole = whole.lstrip("0").rjust(least, "0")
    keep = max((place + 1 for place, mark in enumerate(after) if mark == "0"), default=0)
    part = part[:keep] + part[keep:].rstrip("0")
    zero = not (whole + part).strip("0")
    return _laid_out(section, whole, part, len(digits), "," in before), zero


def _laid_out(section: list[tuple[bool, str]], whole: str, part: str, places: int, group: bool) -> str:
    """The digits put where the placeholders stand; those that have no place of their own go before the first."""
    parts: list[str] = []
    ahead, fraction = 0, False
    behind = iter(part)
    for placeholder, text in section:
        if not placeholder or text in "%‰":
            parts.append(text)
        elif text == ".":
            if ahead == 0:
                parts.append(_digits(whole, 0, len(whole), group))
                ahead = -1
            if not fraction and part:
                parts.append(".")
            fraction = True
        elif text == ",":
            continue
        elif fraction:
            parts.append(next(behind, ""))
        else:
            end = len(whole) - places + ahead + 1
            parts.append(_digits(whole, max(0, end - 1) if ahead else 0, max(0, end), group))
            ahead += 1
    return "".join(parts)


def _digits(whole: str, start: int, end: int, group: bool) -> str:
    """Digits of the whole part from ``start`` to ``end``, with a comma behind each that begins a rest of threes."""
    if not group:
        return whole[start:end]
    return "".join(
        whole[place] + ("," if (rest := len(whole) - place - 1) and rest % 3 == 0 else "")
        for place in range(start, min(end, len(whole)))
    )
