"""Formats of numbers, with the letters and marks that .NET gives them [inferred]."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from studio.snippet.digits import cut, grouped, rounded, significant
from studio.snippet.errors import SnippetError
from studio.snippet.formats import literal, not_too_long

#: The greatest number of digits that a format may ask for.
DIGITS = 99
_STANDARD = re.compile(r"([A-Za-z])([0-9]{0,3})")
_EXPONENT = re.compile(r"[Ee][+-]?0+")


def number_text(value: int | float, pattern: str) -> str:
    """A number in a .NET format: a standard one (``N2``, ``F1``, ``D5``, ``C``, ``P``, ``X``, ``E``, ``G``) or a custom one
    of ``0``, ``#``, ``.``, ``,``, ``%``, ``‰``, ``E+0``, quoted text and up to three sections divided by ``;`` [inferred].

    SnippetError for a letter that is no standard format, too many digits, a quote that is not closed and a format that is
    too long.
    """
    not_too_long(pattern)
    exact = Decimal(repr(value))
    if not pattern:
        return format(exact, "f")
    found = _STANDARD.fullmatch(pattern)
    if found is not None:
        return _standard(value, exact, found[1], int(found[2]) if found[2] else None)
    return _custom(exact, pattern)


def _standard(value: int | float, exact: Decimal, letter: str, digits: int | None) -> str:
    if digits is not None and digits > DIGITS:
        raise SnippetError(f"a format can't show more than {DIGITS} digits")
    places = 2 if digits is None else digits
    match letter.upper():
        case "D" | "X":
            if value != int(value):
                raise SnippetError(f"the format {letter} is for whole numbers")
            return _whole(int(value), letter, digits or 1)
        case "F":
            return rounded(exact, places)
        case "N":
            return grouped(rounded(exact, places))
        case "C":
            text = grouped(rounded(exact, places))
            return f"(${text[1:]})" if text.startswith("-") else f"${text}"
        case "P":
            return grouped(rounded(exact.scaleb(2), places)) + " %"
        case "E":
            return _scientific(exact, 6 if digits is None else digits, letter, 3)
        case "G":
            return _general(exact, digits, letter)
        case "R":
            return format(exact, "f")
    raise SnippetError(f'"{letter}" is no format of a number: formats are C, D, E, F, G, N, P, R, X or made of 0 and #')


def _whole(value: int, letter: str, digits: int) -> str:
    """A whole number in decimal or hexadecimal digits; a negative one in the latter as its two's complement."""
    if letter in "Dd":
        return ("-" if value < 0 else "") + str(abs(value)).zfill(digits)
    text = f"{value & 0xFFFFFFFF if -(2**31) <= value < 0 else value & 0xFFFFFFFFFFFFFFFF:X}".zfill(digits)
    return text if letter == "X" else text.lower()


def _scientific(value: Decimal, digits: int, letter: str, least: int) -> str:
    sign, shown, exponent = significant(value, digits + 1)
    mantissa = f"{shown[0]}.{shown[1:]}" if digits else shown[0]
    return f"{sign}{mantissa}{letter}{'-' if exponent < 0 else '+'}{abs(exponent):0{least}d}"


def _general(value: Decimal, digits: int | None, letter: str) -> str:
    """So many significant digits, with an exponent where the number is too large or too small to show them plainly.

    Without a number of digits all that there are, plainly: no number of Snippet shows an exponent by itself [choice].
    """
    if not digits:
        return format(value, "f")
    sign, shown, exponent = significant(value, digits)
    if -5 < exponent < digits:
        whole, point, part = rounded(value, max(0, digits - 1 - exponent)).partition(".")
        return (whole + point + part.rstrip("0")).rstrip(".") if point else whole
    mantissa = f"{shown[0]}.{shown[1:]}".rstrip("0").rstrip(".")
    return f"{sign}{mantissa}{'E' if letter == 'G' else 'e'}{'-' if exponent < 0 else '+'}{abs(exponent):02d}"


# ------------------------------------------------------------------------------------------------- custom ones
class _Mark(NamedTuple):
    """A part of a custom format: ``kind`` is a placeholder, ``E`` for an exponent, or empty for plain text."""

    kind: str
    text: str


