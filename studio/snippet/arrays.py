"""Elements and members: pipe arrays in text, dynamic arrays, and what can be asked of either."""

from __future__ import annotations

from typing import Any

from studio.snippet.dynamic import GREATEST_INDEX, Dynamic, index_error
from studio.snippet.errors import SnippetError, shown
from studio.snippet.scalars import number_of_text, to_text

# The last text that was split, with its parts; and the index and the offset of the part that was written last. A script
# walks or fills one array at a time, so this makes an access independent of the array's length. One tuple, so that threads
# never see one half of it.
_memo: tuple[str, list[str], int, int] = ("", [], 1, 0)


#: That of length and $value: longer names need no second look.
_LONGEST_WORD = 6


def split(text: str) -> list[str]:
    """The elements of a pipe array; "" has none. The list is shared: it must not be changed."""
    global _memo
    known, parts, _, _ = _memo
    if text is known:
        return parts
    parts = text.split("|") if text else []
    _memo = (text, parts, 1, 0)
    return parts


def index_of(index: Any) -> int | None:
    """An index as a whole number, a fraction truncated; None for what is no number."""
    if index.__class__ is int:
        return index  # type: ignore[no-any-return, unused-ignore]  # the class was just looked at
    if index.__class__ is str:
        index = number_of_text(index)
    return int(index) if isinstance(index, (int, float)) else None


def element(value: Any, index: Any) -> Any:
    """``value[index]``: null past the end, at 0, below it, and for an index that is no number.

    SnippetError above the greatest index [documented].
    """
    at = index_of(index)
    if at is None or at < 1 or value is None:
        return None
    if at > GREATEST_INDEX:
        raise index_error(at)
    if value.__class__ is Dynamic:
        return value.element(at)
    parts = split(value if value.__class__ is str else to_text(value))
    return parts[at - 1] if at <= len(parts) else None


def _written(index: Any) -> int:
    """An index to write to; SnippetError for one that there can't be."""
    at = index_of(index)
    if at is None or at < 1:
        raise SnippetError(f"array index {shown(to_text(index))} is no whole number above 0")
    if at > GREATEST_INDEX:
        raise index_error(at)
    return at


def with_element(value: Any, index: Any, new: Any, limit: int = 32_768) -> str:
    """The text of a pipe array with one element written; a gap is filled with empty elements.

    A gap is filled no further than just beyond ``limit`` characters, where the store cuts anyway. SnippetError for an
    index below 1, above the greatest or no number, and for an object, which text can't hold.
    """
    global _memo
    at = _written(index)
    if isinstance(new, Dynamic):
        raise SnippetError("an object can't be an element of a text array")
    text, part = to_text(value), to_text(new)
    parts = split(text)
    count = len(parts)
    if at == count + 1:
        made = f"{text}|{part}" if count else part
        # What is too long is cut when it is stored: the parts of the text that stays are worth more.
        if made and len(made) <= limit:
            # The list grows with the text, so that filling an array costs no splitting.
            parts = parts if count else []
            if "|" in part:
                parts.extend(part.split("|"))
            else:
                parts.append(part)
            _memo = (made, parts, 1, 0)
        return made
    if at > count:
        room = limit + 1 - len(text)
        gap = at - max(count, 1)
        return f"{text}{'|' * gap}{part}" if gap <= room else text + "|" * room
    start = _offset(text, parts, at)
    made = text[:start] + part + text[start + len(parts[at - 1]) :]
    if "|" not in part and made:
        parts[at - 1] = part
        _memo = (made, parts, at, start)
    return made


def _offset(text: str, parts: list[str], at: int) -> int:
    """Where an element begins in the text, from 0: counted from the one that was written last, if it lies before."""
    known, _, index, offset = _memo
    if text is not known or at < index:
        index, offset = 1, 0
    return offset + sum(map(len, parts[index - 1 : at - 1])) + at - index


def put_element(value: Any, index: Any, new: Any, limit: int = 32_768) -> Any:
    """What a name holds after ``value[index] = new``: the object itself, changed, or a new array text.

    An object put into an element of null makes a dynamic array [choice].
    """
    if value.__class__ is Dynamic:
        set_element(value, index, new)
        return value
    if value is None and isinstance(new, Dynamic):
        made = Dynamic.array()
        set_element(made, index, new)
        return made
    return with_element(value, index, new, limit)


def set_element(value: Dynamic, index: Any, new: Any) -> None:
    """``value[index] = new`` on a dynamic object, a gap filled with null; SnippetError as by :func:`with_element`."""
    value.set_element(_written(index), new)


def member(value: Any, name: str) -> Any:
    """``value.name``: a member; ``size``, ``count``, ``length`` and ``$value`` where no member bears that name.

    Null for a member that is not there, or of what has none.
    """
    if value.__class__ is Dynamic and name in value.members:
        return value.members[name]
    word = name.lower() if len(name) <= _LONGEST_WORD else ""
    if word == "$value":
        if value.__class__ is Dynamic:
            return value.members["$value"] if "$value" in value.members else to_text(value)
        return value
    if word in ("size", "count"):
        return count(value)
    if word == "length":
        return length(value)
    read = getattr(value, "read_member", None)
    return None if read is None else read(name)


def set_member(value: Any, name: str, new: Any) -> None:
    """``value.name = new`` on an object or a REST proxy; SnippetError on anything else."""
    if name == "__type" or name.lower() == "$value":
        raise SnippetError(f"no member may be called {name}")
    if value.__class__ is Dynamic:
        value.set(name, new)
        return
    write = getattr(value, "write_member", None)
    if write is None:
        what = "null" if value is None else shown(to_text(value))
        raise SnippetError(f"{what} is no object, so it can't have a member {shown(name)}")
    write(name, new)


def count(value: Any) -> int:
    """Elements: of a dynamic object its own, of anything else those of its text; 0 for null and "" [choice]."""
    if value is None:
        return 0
    if value.__class__ is Dynamic:
        return value.count()  # type: ignore[no-any-return, unused-ignore]  # the class was just looked at
    return len(split(value if value.__class__ is str else to_text(value)))


def length(value: Any) -> int:
    """Characters of the text, pipes included; of an object its count [choice]."""
    return count(value) if value.__class__ is Dynamic else len(to_text(value))


def elements(value: Any) -> list[Any]:
    """What FOREACH walks: a copy of the elements."""
    if value.__class__ is Dynamic:
        return list(value.elements) if value.is_array else [value] * value.count()
    return list(split(to_text(value)))
