"""Finding hidden values within texts: any number of them, in one pass over the text."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, quote_plus

from studio.snippet.dynamic import Dynamic
from studio.snippet.values import to_text

#: What is shorter would be met by chance in any text.
SHORTEST = 4
#: Of a longer value this much of its beginning is hidden too: messages cut what is long.
BEGINNING = 16
#: Above so many values those that were learned first are forgotten.
MOST = 100_000
#: So many beginnings are looked for by Python's own search before any pass over the text.
_FEW = 64


class HiddenValues:
    """Texts that must not be seen, and as what they are shown."""

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self._known: dict[str, None] = {}
        self._by_start: dict[str, list[str]] = {}

    def add(self, value: Any) -> None:
        """Hide this value from now on: its text, the elements of an array, the members of an object."""
        match value:
            case None | bool():
                return
            case Dynamic():
                waiting: list[Any] = [value]
                while waiting:
                    each = waiting.pop()
                    if isinstance(each, Dynamic):
                        waiting += [*each.elements, *each.members.values()]
                    else:
                        self.add(each)
                return
            case str() if value in self._known:
                return
            case list() | tuple():
                for each in value:
                    self.add(each)
                return
            case dict():
                self.add(list(value.values()))
                return
        text = to_text(value)
        for each in {text, *text.split("|")}:
            self._add(each.strip())

    def known(self) -> list[str]:
        """The texts, those that were learned first before the others."""
        return list(self._known)

    def restore(self, known: list[str]) -> None:
        """Hide what another one knew, in its stead."""
        self._known, self._by_start = {}, {}
        for each in known:
            self._put(each)

    def holds(self, value: int | float) -> bool:
        """True if a number is one of them."""
        return to_text(value) in self._known

    def hide(self, text: str) -> str:
        """The text with the mark in the place of every value."""
        starts = self._by_start
        if len(text) < SHORTEST or not starts:
            return text
        if len(starts) <= _FEW and not any(each in text for each in starts):
            return text
        parts: list[str] = []
        done = at = 0
        last = len(text) - SHORTEST
        while at <= last:
            found = max((_alike(value, text, at) for value in starts.get(text[at : at + SHORTEST], ())), default=0)
            if found:
                parts += [text[done:at], self._mark]
                done = at = at + found
            else:
                at += 1
        return "".join([*parts, text[done:]]) if parts else text

    def _add(self, text: str) -> None:
        if len(text) < SHORTEST or text in self._known or text == self._mark:
            return
        if len(self._known) >= MOST:
            kept = list(self._known)[MOST // 2 :]
            self._known, self._by_start = {}, {}
            for each in kept:
                self._put(each)
        safe = text.encode("utf-8", "replace")
        # As it stands in JSON text and in addresses of the web.
        for each in (
            text,
            json.dumps(text, ensure_ascii=False)[1:-1],
            json.dumps(text)[1:-1],
            quote(safe, safe=""),
            quote(safe),
            quote_plus(safe),
        ):
            if each not in self._known:
                self._put(each)

    def _put(self, text: str) -> None:
        self._known[text] = None
        self._by_start.setdefault(text[:SHORTEST], []).append(text)


def _alike(value: str, text: str, at: int) -> int:
    """How many characters of the text are the value, or at least the beginning of one that is long."""
    if text.startswith(value, at):
        return len(value)
    if len(value) <= BEGINNING or not text.startswith(value[:BEGINNING], at):
        return 0
    return next(
        (place for place, (one, other) in enumerate(zip(value, text[at:], strict=False)) if one != other),
        len(text) - at,
    )
