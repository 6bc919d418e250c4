"""SVG text as a PNG, by resvg (a library; the extra ``png`` brings it and a typeface, so that no machine needs fonts)."""

from __future__ import annotations

from importlib import resources

#: Pixels of a picture for each of its units; and the most that a side may have, beyond which it is made smaller.
SCALE = 2.0
LARGEST = 12_000
#: And in all: four bytes each while it is drawn.
MOST_PIXELS = 60_000_000


#: A picture of which a side is longer (pixels) can't be read as a PNG any more.
LARGEST_DRAWN = 100_000


class TooLarge(Exception):
    """A picture that no PNG can show."""


class PngMissing(Exception):
    """The libraries of the extra ``png`` are not installed."""


def png(svg_text: str, width: float, height: float) -> bytes:
    """The picture as PNG. Its size is that of the SVG (pixels) twice, or as much as fits in :data:`LARGEST`."""
    try:
        import resvg_py
    except ImportError as missing:
        raise PngMissing('PNG needs more: pip install "mini-studio[png]"') from missing
    zoom = min(SCALE, LARGEST / max(width, height, 1.0), (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    if max(width, height) > LARGEST_DRAWN or min(width, height) * zoom < 1:
        raise TooLarge(f"the picture is {width:.0f} by {height:.0f} pixels, too large for a PNG: draw an SVG")
    faces = typefaces()
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg_text,
            zoom=zoom,
            font_files=faces,
            font_family="Noto Sans",
            sans_serif_family="Noto Sans" if faces else None,
        )
    )


def typefaces() -> list[str]:
    """The files of the typeface that the extra brings; without it those of the machine are used."""
    try:
        folder = resources.files("fontpkg_noto_sans") / "files"
    except ModuleNotFoundError:
        return []
    return [str(each) for each in folder.iterdir() if each.name.endswith(".ttf") and "Italic" not in each.name]
