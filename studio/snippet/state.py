"""Values as JSON-able data and back: dates keep their kind, and objects that are shared stay shared."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from studio.snippet.dates import DateTime
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError
from studio.snippet.rest import RestProxy


def encode(values: dict[str, Any]) -> dict[str, Any]:
    """Named values as plain data: ``{"values": {name: value}, "objects": [object]}``.

    Text, numbers and null stand as they are, a date as ``{"date": ISO text}``, an object as ``{"object": place}``;
    each object stands once, as ``{"members": …}``, ``{"elements": […]}`` or ``{"proxy": …}``.
    """
    places: dict[int, int] = {}
    found: list[Dynamic | RestProxy] = []

    def code(value: Any) -> Any:
        if isinstance(value, DateTime):
            return {"date": value.value.isoformat()}
        if isinstance(value, (Dynamic, RestProxy)):
            if id(value) not in places:
                places[id(value)] = len(found)
                found.append(value)
            return {"object": places[id(value)]}
        return value

    names = {name: code(value) for name, value in values.items()}
    objects: list[dict[str, Any]] = []
    while len(objects) < len(found):
        each = found[len(objects)]
        if isinstance(each, RestProxy):
            objects.append({"proxy": each.state()})
        elif each.is_array:
            objects.append({"elements": [code(inner) for inner in each.elements]})
        else:
            objects.append({"members": {name: code(inner) for name, inner in each.members.items()}})
    return {"values": names, "objects": objects}


def decode(data: dict[str, Any]) -> dict[str, Any]:
    """The values that :func:`encode` gave. ValueError for other data."""
    try:
        return _decoded(data)
    except (KeyError, IndexError, TypeError, AttributeError, SnippetError) as fault:
        raise ValueError(f"these are no saved values: {fault!r}") from None


def _decoded(data: dict[str, Any]) -> dict[str, Any]:
    saved: list[dict[str, Any]] = data["objects"]
    objects = [RestProxy.of(each["proxy"]) if "proxy" in each else Dynamic() for each in saved]

    def value(coded: Any) -> Any:
        if not isinstance(coded, dict):
            if coded is not None and coded.__class__ not in (str, int, float):
                raise TypeError(f"{coded!r} is no value")
            return coded
        return DateTime(datetime.fromisoformat(coded["date"])) if "date" in coded else objects[coded["object"]]

    for made, each in zip(objects, saved, strict=True):
        if isinstance(made, Dynamic):
            if "elements" in each:
                made.is_array = True
                made.elements = [value(inner) for inner in each["elements"]]
            else:
                made.members = {name: value(inner) for name, inner in each["members"].items()}
            for inner in made.objects():
                made.admit(inner)
    return {name: value(each) for name, each in data["values"].items()}
