"""Compiled code reaches its variables and the helpers of a run, and nothing else of Python."""

from __future__ import annotations

import dis
from types import CodeType, FunctionType
from typing import Any

import pytest

from studio.snippet.compiler.names import Known
from studio.snippet.compiler.program import code_of_snippet
from studio.snippet.errors import SnippetError
from studio.snippet.host import PlainHost
from studio.snippet.parser import parse_snippet
from studio.snippet.unit import SnippetUnit
from studio.snippet.values import from_plain, plain_value
from studio.snippet.variables import Variables

#: What has led out of other languages' sandboxes; each has to be harmless data here, or no Snippet at all.
ESCAPES = [
    "x = ().__class__.__bases__[1].__subclasses__()",
    'x = "".__class__',
    'x = "a".__class__.__mro__[2]',
    'x = "{a.__class__}"',
    'x = "{a.__init__.__globals__}"',
    'x = "{0.__class__.__base__}".format("a")',
    'x = format(5, "{0.__class__}")',
    'x = o.__dict__\ny = o.members\nz = o.elements\nq = o.is_array',
    'o.__class__ = "x"',
    'o.__setattr__("a", 1)',
    'x = o.__reduce__()',
    'x = __import__("os").system("true")',
    'x = eval("1")',
    'x = exec("import os")',
    'x = open("/etc/passwd")',
    'x = getattr(o, "members")',
    "x = globals()",
    "x = V\ny = H\nz = R\nq = L\nr = K0\ns = U0\nt = ORIGIN\nu = fn_upper\nv = __builtins__",
    "V = 1\nH = 2\nR = 3\nL = 4\nK0 = 5\nx = V + H + R + L + K0",
    "ORIGIN = 1\nFAULTS = 2\ncaught = 3\nx = 1 / 0",
    "p = GetRESTProxy()\nx = p.headers\ny = p.__class__\nz = p.state\nq = p.request",
    "p = GetRESTProxy()\np.headers = 1",
    "p = GetRESTProxy()\np.__class__ = 1",
    "x = now.value\ny = now.__class__\nz = now.date_text",
    'x = "\\x00\\x01"\ny = "\x00 1\x00"',
    "x = \"'] = 1\\nimport os\\nV['\"",
    "a']['b = 1",
    "FUNCTION main() { RETURN 7 }\nx = main()",
    "FUNCTION f0() { RETURN 7 }\nx = f0()",
    'DYNAMIC x FROM $"\\{\\"__class__\\": \\"a\\", \\"__type\\": \\"System.Diagnostics.Process\\"\\}"\ny = x.__class__',
    'DYNAMIC x FROM "<!DOCTYPE a [<!ENTITY e SYSTEM \'file:///etc/passwd\'>]><a>&e;</a>"',
    'new System.Diagnostics.Process()',
    'x = new UCN.Data.Other()',
    'USES "evil.dll"',
    "global:__builtins__ = 1\nx = global:__builtins__",
    "x = abs.__self__\ny = upper.__globals__",
    "x = 9 ^ 9 ^ 9 ^ 9",
]  # fmt: skip


def plain(value: Any) -> bool:
    """Whether a value is one of Snippet's own kinds, through and through."""
    if isinstance(value, dict):
        return all(isinstance(name, str) and plain(each) for name, each in value.items())
    if isinstance(value, list):
        return all(plain(each) for each in value)
    return value is None or type(value) in (str, int, float)


@pytest.mark.parametrize("code", ESCAPES)
def test_a_classic_escape_gives_data_or_an_error(code: str) -> None:
    unit = SnippetUnit({0: (code, 2048)})
    if any(each.severity == "error" for each in unit.problems[0]):
        assert all(each.line for each in unit.problems[0])
        return
    variables, host = Variables(), PlainHost()
    variables["o"] = from_plain({"a": 1})
    variables["a"] = "text"
    message = ""
    try:
        unit.snippet(0)(variables, host)
    except SnippetError as fault:
        message = fault.message
    assert "0x" not in message
    for name, value in variables.items():
        told = plain_value(value)
        assert plain(told) or told == "{RESTProxy}", name
        assert "<class" not in str(told), name
        assert "object at" not in str(told), name


def names_of(code: CodeType) -> set[tuple[str, str]]:
    """What code loads by name: (what it does, the name), inner functions included."""
    found = {
        (each.opname, str(each.argval))
        for each in dis.get_instructions(code)
        if each.opname in ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_ATTR", "LOAD_METHOD", "STORE_ATTR", "IMPORT_NAME")
    }
    for each in code.co_consts:
        if isinstance(each, CodeType):
            found |= names_of(each)
    return found


def test_an_author_can_name_nothing_of_python() -> None:
    """Names, members, functions and texts of a script stand in compiled code as constants only."""
    words = ["secret", "__class__", "os", "__globals__"]
    code = "\n".join(
        f'{w} = o.{w} + o["{w}"].{w}\nFUNCTION f_{w}({w}) {{ RETURN {w}.{w}.upper() }}\nf_{w}("{w}")' for w in words
    )
    program = parse_snippet(code).program
    assert program is not None
    unit = SnippetUnit({0: (code, 2048)})
    assert not unit.problems[0]
    from studio.snippet.compiler.names import Callee

    known = Known({f"f_{word}": Callee(f"f_{word}", 1, True) for word in words})
    coded = code_of_snippet(program.body, program.functions, known)
    assert coded.code is not None
    loaded = names_of(coded.code)
    attributes = {name for what, name in loaded if what in ("LOAD_ATTR", "LOAD_METHOD", "STORE_ATTR")}
    assert attributes <= {"__class__", "call", "host", "limit", "budget", "passes", "put", "put_member", "put_element",
                          "for_part_write", "main", "trace", "check_time", "join", "made", "depth", "left", "enter", "no_body", "run"}  # fmt: skip
    assert not {name for _, name in loaded if "secret" in name or name in ("os", "__globals__")}
    assert not {name for what, name in loaded if what == "IMPORT_NAME"}


def test_compiled_code_has_no_builtins_but_a_few() -> None:
    unit = SnippetUnit({0: ("x = 1", 2048)})
    main = unit.snippet(0)
    assert isinstance(main, FunctionType)
    space = main.__globals__
    assert space["__builtins__"] == {}
    assert not {"open", "eval", "exec", "getattr", "type", "__import__", "print", "vars", "globals"} & set(space)
