"""What several families of functions need: limits, whole numbers, elements."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from studio.snippet import arrays
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError
from studio.snippet.limits import GREATEST_TEXT
from studio.snippet.scalars import to_number, to_text


def fits(length: int, name: str) -> None:
    """SnippetError if a text of that many characters is more than may be built."""
    if length > GREATEST_TEXT:
        raise SnippetError(f"{name}: the text would grow beyond {GREATEST_TEXT:,} characters", code="SN523")


def bounded(text: str, name: str) -> str:
    """The text; SnippetError if it is longer than may be."""
    fits(len(text), name)
    return text


def whole(value: Any) -> int:
    """A number without its fraction; what is no number counts as 0."""
    return int(to_number(value))


def gathered(parts: Iterable[str], divider: str, name: str) -> str:
    """Texts with a divider between them, built no further than may be."""
    made: list[str] = []
    length = -len(divider)
    for part in parts:
        length += len(part) + len(divider)
        fits(length, name)
        made.append(part)
    return divider.join(made)


def listed(value: Any) -> list[Any]:
    """A copy of the elements of either kind of array; null has none, an object with members is a list of one."""
    return arrays.elements(value)


def is_array(value: Any) -> bool:
    """Whether a function that takes text and arrays treats a value as an array: a dynamic one, or text with a pipe."""
    return value.__class__ is Dynamic or (value.__class__ is str and "|" in value)


def equals_element(sought: Any) -> Callable[[Any], bool]:
    """Whether an element is the one that is sought: the same text, or the same object, which equals only itself."""
    if sought.__class__ is Dynamic:
        return lambda element: element is sought
    text = to_text(sought)
    return lambda element: element.__class__ is not Dynamic and to_text(element) == text


def last_place(text: str, part: str) -> int:
    """Where the last match begins, from 0; -1 without one.

    Looking from the end takes time by the product of both lengths in the worst case, so long texts are turned round.
    """
    if len(text) * len(part) < 1_000_000:
        return text.rfind(part)
    found = text[::-1].find(part[::-1])
    return len(text) - found - len(part) if found >= 0 else -1


def alike(value: Any, elements: list[Any], name: str) -> Any:
    """An array of the kind of ``value`` with other elements; SnippetError for an object that text would have to hold."""
    if value.__class__ is Dynamic:
        return Dynamic.array(elements)
    if any(each.__class__ is Dynamic for each in elements):
        if value is None:
            # As with array[n] = object on a name that holds nothing.
            return Dynamic.array(elements)
        raise SnippetError(f"{name}: an object can't be an element of a text array")
    return gathered((to_text(each) for each in elements), "|", name)
