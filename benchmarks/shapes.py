"""Sources and runs made to hurt, each of a size to choose. What they cost has to grow as their size does, no faster."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from measuring import forget

from studio.snippet.errors import SnippetError
from studio.snippet.host import PlainHost
from studio.snippet.unit import SnippetUnit
from studio.snippet.variables import Variables

Work = Callable[[], object]


@dataclass
class Shape:
    """``made`` gives the work for a size, ready to be timed; ``most`` is the greatest size worth measuring."""

    group: str
    name: str
    most: int
    made: Callable[[int], Work]


def compiled(source: str) -> Work:
    """A snippet read and compiled with empty caches."""

    def work() -> object:
        forget()
        return SnippetUnit({0: (source, 32_768)})

    return work


def property_of(source: str) -> Work:
    """The same text as an expression, as bare text and as a name."""
    empty = SnippetUnit({})

    def work() -> object:
        forget()
        return empty.expression(source), empty.text(source), empty.target(source)

    return work


def run_of(source: str, given: dict[str, Any] | None = None) -> Work:
    """A snippet that is compiled before and run."""
    run = SnippetUnit({0: (source, 32_768)}).snippet(0)

    def work() -> object:
        variables = Variables()
        variables.update(given or {})
        try:
            run(variables, PlainHost())
        except SnippetError as fault:
            return fault
        return variables

    return work


#: Name → the greatest number of units and the source for a number of them.
SOURCES: dict[str, tuple[int, Callable[[int], str]]] = {
    # Strings.
    "a long string": (200_000, lambda n: f'x = "{"a" * n}"'),
    "names in one string": (4_000, lambda n: f'x = "{"{a}" * n}"'),
    "expressions in one string": (2_000, lambda n: f'x = "{"{a+1}" * n}"'),
    "strings that are not closed": (2_000, lambda n: 'x = "abc\n' * n),
    "one long string that is not closed": (200_000, lambda n: 'x = "' + "a" * n),
    "opening braces in a string": (100_000, lambda n: f'x = "{"{" * n}"'),
    "braces of nothing in a string": (40_000, lambda n: f'x = "{"{}" * n}"'),
    "braces that hold no expression": (20_000, lambda n: f'x = "{"{a b}" * n}"'),
    "substitutions that are not closed": (20_000, lambda n: 'x = "' + "{a+" * n),
    "strings within strings": (20_000, lambda n: 'x = "' + "{('" * n),
    "substitutions within substitutions": (160, lambda n: 'x = "' + "{f('" * (n // 2) + "')}" * (n // 2) + '"'),
    "quotes": (100_000, lambda n: "x = " + '"' * n),
    "quotes of both kinds": (50_000, lambda n: "x = " + "'\"" * n),
    "backslashes": (200_000, lambda n: f'x = $"{chr(92) * 2 * (n // 2)}"'),
    "escaped braces": (50_000, lambda n: f'x = $"{chr(92)}{{{(chr(92) + "{") * n}"'),
    "inner quotes on one line": (10_000, lambda n: 'x = "a' + '" b' * n + '"'),
    "inner quotes and comments on one line": (10_000, lambda n: 'x = "a' + '" // b' * n + "\n"),
    "inner quotes on many lines": (2_000, lambda n: 'x = "a "b" c"\n' * n),
    "inner quotes that do not help": (2_000, lambda n: 'x = "a" b" c" d\n' * n),
    # Brackets and operators.
    "opening brackets": (100_000, lambda n: "x = " + "(" * n),
    "closing brackets": (100_000, lambda n: "x = 1" + ")" * n),
    "closing brackets with an end": (50_000, lambda n: "x = 1" + ") " * n + "+"),
    "deep brackets": (160, lambda n: f"x = {'(' * n}1{')' * n}"),
    "deep braces": (160, lambda n: "IF x {" * n + "}" * n),
    "deep braces, many times": (16, lambda n: ("IF x {" * 50 + "}" * 50 + "\n") * n),
    "a chain of operators": (1_920, lambda n: "x = 1" + " + a" * n),
    "a chain that is too long": (40_000, lambda n: "x = 1" + "+a" * n),
    "members": (100_000, lambda n: "x = a" + ".a" * n),
    "indexes": (50_000, lambda n: "x = a" + "[1]" * n),
    "minus signs": (100_000, lambda n: "x = " + "-" * n + "1"),
    "exclamation marks": (100_000, lambda n: "x = " + "!" * n + "1"),
    "arguments": (2_000, lambda n: "x = f(" + "a," * n + "a)"),
    "a huge number": (200_000, lambda n: f"x = {'9' * n}"),
    "a huge fraction": (200_000, lambda n: f"x = 0.{'9' * n}"),
    "a huge name": (200_000, lambda n: f"{'a' * n} = 1"),
    "a huge name alone": (200_000, lambda n: "a" * n),
    "a text that is nearly a number": (200_000, lambda n: f'x = 1 + "{"1" * n}x"'),
    "a huge unknown function": (100_000, lambda n: f"x = {'a' * n}(1)"),
    # Lines and blocks.
    "lines": (4_000, lambda n: "x = y\n" * n),
    "lines with a method": (2_000, lambda n: "x = y.upper()\n" * n),
    "names, all different": (4_000, lambda n: "".join(f"a{i} = 1\n" for i in range(n))),
    "lines above the limit": (80_000, lambda n: "x = y + z\n" * n),
    "one long line": (2_000, lambda n: "IF x { y = 1 } " * n),
    "blank lines": (100_000, lambda n: "\n" * n),
    "comments": (25_000, lambda n: "// a comment\n" * n),
    "one long comment": (225_000, lambda n: "x = 1 //" + "/" * n),
    "blanks without width": (200_000, lambda n: "x = " + "\u200b" * n + "1"),
    "lines of blanks without width": (100_000, lambda n: "\u200b\n" * n),
    "line ends of three kinds": (50_000, lambda n: "\r\n\r\n" * n),
    "broken lines": (10_000, lambda n: "x = = 1\n" * n),
    "broken lines with blocks": (4_000, lambda n: "IF = { x = ( }\n" * n),
    "words on one line": (20_000, lambda n: "x = 1 " + "a " * n),
    "strange characters": (25_000, lambda n: "x = \u00e9\n" * n),
    "half surrogates": (100_000, lambda n: "x = " + "\ud800" * n),
    "nulls": (100_000, lambda n: "\0" * n),
    "functions": (2_000, lambda n: "".join(f"FUNCTION f{i}(a) {{ RETURN a }}\n" for i in range(n))),
    "functions of one name": (2_000, lambda n: "FUNCTION f(a) { RETURN a }\n" * n),
    "functions that call one another": (
        1_000,
        lambda n: "".join(f"FUNCTION f{i}(a) {{ v{i} = f{(i + 1) % n}(a) }}\n" for i in range(n)),
    ),
    "parameters": (2_000, lambda n: f"FUNCTION f({','.join(f'a{i}' for i in range(n))}) {{ }}"),
    "labels": (4_000, lambda n: f"SWITCH x {{ {'CASE 1 ' + chr(10)}{('CASE 1' + chr(10)) * n}{{ y = 1 }} }}"),
    "cases": (1_000, lambda n: f"SWITCH x {{ {'CASE 1 { y = 1 }' * n} }}"),
    "labels without a block": (10_000, lambda n: "SWITCH x { " + "CASE 1\n" * n),
    "stray labels": (10_000, lambda n: "CASE 1\n" * n),
    "ELSE without IF": (10_000, lambda n: "ELSE\n" * n),
    "ELSE IF": (2_000, lambda n: "IF x { } ELSE IF y { }\n" * n),
    "IF without a block": (4_000, lambda n: "IF x\n" * n),
    "BREAK outside a loop": (10_000, lambda n: "BREAK\n" * n),
    "calls of unknown functions": (2_000, lambda n: "".join(f"call{i}(1)\n" for i in range(n))),
    "calls with a wrong count": (2_000, lambda n: "x = upper(0, 2, 3)\n" * n),
    "stray closing braces": (20_000, lambda n: "}\n" * n),
    "stray closing braces on one line": (20_000, lambda n: "}" * n),
    "statements with a stray brace": (4_000, lambda n: "x = 1 }\n" * n),
    "stray opening braces": (20_000, lambda n: "{" * n),
    "braces where a value is due": (10_000, lambda n: "x = {a} " * n),
    "a block that is not closed": (4_000, lambda n: "IF x {\n" + "x = 1\n" * n),
    "text joined by +": (2_000, lambda n: 'x = "a" + "b"\n' * n),
    "names alone": (4_000, lambda n: "abc\n" * n),
    "no target": (4_000, lambda n: "f(x) = 1\n" * n),
}
PROPERTIES: dict[str, tuple[int, Callable[[int], str]]] = {
    "names in a text": (4_000, lambda n: "{a} " * n),
    "lines with names": (4_000, lambda n: "a {b}\n" * n),
    "expressions in a text": (2_000, lambda n: "{a+1}\n" * n),
    "opening braces": (100_000, lambda n: "{" * n),
    "closing braces": (100_000, lambda n: "}" * n),
    "strings in braces": (20_000, lambda n: "{('" * n),
    "substitutions that are not closed": (20_000, lambda n: "{a+" * n),
    "lines": (100_000, lambda n: "\n" * n),
    "members": (100_000, lambda n: "a" + ".a" * n),
}
#: The source and the variables for a number.
RUNS: dict[str, tuple[int, Callable[[int], tuple[str, dict[str, Any]]]]] = {
    "a loop": (40_000, lambda n: (f'FOR i = 1 TO {n} {{ x = x + i\n s = "{{i}}" }}', {})),
    "text appended": (8_000, lambda n: (f'FOR i = 1 TO {n} {{ s.append("x") }}', {})),
    "text built by substitution": (8_000, lambda n: (f'FOR i = 1 TO {n} {{ s = "{{s}}x" }}', {})),
    "elements appended": (4_000, lambda n: (f'FOR i = 1 TO {n} {{ a[1 + a.count] = "x" }}', {})),
    "elements read": (4_000, lambda n: (f"FOR i = 1 TO {n} {{ x = a[i] }}", {"a": "x|" * (n - 1) + "x"})),
    "elements written": (4_000, lambda n: (f'FOR i = 1 TO {n} {{ a[i] = "y" }}', {"a": "x|" * (n - 1) + "x"})),
    "FOREACH": (4_000, lambda n: ("FOREACH e IN a { x = e }", {"a": "x|" * (n - 1) + "x"})),
    "replace": (100_000, lambda n: ('x = a.replace("ab", "cde")', {"a": "ab" * n})),
    "split": (100_000, lambda n: ('x = a.split(",")', {"a": "x," * n})),
    "upper, lower and trim": (200_000, lambda n: ("x = a.upper().lower().trim()", {"a": " ab" * n})),
    "urlencode": (25_000, lambda n: ("x = a.urlencode()", {"a": "é " * n})),
    "indexof in a loop": (4_000, lambda n: (f'FOR i = 1 TO {n} {{ x = a.indexof("x99") }}', {"a": "|".join(map("x{}".format, range(100)))})),
    "a count in a loop": (4_000, lambda n: (f"FOR i = 1 TO {n} {{ x = a.count }}", {"a": "x|" * (n - 1) + "x"})),
    "members set": (2_000, lambda n: ("DYNAMIC o\n" + "".join(f"o.m{i} = {i}\n" for i in range(n)), {})),
    "dynamic elements appended": (4_000, lambda n: (f"DYNAMIC o\nFOR i = 1 TO {n} {{ o.a[1 + o.a.count()].n = i }}", {})),
    "objects within objects": (800, lambda n: (f'o.a = "x"\nFOR i = 1 TO {n} {{ DYNAMIC p\n p.o = o\n o = p }}', {})),
    "asjson": (4_000, lambda n: (f"DYNAMIC o\nFOR i = 1 TO {n} {{ o.a[i] = i }}\nx = o.asjson()", {})),
    "asxml": (4_000, lambda n: (f"DYNAMIC o\nFOR i = 1 TO {n} {{ o.a[i] = i }}\nx = o.asxml()", {})),
    "DYNAMIC FROM JSON": (10_000, lambda n: ("DYNAMIC o FROM t", {"t": '{"a":[' + '{"n":1},' * n + "2]}"})),
    "DYNAMIC FROM XML": (10_000, lambda n: ("DYNAMIC o FROM t", {"t": "<r>" + "<n>1</n>" * n + "</r>"})),
    "DYNAMIC FROM JSON, nested": (100_000, lambda n: ("DYNAMIC o FROM t", {"t": "[" * n})),
    "DYNAMIC FROM broken JSON": (50_000, lambda n: ("DYNAMIC o FROM t", {"t": '{"a":[' + '"\\' * n})),
    "base64": (200_000, lambda n: ("x = base64encode(a).base64decode()", {"a": "x" * n})),
    "numbers of many digits": (10_000, lambda n: ("x = a = b", {"a": "9" * n, "b": "9" * n + "0"})),
    "a number from many digits": (10_000, lambda n: ("x = a + 1", {"a": "0." + "9" * n})),
    "a text that is nearly a number": (200_000, lambda n: ("x = a + 1\ny = a = 1\nz = a.isnumeric()", {"a": "1" * n + "x"})),
    "a sort": (4_000, lambda n: ('x = a.sort()', {"a": "|".join(str(n - i) for i in range(n))})),
    "format": (10_000, lambda n: ("x = format(0, a)", {"a": "'a'" * n})),
    "a date from long text": (50_000, lambda n: ('x = #"{a}"', {"a": "1/" * n})),
}  # fmt: skip


def shapes() -> list[Shape]:
    """All of them."""

    def read(text: Callable[[int], str]) -> Callable[[int], Work]:
        return lambda size: compiled(text(size))

    def asked(text: Callable[[int], str]) -> Callable[[int], Work]:
        return lambda size: property_of(text(size))

    def run(made: Callable[[int], tuple[str, dict[str, Any]]]) -> Callable[[int], Work]:
        return lambda size: run_of(*made(size))

    found = [Shape("snippets", name, most, read(text)) for name, (most, text) in SOURCES.items()]
    found += [Shape("properties", name, most, asked(text)) for name, (most, text) in PROPERTIES.items()]
    return found + [Shape("runs", name, most, run(made)) for name, (most, made) in RUNS.items()]
