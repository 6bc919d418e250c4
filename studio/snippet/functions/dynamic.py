"""Built-in functions on dynamic objects, and on what is kept of a variable."""

from __future__ import annotations

from typing import Any

from studio.snippet.functions.entry import Function, forms
from studio.snippet.json_text import LONGEST, as_json
from studio.snippet.xml_text import as_xml


def _asjson(host: Any, value: Any) -> str:
    return _told(host, as_json(value), "JSON")


def _asxml(host: Any, value: Any) -> str:
    return _told(host, as_xml(value), "XML")


def _told(host: Any, text: str, form: str) -> str:
    """The text, with a warning where it was cut; one of exactly that length is taken for cut, too."""
    if len(text) == LONGEST:
        host.warn("SN510", f"the object is larger than 32 KB: its {form} was cut at {LONGEST} characters")
    return text


def _savetodb(host: Any, value: Any, marked: Any = 1) -> Any:
    """The value as it is: which variable is marked only the caller can say."""
    return value


FUNCTIONS = [
    Function("asjson", forms("object"), "text",
             "The object as JSON on one line, every value as a string; cut at 32,768 characters.", "documented", _asjson),
    Function("asxml", forms("object"), "text", "The object as XML below ``<root>``; cut at 32,768 characters.", "documented",
             _asxml, errors="an object nested too deep"),
    Function("savetodb", forms("variable", "variable marked"), "the value",
             "Marks the variable for the platform's database; 0 takes the mark back.", "documented", _savetodb,
             mutates_receiver=True),
]  # fmt: skip
