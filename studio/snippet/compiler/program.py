"""From a tree to a function: source text, its code object, and the way back from its lines to the author's."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import CodeType
from typing import Any, Literal

from studio.diagnostics import Diagnostic
from studio.snippet import arithmetic, arrays, comparing, dates, scalars
from studio.snippet import syntax as s
from studio.snippet.compiler import support
from studio.snippet.compiler.blocks import set_up
from studio.snippet.compiler.emit import Emitter, Place
from studio.snippet.compiler.names import Known, Piece
from studio.snippet.compiler.places import FAULTS, ORIGIN, Origin, caught
from studio.snippet.compiler.scope import Scope
from studio.snippet.compiler.statements import Statements
from studio.snippet.compiler.writes import Writes
from studio.snippet.dynamic import Dynamic
from studio.snippet.functions import TABLE
from studio.snippet.problems import problem
from studio.snippet.tokens import LIMITS

#: A hundred functions within one another, each with its blocks, and a tree 200 deep: both take more than Python's
#: thousand frames. Calls from Python to Python take no room on the machine's stack.
_FRAMES = 4_000
if sys.getrecursionlimit() < _FRAMES:
    sys.setrecursionlimit(_FRAMES)
#: A run ends with its first fault, so that the depth is set back where a function ends without one.
_LEAVE = "r = {}; R.depth = D + 1; return r"
_BREAK = object()
_UNSET = object()
#: All that compiled code can reach. There are no builtins but these few.
_WORLD: dict[str, Any] = {
    "__builtins__": {},
    "int": int, "str": str, "len": len, "zip": zip, "range": range, "next": next,
    "BREAK": _BREAK, "UNSET": _UNSET, "Dynamic": Dynamic, "Run": support.Run,
    "num": scalars.to_number, "text": scalars.to_text, "truth": scalars.truth,
    "clamp": arithmetic.clamp, "divide": arithmetic.divide, "int_divide": arithmetic.int_divide,
    "modulus": arithmetic.modulus, "power": arithmetic.power, "negate": arithmetic.negate,
    "equal": comparing.equal, "compare": comparing.compare,
    "member": arrays.member, "elements": arrays.elements, "date": dates.to_date,
    "element": support.element, "cut": support.cut, "joined": support.joined, "save": support.save,
    "told": support.told, "parsed": support.parsed, "declared": support.declared, "exhausted": support.exhausted, "returned": support.returned, "reserved": support.reserved, "bound": support.bound,
    "FAULTS": FAULTS, "caught": caught,
    **{f"fn_{name}": function.call for name, function in TABLE.items()},
}  # fmt: skip


#: What is made: code to run, all findings about it, or those of the code's own words, which may have errors already.
Want = Literal["code", "faults", "findings"]
#: Lines of Python within these bounds can't nest too deeply: characters, round brackets, indent.
_SHORT, _FEW, _FAR_IN = 2000, 50, " " * 20


@dataclass(frozen=True, slots=True)
class Coded:
    """Code that is not bound to a script yet: it can serve every script that holds the same text.

    ``callees`` are the folded names of the user functions it calls, ``functions`` gives the Python names of its own ones.
    """

    code: CodeType | None
    constants: tuple[Any, ...] = ()
    places: list[Place | None] = field(default_factory=list)
    callees: tuple[str, ...] = ()
    functions: dict[str, str] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()

    def bound(
        self, key: Any, known: Known, source: str = "", property: str = "", hits: list[int] | None = None
    ) -> dict[str, Any]:
        """The names that the code defines: ``main``, ``f0`` and on.

        ``key`` names the snippet in messages, ``source`` is the author's text, ``property`` the name of an action's
        property where it is no snippet; ``hits`` is where marked code notes what it passes.
        """
        assert self.code is not None, "code with problems is never run"
        space = dict(_WORLD)
        space[ORIGIN] = Origin(key, self.places, self.functions, source, property)
        space.update((f"K{number}", value) for number, value in enumerate(self.constants))
        space.update((f"U{number}", known.callees[name]) for number, name in enumerate(self.callees))
        if hits is not None:
            space["M"] = hits
        # Checked words, numbers and names by number: no text of an author is in this code.
        exec(self.code, space)
        return space


def code_of_snippet(
    body: Sequence[s.Statement],
    functions: Sequence[s.Function],
    known: Known,
    want: Want = "code",
    *,
    marked: bool = False,
) -> Coded:
    """A snippet's statements as ``main(V, H, L)`` and its functions as ``f0(V, R, …)`` and on.

    V are the variables, H the host, L the limit of text, R the run, M the hits of marked code. ``main`` raises SnippetError with the
    author's place. Where no code is wanted it can't be bound.
    """

    def write(emitter: Emitter) -> list[Diagnostic]:
        writes = Writes(known.callees, known.writes)
        problems: list[Diagnostic] = []
        for number, function in enumerate(functions):
            head = _head(function.parameters, marked)
            problems += _function(emitter, f"f{number}{head}", function.parameters, function.body or [], known, writes)
        return problems + _function(emitter, f"main{_head(None, marked)}", None, list(body), known, writes)

    return _coded(write, {f"f{number}": each.name for number, each in enumerate(functions)}, want)


def code_of_expression(node: s.Expression, known: Known, want: Want = "code") -> Coded:
    """An expression as ``main(V, H, L)``."""

    def write(to: Statements) -> None:
        to.emitter.line(f"return {to.expressions.value(node).text}")

    return _single(known, "V, H, L", write, want)


def code_of_target(node: s.Target, known: Known, want: Want = "code") -> Coded:
    """A place to put a value as ``main(V, H, value, L)``."""
    return _single(known, "V, H, value, L", lambda to: to.assign(node, Piece("value", fixed=True)), want)


def _single(known: Known, given: str, write: Callable[[Statements], None], want: Want) -> Coded:
    def lines(emitter: Emitter) -> list[Diagnostic]:
        made = Statements(emitter, Scope(emitter), known)
        emitter.line(f"def main({given}):")
        emitter.line(" try:")
        emitter.indent = 2
        write(made)
        set_up(emitter, 2, made.scope.uses, "HL")
        _guard(emitter)
        return made.problems

    return _coded(lines, {}, want)


def _function(
    emitter: Emitter, head: str, parameters: Sequence[str] | None, body: list[s.Statement], known: Known, writes: Writes
) -> list[Diagnostic]:
    """The lines of a function; again with its parameters in a dict if blocks of it had to become functions.

    ``parameters`` is None for a snippet's body.
    """
    mark = len(emitter.lines)
    made = _attempt(emitter, head, parameters, body, False, known, writes)
    if made.blocks.outlined and parameters:
        emitter.cut(mark)
        made = _attempt(emitter, head, parameters, body, True, known, writes)
    for each in made.blocks.outlined:
        emitter.lines += each.lines
        emitter.places += each.places
    return made.problems


def _attempt(
    emitter: Emitter,
    head: str,
    parameters: Sequence[str] | None,
    body: list[s.Statement],
    in_dict: bool,
    known: Known,
    writes: Writes,
) -> Statements:
    scope = Scope(emitter, parameters or (), in_dict)
    made = Statements(emitter, scope, known, writes, _LEAVE if parameters is not None else "return {}")
    emitter.indent = 0
    emitter.place = None
    emitter.line(f"def {head}:")
    emitter.indent = 1
    if parameters is None:
        emitter.line("try:")
        emitter.indent = 2
    else:
        emitter.line("R.depth = D = R.depth - 1")
        emitter.line("R.left = C = R.left - 1")
        emitter.line("if D < 0 or C < 0: R.enter()")
    mark = len(emitter.lines)
    for place in range(len(parameters or ())):
        limit, host = scope.use("L"), scope.use("H")
        emitter.line(
            f"if p{place}.__class__ is str and len(p{place}) > {limit}: p{place} = cut(p{place}, {host}, {limit})"
        )
    pairs = ", ".join(f"{place}: p{place}" for place in range(len(parameters or ())))
    if in_dict:
        emitter.line(f"P = {{{pairs}}}")
    made.body(body)
    if parameters is not None:
        emitter.line("R.depth = D + 1")
    if made.blocks.outlined and not in_dict:
        emitter.insert(mark, "P = None")
    set_up(emitter, mark, scope.uses, "HL" if parameters is None else "R")
    if parameters is None:
        _guard(emitter)
    emitter.indent = 0
    return made


def _guard(emitter: Emitter) -> None:
    """What ends the body of a main function: faults get their place."""
    emitter.indent = 1
    emitter.line(f"except FAULTS: raise caught({ORIGIN}) from None")


def _head(parameters: Sequence[str] | None, marked: bool) -> str:
    """The parameters of a function; in marked code the hits are a local, which costs less than a global."""
    last = ", M=M" if marked else ""
    if parameters is None:
        return f"(V, H, L{'=0' if marked else ''}{last})"
    return f"(V, R{''.join(f', p{place}' for place in range(len(parameters)))}{last})"


def _coded(write: Callable[[Emitter], list[Diagnostic]], functions: dict[str, str], want: Want = "code") -> Coded:
    emitter = Emitter()
    try:
        problems = write(emitter)
        if problems or want == "findings" or (want == "faults" and _surely_compiles(emitter.lines)):
            return Coded(None, problems=tuple(_bounded(problems)))
        text, places = emitter.finished()
        code = compile(text, "<snippet>", "exec", dont_inherit=True)
    except RecursionError:
        return Coded(None, problems=(problem("SN115", "nested too deeply to compile", 1, 1),))
    return Coded(code, tuple(emitter.constants), places, tuple(emitter.callees), functions)


def _surely_compiles(lines: list[str]) -> bool:
    """True for code that is far from as deep as CPython takes, so that a check may leave out compiling it."""
    return all(len(each) < _SHORT and each.count("(") < _FEW and not each.startswith(_FAR_IN) for each in lines)


def _bounded(problems: list[Diagnostic]) -> list[Diagnostic]:
    """No more findings than anybody reads."""
    left = len(problems) - LIMITS.problems
    if left <= 0:
        return problems
    last = problems[LIMITS.problems]
    more = problem("SN199", f"{left} further findings were left out", last.line or 1, last.column or 1)
    return [*problems[: LIMITS.problems], more]
