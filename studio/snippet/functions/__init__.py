"""The built-in functions, a family in one file or a few. ``TABLE`` has them all by their names in small letters."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from studio.snippet.functions import (
    arrays,
    control,
    date_parts,
    date_steps,
    dates,
    dynamic,
    encoding,
    hashes,
    mathematics,
    numbers,
    rest,
    searching,
    text,
)
from studio.snippet.functions.entry import Example, Family, Function


def _family(key: str, title: str, note: str, *lists: list[Function]) -> Family:
    functions = sorted((each for part in lists for each in part), key=lambda each: each.name)
    return Family(key, title, note, tuple(functions))


#: The families in the order of the manual, the functions of each by name.
FAMILIES: tuple[Family, ...] = (
    _family("text", "Text", "Positions count from 1. Letter case counts unless a function says otherwise. Any value may stand where "
            "text is asked for: null is empty text, an object its JSON.", text.FUNCTIONS, searching.FUNCTIONS),
    _family("arrays", "Arrays", "For text with pipes and for dynamic arrays alike; the result is an array of the same kind. No function "
            "changes the array that it is given: assign the result.", arrays.FUNCTIONS),
    _family("numbers", "Numbers", "Text that reads as a number counts as one, other text and null count as 0. An object is an error.",
            numbers.FUNCTIONS, mathematics.FUNCTIONS),
    _family("dates", "Dates", "A date may be a date, its number of days, or text that reads as one. Dates are wall-clock time of the "
            "script's zone; the examples stand in UTC.", dates.FUNCTIONS, date_parts.FUNCTIONS, date_steps.FUNCTIONS),
    _family("dynamic", "Dynamic objects", "What is no object has no members.", dynamic.FUNCTIONS),
    _family("encoding", "Encodings and hashes", "All of them may also be called on a REST proxy. Text counts as UTF-8.",
            encoding.FUNCTIONS, hashes.FUNCTIONS),
    _family("rest", "REST proxy", "Its members are StatusCode, StatusDescription, ContentType and ProxyTimeoutSeconds.", rest.FUNCTIONS),
    _family("values", "Values of any kind", "", control.FUNCTIONS),
)  # fmt: skip
TABLE: Mapping[str, Function] = MappingProxyType(
    {function.name: function for family in FAMILIES for function in family.functions}
)

__all__ = ["FAMILIES", "TABLE", "Example", "Family", "Function"]
