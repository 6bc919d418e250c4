"""From a tree to a function: source text, its code object, and the way back from its lines to the author's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studio.diagnostics import Diagnostic
from studio.snippet import arithmetic, arrays, comparing, dates, scalars
from studio.snippet import syntax as s
from studio.snippet.codegen import support
from studio.snippet.codegen.code import Callee, Piece
from studio.snippet.codegen.emit import Emitter
from studio.snippet.codegen.statements import Statements
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError
from studio.snippet.functions import TABLE
from studio.snippet.problems import problem

_BREAK = object()
#: All that compiled code can reach. There are no builtins but these few.
_WORLD: dict[str, Any] = {
    "__builtins__": {},
    "int": int, "str": str, "zip": zip, "range": range, "next": next, "StopIteration": StopIteration,
    "X": scalars.EXACT, "BREAK": _BREAK, "Dynamic": Dynamic,
    "num": scalars.to_number, "text": scalars.to_text, "truth": scalars.truth,
    "clamp": arithmetic.clamp, "add": arithmetic.add, "subtract": arithmetic.subtract,
    "multiply": arithmetic.multiply, "divide": arithmetic.divide, "int_divide": arithmetic.int_divide,
    "modulus": arithmetic.modulus, "power": arithmetic.power, "negate": arithmetic.negate,
    "equal": comparing.equal, "compare": comparing.compare,
    "member": arrays.member, "element": arrays.element, "elements": arrays.elements,
    "date": dates.to_date, "reserved": support.reserved, "bounds": support.bounds,
    **{f"fn_{name}": function.call for name, function in TABLE.items()},
}  # fmt: skip


@dataclass(slots=True)
class Compiled:
    """A compiled piece. ``run`` is its function; the places of its lines serve faults."""

    run: Callable[..., Any]
    file: str

    def placed(self, fault: SnippetError) -> SnippetError:
        """The fault with the author's line: the innermost line of compiled code that it came through."""
        trace = fault.__traceback__
        place: tuple[int, int] | None = None
        while trace is not None:
            places = _PLACES.get(trace.tb_frame.f_code.co_filename)
            if places is not None:
                place = places[trace.tb_lineno - 1]
            trace = trace.tb_next
        return fault.at(*place) if place is not None else fault


#: Places of the lines of all compiled code, by its file name. A script is compiled once and kept for the process.
_PLACES: dict[str, list[tuple[int, int]]] = {}


def compile_body(
    body: Sequence[s.Statement],
    functions: Sequence[tuple[s.Function, Callee]],
    known: Mapping[str, Callee],
    table: list[Callable[..., Any] | None],
    file: str,
) -> tuple[Compiled, list[Diagnostic]]:
    """A snippet's statements and its functions; the latter go into their slots of the table."""
    emitter = Emitter()
    problems: list[Diagnostic] = []
    pieces = [_Body(function.parameters, function.body or [], f"f{callee.slot}") for function, callee in functions]
    pieces.append(_Body([], list(body), "main"))
    try:
        for piece in pieces:
            problems += _write(emitter, piece, known)
        space = _executed(emitter, table, file)
    except RecursionError:
        return Compiled(support.reserved, file), [problem("SN115", "nested too deeply to compile", 1, 1)]
    for _, callee in functions:
        table[callee.slot] = space[f"f{callee.slot}"]
    return Compiled(space["main"], file), problems


def compile_expression(
    node: s.Expression, known: Mapping[str, Callee], table: list[Callable[..., Any] | None], file: str
) -> tuple[Compiled, list[Diagnostic]]:
    """An expression as a function of variables and run."""
    return _single(known, table, file, "main(V, R)", lambda made: made.emitter.line(f"return {made.expressions.value(node).text}"))


def compile_target(
    node: s.Target, known: Mapping[str, Callee], table: list[Callable[..., Any] | None], file: str
) -> tuple[Compiled, list[Diagnostic]]:
    """A place to put a value as a function of variables, run and value."""
    return _single(known, table, file, "main(V, R, value)", lambda made: made.assign(node, Piece("value")))


@dataclass(slots=True)
class _Body:
    parameters: list[str]
    statements: list[s.Statement]
    name: str


def _write(emitter: Emitter, piece: _Body, known: Mapping[str, Callee]) -> list[Diagnostic]:
    """The lines of a function; with its parameters in a dict if blocks of it had to become functions."""
    kept = len(emitter.lines)
    for in_dict in (False, True):
        del emitter.lines[kept:], emitter.places[kept:]
        made = Statements(emitter, known, piece.parameters, in_dict)
        emitter.indent = 0
        given = "".join(f", p{place}" for place in range(len(piece.parameters)))
        emitter.line(f"def {piece.name}(V, R{given}):")
        emitter.indent = 1
        emitter.line("G = V.main if V.main is not None else V")
        pairs = ", ".join(f"{place}: p{place}" for place in range(len(piece.parameters)))
        emitter.line(f"P = {{{pairs}}}" if in_dict else "P = None")
        made.body(piece.statements)
        if not made.outlined or not piece.parameters:
            break
    for head, lines, places in made.outlined:
        emitter.lines += [head, *lines]
        emitter.places += [places[0] if places else (1, 1), *places]
    emitter.indent = 0
    return made.problems


def _single(
    known: Mapping[str, Callee],
    table: list[Callable[..., Any] | None],
    file: str,
    head: str,
    write: Callable[[Statements], None],
) -> tuple[Compiled, list[Diagnostic]]:
    emitter = Emitter()
    made = Statements(emitter, known)
    emitter.line(f"def {head}:")
    emitter.indent = 1
    emitter.line("G = V.main if V.main is not None else V")
    try:
        write(made)
        return Compiled(_executed(emitter, table, file)["main"], file), made.problems
    except RecursionError:
        return Compiled(support.reserved, file), [problem("SN115", "nested too deeply to compile", 1, 1)]


def _executed(emitter: Emitter, table: list[Callable[..., Any] | None], file: str) -> dict[str, Any]:
    """The names that the source defines. The source holds checked words and numbers, never an author's text."""
    space = dict(_WORLD)
    space["F"] = table
    space.update((f"K{number}", value) for number, value in enumerate(emitter.constants))
    exec(compile(emitter.text(), file, "exec"), space)
    _PLACES[file] = emitter.places
    return space
