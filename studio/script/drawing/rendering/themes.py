"""Colours of pictures, light and dark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: ``auto`` is light and dark in one: SVG follows what its reader prefers; other forms are light.
ThemeName = Literal["light", "dark", "auto"]


@dataclass(frozen=True, slots=True)
class Theme:
    """``families`` gives each family the fill of its boxes and its accent (border and icon)."""

    ground: str
    text: str
    faint: str
    wire: str
    error: str
    maybe: str
    label: str
    icon: str
    families: dict[str, tuple[str, str]]


LIGHT = Theme(
    ground="#ffffff", text="#1d2430", faint="#566072", wire="#5b6675", error="#c8352c", maybe="#717b89", label="#39424f",
    icon="#ffffff",
    families={
        "begin": ("#e9f7ec", "#2f8a45"),
        "event": ("#fff6dc", "#b07a00"),
        "decision": ("#e8f0ff", "#2f62c0"),
        "call": ("#f2eafd", "#7645b8"),
        "data": ("#eef2f6", "#4d6178"),
        "web": ("#e3f5f7", "#12808f"),
        "agent": ("#fdeef6", "#b63c7c"),
        "telephony": ("#e6f6f1", "#17806a"),
        "message": ("#fff0e6", "#c05a16"),
        "time": ("#f4f1e9", "#7d6a3c"),
        "signal": ("#fff6dc", "#b07a00"),
        "prospects": ("#ecebff", "#4b46c4"),
        "end": ("#fdecea", "#b23a32"),
        "note": ("#fffbe3", "#8f7f2e"),
        "script": ("#eef3fb", "#44659c"),
        "unknown": ("#f3f4f6", "#7a808a"),
        "other": ("#f3f4f6", "#6b7280"),
    },
)  # fmt: skip
DARK = Theme(
    ground="#14181f", text="#e7ebf1", faint="#98a3b3", wire="#8793a4", error="#ff7b72", maybe="#7f8b9c", label="#c9d1dc",
    icon="#14181f",
    families={
        "begin": ("#17291d", "#5cc777"),
        "event": ("#2c2613", "#e3b341"),
        "decision": ("#16233d", "#7aa7ff"),
        "call": ("#261c38", "#bb93f5"),
        "data": ("#1e252e", "#9fb2c7"),
        "web": ("#132a2e", "#56cbd9"),
        "agent": ("#301a27", "#f28bbd"),
        "telephony": ("#132a25", "#55cbae"),
        "message": ("#301f13", "#f5a15f"),
        "time": ("#28251a", "#cdb877"),
        "signal": ("#2c2613", "#e3b341"),
        "prospects": ("#1e1d3a", "#a19cff"),
        "end": ("#321a19", "#ff8a80"),
        "note": ("#2b2818", "#cbbb6d"),
        "script": ("#1a2333", "#8fb0e6"),
        "unknown": ("#20252c", "#7c8590"),
        "other": ("#20252c", "#9aa3af"),
    },
)  # fmt: skip
THEMES: dict[ThemeName, Theme] = {"light": LIGHT, "dark": DARK, "auto": LIGHT}
