"""The outlines of boxes, by family."""

from __future__ import annotations

from studio.script.drawing.picture import Box
from studio.script.drawing.rendering.paths import number

_CUT = 9.0
_FOLD = 16.0
_TALL = 84.0


def outline(box: Box) -> list[str]:
    """SVG elements with the box's corner at 0 0."""
    wide, high = number(box.width), number(box.height)
    if box.family == "note":
        fold, in_ = number(_FOLD), number(box.width - _FOLD)
        return [
            f'<path class="shape" d="M0 0H{in_}L{wide} {fold}V{high}H0z"/>',
            f'<path class="line" d="M{in_} 0V{fold}H{wide}"/>',
        ]
    if box.family == "decision":
        cut, right, low = number(_CUT), number(box.width - _CUT), number(box.height - _CUT)
        return [f'<path class="shape" d="M{cut} 0H{right}L{wide} {cut}V{low}L{right} {high}H{cut}L0 {low}V{cut}z"/>']
    # Wires leave tall boxes on the right also far down, where a wide curve would leave a gap.
    round_ = {"begin": 26, "end": 26, "event": 4}.get(box.family, 7)
    round_ = round_ if box.height < _TALL else min(round_, 14)
    parts = [f'<rect class="shape" width="{wide}" height="{high}" rx="{min(round_, int(box.height / 2))}"/>']
    if box.family == "call":
        parts.append(
            f'<path class="line" d="M4 1V{number(box.height - 1)}M{number(box.width - 4)} 1V{number(box.height - 1)}"/>'
        )
    if box.family == "event":
        parts.append(f'<path class="line" d="M3.5 1V{number(box.height - 1)}"/>')
    return parts
