"""How an XML file was laid out, for writing it the same again; none of it is data."""

from __future__ import annotations

import re
from typing import Any

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'
_DECLARATION = re.compile(r"<\?xml[ \t\r\n][^>]{0,200}\?>")
_ENCODING = re.compile(r"""(encoding[ \t\r\n]*=[ \t\r\n]*["'])([^"']*)""")


def layout_of(text: str) -> dict[str, Any]:
    """Mark, declaration, line ends, indent (None: all on one line) and what stands behind the last element."""
    layout: dict[str, Any] = {"bom": text.startswith("\ufeff")}
    start = text[1:] if layout["bom"] else text
    declaration = _DECLARATION.match(start)
    # Whatever a file was in, it is written as UTF-8: another name would make it unreadable.
    told = declaration[0] if declaration is not None else ""
    layout["declaration"] = _ENCODING.sub(
        lambda found: found[0] if found[2].lower() == "utf-8" else f"{found[1]}utf-8", told
    )
    layout["end"] = "\r\n" if "\r\n" in text and text.count("\r\n") == text.count("\n") else "\n"
    inside = text.find("<", text.find("<ScriptContainer") + 1)
    between = text[text.rfind(">", 0, inside) + 1 : inside] if inside > 0 else ""
    layout["indent"] = between.rpartition("\n")[2] if "\n" in between else None
    layout["tail"] = text[len(text.rstrip(" \t\r\n")) :].replace("\r\n", "\n")
    return layout
