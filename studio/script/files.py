"""Reading scripts from files: the bytes, their encoding, and which of the forms they hold."""

from __future__ import annotations

import codecs
from pathlib import Path

from studio.diagnostics import Diagnostic
from studio.script.model import Script

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
    """The script files of a folder and below, by path; of a file itself. Hidden folders are passed over.

    JSON and XML files serve many ends: in a folder those count that look like a script.
    """
    if not path.is_dir():
        return [path]
    found = []
    for file in sorted(path.rglob("*")):
        inside = file.relative_to(path).parts
        if file.suffix.lower() not in SUFFIXES or any(part.startswith(".") for part in inside) or not file.is_file():
            continue
        if file.suffix.lower() in (".studio", ".snippet") or _looks_like_script(file):
            found.append(file)
    return found


def read_source(file: Path) -> tuple[str | None, list[Diagnostic]]:
    """A file's text, or None and why not. UTF-8, with a mark also UTF-16."""
    try:
        if file.stat().st_size > LARGEST:
            return None, [_fault(file, "FI002", f"the file is larger than {LARGEST // 1_000_000} MB")]
        # A device or a pipe may never end.
        if file.exists() and not file.is_file():
            return None, [_fault(file, "FI001", "it is a folder or a device, not a file")]
        content = file.read_bytes()
    except OSError as fault:
        return None, [_fault(file, "FI001", f"the file can't be read: {fault.strerror or fault}")]
    found, problems = decoded(content, "the file")
    return found, [each.placed(file=str(file)) for each in problems]


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
    text, problems = read_source(file)
    if text is None:
        return None, problems
    script, found = _read(text, str(file))
    if script is not None:
        script.file = str(file)
    return script, [each.placed(file=str(file)) for each in found]


def _read(text: str, name: str) -> tuple[Script | None, list[Diagnostic]]:
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if not start:
        return None, [Diagnostic("FI005", "error", "the file is empty", 'a script begins with: script "Name"')]
    if start in "{[":
        from studio.script.cxone_json import read_json

        return read_json(text, name)
    if start == "<":
        return None, [
            Diagnostic("FI006", "error", "Desktop Studio XML is not read yet", "export it from CXone Studio as JSON")
        ]
    from studio.script.text import read_text

    return read_text(text, name)


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
