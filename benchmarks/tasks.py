"""The work that is measured, the same in every language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass
class Task:
    """A loop, or one short call, in each language.

    ``TURNS`` stands for the number of turns. ``wanted`` names the results; ``given`` are variables set before. simpleeval has
    no statements: its part is one expression a name, evaluated in order once a turn, with ``i`` set.
    """

    title: str
    wanted: tuple[str, ...]
    snippet: str
    on_locals: Callable[[int], list[Any]]
    on_dict: Callable[[int], list[Any]]
    asteval: str
    simpleeval: dict[str, str]
    jinja2: str
    starlark: str
    given: dict[str, Any]


# ------------------------------------------------------------------------------------------- plain Python
def loop_on_locals(turns: int) -> list[Any]:
    total, s = 0, ""
    for i in range(1, turns + 1):
        total = total + i * 2
        s = f"{i}"
    return [total, s]


def loop_on_dict(turns: int) -> list[Any]:
    v: dict[str, Any] = {"total": 0}
    for v["i"] in range(1, turns + 1):
        v["total"] = v["total"] + v["i"] * 2
        v["s"] = f"{v['i']}"
    return [v["total"], v["s"]]


def twice(n: int) -> int:
    return n * 2


def calls_on_locals(turns: int) -> list[Any]:
    total = 0
    for i in range(1, turns + 1):
        total = total + twice(i)
    return [total]


def calls_on_dict(turns: int) -> list[Any]:
    v: dict[str, Any] = {"total": 0}
    for v["i"] in range(1, turns + 1):
        v["total"] = v["total"] + twice(v["i"])
    return [v["total"]]


def choices_on_locals(turns: int) -> list[Any]:
    hits = misses = 0
    for i in range(1, turns + 1):
        word = f"an{i}"
        if word[:3].upper() == "AN7":
            hits = hits + 1
        else:
            misses = misses + 1
    return [hits, misses]


def choices_on_dict(turns: int) -> list[Any]:
    v: dict[str, Any] = {"hits": 0, "misses": 0}
    for v["i"] in range(1, turns + 1):
        v["word"] = f"an{v['i']}"
        if v["word"][:3].upper() == "AN7":
            v["hits"] = v["hits"] + 1
        else:
            v["misses"] = v["misses"] + 1
    return [v["hits"], v["misses"]]


def short_on_dict(v: dict[str, Any]) -> None:
    v["x"] = v["y"] + 1
    v["s"] = f"{v['x']}"
    if v["x"] > 10:
        v["z"] = "big"


def short_on_locals(y: int) -> list[Any]:
    x = y + 1
    s = f"{x}"
    z = "big" if x > 10 else ""
    return [x, s, z]


def short_calls_on_locals(calls: int) -> list[Any]:
    found: list[Any] = []
    for _ in range(calls):
        found = short_on_locals(20)
    return found


def short_calls_on_dict(calls: int) -> list[Any]:
    v: dict[str, Any] = {"y": 20, "z": ""}
    for _ in range(calls):
        short_on_dict(v)
    return [v["x"], v["s"], v["z"]]


# ------------------------------------------------------------------------------------------------- tasks
LOOP = Task(
    "a loop: arithmetic and substitution",
    ("total", "s"),
    'FOR i = 1 TO TURNS {\n  total = total + i * 2\n  s = "{i}"\n}',
    loop_on_locals,
    loop_on_dict,
    "for i in range(1, TURNS + 1):\n  total = total + i * 2\n  s = str(i)\n",
    {"total": "total + i * 2", "s": "str(i)"},
    "{% for i in range(1, TURNS + 1) %}{% set v.total = v.total + i * 2 %}{% set v.s = i ~ '' %}{% endfor %}",
    "def main(total, s):\n  for i in range(1, TURNS + 1):\n    total = total + i * 2\n    s = str(i)\n  return [total, s]\n",
    {"total": 0, "s": ""},
)
CALLS = Task(
    "the loop with a call of a function per turn",
    ("total",),
    "FUNCTION twice(n) { RETURN n * 2 }\nFOR i = 1 TO TURNS {\n  total = total + twice(i)\n}",
    calls_on_locals,
    calls_on_dict,
    "def twice(n):\n  return n * 2\nfor i in range(1, TURNS + 1):\n  total = total + twice(i)\n",
    {"total": "total + twice(i)"},
    "{% macro twice(n) %}{{ n * 2 }}{% endmacro %}"
    "{% for i in range(1, TURNS + 1) %}{% set v.total = v.total + twice(i) | int %}{% endfor %}",
    "def twice(n):\n  return n * 2\n"
    "def main(total):\n  for i in range(1, TURNS + 1):\n    total = total + twice(i)\n  return [total]\n",
    {"total": 0},
)
CHOICES = Task(
    "the loop with IF, text comparison, left and upper per turn",
    ("hits", "misses"),
    'FOR i = 1 TO TURNS {\n  word = "an{i}"\n  IF word.left(3).upper() = "AN7"\n  {\n    hits = hits + 1\n  }\n'
    "  ELSE\n  {\n    misses = misses + 1\n  }\n}",
    choices_on_locals,
    choices_on_dict,
    "for i in range(1, TURNS + 1):\n  word = 'an' + str(i)\n  if word[:3].upper() == 'AN7':\n    hits = hits + 1\n"
    "  else:\n    misses = misses + 1\n",
    {
        "word": "'an' + str(i)",
        "hits": "hits + 1 if word[:3].upper() == 'AN7' else hits",
        "misses": "i - hits",
    },
    "{% for i in range(1, TURNS + 1) %}{% set word = 'an' ~ i %}{% if word[:3].upper() == 'AN7' %}"
    "{% set v.hits = v.hits + 1 %}{% else %}{% set v.misses = v.misses + 1 %}{% endif %}{% endfor %}",
    "def main(hits, misses):\n  for i in range(1, TURNS + 1):\n    word = 'an' + str(i)\n"
    "    if word[:3].upper() == 'AN7':\n      hits = hits + 1\n    else:\n      misses = misses + 1\n"
    "  return [hits, misses]\n",
    {"hits": 0, "misses": 0},
)
SHORT = Task(
    "a call of a snippet of three statements, compiled once",
    ("x", "s", "z"),
    'x = y + 1\ns = "{x}"\nIF x > 10 { z = "big" }',
    short_calls_on_locals,
    short_calls_on_dict,
    "x = y + 1\ns = str(x)\nif x > 10:\n  z = 'big'\n",
    {"x": "y + 1", "s": "str(x)", "z": "'big' if x > 10 else z"},
    "{% set x = y + 1 %}{% set s = x ~ '' %}{% if x > 10 %}{% set z = 'big' %}{% endif %}{{ x }} {{ s }} {{ z }}",
    "def main(y, z):\n  x = y + 1\n  s = str(x)\n  if x > 10:\n    z = 'big'\n  return [x, s, z]\n",
    {"y": 20, "z": ""},
)
LOOPS = (LOOP, CALLS, CHOICES)
