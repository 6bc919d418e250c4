"""Elements as plain JSON data and back: what overlays compare, and what the printer prints.

An element without attributes and children is its text. Else it is an object: ``@name`` for attributes, ``#`` for text,
children by name; those that may repeat, or do, as a list. Where children of several names are mixed, all stand in
``#children`` as pairs of name and value.
"""

from __future__ import annotations

from typing import Any

from studio.script.desktop.parse import TEXT, Element

#: Elements that are always items of a list.
LISTED = frozenset({"ActionStruct", "string", "BranchStruct", "BranchInfo", "Point", "LibraryParam"})
MIXED = "#children"


def value_of(element: Element) -> Any:
    """An element as plain data."""
    if not element.children and not element.attributes:
        return element.text
    value: dict[str, Any] = {f"@{name}": text for name, text in element.attributes.items()}
    if not element.children:
        if element.text:
            value[TEXT] = element.text
        return value
    last = ""
    grouped: dict[str, list[Any]] = {}
    for each in element.children:
        if each.tag != last and each.tag in grouped:
            return {**value, MIXED: [[each.tag, value_of(each)] for each in element.children]}
        plain = not each.children and not each.attributes
        inner = each.text if plain else value_of(each)
        if each.tag in grouped:
            grouped[each.tag].append(inner)
        else:
            grouped[each.tag] = [inner]
        last = each.tag
    for tag, values in grouped.items():
        value[tag] = values if tag in LISTED or len(values) > 1 else values[0]
    return value
