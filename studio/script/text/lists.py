"""Values of several lines or items: code behind its margin, and lists."""

from __future__ import annotations

import json
import re

from studio.script.text.strings import BLANKS, escaped, invisible

#: Longer lists are written one item a line, and read so alone.
LONGEST_INLINE = 100_000
_DIVIDER = re.compile(r"[{},]")


def block_line(text: str) -> str:
    """A line of a text behind the margin. One that ends in something unseen, or in ``|``, gets a closing ``|``."""
    if invisible(text):
        return "|" + escaped(text)
    if not text:
        return "|"
    return f"| {text}|" if text[-1] in " \t|" else f"| {text}"


def read_block_line(line: str) -> tuple[str, int]:
    """The text of a trimmed line that begins with ``|``, and the width of its margin.

    Raises ValueError if it is ``|$"…"`` and no JSON string.
    """
    if line.startswith('|$"'):
        return _unescaped(line[2:]), 3
    margin = 2 if line[1:2] == " " else 1
    text = line[margin:]
    return (text[:-1] if text.endswith("|") else text), margin


def item_line(item: str) -> str:
    """An item on a line of its own."""
    if invisible(item) or item != item.strip(BLANKS) or item.startswith('$"'):
        return "- " + escaped(item)
    return f"- {item}" if item else "-"


def read_item_line(line: str) -> str:
    """The item of a trimmed line that begins with ``-``. Raises ValueError if it is ``- $"…"`` and no JSON string."""
    item = line[1:].strip(BLANKS)
    return _unescaped(item[1:]) if item.startswith('$"') else item


def _unescaped(text: str) -> str:
    value = json.loads(text)
    if not isinstance(value, str):
        raise ValueError("not a string")
    return value


def inline_items(items: list[str]) -> str | None:
    """The items behind ``Name:`` on one line, or None if they need lines of their own."""
    if not items or any(not each or each != each.strip(BLANKS) or invisible(each) for each in items):
        return None
    line = ", ".join(items)
    return line if len(line) <= LONGEST_INLINE and split_items(line) == items else None


def split_items(line: str) -> list[str]:
    """The trimmed items between commas; a comma inside ``{ }`` doesn't divide.

    Raises ValueError if the line is longer than a list of one line may be.
    """
    if len(line) > LONGEST_INLINE:
        raise ValueError("the list is too long for one line")
    if "{" not in line:
        return [each.strip(BLANKS) for each in line.split(",")]
    items, start, depth = [], 0, 0
    for found in _DIVIDER.finditer(line):
        sign = found[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            items.append(line[start : found.start()].strip(BLANKS))
            start = found.end()
    items.append(line[start:].strip(BLANKS))
    return items
