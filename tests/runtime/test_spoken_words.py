"""What spoken words mean."""

from __future__ import annotations

from typing import Any

import pytest

from studio.runtime.phone import words


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("zero", 0),
        ("seven", 7),
        ("forty-two", 42),
        ("one hundred and one", 101),
        ("nine hundred ninety-nine thousand nine hundred ninety-nine", 999_999),
        ("eleven thousand, four hundred and ninety", 11_490),
        ("two thousand", 2_000),
        ("12345", 12_345),
        ("12,345", 12_345),
        ("", None),
        ("and", None),
        ("hundred", None),
        ("thousand", None),
        ("one thousand thousand", None),
        ("a million", None),
        ("twelve dollars", None),
        ("one " * 100, None),
        ("9" * 50, None),
    ],
)
def test_numbers(said: str, meant: int | None) -> None:
    assert words.number(said) == meant


CASES: list[tuple[Any, str, str | None]] = [
    (words.digits, "one two oh zero nine", "12009"),
    (words.digits, "555 0100", "5550100"),
    (words.digits, "twelve", None),
    (words.digits, "", None),
    (words.letters, "alpha Bravo 7 x-ray", "AB7X"),
    (words.letters, "a b c space period underscore", "ABC ._"),
    (words.letters, "hello", None),
    (words.yes_no, "Yes, please", "yes"),
    (words.yes_no, "nope", "no"),
    (words.yes_no, "yes and no", None),
    (words.yes_no, "perhaps", None),
    (words.money, "twelve dollars and fifty cents", "12.50"),
    (words.money, "twelve dollars fifty", "12.50"),
    (words.money, "ninety nine cents", "0.99"),
    (words.money, "$5.5", "5.50"),
    (words.money, "seven", "7.00"),
    (words.money, "seven hundred cents", None),
    (words.money, "much", None),
    (words.money, "", None),
    (words.time, "twelve p m", "12:00"),
    (words.time, "twelve a.m.", "00:00"),
    (words.time, "twelve in the afternoon", "12:00"),
    (words.time, "twelve hours", "12:00"),
    (words.time, "three forty five pm", "15:45"),
    (words.time, "twenty one thirty", "21:30"),
    (words.time, "14:05", "14:05"),
    (words.time, "seven o'clock in the morning", "07:00"),
    (words.time, "noon", "12:00"),
    (words.time, "midnight", "00:00"),
    (words.time, "thirteen p m", None),
    (words.time, "25:00", None),
    (words.time, "soon", None),
    (words.time, "", None),
]


@pytest.mark.parametrize(("kind", "said", "meant"), CASES)
def test_kinds(kind: Any, said: str, meant: str | None) -> None:
    assert kind(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("march second", "3/2/2026"),
        ("March 2nd 2027", "3/2/2027"),
        ("the second of march", "3/2/2026"),
        ("december twenty fifth nineteen ninety nine", "12/25/1999"),
        ("july four two thousand and one", "7/4/2001"),
        ("february twenty ninth twenty twenty four", "2/29/2024"),
        ("february twenty ninth", None),
        ("3/2/2026", "3/2/2026"),
        ("13/2/2026", None),
        ("march", None),
        ("march fortieth", None),
        ("tomorrow", None),
        ("", None),
        ("march " * 30, None),
    ],
)
def test_dates(said: str, meant: str | None) -> None:
    assert words.date(said, 2026) == meant