def _custom(value: Decimal, pattern: str) -> str:
    sections = _sections(pattern)
    chosen = 0
    if value < 0 and len(sections) > 1 and sections[1]:
        chosen = 1
    elif value == 0 and len(sections) > 2 and sections[2]:
        chosen = 2
    text, zero = _section(abs(value), sections[chosen])
    if zero and chosen < 2 and len(sections) > 2 and sections[2]:
        # What is rounded to zero is told of as zero.
        return _section(Decimal(0), sections[2])[0]
    return f"-{text}" if value < 0 and chosen == 0 and not zero else text


def _sections(pattern: str) -> list[list[_Mark]]:
    sections: list[list[_Mark]] = [[]]
    at = 0
    while at < len(pattern):
        letter = pattern[at]
        exponent = _EXPONENT.match(pattern, at) if letter in "Ee" else None
        if letter == ";":
            sections.append([])
            at += 1
        elif exponent is not None:
            sections[-1].append(_Mark("E", exponent[0]))
            at = exponent.end()
        elif letter in "0#.,%‰":
            sections[-1].append(_Mark(letter, letter))
            at += 1
        else:
            text, at = literal(pattern, at)
            sections[-1].append(_Mark("", text))
    return sections


def _section(value: Decimal, section: list[_Mark]) -> tuple[str, bool]:
    """A number that is not negative in one section, and whether it came out as zero."""
    marks = [each.kind for each in section if each.kind]
    point = marks.index(".") if "." in marks else len(marks)
    before = [mark for mark in marks[:point] if mark in "0#,"]
    after = [mark for mark in marks[point:] if mark in "0#"]
    scale = 0
    while before and before[-1] == ",":
        before.pop()
        scale += 1
    digits = [mark for mark in before if mark != ","]
    if (
        max(len(after), scale, marks.count("%"), marks.count("‰"), *(len(each.text) for each in section if each.kind))
        > DIGITS
    ):
        raise SnippetError(f"a format can't show more than {DIGITS} digits")
    value = value.scaleb(2 * marks.count("%") + 3 * marks.count("‰") - 3 * scale)
    exponent = 0
    if "E" in marks:
        # As many digits stand before the point as there are places for them.
        _, shown, size = significant(value, len(digits) + len(after) or 1)
        exponent = size - len(digits) + 1 if value else 0
        value = Decimal(int(shown)).scaleb(-len(after)) if value else value
    whole, part = cut(value, digits, after)
    zero = not (whole + part).strip("0")
    return _laid_out(section, whole, part, len(digits), "," in before and "E" not in marks, exponent), zero


def _laid_out(section: list[_Mark], whole: str, part: str, places: int, group: bool, exponent: int) -> str:
    """The digits put where the placeholders stand; those that have no place of their own go before the first."""
    parts: list[str] = []
    ahead, fraction = 0, False
    behind = iter(part)
    for kind, text in section:
        if kind in ("", "%", "‰"):
            parts.append(text)
        elif kind == "E":
            parts.append(_exponent_text(text, exponent))
        elif kind == ".":
            if ahead == 0:
                parts.append(_digits(whole, 0, len(whole), group))
                ahead = -1
            if not fraction and part:
                parts.append(".")
            fraction = True
        elif kind == ",":
            continue
        elif fraction:
            parts.append(next(behind, ""))
        else:
            end = len(whole) - places + ahead + 1
            parts.append(_digits(whole, max(0, end - 1) if ahead else 0, max(0, end), group))
            ahead += 1
    return "".join(parts)


def _exponent_text(mark: str, exponent: int) -> str:
    """``E+00``: the sign always; ``E-00`` and ``E00``: only a minus."""
    sign = "-" if exponent < 0 else "+" if "+" in mark else ""
    return f"{mark[0]}{sign}{abs(exponent):0{mark.count('0')}d}"


def _digits(whole: str, start: int, end: int, group: bool) -> str:
    """Digits of the whole part from ``start`` to ``end``, with a comma behind each that begins a rest of threes."""
    if not group:
        return whole[start:end]
    return "".join(
        whole[place] + ("," if (rest := len(whole) - place - 1) and rest % 3 == 0 else "")
        for place in range(start, min(end, len(whole)))
    )
