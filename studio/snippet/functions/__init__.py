"""The built-in functions, one family a file. ``TABLE`` has them all by their names in small letters."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from studio.snippet.functions import dates, dynamic, encoding, numbers, rest, text
from studio.snippet.functions.entry import Function

#: Family -> its functions, in the order of the manual.
FAMILIES: Mapping[str, list[Function]] = MappingProxyType(
    {
        "text": text.FUNCTIONS,
        "numbers": numbers.FUNCTIONS,
        "dates": dates.FUNCTIONS,
        "dynamic": dynamic.FUNCTIONS,
        "encoding": encoding.FUNCTIONS,
        "rest": rest.FUNCTIONS,
    }
)
TABLE: Mapping[str, Function] = MappingProxyType(
    {function.name: function for family in FAMILIES.values() for function in family}
)

__all__ = ["FAMILIES", "TABLE", "Function"]
