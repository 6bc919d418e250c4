"""Names of files as scripts have them: which file of the store they mean, and which mean none."""

from __future__ import annotations

import re
from typing import Literal

from studio.runtime.ports.files import FileFailure

#: Parts of a path, from the root of the store.
Parts = tuple[str, ...]
Absolute = Literal["refuse", "root"]

#: What Windows takes in no name of a file; the colon of drives and streams among them.
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f\ud800-\udfff]')
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?= *(?:\.|$))", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST, _LONGEST_PART, _DEEPEST = 1_000, 240, 32


def parts_of(name: str, script: str = "", absolute: Absolute = "refuse") -> Parts:
    """The file that a name means to a script; FileFailure if it means none, or one outside of the store.

    A name is relative to the script's folder; ``..`` leads up, never above the root. A leading ``\\..`` is relative too
    [documented for prompts]; any other name from a root is refused, or with ``root`` taken from the root of the store.
    """
    text = name.strip().replace("/", "\\")
    if not text:
        raise FileFailure("there is no file name")
    if len(text) > _LONGEST:
        raise FileFailure(f"a file name of {len(text)} characters is too long")
    if _DRIVE.match(text) or text.startswith("\\\\"):
        raise FileFailure(f"{_shown(name)} names a drive or a server: files lie in the store")
    found: list[str] = list(folder_of(script))
    if text.startswith("\\") and not text.startswith("\\.."):
        if absolute == "refuse":
            raise FileFailure(f"{_shown(name)} is a path from the root: names are relative to the script's folder")
        found = []
    for part in text.split("\\"):
        if part == "..":
            if not found:
                raise FileFailure(f"{_shown(name)} leads out of the store")
            found.pop()
        elif part not in ("", "."):
            found.append(_checked(part, name))
    if text.endswith("\\") or not found or text.rpartition("\\")[2] in (".", ".."):
        raise FileFailure(f"{_shown(name)} is a folder")
    if len(found) > _DEEPEST:
        raise FileFailure(f"{_shown(name)} lies more than {_DEEPEST} folders deep")
    return tuple(found)


def folder_of(script: str) -> Parts:
    """The folder of a script by its name; parts that no folder can have are left out."""
    parts = [part.strip() for part in script.replace("/", "\\").split("\\")[:-1]]
    return tuple(each for each in parts if each not in ("", ".", "..") and _fault(each) == "")[:_DEEPEST]


def folded(parts: Parts) -> Parts:
    """The same in small letters: letter case does not count."""
    return tuple(each.lower() for each in parts)


def _checked(part: str, name: str) -> str:
    fault = _fault(part)
    if fault:
        raise FileFailure(f"{_shown(name)} {fault}")
    return part


def _fault(part: str) -> str:
    if _FORBIDDEN.search(part):
        return "has a character that file names can't have"
    if _DEVICE.match(part):
        return "is the name of a device"
    if part.endswith((".", " ")) or part.startswith(" "):
        return "has a part with a space or a dot at its edge"
    if len(part.encode("utf-8", "replace")) > _LONGEST_PART:
        return "has a part that is too long"
    return ""


def _shown(name: str) -> str:
    text = "".join(each if each.isprintable() else "·" for each in name[:60])
    return f'"{text}{"…" if len(name) > 60 else ""}"'
