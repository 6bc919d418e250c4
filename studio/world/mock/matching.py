"""Which stand-in replaces which action."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studio.script.catalogue import kind_of
from studio.script.model import Action
from studio.script.names import folded
from studio.world.mock.settings import StandInSettings

#: The number of an action, alone or behind its caption.
_NUMBERED = re.compile(r"(?:^| )#[0-9]+$")


def plain(caption: str) -> str:
    """The form in which captions are compared: letter case and blanks do not count [choice]."""
    return " ".join(caption.split()).lower()


def kind_name(kind: str) -> str:
    """A kind by the name that the catalogue has for it."""
    known = kind_of(kind)
    return known.name.upper() if known is not None else kind.strip().upper()


class Matcher:
    """Finds the stand-in of an action among those of a world file."""

    def __init__(self, entries: Sequence[StandInSettings]) -> None:
        wanted = [
            (number, plain(each.caption), folded(each.script), kind_name(each.kind) if each.kind.strip() else "")
            for number, each in enumerate(entries)
        ]
        # The most specific first: a number says more than a caption, that more than a script, that more than a kind [choice].
        self._wanted = sorted(
            wanted, key=lambda each: (not _NUMBERED.search(each[1]), not each[1], not each[2], not each[3], each[0])
        )

    def all(self, script: str, action: Action) -> list[int]:
        """The numbers of the stand-ins that fit an action, the one that counts first."""
        caption, number = plain(action.caption), f"#{action.id}"
        captions = ("", caption, number, f"{caption} {number}")
        name, kind = folded(script), kind_name(action.kind)
        return [
            place
            for place, its_caption, its_script, its_kind in self._wanted
            if its_caption in captions and its_script in ("", name) and its_kind in ("", kind)
        ]

    def find(self, script: str, action: Action) -> int | None:
        """The number of the stand-in that counts, or None."""
        return next(iter(self.all(script, action)), None)
