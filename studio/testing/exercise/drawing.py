"""Drawing values: from what a script compares with, in the shapes in which it takes values apart, and the usual odd ones."""

from __future__ import annotations

from random import Random
from typing import Any

from studio.testing.exercise.lexicon import Hints, Lexicon, Shape

#: Values that scripts stumble over, whatever they compare.
ODD: tuple[Any, ...] = (
    None,
    "",
    0,
    1,
    -1,
    "0",
    "1",
    "true",
    "false",
    2,
    10,
    100,
    0.5,
    "a",
    "x y",
    "é|ü",
    "{",
    "'\"",
    "-5",
)
LONG = "long " * 800
PHONES = ("+15555550123", "5555550123", "0491570156", "+61491570156")
_FIRST = ("Ann", "Bo", "7", "42", "en", "https://service.example/a", "ann@mail.example", "3/2/2026 1:00:00 PM")
#: Parts of an array, and characters of one.
_MOST_ITEMS, _LONGEST_PART = 5, 200


class Drawer:
    """Draws values for one run. A few words are drawn first and then used often, so that parts of values meet."""

    def __init__(self, lexicon: Lexicon, random: Random, seen: list[Any]) -> None:
        """``seen`` are values that variables had in earlier runs."""
        self._lexicon = lexicon
        self._seen = seen
        words = lexicon.words or ["a"]
        self._few = [words[random.randrange(len(words))] for _ in range(6)]

    def sources(self, name: str) -> set[str]:
        """The variables from which one gets its value."""
        return self._lexicon.sources(name)

    def word(self, random: Random) -> Any:
        """A value that a variable had in an earlier run, or a word of the script."""
        return random.choice(self._seen or self._lexicon.words or ODD)

    def value(self, name: str, random: Random) -> Any:
        """A value for a variable, by its folded name."""
        hints = self._lexicon.of(name)
        chance = random.random()
        if hints.shape.object and chance < 0.85:
            return self.object(hints, hints.shape, random)
        structured = hints.shape.items is not None or hints.counted or bool(hints.dividers)
        if structured and chance < 0.75:
            return self.structure(hints, random)
        if hints.sizes and chance < 0.45:
            return self.sized(hints, random)
        return self.scalar(hints, random)

    def scalar(self, hints: Hints, random: Random) -> Any:
        """A text or a number."""
        chance = random.random()
        if hints.values and chance < 0.5:
            return random.choice(hints.values)
        if chance < 0.75:
            return random.choice(self._few)
        if chance < 0.85:
            return random.choice(self._lexicon.words or ODD)
        if self._seen and chance < 0.9:
            return random.choice(self._seen)
        if chance < 0.93:
            return random.choice(PHONES)
        if chance < 0.96:
            return random.choice(_FIRST)
        return LONG if random.random() < 0.1 else random.choice(ODD)

    def sized(self, hints: Hints, random: Random) -> Any:
        """A text with a length, or an array with a count, that the script compares with."""
        size = min(random.choice(hints.sizes), 200)
        if hints.counted or hints.shape.items is not None:
            return "|".join(self.item(hints, random) for _ in range(size))
        return "".join(random.choice("0123456789") for _ in range(size))

    def structure(self, hints: Hints, random: Random) -> Any:
        """An array of texts, each a list of texts maybe."""
        if hints.shape.items is None and not hints.counted:
            return self.item(hints, random)
        count = random.randrange(_MOST_ITEMS)
        return "|".join(self.item(hints, random) for _ in range(count))

    def item(self, hints: Hints, random: Random) -> str:
        """One element of an array: a word, or words with signs between them that the script divides by."""
        dividers = hints.dividers or (self._lexicon.dividers if random.random() < 0.5 else [])
        if not dividers:
            return _text(self.scalar(hints, random))
        outer = random.choice(dividers)
        others = [each for each in self._lexicon.dividers if each != outer]
        parts = []
        for _ in range(1 + random.randrange(_MOST_ITEMS)):
            part = _text(self.scalar(hints, random))
            if others and random.random() < 0.2:
                part = f"{part}{random.choice(others)}{_text(self.scalar(hints, random))}"
            parts.append(part)
        return outer.join(parts)

    def object(self, hints: Hints, shape: Shape, random: Random, depth: int = 0) -> Any:
        """An object with the members that the script reads; some are missing at times."""
        if depth > 8 or (depth == 0 and random.random() < 0.05):
            return {}
        if shape.members:
            return {
                name: self.object(hints, inner, random, depth + 1)
                for name, inner in shape.members.items()
                if random.random() < 0.92
            }
        if shape.items is not None:
            count = random.randrange(4 if depth < 3 else 2)
            return [self.object(hints, shape.items, random, depth + 1) for _ in range(count)]
        return self.scalar(hints, random)


def _text(value: Any) -> str:
    return "" if value is None else str(value)[:_LONGEST_PART]
