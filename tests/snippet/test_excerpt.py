"""The line of a finding with its caret."""

from __future__ import annotations

from unicodedata import east_asian_width

import pytest

from studio.snippet.excerpt import WINDOW, excerpt

CASES = {
    "first": ("x = 1\ny = (", 1, 1, "x = 1", 0),
    "second line": ("x = 1\ny = (", 2, 5, "y = (", 4),
    "windows line ends": ("x = 1\r\ny = 2\r\n", 2, 3, "y = 2", 2),
    "old line ends": ("x = 1\ry = 2", 2, 3, "y = 2", 2),
    "other line breaks are characters": ("x = '\u2028'\ny", 2, 1, "y", 0),
    "behind the end": ("x = ", 1, 5, "x =", 4),
    "far behind the end": ("x = 1", 1, 99, "x = 1", 5),
    "before the start": ("x = 1", 1, -3, "x = 1", 0),
    "empty line": ("\n\n", 2, 1, "", 0),
    "the last, empty line": ("x\n", 2, 1, "", 0),
    "tabs": ("\tx\t= 1", 1, 4, "    x    = 1", 9),
    "wide characters": ("x = '東京' y", 1, 10, "x = '東京' y", 11),
    "combining characters": ("x = 'e\u0301' y", 1, 10, "x = 'e\u0301' y", 8),
    "control characters": ("x = '\x07\u200b' y", 1, 10, "x = '\\x07\\u200b' y", 17),
    "half a pair": ("'\ud800' y", 1, 5, "'\\ud800' y", 9),
}


@pytest.mark.parametrize(("source", "line", "column", "shown", "caret"), CASES.values(), ids=CASES)
def test_the_caret_stands_below_the_place(source: str, line: int, column: int, shown: str, caret: int) -> None:
    assert excerpt(source, line, column) == f"{shown}\n{' ' * caret}^"


@pytest.mark.parametrize("line", [0, -1, 3])
def test_a_line_that_is_not_there_gives_nothing(line: int) -> None:
    assert excerpt("x\ny", line, 1) == ""


@pytest.mark.parametrize("letter", ["a", "東", "\t", "\x01"])
@pytest.mark.parametrize("place", [0, 3, 10, 500, 999, 1000])
def test_a_long_line_is_a_window_round_the_place(letter: str, place: int) -> None:
    text = letter * place + "!" + letter * (1000 - place)
    shown, caret = excerpt(text, 1, place + 1).split("\n")
    cells = "".join(each * 2 if east_asian_width(each) in "WF" else each for each in shown)
    assert cells[len(caret) - 1] == "!"
    assert len(cells) <= WINDOW + 2
    assert len(cells) > WINDOW - 10 or letter == "\t"
    assert shown.startswith("…") == (place > 10)
    assert shown.rstrip().endswith("…") == (place < 960)


def test_a_line_of_a_million_characters_is_cut() -> None:
    assert len(excerpt("x" * 1_000_000, 1, 500_000)) < 250
