"""The part of the manual on formats; what each one shows is worked out by the formats themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from studio.snippet.formats import date_text
from studio.snippet.number_formats import number_text

_AT = datetime(2026, 7, 4, 15, 30, 5, 250_000)
_OFFSET = timedelta(hours=-4)
_DATES = (
    ("d dd ddd dddd", "day of the month, day of the week"),
    ("M MM MMM MMMM", "month"),
    ("y yy yyy yyyy", "year: without the century, then with at least so many digits"),
    ("h hh H HH", "hour: of 12, of 24"),
    ("m mm s ss", "minute, second"),
    ("f ff fff", "fraction of the second, up to seven digits"),
    ("FFF", "the same without zeros at its end; the point before it goes, too, where nothing is left"),
    ("t tt", "half of the day"),
    ("z zz zzz K", "offset of the script's zone"),
    ("g gg", "era"),
    ("%h", "`%` before a letter that stands alone"),
    ("'day' d \"of\" MMMM", "text in quotes of either kind"),
    ("HH\\hmm", "`\\` before a character that stands for itself"),
    ("yyyy-MM-dd/HH:mm", "other characters stand for themselves"),
)
_NUMBERS: tuple[tuple[int | float, str, str], ...] = (
    (7, "000", "`0`: a digit, or a zero"),
    (7.5, "#.##", "`#`: a digit, or nothing"),
    (1234567.891, "#,##0.00", "`,` between digits: groups of three"),
    (1234567, "0,,.0", "`,` right before the point, or at the end: each divides by 1,000"),
    (0.256, "0.0%", "`%`: times 100; `‰` times 1,000"),
    (86000, "0.0E+00", "`E+0`: exponent with its sign always; `E-0` and `E0`: with a minus only"),
    (2145550148, "(000) 000-0000", "other characters, quotes and `\\` as in dates"),
    (-5, "0;(0);none", "sections: above zero, below zero, zero"),
    (1234.5, "N1", "`N` groups, `F` none; so many digits behind the point, else two"),
    (-1234.5, "C", "dollars, below zero in brackets"),
    (0.256, "P0", "per cent"),
    (42, "D5", "whole number of so many digits"),
    (255, "X4", "hexadecimal; `x` in small letters"),
    (1234.5, "E2", "exponent of three digits, else six digits behind the point"),
    (123.456, "G4", "so many significant digits; `G` and `R` alone: all that there are"),
)


def formats_section() -> str:
    """Formats of dates and numbers as Markdown."""
    lines = [
        "## Formats\n",
        "The letters of .NET *(inferred from documented examples)*. A format has at most 1,024 characters *(our choice)*; one that",
        "can't be read is an error. A number is rounded half away from zero.\n",
        f"Dates, here {_AT.isoformat(timespec='milliseconds')}, four hours behind UTC. One letter alone is an error: write `%d`.\n",
        "| format | shows | what it is |",
        "|---|---|---|",
    ]
    lines += [f"| `{each}` | `{date_text(_AT, each, _OFFSET)}` | {told} |" for each, told in _DATES]
    lines += ["\nNumbers:\n", "| number | format | shows | what it is |", "|---|---|---|---|"]
    lines += [f"| {value} | `{each}` | `{number_text(value, each)}` | {told} |" for value, each, told in _NUMBERS]
    return "\n".join(lines) + "\n"
