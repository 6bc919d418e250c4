"""Generated programs: compiled code and the plain walk over the tree must do the same, faults and their places included."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.snippet import syntax as s
from studio.snippet.compiler import support
from studio.snippet.compiler.names import Callee, Known
from studio.snippet.compiler.places import ORIGIN, placed
from studio.snippet.compiler.program import code_of_snippet
from studio.snippet.compiler.writes import written_by
from studio.snippet.errors import SnippetError
from studio.snippet.host import PlainHost
from studio.snippet.values import from_plain
from studio.snippet.variables import Variables
from studio.snippet.walker import walk

EXAMPLES = int(os.environ.get("STUDIO_WALKER_EXAMPLES", "200"))
LIMIT = 100
NUMBERS = [0, 1, 2, 3, 7, 10, 2**53, 2**52 + 1, 0.5, 1.75, 1e300]
TEXTS = ["", "a", "EN", "5", "05", "1.5", "true", "False", "0", "a|b|c", "|", " 7 ", "x" * 60, "1/2/2026", '{"m":[1,2]}']
VARIABLES = ["a", "b", "c$", "i", "j", "o", "Date", "ANI"]
MEMBERS = ["m", "n", "count", "length", "$value"]
FUNCTIONS = {"f": ["a", "p"], "g": ["x$"], "h": [], "bare": ["x"]}
BUILT_IN = {
    "count": 1, "length": 1, "upper": 1, "left": 2, "split": 2, "min": 2, "indexof": 2, "random": 1, "throw": 1,
    "append": 2, "savetodb": 1, "asjson": 1, "isnumeric": 1, "mid": 3,
}  # fmt: skip


def expressions(depth: int) -> st.SearchStrategy[s.Expression]:
    names = st.builds(lambda name, main: s.Name(0, 0, name, main), st.sampled_from([*VARIABLES, "p"]), st.sampled_from([False, False, True]))
    leaves = st.one_of(
        st.sampled_from(NUMBERS).map(lambda value: s.Number(0, 0, value)),
        st.sampled_from(TEXTS).map(lambda value: s.Text(0, 0, value)),
        names,
        names,
    )
    if depth == 0:
        return leaves
    inner = st.deferred(lambda: expressions(depth - 1))
    operators = st.sampled_from(["^", "*", "/", "\\", "%", "+", "+", "-", "=", "=", "!=", ">", ">=", "<", "<=", "&", "~", "|"])
    return st.one_of(
        leaves,
        st.builds(lambda operator, left, right: s.Binary(0, 0, operator, left, right), operators, inner, inner),
        st.builds(lambda operator, operand: s.Unary(0, 0, operator, operand), st.sampled_from("-!"), inner),
        st.builds(lambda parts: s.Join(0, 0, parts), st.lists(st.one_of(st.sampled_from(TEXTS), inner), min_size=1, max_size=4)),
        st.builds(lambda array, index: s.Element(0, 0, array, index), inner, inner),
        st.builds(lambda object, name: s.Member(0, 0, object, name), inner, st.sampled_from(MEMBERS)),
        calls(inner),
    )


@st.composite
def calls(draw: Callable[..., Any], inner: st.SearchStrategy[s.Expression]) -> s.Call:
    name = draw(st.sampled_from([*BUILT_IN, "append", *FUNCTIONS, "f", "g"]))
    count = len(FUNCTIONS[name]) if name in FUNCTIONS else BUILT_IN[name]
    arguments = [draw(inner) for _ in range(count)]
    if arguments and draw(st.booleans()):
        return s.Call(0, 0, name, arguments[1:], arguments[0])
    return s.Call(0, 0, name, arguments)


@st.composite
def targets(draw: Callable[..., Any]) -> s.Target:
    target: s.Target = s.Name(0, 0, draw(st.sampled_from([*VARIABLES, "p"])), draw(st.sampled_from([False, False, True])))
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 1, 2, 3]))):
        if draw(st.booleans()):
            target = s.Member(0, 0, target, draw(st.sampled_from(["m", "n"])))
        else:
            target = s.Element(0, 0, target, draw(expressions(1)))
    return target


def blocks(depth: int, in_loop: bool) -> st.SearchStrategy[list[s.Statement]]:
    return st.lists(statements(depth, in_loop), min_size=1, max_size=4)


def statements(depth: int, in_loop: bool) -> st.SearchStrategy[s.Statement]:
    value = expressions(2)
    name = st.builds(lambda name, main: s.Name(0, 0, name, main), st.sampled_from(["i", "j", "a", "p", "time"]), st.sampled_from([False, False, False, True]))
    found: list[st.SearchStrategy[Any]] = [
        st.builds(lambda target, value: s.Assign(0, 0, target, value), targets(), value),
        st.builds(lambda target, value: s.Assign(0, 0, target, value), targets(), value),
        st.builds(lambda target, source, parsed: s.Declare(0, 0, target, source, parsed and source is not None), targets(), st.none() | value, st.booleans()),
        st.builds(lambda value: s.Trace(0, 0, value), value),
        st.builds(lambda call: s.Do(0, 0, call), calls(expressions(1))),
        st.builds(lambda value: s.Return(0, 0, value), st.none() | value),
    ]
    if in_loop:
        found.append(st.just(s.Break(0, 0)))
    if depth:
        inner = st.deferred(lambda: blocks(depth - 1, in_loop))
        turns = st.deferred(lambda: blocks(depth - 1, True))
        case = st.builds(lambda labels, default, body: s.Case(0, 0, labels, default or not labels, body), st.lists(value, max_size=2), st.booleans(), inner)
        found += [
            st.builds(lambda condition, then, otherwise: s.If(0, 0, condition, then, otherwise), value, inner, st.just([]) | inner),
            st.builds(lambda subject, cases: s.Switch(0, 0, subject, cases), value, st.lists(case, max_size=3)),
            st.builds(lambda cases: s.Select(0, 0, cases), st.lists(case, max_size=3)),
            st.builds(lambda variable, start, end, body: s.For(0, 0, variable, start, end, body), name, expressions(1), expressions(1), turns),
            st.builds(lambda variable, array, body: s.ForEach(0, 0, variable, array, body), name, value, turns),
            st.builds(lambda count, body: s.Repeat(0, 0, count, body), expressions(1), turns),
        ]
    return st.one_of(found)


@st.composite
def programs(draw: Callable[..., Any]) -> s.Program:
    functions = [
        s.Function(0, 0, name, parameters, draw(blocks(1, False)) if name != "bare" else None)
        for name, parameters in FUNCTIONS.items()
    ]
    program = s.Program(draw(blocks(2, False)), functions)
    # Every statement and every label stands on a line of its own. Strategies may share nodes: the copy does not.
    program = copy.deepcopy(program)
    lines = iter(range(1, 100_000))
    waiting: list[Any] = [program.body, *(each.body for each in functions and program.functions)]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting.extend(reversed(each))
        elif isinstance(each, s.Node):
            each.line, each.column = next(lines), 3
            waiting.extend(getattr(each, name) for name in reversed(s.fields_of(type(each))))
    return program


def compiled(program: s.Program, variables: Variables, host: PlainHost) -> None:
    callees = {each.name: Callee(each.name, len(each.parameters), bool(each.body)) for each in program.functions}
    bodies = [each for each in program.functions if each.body]
    known = Known(callees, written_by(bodies))
    coded = code_of_snippet(program.body, bodies, known)
    assert not coded.problems
    space = coded.bound("it", known)
    for number, each in enumerate(bodies):
        callees[each.name].run = space[f"f{number}"]
    try:
        space["main"](variables, host, LIMIT)
    except SnippetError as fault:
        raise placed(fault, space[ORIGIN]) from None


class System(dict[str, Any]):
    """Values of the system, as a frame asks for them."""


def outcome(run: Callable[[Variables, PlainHost], None], given: dict[str, Any], subscript: bool) -> tuple[object, ...]:
    """Everything that can be seen of a run."""
    main = Variables(system=System(ani="5550100", date="3/2/2026"))
    variables = Variables(main) if subscript else main
    for name, value in given.items():
        main[name] = from_plain(value)
    host = PlainHost()
    error = None
    try:
        run(variables, host)
    except SnippetError as fault:
        error = (fault.message, fault.line, fault.column)
    frames = [sorted((name, repr(value)) for name, value in each.items()) for each in (main, variables)]
    return error, frames, host.traced, host.warnings, {name: repr(value) for name, value in host.saved.items()}


@given(
    programs(),
    st.fixed_dictionaries({}, optional={name: st.sampled_from([*NUMBERS, *TEXTS, None, {"m": 1}, [1, "b"]]) for name in ("a", "b", "c$", "o")}),
    st.booleans(),
)
@settings(max_examples=EXAMPLES, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None)
def test_compiled_code_does_what_the_walk_does(program: s.Program, given: dict[str, Any], subscript: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(support, "PASSES", 200)
        patch.setattr(support, "CALLS", 100)
        walked = outcome(lambda variables, host: walk(program, variables, host, LIMIT), given, subscript)
        assert outcome(lambda variables, host: compiled(program, variables, host), given, subscript) == walked
