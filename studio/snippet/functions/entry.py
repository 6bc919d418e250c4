"""What the table of built-in functions knows about one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

Source = Literal["documented", "inferred", "choice"]


class Example(NamedTuple):
    """An expression and what it gives, as text: ``null`` for null, ``error: …`` where it fails."""

    code: str
    result: str


@dataclass(frozen=True, slots=True)
class Function:
    """A built-in function. ``v.f(a)`` is ``f(v, a)``, so the first parameter is also the receiver.

    ``forms`` holds the parameter names of each form. ``call(host, *arguments)`` gives the result and raises nothing
    but SnippetError. Where ``mutates_receiver`` is set, whoever calls stores the result in the receiver (``append``)
    or marks the receiver by its name (``savetodb``). Where ``limited`` is set, ``call`` also takes ``limit=``, the
    snippet's Max String Size in characters. ``pure`` is set where neither time nor chance has a part in the result and
    nothing but the result comes of a call; the script's zone may still have one. ``same_as`` names the function that
    this one is another name of, empty if it stands for itself. Where ``makes`` is set, the result may be a new dynamic
    object, which counts against the run's room: an ``array`` of what was there before, or a ``tree``, new throughout.
    """

    name: str
    forms: tuple[tuple[str, ...], ...]
    result: str
    doc: str
    source: Source
    call: Callable[..., Any]
    errors: str = ""
    mutates_receiver: bool = False
    limited: bool = False
    pure: bool = True
    examples: tuple[Example, ...] = ()
    same_as: str = ""
    makes: Literal["", "array", "tree"] = ""

    def takes(self, count: int) -> bool:
        """True if one of the forms has so many parameters."""
        return any(len(form) == count for form in self.forms)

    @property
    def signature(self) -> str:
        """The forms as an author writes them: ``left(text, count)``."""
        return " or ".join(f"{self.name}({', '.join(form)})" for form in self.forms)


@dataclass(frozen=True, slots=True)
class Family:
    """Functions that belong together: a key, the title of their part of the manual, and what holds for all of them."""

    key: str
    title: str
    note: str
    functions: tuple[Function, ...]


def forms(*texts: str) -> tuple[tuple[str, ...], ...]:
    """Parameter names from ``"text count"``; one text a form."""
    return tuple(tuple(text.split()) for text in texts)


def shows(*parts: str) -> tuple[Example, ...]:
    """Examples from code and result in turn."""
    return tuple(Example(code, result) for code, result in zip(parts[::2], parts[1::2], strict=True))


def alias(name: str, function: Function, examples: tuple[Example, ...] = ()) -> Function:
    """Another name of a function [choice]; its examples are those of the function under that name."""
    return replace(
        function,
        name=name,
        doc=f"The same as {function.name}.",
        source="choice",
        same_as=function.name,
        examples=examples
        or tuple(
            Example(each.code.replace(f"{function.name}(", f"{name}("), each.result) for each in function.examples
        ),
    )
