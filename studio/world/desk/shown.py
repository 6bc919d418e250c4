"""What is shown at agents' desktops, as plain data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(slots=True)
class Indicator:
    """A button at the desktops of one target. ``contact`` is whose script has shown it."""

    number: int
    name: str
    contact: str
    target: str
    id: str
    action: str
    value: str
    tooltip: str
    image: str

    def is_at(self, target: str, id: str, name: str) -> bool:
        """True if it is the one of this name at this target: names are not case-sensitive [documented]."""
        return (self.target, self.id, self.name.lower()) == (target, id, name.lower())


@dataclass(slots=True)
class Form:
    """A form that an agent can send."""

    number: int
    contact: str
    agent: str
    form: str


@dataclass(slots=True)
class Page:
    """A page of a sequence."""

    number: int
    contact: str
    title: str


@dataclass(slots=True)
class Window:
    """A web page that is open."""

    contact: str
    agent: str
    url: str
    title: str
    closes: bool


@dataclass(slots=True)
class Marquee:
    """A text that runs over a desktop; ``until`` in microseconds, None for good."""

    contact: str
    agent: str
    text: str
    until: int | None


@dataclass(slots=True)
class CustomEvent:
    """Data for an agent's application. Of those of one name the last counts [documented]."""

    contact: str
    agent: str
    name: str
    data: str


def words(value: str) -> list[str]:
    """The parts of an ActionValue such as ``"{ContactID}" "a" ""``: texts in double quotes, or between blanks."""
    return [found[1] if found[1] is not None else found[2] for found in _WORD.finditer(value)]


def several(ids: str) -> list[str]:
    """The ids of a list with commas."""
    return [each.strip() for each in ids.split(",") if each.strip()]


def fitting(name: str, indicators: Sequence[Indicator], contact: str) -> Indicator | None:
    """The indicator that a click on this name means for a contact: its own first, then those that its script has shown."""
    named = [each for each in reversed(indicators) if each.name.lower() == name.strip().lower()]
    own = [each for each in named if each.target == "contact" and each.id == contact]
    made = [each for each in named if each.contact == contact]
    others = [each for each in named if each.target != "contact"]
    return next(iter([*own, *made, *others]), None)
