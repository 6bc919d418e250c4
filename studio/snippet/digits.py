"""The digits of a number, rounded half away from zero, as formats show them."""

from __future__ import annotations

from decimal import Decimal


def rounded(value: Decimal, digits: int) -> str:
    """Plain digits with so many behind the point; never ``-0``."""
    whole, _, part = format(abs(value), "f").partition(".")
    if len(part) > digits:
        # Scaled as a whole number, which no precision of a decimal context can spoil.
        scaled = int(whole + part[:digits]) + (part[digits] >= "5")
        text = str(scaled).zfill(digits + 1)
        whole, part = (text[:-digits], text[-digits:]) if digits else (text, "")
    part = part.ljust(digits, "0")
    text = f"{whole}.{part}" if digits else whole
    return f"-{text}" if value < 0 and text.strip("0.") else text


def significant(value: Decimal, count: int) -> tuple[str, str, int]:
    """Sign, so many significant digits, and the power of ten of the first; zero has the power 0."""
    negative, digits, _ = value.as_tuple()
    shown = "".join(map(str, digits)).lstrip("0")
    if not shown:
        return "", "0" * count, 0
    exponent = value.adjusted()
    if len(shown) > count:
        up = str(int(shown[:count]) + (shown[count] >= "5"))
        exponent += len(up) - count
        shown = up[:count]
    return "-" if negative else "", shown.ljust(count, "0"), exponent


def grouped(text: str) -> str:
    """Digits with a comma after every three of the whole part."""
    sign, body = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, point, part = body.partition(".")
    return f"{sign}{int(whole or '0'):,}{point}{part}"


def cut(value: Decimal, before: list[str], after: list[str]) -> tuple[str, str]:
    """Whole part and fraction by the placeholders ``0`` and ``#`` for them: zeros stand only where a ``0`` asks for them."""
    whole, _, part = rounded(value, len(after)).partition(".")
    least = len(before) - before.index("0") if "0" in before else 0
    whole = whole.lstrip("0").rjust(least, "0")
    keep = max((place + 1 for place, mark in enumerate(after) if mark == "0"), default=0)
    return whole, part[:keep] + part[keep:].rstrip("0")
