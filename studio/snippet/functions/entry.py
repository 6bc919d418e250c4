"""What the table of built-in functions knows about one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Source = Literal["documented", "inferred", "choice"]


@dataclass(frozen=True, slots=True)
class Function:
    """A built-in function. ``v.f(a)`` is ``f(v, a)``, so the first parameter is also the receiver.

    ``forms`` holds the parameter names of each form. ``call(host, *arguments)`` gives the result and raises nothing
    but SnippetError. Where ``mutates_receiver`` is set, whoever calls stores the result in the receiver (``append``)
    or marks the receiver by its name (``savetodb``). Where ``limited`` is set, ``call`` also takes ``limit=``, the
    snippet's Max String Size in characters.
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

    def takes(self, count: int) -> bool:
        """True if one of the forms has so many parameters."""
        return any(len(form) == count for form in self.forms)

    @property
    def signature(self) -> str:
        """The forms as an author writes them: ``left(text, count)``."""
        return " or ".join(f"{self.name}({', '.join(form)})" for form in self.forms)


def forms(*texts: str) -> tuple[tuple[str, ...], ...]:
    """Parameter names from ``"text count"``; one text a form."""
    return tuple(tuple(text.split()) for text in texts)
