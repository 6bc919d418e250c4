"""How a JSON file was laid out, for writing it the same again; none of it is data."""

from __future__ import annotations

import json
import re
from typing import Any

_FIRST_INDENT = re.compile(r"[{\[](\r?\n)([ \t]*)")
_HALF_SURROGATE = re.compile("[\ud800-\udfff]")
#: What CXone Studio writes: one blank a level and no line end behind [observed].
_USUAL = 1


def layout_of(text: str) -> dict[str, Any]:
    """Mark, indent (None: all on one line), line ends, separators, and what stands behind the last bracket."""
    layout: dict[str, Any] = {"bom": text.startswith("\ufeff")}
    start = text.lstrip("\ufeff \t\r\n")
    found = _FIRST_INDENT.match(start)
    layout["indent"] = found[2] if found is not None else None
    layout["end"] = found[1] if found is not None else "\n"
    separated = start[:200]
    layout["colon"] = ": " if '": ' in separated else ":"
    layout["comma"] = ", " if found is None and ", " in separated else ","
    layout["ascii"] = text.isascii() and "\\u" in text
    layout["tail"] = text[len(text.rstrip(" \t\r\n")) :].replace("\r\n", "\n")
    return layout


def print_json(value: Any, layout: dict[str, Any], indent: Any = _USUAL) -> str:
    """A document in the layout of the file that it came from, else (``{}``) in the vendor's."""
    if not layout:
        return escaped(json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False, separators=_marks(indent)))
    separators = (layout["comma"], layout["colon"])
    text = json.dumps(
        value,
        ensure_ascii=bool(layout["ascii"]),
        indent=layout["indent"],
        allow_nan=False,
        separators=separators,
    )
    text = escaped(text) + str(layout["tail"])
    mark = "\ufeff" if layout["bom"] else ""
    return mark + (text.replace("\n", layout["end"]) if layout["end"] != "\n" else text)


def _marks(indent: Any) -> tuple[str, str]:
    return (",", ":") if indent is None else (",", ": ")


def escaped(text: str) -> str:
    """JSON with half surrogates escaped: no encoding could hold them."""
    return _HALF_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
