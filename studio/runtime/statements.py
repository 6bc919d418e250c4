"""What an action's class says of itself: statements, each with its source.

In docstrings, and in the ``about`` of properties, a source stands in brackets behind what it is the source of:
``[documented]``, ``[inferred]``, ``[observed in exports]`` or ``[choice]``, with more words where they are needed:
``[documented; the default: choice]``.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.runtime.action import Action

#: How people read the sources, the strongest first.
SOURCES = {
    "documented": "documented",
    "observed": "observed in exports",
    "inferred": "inferred",
    "choice": "our choice",
}
_WORD = re.compile(r"\b(documented|observed|inferred|choice)\b")
#: The same, with what some write round it.
_WHOLE = re.compile(r"\b(?:our )?(documented|observed|inferred|choice)\b(?: in exports)?")
#: A source, with the blank before it.
TAG = re.compile(r"\s*\[([^\[\]]*\b(?:documented|observed|inferred|choice)\b[^\[\]]*)\]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z_`*0-9(])")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that is said. ``source`` is one of :data:`SOURCES`, empty where none is given; ``tag`` is all of it."""

    text: str
    source: str = ""
    tag: str = ""


def paragraphs(action: type[Action]) -> list[str]:
    """The docstring of a class, or of what it builds on, a line for each paragraph."""
    own = inspect.getdoc(action) or ""
    return [" ".join(each.split()) for each in re.split(r"\n\s*\n", own) if each.strip()]


def statements(text: str) -> list[Statement]:
    """What a text says, one after the other; a sentence with two sources is two statements."""
    found = []
    for sentence in _SENTENCE.split(text):
        at = 0
        for tag in TAG.finditer(sentence):
            found.append(_statement(sentence[at : tag.start()], tag[1], begins=at == 0))
            at = tag.end()
        found.append(_statement(sentence[at:], "", begins=at == 0))
    return [each for each in found if each.text]


def summary(action: type[Action]) -> str:
    """The first sentence of a class, without its sources."""
    told = paragraphs(action)
    return TAG.sub("", _SENTENCE.split(told[0])[0]) if told else ""


def source_of(about: str) -> str:
    """The first source that a property's ``about`` names, or nothing."""
    tag = TAG.search(about)
    return _WORD.search(tag[1])[1] if tag is not None else ""  # type: ignore[index]  # a tag holds one of the words


def plain(text: str) -> str:
    """A text with its sources in brackets as people read them."""
    return TAG.sub(lambda tag: f" ({readable(tag[1])})", text).replace("**", "").replace("``", "`")


def readable(tag: str) -> str:
    """A source as people read it."""
    return _WHOLE.sub(lambda found: SOURCES[found[1]], tag)


def _statement(text: str, tag: str, *, begins: bool) -> Statement:
    word = _WORD.search(tag)
    bare = text.strip(" .;,")
    # What goes on in the middle of a sentence is seen to do so.
    return Statement(bare if begins or not bare else f"… {bare}", word[1] if word is not None else "", tag)
