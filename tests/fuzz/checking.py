"""What has to hold for any text: findings with a place, no other exception, an end soon, and what the walk over the tree does."""

from __future__ import annotations

from contextlib import suppress
from time import process_time
from typing import Any

from studio.diagnostics import Diagnostic
from studio.snippet.errors import SnippetError
from studio.snippet.host import PlainHost
from studio.snippet.limits import Limits
from studio.snippet.parser import parse_snippet
from studio.snippet.problems import CODES
from studio.snippet.unit import SnippetUnit
from studio.snippet.values import to_text
from studio.snippet.variables import Variables
from studio.snippet.walker import walk

#: Small, so that what runs long is soon over and a hang shows.
BUDGET = Limits(loop_passes=2_000, calls=2_000, call_depth=50, object_room=1_000_000, seconds=0)
#: Bytes of a source; longer ones are the business of benchmarks/linear.py.
LONGEST = 2_048
#: Max String Size.
LIMIT = 2_048
GIVEN = {"a": "x|y|z", "b": 7, "c": "", "n": 3, "list": "1|2|3", "text": "ann, hale", "i": 1}


class Slow(AssertionError):
    """A text that took too long."""


def text_of(data: bytes) -> str:
    """Any bytes as text; what is no UTF-8 becomes half surrogates."""
    return data[:LONGEST].decode("utf-8", "surrogateescape")


def check(text: str, seconds: float = 5.0) -> None:
    """AssertionError, or whatever else comes, if a text is not taken as it ought to be."""
    begun = process_time()
    made = SnippetUnit({0: (text, LIMIT)})
    problems = made.problems[0]
    placed(problems, text)
    failed = any(each.severity == "error" for each in problems)
    try:
        snippet = made.snippet(0)
    except KeyError:
        assert failed, "a snippet without errors does not compile"
    else:
        assert not failed, "a snippet with errors can be run"
        agree(text, snippet)
    value, found = made.expression(text)
    assert (value is None) == any(each.severity == "error" for each in found)
    placed(found, text)
    if value is not None:
        run(value)
    shown, found = made.text(text)
    placed(found, text)
    run(shown)
    put, found = made.target(text)
    placed(found, text)
    if put is not None:
        run(put, "v")
    taken = process_time() - begun
    if taken > seconds:
        raise Slow(f"{taken:.1f} s")


def run(made: Any, *values: Any) -> tuple[object, ...]:
    """Run something that takes variables, host and values; a fault of the script is an expected end. What was seen."""
    variables, host = Variables(), PlainHost(limits=BUDGET)
    variables.update(GIVEN)
    error = None
    try:
        made(variables, host, *values)
    except SnippetError as fault:
        error = (fault.code, fault.message, fault.line, fault.column)
    texts = {name: to_text(value) for name, value in variables.items()}
    return error, texts, host.traced, [(code, message) for code, message, _ in host.warnings]


def agree(text: str, snippet: Any) -> None:
    """Run a snippet, and walk over its tree: both have to end alike, except where the walk has no room left."""
    found = run(snippet)
    program = parse_snippet(text).program
    assert program is not None
    with suppress(RecursionError):
        walked = run(lambda variables, host: walk(program, variables, host, LIMIT))
        assert found == walked, f"compiled: {found}\nwalked: {walked}"


def placed(problems: list[Diagnostic], text: str) -> None:
    """Known codes, and places that exist."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for each in problems:
        assert each.code in CODES, each
        assert each.message, each
        assert each.line is not None, each
        assert each.column is not None, each
        assert 1 <= each.line <= len(lines), each
        assert 1 <= each.column <= len(lines[each.line - 1]) + 1, each
