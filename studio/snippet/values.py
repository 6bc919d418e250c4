"""Everything that is done with values of Snippet, in one place to import from.

Text is ``str``, numbers are ``int`` where whole and ``float`` elsewhere, truth is 1 and 0, null is ``None``, dates are
:class:`~studio.snippet.dates.DateTime`, objects :class:`~studio.snippet.dynamic.Dynamic`. An array is text with pipes.
"""

from __future__ import annotations

from studio.snippet.arithmetic import (
    add,
    clamp,
    divide,
    int_divide,
    modulus,
    multiply,
    negate,
    power,
    subtract,
)
from studio.snippet.arrays import (
    count,
    element,
    elements,
    index_of,
    length,
    member,
    put_element,
    set_element,
    set_member,
    with_element,
)
from studio.snippet.comparing import compare, equal
from studio.snippet.copies import copy_value, from_plain, plain_value
from studio.snippet.json_text import as_json, dump_json, lenient_json, parse_dynamic
from studio.snippet.scalars import (
    EXACT,
    Value,
    float_text,
    is_numeric,
    number_of_text,
    to_number,
    to_text,
    truth,
)
from studio.snippet.xml_text import as_xml

#: The same as :func:`count`.
size = count

__all__ = [
    "EXACT",
    "Value",
    "add",
    "as_json",
    "as_xml",
    "clamp",
    "compare",
    "copy_value",
    "count",
    "divide",
    "dump_json",
    "element",
    "elements",
    "equal",
    "float_text",
    "from_plain",
    "index_of",
    "int_divide",
    "is_numeric",
    "length",
    "lenient_json",
    "member",
    "modulus",
    "multiply",
    "negate",
    "number_of_text",
    "parse_dynamic",
    "plain_value",
    "power",
    "put_element",
    "set_element",
    "set_member",
    "size",
    "subtract",
    "to_number",
    "to_text",
    "truth",
    "with_element",
]
