"""Bars as SVG text: rows of them for names, columns for hours. Colours come from the page's style sheet."""

from __future__ import annotations

from html import escape

Rows = list[tuple[str, int]]

_WIDTH = 560
_LABELS = 200
_NUMBERS = 80
_ROW = 24
_LONGEST = 25

_TALL = 200
_STEP = 44
_LEFT = 56


def rows_of_bars(rows: Rows, told: str) -> str:
    """A bar beside each name, longest where most are; ``told`` says the same to those who don't see it."""
    most = max((count for _, count in rows), default=0) or 1
    room = _WIDTH - _LABELS - _NUMBERS
    parts = []
    for place, (name, count) in enumerate(rows):
        top = place * _ROW
        width = round(room * count / most, 1)
        parts.append(
            f'<text x="{_LABELS - 10}" y="{top + 16}" text-anchor="end">{escape(_cut(name))}'
            f"<title>{escape(name)}</title></text>"
            f'<rect class="bar" x="{_LABELS}" y="{top + 4}" width="{max(width, 1)}" height="{_ROW - 8}" rx="2"/>'
            f'<text class="faint" x="{_LABELS + max(width, 1) + 8}" y="{top + 16}">{count:,}</text>'
        )
    return _svg(_WIDTH, len(rows) * _ROW, told, parts)


def columns(rows: Rows, told: str) -> str:
    """A column above each name, in order, with a scale at the left."""
    most = _round_up(max((count for _, count in rows), default=0))
    width = _LEFT + _STEP * len(rows)
    parts = []
    for fourth in range(5):
        y = 20 + _TALL * (4 - fourth) / 4
        parts.append(f'<line class="line" x1="{_LEFT}" y1="{y:g}" x2="{width}" y2="{y:g}"/>')
        if most * fourth % 4 == 0:
            parts.append(
                f'<text class="faint" x="{_LEFT - 8}" y="{y + 4:g}" text-anchor="end">{most * fourth // 4:,}</text>'
            )
    for place, (name, count) in enumerate(rows):
        x = _LEFT + place * _STEP
        tall = round(_TALL * count / most, 1)
        day, _, hour = name.partition(" ")
        parts.append(
            f'<rect class="bar" x="{x + 5}" y="{20 + _TALL - tall:g}" width="{_STEP - 10}" height="{tall:g}" rx="2">'
            f"<title>{escape(name)}: {count:,}</title></rect>"
            f'<text class="faint" x="{x + _STEP / 2:g}" y="{_TALL + 38}" text-anchor="middle">{escape(hour[:2])}</text>'
        )
        if place == 0 or hour.startswith("00"):
            parts.append(f'<text x="{x + 5}" y="{_TALL + 58}">{escape(day)}</text>')
    return _svg(width, _TALL + 66, told, parts)


def _svg(width: int, height: int, told: str, parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(told, quote=True)}">{"".join(parts)}</svg>\n'
    )


def _round_up(most: int) -> int:
    """A round number not below ``most``, for the top of a scale."""
    step = 1
    while True:
        for factor in (1, 2, 4, 5, 8):
            if factor * step >= most and factor * step >= 4:
                return factor * step
        step *= 10


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
