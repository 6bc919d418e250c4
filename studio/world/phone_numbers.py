"""Phone numbers as people write them, for comparing. Whether one can be called at all: :mod:`studio.dialer.records.phones`."""

from __future__ import annotations


def number_of(text: str) -> str:
    """A number without what people write between its digits."""
    return "".join(each for each in text.strip() if each not in " \t()-./")


def digits_of(text: str) -> str:
    """The digits of a number alone."""
    return "".join(each for each in text if each.isascii() and each.isdecimal())
