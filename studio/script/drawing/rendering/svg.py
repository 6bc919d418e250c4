"""A picture as SVG text: one document that needs nothing else, holds no script, and is the same for the same picture."""

from __future__ import annotations

from html import escape

from studio.script.drawing.picture import Box, Label, Picture, Wire
from studio.script.drawing.rendering import shapes
from studio.script.drawing.rendering.icons import ICONS
from studio.script.drawing.rendering.paths import curve, head, line, number
from studio.script.drawing.rendering.stylesheet import stylesheet
from studio.script.drawing.rendering.themes import ThemeName
from studio.script.drawing.sizes import CAPTION_LINE, KIND_SIZE, NOTE_LINE
from studio.script.drawing.texts import fitted, shown

_LONGEST_TITLE = 500


def svg(picture: Picture, theme: ThemeName = "light") -> str:
    """The picture. Every box is a ``<g data-action="12">``, every wire a ``<g data-branch="12:True">``, labels name theirs."""
    wide, high = number(picture.width), number(picture.height)
    title, about = escape(_title(picture.title)), escape(_title(picture.subtitle))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="studio-drawing studio-{theme}" role="img" viewBox="0 0 {wide} {high}" '
        f'width="{wide}" height="{high}">',
        f"<title>{title}</title>",
        f"<desc>{about}</desc>",
        f"<style>{stylesheet(theme)}</style>",
        f'<rect class="ground" width="{wide}" height="{high}"/>',
        f'<text class="name" x="28" y="38">{escape(fitted(shown(picture.title), 18, max(picture.width - 56, 100)))}</text>',
        f'<text class="about" x="28" y="56">{about}</text>',
        '<g class="wires">',
        *(_wire(each) for each in picture.wires),
        '</g><g class="boxes">',
        *(_box(each) for each in picture.boxes),
        '</g><g class="labels">',
        *(_label(each) for each in picture.labels),
        "</g></svg>",
    ]
    return "\n".join(parts) + "\n"


def _title(text: str) -> str:
    return shown(text)[:_LONGEST_TITLE]


def _wire(wire: Wire) -> str:
    # Wires of errors share their ways into a target: drawn from its end, their dashes fall on one another.
    points = wire.points if wire.style == "plain" else wire.points[::-1]
    way = curve(points) if wire.curved else line(points)
    name = escape(_title(wire.key))
    return (
        f'<g class="wire {wire.style}" data-branch="{name}" data-from="{escape(_title(wire.source))}" '
        f'data-to="{escape(_title(wire.target))}"><path class="way" d="{way}"/>'
        f'<path class="head" d="{head(wire.points)}"/></g>'
    )


def _label(label: Label) -> str:
    x, y = label.x + label.width / 2, label.y + label.height - 4
    return (
        f'<g class="label {label.style}{" case" if label.case else ""}" data-branch="{escape(_title(label.wire))}"><title>{escape(_title(label.title))}</title>'
        f'<rect x="{number(label.x)}" y="{number(label.y)}" width="{number(label.width)}" height="{number(label.height)}" rx="{7 if label.case else 3}"/>'
        f'<text x="{number(x)}" y="{number(y)}">{escape(label.text)}</text></g>'
    )


def _box(box: Box) -> str:
    sort = f"box {box.family}" + (" entry" if box.entry else "") + (" missing" if box.missing else "")
    parts = [
        f'<g class="{sort}" data-action="{escape(_title(box.key))}" data-kind="{escape(_title(box.kind))}" '
        f'transform="translate({number(box.x)} {number(box.y)})">',
        f"<title>{escape(_title(box.title))} ({escape(_title(box.kind))})</title>",
        *shapes.outline(box),
        *(_paper(box) if box.family == "note" else _words(box)),
        "</g>",
    ]
    return "".join(parts)


def _words(box: Box) -> list[str]:
    """The icon, the caption's lines and the kind, as one group in the box's upper part."""
    y = 21.0
    parts = [
        '<rect class="tile" x="11" y="13" width="26" height="26" rx="6"/>',
        f'<path class="icon" transform="translate(16 18)" d="{ICONS.get(box.family, ICONS["other"])}"/>',
    ]
    for each in box.lines:
        parts.append(f'<text class="caption" x="46" y="{number(y + 1)}">{escape(each)}</text>')
        y += CAPTION_LINE
    parts.append(
        f'<text class="kind" x="46" y="{number(y - 0.5)}">{escape(fitted(shown(box.kind), KIND_SIZE, 146))}</text>'
    )
    return parts


def _paper(box: Box) -> list[str]:
    parts = [f'<text class="caption" x="14" y="23">{escape(box.lines[0] if box.lines else "")}</text>']
    y = 44.0
    for each in box.text:
        if each:
            parts.append(f'<text class="words" x="14" y="{number(y)}">{escape(each)}</text>')
        y += NOTE_LINE
    return parts
