"""Built-in functions on arrays, pipe text and dynamic ones alike. None of them changes the array that it is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from studio.snippet import arrays
from studio.snippet.arithmetic import clamp
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError, shown
from studio.snippet.functions.common import alike, equals_element, gathered, is_array, listed, whole
from studio.snippet.functions.entry import Function, alias, forms, shows
from studio.snippet.scalars import is_numeric, to_number, to_text

_ORDERS = {"": False, "asc": False, "ascending": False, "desc": True, "descending": True}


def _split(host: Any, text: Any, delimiter: Any) -> str:
    value, divider = to_text(text), to_text(delimiter)
    return value.replace(divider, "|") if divider else value


def _join(host: Any, array: Any, delimiter: Any) -> str:
    return gathered((to_text(each) for each in listed(array)), to_text(delimiter), "join")


def _descending(order: Any, name: str) -> bool:
    word = to_text(order).strip().lower()
    if word not in _ORDERS:
        raise SnippetError(f"{name}: {shown(to_text(order))} is no order; orders are asc and desc")
    return _ORDERS[word]


def _sorted(name: str, key: Callable[[Any], Any]) -> Callable[..., Any]:
    def sort(host: Any, array: Any, order: Any = "") -> Any:
        elements, down = listed(array), _descending(order, name)
        if any(each.__class__ is Dynamic for each in elements):
            raise SnippetError(f"{name}: objects have no order of their own; use sortby with the name of a member")
        return alike(array, sorted(elements, key=key, reverse=down), name)

    return sort


def _sortby(host: Any, array: Any, member: Any, order: Any = "") -> Any:
    name, down = to_text(member), _descending(order, "sortby")
    elements = listed(array)
    values = [arrays.member(each, name) for each in elements]
    if any(each.__class__ is Dynamic for each in values):
        raise SnippetError(f"sortby: the member {shown(name)} is an object, and objects have no order")
    texts = [to_text(each) for each in values]
    keys: list[Any] = [to_number(each) for each in texts] if all(map(is_numeric, texts)) else texts
    places = sorted(range(len(elements)), key=keys.__getitem__, reverse=down)
    return alike(array, [elements[place] for place in places], "sortby")


def _distinct(host: Any, array: Any) -> Any:
    first: dict[Any, Any] = {}
    for each in listed(array):
        first.setdefault(id(each) if each.__class__ is Dynamic else to_text(each), each)
    return alike(array, list(first.values()), "distinct")


def _removeat(host: Any, array: Any, index: Any) -> Any:
    elements, at = listed(array), whole(index)
    if 0 < at <= len(elements):
        del elements[at - 1]
    return alike(array, elements, "removeat")


def _removeitem(host: Any, array: Any, element: Any) -> Any:
    elements, found = listed(array), equals_element(element)
    at = next((place for place, each in enumerate(elements) if found(each)), None)
    if at is not None:
        del elements[at]
    return alike(array, elements, "removeitem")


def _containsitem(host: Any, array: Any, element: Any) -> int:
    return 1 if any(map(equals_element(element), listed(array))) else 0


def _insertat(host: Any, array: Any, index: Any, element: Any) -> Any:
    elements = listed(array)
    elements.insert(min(max(1, whole(index)) - 1, len(elements)), element)
    return alike(array, elements, "insertat")


def _additem(host: Any, array: Any, element: Any) -> Any:
    return alike(array, [*listed(array), element], "additem")


def _slice(host: Any, array: Any, start: Any, count: Any = None) -> Any:
    elements, first = listed(array), max(1, whole(start)) - 1
    wanted = len(elements) if count is None else max(0, whole(count))
    return alike(array, elements[first : first + wanted], "slice")


def _first(host: Any, array: Any) -> Any:
    elements = listed(array)
    return elements[0] if elements else None


def _last(host: Any, array: Any) -> Any:
    elements = listed(array)
    return elements[-1] if elements else None


def _sum(host: Any, array: Any) -> int | float:
    return clamp(sum(to_number(each) for each in listed(array)))


def _avg(host: Any, array: Any) -> int | float | None:
    count = len(listed(array))
    return clamp(_sum(host, array) / count) if count else None


_COUNT = (
    "How many elements there are; 0 for null and empty text, 1 for text without a pipe and for an object with members."
)
_LENGTH = Function("length", forms("text", "array"), "number",
                   "Characters of the text, pipes included; of a dynamic object its count.", "inferred",
                   lambda host, v: arrays.length(v), examples=shows('length("a|b")', "3"))  # fmt: skip
_AVG = Function("avg", forms("array"), "number or null", "The average of the elements as numbers; null if there are none.", "choice",
                _avg, errors="an object among the elements", examples=shows('avg("2|3|10")', "5"))  # fmt: skip
_ADD = Function("additem", forms("array element"), "array", "The array with one more element at its end.", "choice", _additem,
                errors="an object and a text array", examples=shows('additem("red|green", "blue")', "red|green|blue"), makes="array")  # fmt: skip
_HAS = Function("containsitem", forms("array element"), "1 or 0",
                "Whether one of the elements equals it as text, or is the same object.", "choice", _containsitem,
                examples=shows('containsitem("5000|5278", "5278")', "1", 'containsitem("5000|5278", "52")', "0"))  # fmt: skip

FUNCTIONS = [
    _ADD, _AVG, alias("average", _AVG), _HAS,
    Function("count", forms("array"), "number", _COUNT, "inferred", lambda host, v: arrays.count(v),
             examples=shows('count("red|green|blue")', "3")),
    Function("distinct", forms("array"), "array", "The array without elements that stood there before, as text.", "choice",
             _distinct, examples=shows('distinct("a|b|a|c|b")', "a|b|c"), makes="array"),
    Function("first", forms("array"), "the element", "The first element, null if there is none.", "choice", _first,
             examples=shows('first("red|green")', "red")),
    Function("insertat", forms("array index element"), "array",
             "The array with an element put in at an index: below 1 at the beginning, past the end behind the last.", "choice",
             _insertat, errors="an object and a text array", examples=shows('insertat("a|c", 2, "b")', "a|b|c"), makes="array"),
    Function("isarray", forms("value"), "1 or 0", "Whether it is a dynamic array, or text with a pipe.", "choice",
             lambda host, v: 1 if is_array(v) and (v.__class__ is str or v.is_array) else 0,
             examples=shows('isarray("a|b")', "1", 'isarray("a")', "0")),
    Function("join", forms("array delimiter"), "text", "The elements as text with the delimiter between them.", "choice", _join,
             errors="a result that is too long", examples=shows('join("a|b|c", ", ")', "a, b, c")),
    Function("last", forms("array"), "the element", "The last element, null if there is none.", "choice", _last,
             examples=shows('last("red|green")', "green")),
    _LENGTH, alias("len", _LENGTH),
    Function("removeat", forms("array index"), "array", "The array without the element at an index; as it is where there is none.",
             "choice", _removeat, examples=shows('removeat("a|b|c", 2)', "a|c"), makes="array"),
    Function("removeitem", forms("array element"), "array", "The array without the first element that equals it.", "choice",
             _removeitem, examples=shows('removeitem("a|b|a", "a")', "b|a"), makes="array"),
    Function("size", forms("array"), "number", _COUNT, "documented", lambda host, v: arrays.count(v),
             examples=shows('size("red|green|blue")', "3")),
    Function("slice", forms("array start", "array start count"), "array",
             "``count`` elements, or all, from index ``start``; past the end what there is, a start below 1 counts as 1.", "choice",
             _slice, examples=shows('slice("a|b|c|d", 2, 2)', "b|c"), makes="array"),
    Function("sort", forms("array", "array order"), "array",
             "The elements in the order of their text; ``order`` is ``asc`` or ``desc``.", "choice", _sorted("sort", to_text),
             errors="objects among the elements, another order",
             examples=shows('sort("pear|apple|fig")', "apple|fig|pear", 'sort("1|3|2", "desc")', "3|2|1"), makes="array"),
    Function("sortby", forms("array member", "array member order"), "array",
             "Objects in the order of one of their members: of numbers if all of them read as numbers, else of text.", "choice",
             _sortby, errors="a member that is an object, another order",
             examples=shows("sortby(parsejson($'[\\{\"p\":10},\\{\"p\":9}]'), \"p\")", '[{"p":"9"},{"p":"10"}]'), makes="array"),
    Function("sortnumeric", forms("array", "array order"), "array",
             "The elements in the order of their numbers; what is no number counts as 0.", "choice",
             _sorted("sortnumeric", to_number), errors="objects among the elements, another order",
             examples=shows('sortnumeric("10|9|100")', "9|10|100"), makes="array"),
    Function("split", forms("text delimiter"), "array",
             "The text with every delimiter turned into a pipe; an empty one changes nothing, blanks stay.", "inferred", _split,
             examples=shows('split("a,b,c", ",")', "a|b|c")),
    Function("sum", forms("array"), "number", "The elements added up as numbers; what is no number counts as 0.", "choice", _sum,
             errors="an object among the elements", examples=shows('sum("1|2|3.5")', "6.5")),
]  # fmt: skip
