"""Reading scripts from files: the bytes, their encoding, and which of the forms they hold."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator
from pathlib import Path

from studio.diagnostics import Diagnostic
from studio.script.forms import FORMS, form_of, write_script
from studio.script.losses import losses, written
from studio.script.model import Script

__all__ = [
    "FORMS",
    "LARGEST",
    "SUFFIXES",
    "decoded",
    "find_scripts",
    "form_of",
    "losses",
    "read_content",
    "read_script",
    "read_source",
    "script_in",
    "write_script",
    "written",
]

#: A larger file is no script.
LARGEST = 20_000_000
#: Names of files that may hold scripts.
SUFFIXES = (".studio", ".json", ".xml", ".snippet")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def find_scripts(path: Path) -> list[Path]:
    """The script files of a folder and below, by path; of a file itself.

    Passed over are what is hidden, folders that can't be read (or are gone by now), links to folders, and links to files
    outside of the folder. JSON and XML files serve many ends: in a folder those count that look like a script.
    """
    if not os.path.isdir(path):
        return [path]
    root = os.path.realpath(path)
    return sorted(
        file
        for file in _files(path)
        if file.suffix.lower() in SUFFIXES
        and os.path.isfile(file)
        and (not os.path.islink(file) or _is_below(file, root))
        and (file.suffix.lower() in (".studio", ".snippet") or _looks_like_script(file))
    )


def _files(path: Path) -> Iterator[Path]:
    """What lies in a folder and below and isn't hidden, in no order; no depth of folders is too much."""
    waiting = [path]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for each in entries:
                    if each.name.startswith("."):
                        continue
                    if each.is_dir(follow_symlinks=False):
                        waiting.append(folder / each.name)
                    else:
                        yield folder / each.name
        except OSError:
            continue


def _is_below(file: Path, root: str) -> bool:
    return Path(os.path.realpath(file)).is_relative_to(root)


def read_source(file: Path) -> tuple[str | None, list[Diagnostic]]:
    """A file's text, or None and why not. UTF-8, with a mark also UTF-16."""
    content, problems = read_content(file)
    if content is None:
        return None, problems
    found, problems = decoded(content, "the file")
    return found, [each.placed(file=str(file)) for each in problems]


def read_content(file: Path) -> tuple[bytes | None, list[Diagnostic]]:
    """A file's bytes, or None and why not."""
    try:
        if file.stat().st_size > LARGEST:
            return None, [_fault(file, "FI002", f"the file is larger than {LARGEST // 1_000_000} MB")]
        # A device or a pipe may never end.
        if file.exists() and not file.is_file():
            return None, [_fault(file, "FI001", "it is a folder or a device, not a file")]
        return file.read_bytes(), []
    except OSError as fault:
        return None, [_fault(file, "FI001", f"the file can't be read: {fault.strerror or fault}")]


def decoded(content: bytes, what: str) -> tuple[str | None, list[Diagnostic]]:
    """The text of some bytes, or None and why there is none. UTF-8, with a mark also UTF-16; ``what`` names it."""
    if len(content) > LARGEST:
        return None, [Diagnostic("FI002", "error", f"{what} is larger than {LARGEST // 1_000_000} MB")]
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        message = f"{what} is no {encoding.upper().replace('-SIG', '')} text"
        return None, [Diagnostic("FI003", "error", message, "save it as UTF-8", line=line)]
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return None, [Diagnostic("FI004", "error", f"{what} holds NUL characters: it is no text", line=line)]
    return text, []


def read_script(file: Path) -> tuple[Script | None, list[Diagnostic]]:
    """The script in a file, whatever its form, and all findings of reading it; None where there is none."""
    content, problems = read_content(file)
    if content is None:
        return None, problems
    text, found = decoded(content, "the file")
    script = None
    if text is not None:
        script, found = script_in(text, str(file))
    if script is not None:
        script.file = str(file)
        for layout in script.layout.values():
            layout["bom"] = any(content.startswith(mark) for mark, _ in _MARKS)
    return script, [each.placed(file=str(file)) for each in found]


def script_in(text: str, name: str | None = None) -> tuple[Script | None, list[Diagnostic]]:
    """The script in a text, whatever its form, and all findings; ``name`` is the file's, for them.

    What was copied to the clipboard has no script name: it is called by the file's.
    """
    form = form_of(text)
    if form is None:
        return None, [Diagnostic("FI005", "error", "the file is empty", 'a script begins with: script "Name"')]
    script, problems = FORMS[form].read(text, name)
    if script is not None and form == "clipboard" and name:
        script.name = script.header["scriptName"] = Path(name).stem
    return script, problems


def _looks_like_script(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            start = stream.read(4096)
    except OSError:
        return False
    return (
        b'"scriptContent"' in start
        or (b'"header"' in start and b'"scriptName"' in start)
        or b"<ScriptContainer" in start
    )


def _fault(file: Path, code: str, message: str, hint: str = "", line: int | None = None) -> Diagnostic:
    return Diagnostic(code, "error", message, hint, file=str(file), line=line)
