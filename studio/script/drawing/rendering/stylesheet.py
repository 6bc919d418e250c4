"""The rules of style within an SVG. Each theme's stand under a class of its own, so that drawings in one page don't clash."""

from __future__ import annotations

from functools import cache

from studio.script.drawing.rendering.themes import DARK, THEMES, Theme, ThemeName
from studio.script.drawing.sizes import CAPTION_SIZE, KIND_SIZE, LABEL_SIZE, NOTE_SIZE

#: Faces that most machines have one of; boxes are large enough for the widest.
FONTS = "'Noto Sans', 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
_SHAPE = {
    "text": f"font-family:{FONTS}",
    ".name": "font-size:18px;font-weight:600",
    ".about": "font-size:11px",
    ".shape": "stroke-width:1.4",
    ".entry .shape": "stroke-width:2.4",
    ".missing .shape": "stroke-dasharray:5 4",
    ".line": "fill:none;stroke-width:1.4",
    ".icon": "fill:none;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round",
    ".caption": f"font-size:{CAPTION_SIZE}px;font-weight:500",
    ".kind": f"font-size:{KIND_SIZE}px",
    ".words": f"font-size:{NOTE_SIZE}px",
    ".way": "fill:none;stroke-width:1.4",
    ".error .way": "stroke-dasharray:5 4",
    ".maybe .way": "stroke-dasharray:1.5 4;stroke-linecap:round",
    ".label rect": "fill-opacity:.85",
    ".case rect": "fill-opacity:1;stroke-width:.9",
    ".label text": f"font-size:{LABEL_SIZE}px;text-anchor:middle",
}


@cache
def stylesheet(name: ThemeName) -> str:
    """The rules of a theme; those of ``auto`` are the light ones, and the dark ones for readers who prefer them."""
    under = f".studio-{name}"
    rules = _written(under, _SHAPE) + _written(under, _colours(THEMES[name]))
    if name == "auto":
        rules += f"@media screen and (prefers-color-scheme:dark){{{_written(under, _colours(DARK))}}}"
    return rules


def _written(under: str, rules: dict[str, str]) -> str:
    return "".join(f"{under} {name}{{{rule}}}" for name, rule in rules.items())


def _colours(theme: Theme) -> dict[str, str]:
    rules = {
        "text": f"fill:{theme.text}",
        ".ground": f"fill:{theme.ground}",
        ".about": f"fill:{theme.faint}",
        ".icon": f"stroke:{theme.icon}",
        ".kind": f"fill:{theme.faint}",
        ".way": f"stroke:{theme.wire}",
        ".head": f"fill:{theme.wire}",
        ".error .way": f"stroke:{theme.error}",
        ".error .head": f"fill:{theme.error}",
        ".maybe .way": f"stroke:{theme.maybe}",
        ".maybe .head": f"fill:{theme.maybe}",
        ".label rect": f"fill:{theme.ground}",
        ".case rect": f"stroke:{theme.maybe}",
        ".label text": f"fill:{theme.label}",
        ".label.error text": f"fill:{theme.error}",
    }
    for name, (fill, accent) in theme.families.items():
        rules[f".{name} .shape"] = f"fill:{fill};stroke:{accent}"
        rules[f".{name} .tile"] = f"fill:{accent}"
        rules[f".{name} .line"] = f"stroke:{accent}"
    return rules | {".missing .shape": f"fill:{theme.ground}"}
