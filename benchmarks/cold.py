"""Parsing and compiling with empty caches, and what a new process pays."""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import lines
from measuring import Peer, forget, race, say, table
from peers import missing

from studio.snippet.unit import SnippetUnit

PLAIN = "CPython compile(), the same mix"


def standard_library(count: int) -> str:
    """Lines of Python that people wrote: whole top-level statements of argparse, up to so many lines that are not blank."""
    source = Path(argparse.__file__).read_text(encoding="utf-8")
    kept, held = [], 0
    for node in ast.parse(source).body:
        part = ast.get_source_segment(source, node) or ""
        if held >= count:
            break
        kept.append(part)
        held += sum(bool(line.strip()) for line in part.splitlines())
    return "\n".join(kept)


@dataclass
class Part:
    """Something to parse or compile: how many lines that are not blank, and the work."""

    name: str
    lines: int
    work: Callable[[], object]
    note: str = ""


def snippet_parts(name: str, sources: list[lines.Sources]) -> list[Part]:
    """Snippets with empty caches, and once more with full ones."""
    count = lines.count_lines(sources)

    def units() -> None:
        for each in sources:
            SnippetUnit(each)

    def cold_units() -> None:
        forget()
        units()

    told = f"{count:,} lines of {sum(map(len, sources)):,} snippets"
    return [Part(f"Snippet, {name}", count, cold_units, told), Part(f"Snippet, {name}, cached", count, units)]


def peer_parts(count: int) -> list[Part]:
    """The generated mix in other languages, as far as they are installed."""
    python, library = lines.mix(lines.PYTHON, count), standard_library(count)
    template, text = lines.mix(lines.JINJA2, count), lines.mix(lines.STARLARK, count)
    found = [
        Part(PLAIN, plain_lines(python), lambda: compile(python, "<mix>", "exec")),
        Part("CPython compile(), argparse", plain_lines(library), lambda: compile(library, "<argparse>", "exec")),
    ]
    if find_spec("asteval"):
        interpreter = import_module("asteval").Interpreter(use_numpy=False)
        many = plain_lines(python)
        found.append(Part("asteval, the same mix", many, lambda: interpreter.parse(python), "parse only"))
    if find_spec("jinja2"):
        environment = import_module("jinja2").Environment()
        found.append(Part("jinja2, the same mix", plain_lines(template), lambda: environment.compile(template)))
    if find_spec("starlark"):
        parse = import_module("starlark").parse
        found.append(
            Part("starlark-pyo3, the same mix", plain_lines(text), lambda: parse("x", text), "Rust; parse only")
        )
    return found


def cold(count: int, rounds: int) -> dict[str, Any]:
    """Parse and compile, in milliseconds per 1,000 lines that are not blank."""
    say("parse and compile …")
    parts = snippet_parts("generated mix", [{0: (lines.mix(lines.SNIPPET, count), 2048)}])
    parts += snippet_parts("scripts/", lines.script_sources(lines.ROOT / "scripts"))
    real = lines.script_sources(lines.CORPUS)
    if real:
        parts += snippet_parts("production scripts", real)
    else:
        say(f"{lines.CORPUS} is not there: production scripts are left out")
    parts += peer_parts(count)
    peers = [Peer(each.name, silent(each.work), each.note) for each in parts]
    race(peers, rounds)
    lines_of = {each.name: each.lines for each in parts}
    plain = next(each for each in peers if each.name == PLAIN)
    return {
        "ms_per_1000_lines": {each.name: each.best / lines_of[each.name] * 1e6 for each in peers},
        "median_ms_per_1000_lines": {each.name: each.median / lines_of[each.name] * 1e6 for each in peers},
        "times_plain": {each.name: each.times(plain) * lines_of[PLAIN] / lines_of[each.name] for each in peers},
        "notes": {each.name: each.note for each in peers},
    }


def silent(work: Callable[[], object]) -> Callable[[], None]:
    """The work without its result: trees of different languages can't be compared."""

    def run() -> None:
        work()

    return run


def plain_lines(source: str) -> int:
    return sum(bool(line.strip()) for line in source.splitlines())


def show_cold(part: dict[str, Any]) -> str:
    rows = [
        [name, f"{value:.2f}", f"{part['times_plain'][name]:.1f}", part["notes"][name]]
        for name, value in part["ms_per_1000_lines"].items()
    ]
    return table("Parse and compile", ["1,000 lines that are not blank", "ms", "x CPython compile()", ""], rows)


FRESH = {
    "studio.snippet.unit": "from studio.snippet.unit import SnippetUnit",
    "… and its grammar": "from studio.snippet.unit import SnippetUnit\nSnippetUnit({0: ('x = 1', 2048)})",
    "asteval": "import asteval\nasteval.Interpreter(use_numpy=False)",
    "simpleeval": "import simpleeval\nsimpleeval.SimpleEval().eval('1')",
    "jinja2": "import jinja2\njinja2.Environment().from_string('{{ 1 }}')",
    "starlark-pyo3": "import starlark\nstarlark.parse('x', 'x = 1')",
}


def fresh(rounds: int) -> dict[str, float]:
    """Milliseconds that an import and a first use take in a new process, the start of Python itself aside."""
    say("a fresh process …")
    absent = missing()
    found = {}
    for name, code in FRESH.items():
        if name in absent:
            continue
        program = f"import time\nstart = time.perf_counter()\n{code}\nprint(time.perf_counter() - start)"
        command = [sys.executable, "-c", program]
        taken = [
            float(subprocess.run(command, capture_output=True, check=True, text=True, cwd=lines.ROOT).stdout)
            for _ in range(rounds)
        ]
        found[name] = min(taken) * 1e3
    return found
