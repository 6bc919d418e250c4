"""The forms of a script: text, CXone's JSON, Desktop Studio's XML and clipboard; which one a text is, and how to write each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from studio.diagnostics import Diagnostic
from studio.script.model import Script

Reader = Callable[[str, str | None], tuple[Script | None, list[Diagnostic]]]
#: Writers take a list for the places whose kept data no longer fits the script.
Writer = Callable[[Script, list[str] | None], str]
_MARK = "INCONTROL.NET-COPYCUTCOMMAND"


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its name (``json``), what people call it, the suffix of its files, its reader and its writer.

    Texts of a writer hold a file's line ends and byte-order mark: write them as UTF-8 with no translation.
    """

    name: str
    title: str
    suffix: str
    read: Reader
    write: Writer


def _read_text(text: str, file: str | None) -> tuple[Script | None, list[Diagnostic]]:
    from studio.script.text import read_text

    return read_text(text, file)


def _write_text(script: Script, stale: list[str] | None = None) -> str:
    from studio.script.text import print_text

    return print_text(script)


def _read_json(text: str, file: str | None) -> tuple[Script | None, list[Diagnostic]]:
    from studio.script.cxone_json import read_json

    return read_json(text, file)


def _write_json(script: Script, stale: list[str] | None = None) -> str:
    from studio.script.cxone_json import write_json

    return write_json(script, stale)


def _read_xml(text: str, file: str | None) -> tuple[Script | None, list[Diagnostic]]:
    from studio.script.desktop import read_xml

    return read_xml(text, file)


def _write_xml(script: Script, stale: list[str] | None = None) -> str:
    from studio.script.desktop import write_xml

    return write_xml(script, stale)


def _read_clipboard(text: str, file: str | None) -> tuple[Script | None, list[Diagnostic]]:
    from studio.script.desktop import read_clipboard

    return read_clipboard(text, file)


def _write_clipboard(script: Script, stale: list[str] | None = None) -> str:
    from studio.script.desktop import write_clipboard

    return write_clipboard(script, stale)


#: All forms by name.
FORMS = {
    each.name: each
    for each in (
        Form("text", "text", ".studio", _read_text, _write_text),
        Form("json", "CXone JSON", ".json", _read_json, _write_json),
        Form("xml", "Desktop XML", ".xml", _read_xml, _write_xml),
        Form("clipboard", "Desktop clipboard", ".txt", _read_clipboard, _write_clipboard),
    )
}


def form_of(text: str) -> str | None:
    """The form that a text has by its first characters, None for an empty one. What is no export counts as text."""
    start = text.lstrip("\ufeff \t\r\n")[:40]
    if not start:
        return None
    if start.startswith(_MARK):
        return "clipboard"
    if start[0] in "{[":
        return "json"
    return "xml" if start[0] == "<" else "text"


def write_script(script: Script, form: str, stale: list[str] | None = None) -> str:
    """The script in the form of that name. ``stale`` takes places whose kept data no longer fits since they were edited.

    Raises ValueError for a script that the form can't hold at all (for text: two actions with one id), KeyError for an
    unknown form.
    """
    return FORMS[form].write(script, stale)
