"""Dynamic data objects: members by name, or elements counted from 1. The first assignment decides which."""

from __future__ import annotations

from typing import Any

from studio.snippet.errors import SnippetError, shown

#: A dynamic array grows at most by so many elements at once [choice].
GROWTH = 10_000
#: The greatest array index [documented].
GREATEST_INDEX = 63_000_000
#: Objects within objects [choice].
DEEPEST = 100


class Dynamic:
    """An object that is passed by reference. Member names keep to letter case; what is missing reads as null.

    ``members`` and ``elements`` are to be read; whoever writes to them goes through the methods, which keep an
    object out of itself.
    """

    # ``level`` is more than that of every object this one was put into. So an object may take another one in at once
    # when that has a higher level; else levels are raised from there down, and who meets himself was about to be put
    # into himself.
    __slots__ = ("elements", "is_array", "level", "members")

    def __init__(self) -> None:
        self.members: dict[str, Any] = {}
        self.elements: list[Any] = []
        self.is_array = False
        self.level = 0

    @classmethod
    def array(cls, elements: list[Any] | None = None) -> Dynamic:
        """An object that holds these elements; it keeps the list."""
        made = cls()
        made.is_array = True
        made.elements = elements if elements is not None else []
        made._admit_all(made.elements)
        return made

    @classmethod
    def of(cls, members: dict[str, Any]) -> Dynamic:
        """An object that holds these members; it keeps the dict."""
        made = cls()
        made.members = members
        made._admit_all(members.values())
        return made

    def __repr__(self) -> str:
        return f"Dynamic.array({self.elements!r})" if self.is_array else f"Dynamic.of({self.members!r})"

    @property
    def kind(self) -> str | None:
        """``object``, ``array``, or None while nothing was assigned."""
        return "array" if self.is_array else "object" if self.members else None

    def get(self, name: str) -> Any:
        """A member's value, null if there is none."""
        return self.members.get(name)

    def set(self, name: str, value: Any) -> None:
        """Give a member a value. SnippetError on an array, and for an object that would lie within itself [choice]."""
        if self.is_array:
            raise SnippetError(f"an array can't have a member {shown(name)}")
        if value.__class__ is Dynamic:
            self.admit(value)
        self.members[name] = value

    def element(self, index: int) -> Any:
        """The element at an index from 1, null outside. An object with members is a list of one: itself [choice]."""
        if self.is_array:
            return self.elements[index - 1] if 0 < index <= len(self.elements) else None
        return self if index == 1 and self.members else None

    def set_element(self, index: int, value: Any) -> None:
        """Give an element a value; a gap is filled with null. SnippetError on an object with members."""
        if self.members:
            raise SnippetError("an object with members can't have elements too")
        if index < 1:
            raise SnippetError(f"array index {index} is below 1")
        if index > GREATEST_INDEX:
            raise index_error(index)
        missing = index - len(self.elements)
        if missing > GROWTH:
            raise SnippetError(f"an array can't grow by {missing} elements at once; the most is {GROWTH}")
        if value.__class__ is Dynamic:
            self.admit(value)
        self.is_array = True
        if missing > 0:
            self.elements.extend([None] * missing)
        self.elements[index - 1] = value

    def append(self, value: Any) -> None:
        """Put a value behind the last element."""
        self.set_element(len(self.elements) + 1, value)

    def count(self) -> int:
        """Elements of an array; 1 for an object with members, 0 for an empty one [choice]."""
        return len(self.elements) if self.is_array else 1 if self.members else 0

    def objects(self) -> list[Dynamic]:
        """The objects that stand directly in this one."""
        held = self.elements if self.is_array else self.members.values()
        return [each for each in held if each.__class__ is Dynamic]

    def admit(self, value: Dynamic) -> None:
        """Have an object below this one. SnippetError if this one lies within it, or if it would lie too deep."""
        if value.level > self.level:
            return
        if value is not self and self.level < DEEPEST and not value.objects():
            value.level = self.level + 1
            return
        raised: dict[int, tuple[Dynamic, int]] = {}
        waiting = [(value, self.level + 1)]
        while waiting:
            each, level = waiting.pop()
            if each is self:
                raise SnippetError("an object can't be put into itself")
            if level > DEEPEST:
                raise SnippetError(f"objects can't be nested more than {DEEPEST} deep")
            if (raised[id(each)][1] if id(each) in raised else each.level) < level:
                raised[id(each)] = (each, level)
                waiting.extend((inner, level + 1) for inner in each.objects())
        # Only now, so that a refusal leaves all as it was.
        for each, level in raised.values():
            each.level = level

    def _admit_all(self, values: Any) -> None:
        for value in values:
            if value.__class__ is Dynamic:
                self.admit(value)


def index_error(index: int) -> SnippetError:
    """The fault of an index above the greatest; its text is documented."""
    message = (
        f"Array index out of bounds. The current array index ({index}) "
        f"exceeds the maximum allowed index ({GREATEST_INDEX})"
    )
    return SnippetError(message, code="SN540")
