"""Built-in functions on dynamic objects: as text, from text, and what members they have."""

from __future__ import annotations

from typing import Any

from studio.snippet.copies import copy_value
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError, shown
from studio.snippet.functions.entry import Function, alias, forms, shows
from studio.snippet.json_text import as_json, parse_dynamic
from studio.snippet.scalars import to_text
from studio.snippet.xml_text import as_xml


def _asjson(host: Any, value: Any) -> str:
    return _told(host, as_json(value, host.limits.object_text), "JSON")


def _asxml(host: Any, value: Any) -> str:
    return _told(host, as_xml(value, host.limits.object_text), "XML")


def _told(host: Any, text: str, form: str) -> str:
    """The text, with a warning where it was cut; one of exactly that length is taken for cut, too."""
    longest = host.limits.object_text
    if len(text) >= longest:
        host.warn("SN510", f"the {form} of an object was cut at {longest:,} characters")
    return text


def _source(value: Any) -> str:
    return to_text(value).strip().lstrip("\ufeff")


def _parsejson(host: Any, value: Any) -> Dynamic:
    if value.__class__ is not Dynamic and _source(value).startswith("<"):
        raise SnippetError(f"parsejson: {shown(_source(value))} is no JSON")
    return parse_dynamic(value)


def _parsexml(host: Any, value: Any) -> Dynamic:
    if value.__class__ is not Dynamic and _source(value) and not _source(value).startswith("<"):
        raise SnippetError(f"parsexml: {shown(_source(value))} is no XML")
    return parse_dynamic(value)


def _reads(value: Any, signs: str) -> int:
    """Whether a text begins by one of the signs and reads as an object."""
    if value.__class__ is not str or not _source(value).startswith(tuple(signs)):
        return 0
    try:
        parse_dynamic(value)
    except SnippetError:
        return 0
    return 1


def _members(value: Any) -> dict[str, Any]:
    return value.members if value.__class__ is Dynamic else {}


def _values(host: Any, value: Any) -> Dynamic:
    if value.__class__ is Dynamic and value.is_array:
        return Dynamic.array(list(value.elements))
    return Dynamic.array(list(_members(value).values()))


_PARSEJSON = Function("parsejson", forms("text"), "dynamic object",
                      "The object that JSON text holds, as by ``DYNAMIC x FROM text``; empty text gives an empty object.", "choice",
                      _parsejson, errors="other text",
                      examples=shows("parsejson($'\\{\"a\":[7,8]}').a[2]", "8"), makes="tree")  # fmt: skip
_OBJECT = 'parsejson($\'\\{"id":7,"name":"Ann"}\')'

FUNCTIONS = [
    Function("asjson", forms("object"), "text",
             "The object as JSON on one line, every value as a string; cut at 32,768 characters. What is no object gives its text.",
             "documented", _asjson, pure=False, examples=shows(f"asjson({_OBJECT})", '{"id":"7","name":"Ann"}')),
    Function("asxml", forms("object"), "text",
             "The object as XML below ``<root>``; cut at 32,768 characters. What is no object gives its text.", "documented", _asxml,
             pure=False, examples=shows(f"asxml({_OBJECT})", "<root><id>7</id><name>Ann</name></root>")),
    Function("clone", forms("object"), "the value", "A copy that shares nothing with the object; another value as it is.", "choice",
             lambda host, v: copy_value(v), examples=shows(f"clone({_OBJECT}).name", "Ann"), makes="tree"),
    Function("hasmember", forms("object name"), "1 or 0", "Whether there is a member of that name; letter case counts.", "choice",
             lambda host, v, name: 1 if to_text(name) in _members(v) else 0,
             examples=shows(f'hasmember({_OBJECT}, "name")', "1", f'hasmember({_OBJECT}, "Name")', "0")),
    Function("isjson", forms("text"), "1 or 0", "Whether the text is one that parsejson reads as an object or array.", "choice",
             lambda host, v: _reads(v, "{["), examples=shows('isjson("[1,2]")', "1", 'isjson("12")', "0")),
    Function("isxml", forms("text"), "1 or 0", "Whether the text is one that parsexml reads as an object.", "choice",
             lambda host, v: _reads(v, "<"), examples=shows('isxml("<a/>")', "1", 'isxml("a")', "0")),
    Function("keys", forms("object"), "dynamic array", "The names of the members in their order; none for what is no object.", "choice",
             lambda host, v: Dynamic.array(list(_members(v))), examples=shows(f'join(keys({_OBJECT}), ", ")', "id, name"), makes="array"),
    Function("member", forms("object name"), "the value",
             "The member whose name is the text, null if there is none; letter case counts.", "choice",
             lambda host, v, name: _members(v).get(to_text(name)), examples=shows(f'member({_OBJECT}, "name")', "Ann")),
    _PARSEJSON, alias("fromjson", _PARSEJSON),
    Function("parsexml", forms("text"), "dynamic object",
             "The object that XML text holds: what stands in its root; empty text gives an empty object.", "choice", _parsexml,
             errors="other text, XML with a document type", examples=shows('parsexml("<r><id>7</id></r>").id', "7"), makes="tree"),
    Function("values", forms("object"), "dynamic array", "The values of the members in their order, or the elements.", "choice",
             _values, examples=shows(f'join(values({_OBJECT}), ", ")', "7, Ann"), makes="array"),
]  # fmt: skip
