"""Properties by position: how Desktop Studio keeps them, and how they get their names from the catalogue."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from studio.script.catalogue import kind_of
from studio.script.model import Action


@lru_cache(maxsize=4096)
def _known(kind: str) -> tuple[tuple[str, ...], str | None]:
    """The kind's properties of one text each, and the list that all further texts belong to.

    None of a kind whose order no export has shown: a value under the name of another would be worse than one without.
    """
    found = kind_of(kind)
    if found is None or not found.ordered():
        return (), None
    names = tuple(each.name for each in found.properties)
    if found.properties and found.properties[-1].kind in ("list", "names"):
        return names[:-1], names[-1]
    return names, None


def named(kind: str, texts: list[str]) -> dict[str, Any]:
    """The properties that these texts are: a short list has the first ones only [observed].

    What the catalogue has no name for, or not surely at this place, is called by its position, from 1 [choice].
    """
    names, listed = _known(kind)
    properties: dict[str, Any] = dict(zip(names, texts, strict=False))
    rest = texts[len(names) :]
    if listed is not None and len(texts) >= len(names):
        properties[listed] = rest
    else:
        for at, text in enumerate(rest, len(names) + 1):
            properties[_free(str(at), properties)] = text
    return properties


def _free(name: str, taken: dict[str, Any]) -> str:
    while name in taken:
        name = f"{name}_"
    return name


def positional(action: Action) -> list[str]:
    """The texts of an action's properties in their positions, a list at the end as one text each.

    Positions are the catalogue's; gaps are empty. Where an export orders them otherwise its own order counts, since what
    it shows is newer than what we know; and so it does for kinds of which no order is known.
    """
    names, listed = _known(action.kind)
    values = action.properties
    if not names and listed is None:
        return _in_own_order(values)
    known = [name for name in names if name in values]
    own = [name for name in values if name != listed]
    if own[: len(known)] != known:
        singles = [text_of(values[name]) for name in own]
    else:
        last = names.index(known[-1]) + 1 if known else 0
        others = own[len(known) :]
        filled = len(names) if others or (listed is not None and listed in values) else last
        singles = [text_of(values.get(name, "")) for name in names[:filled]]
        # Behind a list nothing can stand: it would be taken for one more item.
        singles += [text_of(values[name]) for name in others] if listed is None else []
    if listed is None or listed not in values:
        return singles
    items = values[listed]
    return singles + ([text_of(each) for each in items] if isinstance(items, list) else [text_of(items)])


def _in_own_order(values: dict[str, Any]) -> list[str]:
    """The texts of all values as they come; a list at the end as one text each, as known kinds have theirs."""
    last = list(values.values())[-1:]
    items = last[0] if last and isinstance(last[0], list) else last
    return [text_of(each) for each in [*list(values.values())[:-1], *items]]


def text_of(value: Any) -> str:
    """A value as the text that Desktop Studio would keep of it."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return str(value) if isinstance(value, bool | int | float) else json.dumps(value, ensure_ascii=False)
