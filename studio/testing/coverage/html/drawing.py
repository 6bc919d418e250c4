"""The drawing of a script, coloured by hits; boxes lead to what is told of their actions."""

from __future__ import annotations

import re
from html import escape, unescape

from studio.script.book.visible import visible
from studio.script.drawing import Box, picture_of, svg
from studio.script.model import Script
from studio.testing.coverage.data import ScriptData

_BOX = re.compile(r'<g class="(box [^"]*)" data-action="([^"]*)"')
_WIRE = re.compile(r'<g class="(wire [^"]*)" data-branch="([^"]*)"([^>]*)>')


def drawing(script: Script, data: ScriptData) -> str:
    """The drawing as SVG, to stand in a page with the style of these pages."""
    from studio.testing.coverage.html.script import GRADES, grade_of

    picture = picture_of(script)
    grades = {str(id): grade_of(action) for id, action in data.actions.items()}
    taken = {f"{id}:{name}": hits for id, action in data.actions.items() for name, hits in action.branches.items()}

    def box(found: re.Match[str]) -> str:
        grade = grades.get(unescape(found[2]))
        return f'<g class="{found[1]}{f" cov {grade}" if grade else ""}" data-action="{found[2]}"'

    def wire(found: re.Match[str]) -> str:
        hits = taken.get(unescape(found[2]))
        if hits is None:
            return found[0]
        grade = "hit" if hits else "miss"
        told = f"taken {hits} times" if hits != 1 else "taken once"
        return f'<g class="{found[1]} cov {grade}" data-branch="{found[2]}"{found[3]}><title>{told if hits else "never taken"}</title>'

    text = _WIRE.sub(wire, _BOX.sub(box, svg(picture, "auto")))
    badges = "".join(
        _badge(each, grades[each.key], GRADES[grades[each.key]], data.actions[int(each.key)].hits)
        for each in picture.boxes
        if each.key in grades and each.family != "note"
    )
    return text.replace("</svg>", f"<g>{badges}</g></svg>")


def _badge(box: Box, grade: str, sign: str, hits: int) -> str:
    words = f"{sign} {hits}" if hits else sign
    width = 12 + 7 * len(words)
    x, y = box.x + box.width - width + 6, box.y - 9
    label = escape(visible(f"{box.title}: {f'reached {hits} times' if hits else 'never reached'}"))
    return (
        f'<a class="badge {grade}" href="#a{box.key}" aria-label="{label}"><title>{label}</title>'
        f'<rect class="area" x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="8"/>'
        f'<rect class="back" x="{x:g}" y="{y:g}" width="{width}" height="17" rx="8"/>'
        f'<text x="{x + width / 2:g}" y="{y + 12.5:g}" text-anchor="middle">{words}</text></a>'
    )
