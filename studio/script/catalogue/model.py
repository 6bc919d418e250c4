"""What the catalogue says of a kind of action, of its properties, and of a family of kinds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Source = Literal["observed", "documented", "named"]
NameSource = Literal["observed", "documented", "inferred"]

#: The types of scripts, as exports and pages name them.
MEDIA = ("Generic", "Email", "Chat", "Phone", "Voicemail", "Work Item", "SMS", "Digital")


@dataclass(frozen=True, slots=True)
class PropertySpec:
    """One property. ``kind`` is text, value, expr, num, bool, enum, var, list, names, code or words (for people only).

    ``default`` is what the vendor's page or a fresh export shows; ``required`` says that the action makes no sense without
    it; ``more`` that values beside ``choices`` exist, which nobody here knows.
    """

    name: str
    kind: str
    default: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of action.

    ``branches`` are the fixed ones with their slots in exports; those in ``guessed`` no export has shown, and their slots
    follow from the order of a page [inferred]; ``trusted`` says the same of places of properties [choice]. ``cases`` says
    that it takes custom ones, ``event`` that its flow begins with an event, ``ends`` that no flow leaves it, ``whole`` that all its branches are known (of the others
    those that real exports or pages have), ``open`` that it may have properties that nobody here knows. ``media`` are the
    script types that have it, empty where that isn't known.

    ``source`` is ``observed`` in real exports, ``documented`` by the vendor only, or ``named``: no more than its name and what
    it is for is known. ``name_source`` tells the same of the name that exports give it: ``documented`` names stand in the
    address or the text of a page, ``inferred`` ones are the title in capitals. ``page`` is the page, below ``studio/`` of the
    vendor's help.
    """

    name: str
    display: str
    library: str = ""
    properties: tuple[PropertySpec, ...] = ()
    default: bool = False
    branches: dict[str, int] = field(default_factory=dict)
    cases: bool = False
    event: bool = False
    ends: bool = False
    whole: bool = False
    media: tuple[str, ...] = ()
    source: Source = "observed"
    title: str = ""
    family: str = ""
    description: str = ""
    open: bool = False
    name_source: NameSource = "observed"
    page: str = ""
    aliases: tuple[str, ...] = ()
    guessed: frozenset[str] = frozenset()
    trusted: bool = False

    def everywhere(self) -> bool:
        """True if scripts of every type have it."""
        return len(self.media) == len(MEDIA)

    def ordered(self) -> bool:
        """True if the places of its properties in exports are known or trusted; else they stand in the order of a page."""
        return self.trusted or self.source == "observed"

    def property(self, name: str) -> PropertySpec | None:
        """The property of this name, letter case free."""
        folded = name.lower()
        return next((each for each in self.properties if each.name.lower() == folded), None)


@dataclass(frozen=True, slots=True)
class Family:
    """Kinds that belong together. ``kinds`` are their names, in the order in which a person meets them."""

    key: str
    title: str
    description: str
    kinds: tuple[str, ...]
