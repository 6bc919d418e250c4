"""Prints a document in the look of the vendor's serialiser: two blanks a level, ``<x />`` for what is empty."""

from __future__ import annotations

import re
from typing import Any

from studio.script.desktop.parse import COMMENT, INSTRUCTION, TEXT
from studio.script.desktop.values import MIXED

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ODD_TEXT = re.compile("[&<>\r]")
_ODD_ATTRIBUTE = re.compile('[&<>"\r\n\t]')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#xD;", "\n": "&#xA;", "\t": "&#x9;"}
_NAME = re.compile(r"[A-Za-z_:\u00c0-\ud7ff][A-Za-z0-9_:.\-\u00b7-\ud7ff]*\Z")


def print_xml(tag: str, value: Any, indent: str | None = "  ", end: str = "\n") -> str:
    """An element and all in it; ``indent`` None puts it on one line."""
    out: list[str] = []
    _print(tag, value, "" if indent is None else "\n", indent or "", out)
    text = "".join(out)
    return text.replace("\n", end) if end != "\n" else text


def legal(text: str) -> str:
    """The text with U+FFFD for what XML can't hold."""
    return _NO_XML.sub("\ufffd", text)


def _text(text: str) -> str:
    return _ODD_TEXT.sub(lambda found: _ESCAPES[found[0]], legal(text))


def _attribute(text: str) -> str:
    return _ODD_ATTRIBUTE.sub(lambda found: _ESCAPES[found[0]], legal(text))


def _print(tag: str, value: Any, margin: str, indent: str, out: list[str]) -> None:
    if not isinstance(value, dict | list):
        text = value if isinstance(value, str) else str(value)
        _leaf(tag, text, out)
        return
    members = value if isinstance(value, dict) else {MIXED: value}
    attributes = "".join(
        f' {name[1:]}="{_attribute(str(text))}"'
        for name, text in members.items()
        if name[:1] == "@" and _is_name(name[1:])
    )
    children = children_of(members)
    if not children:
        out.append(f"<{tag}{attributes} />")
        return
    out.append(f"<{tag}{attributes}>")
    # Text beside elements: blanks between them would belong to it.
    deeper = "" if any(name == TEXT for name, _ in children) or not margin else margin + indent
    for name, each in children:
        if name == TEXT:
            out.append(_text(str(each)))
            continue
        out.append(deeper)
        _print(name, each, deeper, indent, out)
    out.append(f"{margin if deeper else ''}</{tag}>")


def _leaf(tag: str, text: str, out: list[str]) -> None:
    if tag == COMMENT:
        out.append(f"<!--{comment(text)}-->")
    elif tag == INSTRUCTION:
        out.append(f"<?{legal(text).replace('?>', '? >')}?>")
    else:
        out.append(f"<{tag}>{_text(text)}</{tag}>" if text else f"<{tag} />")


def comment(text: str) -> str:
    """The text of a comment, with nothing in it that would end it."""
    safe = re.sub("--+", "-", legal(text))
    return f"{safe} " if safe.endswith("-") else safe


def children_of(members: dict[str, Any]) -> list[tuple[str, Any]]:
    """The elements in an element, and text and comments beside them, by name."""
    found: list[tuple[str, Any]] = []
    for name, value in members.items():
        if name == MIXED and isinstance(value, list):
            found += [(each[0], each[1]) for each in value if _is_pair(each)]
        elif name[:1] != "@" and _is_tag(name):
            found += [(name, each) for each in value] if isinstance(value, list) else [(name, value)]
    return found


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and _is_tag(value[0])


def _is_tag(name: str) -> bool:
    return name in (TEXT, COMMENT, INSTRUCTION) or _is_name(name)


def _is_name(name: str) -> bool:
    return _NAME.match(name) is not None
