"""Finding kinds by what people call them."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from studio.script.catalogue import Kind, kind_of, kinds

#: Names longer than this are nobody's.
_LONGEST = 64


def find(name: str) -> Kind | None:
    """The kind that a person means: by its name, another name or its title, blanks, signs and letter case aside."""
    return kind_of(name) or _by_title().get(_plain(name))


def near(name: str, most: int = 8) -> list[Kind]:
    """Kinds whose name or title comes near: those that hold the text first, then those spelled alike."""
    sought = _plain(name[:_LONGEST])
    if not sought:
        return []
    titles = _by_title()
    holding = [kind for title, kind in titles.items() if sought in title]
    alike = [titles[each] for each in get_close_matches(sought, titles, most, 0.65)]
    return list({each.name: each for each in (*holding, *alike)}.values())[:most]


@cache
def _by_title() -> dict[str, Kind]:
    found: dict[str, Kind] = {}
    # Names win over titles: two actions may bear one title.
    for text in ("display", "title"):
        for each in kinds():
            found.setdefault(_plain(getattr(each, text)), each)
    return found


def _plain(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())
