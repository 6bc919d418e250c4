"""Generated programs: compiled code and the plain walk over the tree must do the same, faults and their places included."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from studio.snippet import syntax as s
from studio.snippet.compiler.names import Callee, Known
from studio.snippet.compiler.program import code_of_snippet
from studio.snippet.compiler.writes import touched_by, written_by
from studio.snippet.errors import SnippetError
from studio.snippet.host import PlainHost
from studio.snippet.limits import Limits
from studio.snippet.marking import marked
from studio.snippet.values import from_plain
from studio.snippet.variables import Variables
from studio.snippet.walker import _Walker, walk

pytestmark = pytest.mark.slow

EXAMPLES = int(os.environ.get("STUDIO_WALKER_EXAMPLES", "800"))
LIMIT = 100
#: Few enough that some programs reach them; the time is no part of what is compared.
LIMITS = Limits(loop_passes=200, calls=100, seconds=0)
NUMBERS = [0, 1, 2, 3, 7, 10, 2**53, 2**52 + 1, 0.5, 1.75, 1e300]
TEXTS = ["", "a", "EN", "5", "05", "1.5", "true", "False", "0", "a|b|c", "|", " 7 ", "x" * 60, "1/2/2026", '{"m":[1]}']
VARIABLES = ["a", "b", "c$", "i", "j", "o", "Date", "ANI"]
MEMBERS = ["m", "n", "count", "length", "$value"]
FUNCTIONS = {"f": ["a", "p"], "g": ["x$"], "h": [], "bare": ["x"]}
#: Those that fault first; the last ones never do.
OPERATORS = [*"^*/\\%", *"*+++--==", "!=", ">", ">=", "<", "<=", *"&~|"]
BUILT_IN = {
    "count": 1, "length": 1, "upper": 1, "left": 2, "split": 2, "min": 2, "indexof": 2, "random": 1, "throw": 1,
    "append": 2, "savetodb": 1, "asjson": 1, "isnumeric": 1, "mid": 3, "reverse": 1, "clone": 1, "slice": 2, "join": 2,
    "iif": 3, "replace": 3, "keys": 1,
}  # fmt: skip
CALLED = [*(name for name in BUILT_IN if name != "throw"), "append", "append", *FUNCTIONS, "f", "g"]
#: What the variables may hold at the start; null among it.
STARTS = [*NUMBERS, *TEXTS, None, {"m": 1}, [1, "b"]]


class Maker:
    """Makes a program by the row of chances that a seed gives: a hundred times faster than drawing every node."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.lines = 0
        #: Half of the programs hold little that faults, so that they run to their end.
        self.tame = self.chance.random() < 0.5
        self.may_call = True

    def name(self, names: Sequence[str] = VARIABLES) -> s.Name:
        return s.Name(0, 0, self.chance.choice(names), self.chance.random() < 0.15)

    def expression(self, depth: int) -> s.Expression:
        chance, inner = self.chance, depth - 1
        kind = chance.randrange(13) if depth else chance.randrange(4)
        match kind:
            case 0:
                return s.Number(0, 0, chance.choice(NUMBERS))
            case 1:
                return s.Text(0, 0, chance.choice(TEXTS))
            case 2 | 3:
                return self.name()
            case 4 | 5 | 6:
                operator = chance.choice(OPERATORS[5 * self.tame :])
                return s.Binary(0, 0, operator, self.expression(inner), self.expression(inner))
            case 7:
                return s.Unary(0, 0, chance.choice("-!"), self.expression(inner))
            case 8:
                count = chance.randint(1, 4)
                pairs = [(self.expression(inner), chance.choice(TEXTS)) for _ in range(count)]
                return s.Join(0, 0, [each[chance.random() < 0.4] for each in pairs])
            case 9:
                return s.Element(0, 0, self.expression(inner), self.expression(inner))
            case 10:
                return s.Member(0, 0, self.expression(inner), chance.choice(MEMBERS))
            case 11:
                sides = [self.name(), self.expression(0)]
                chance.shuffle(sides)
                return s.Binary(0, 0, chance.choice(["=", "!="]), sides[0], sides[1])
            case _:
                return self.call(inner)

    def call(self, depth: int) -> s.Call:
        name = self.chance.choice(CALLED)
        if self.tame and (name == "append" or (name in FUNCTIONS and not self.may_call)):
            name = "upper"
        count = len(FUNCTIONS[name]) if name in FUNCTIONS else BUILT_IN[name]
        arguments = [self.expression(depth) for _ in range(count)]
        if arguments and self.chance.random() < 0.5:
            return s.Call(0, 0, name, arguments[1:], arguments[0])
        return s.Call(0, 0, name, arguments)

    def target(self) -> s.Target:
        target: s.Target = self.name(VARIABLES if self.chance.random() < 0.05 else ["a", "b", "c$", "i", "o", "p"])
        if self.tame:
            target = s.Name(0, 0, self.chance.choice(["a", "b", "c$", "i", "p"]), target.main)
            if self.chance.random() < 0.4:
                target = s.Element(0, 0, target, s.Number(0, 0, self.chance.randint(1, 3)))
            return target
        for _ in range(self.chance.choice([0, 0, 0, 1, 1, 2, 3])):
            if self.chance.random() < 0.5:
                target = s.Member(0, 0, target, self.chance.choice(["m", "n"]))
            else:
                index = self.expression(1) if self.chance.random() < 0.15 else s.Number(0, 0, self.chance.randint(1, 4))
                target = s.Element(0, 0, target, index)
        return target

    def block(self, depth: int, in_loop: bool) -> list[s.Statement]:
        return [self.statement(depth, in_loop) for _ in range(self.chance.randint(1, 4))]

    def statement(self, depth: int, in_loop: bool) -> s.Statement:
        chance = self.chance
        kinds = ["assign"] * 7 + ["declare", "trace", "do", "do", "leave"]
        kind = chance.choice(kinds + ["nested"] * (6 if depth else 0))
        match kind:
            case "assign":
                return s.Assign(0, 0, self.target(), self.expression(2))
            case "declare" if not self.tame or chance.random() < 0.1:
                source = self.expression(1) if chance.random() < 0.3 else None
                return s.Declare(0, 0, self.target(), source, source is not None and chance.random() < 0.5)
            case "trace":
                return s.Trace(0, 0, self.expression(2))
            case "do":
                return s.Do(0, 0, self.call(1))
            case "leave" if in_loop and chance.random() < 0.6:
                return s.Break(0, 0)
            case "leave" if chance.random() < 0.3:
                return s.Return(0, 0, self.expression(2) if chance.random() < 0.7 else None)
            case "nested":
                return self.nested(depth - 1, in_loop)
        return s.Assign(0, 0, s.Name(0, 0, chance.choice("abijp")), self.expression(3))

    def nested(self, depth: int, in_loop: bool) -> s.Statement:
        chance, variable = self.chance, self.name(["i", "j", "i", "j", "a", "p"])
        match chance.randrange(8):
            case 0 | 1:
                otherwise = self.block(depth, in_loop) if chance.random() < 0.5 else []
                return s.If(0, 0, self.expression(2), self.block(depth, in_loop), otherwise)
            case 2:
                return s.Switch(0, 0, self.expression(1), self.cases(depth, in_loop))
            case 3:
                return s.Select(0, 0, self.cases(depth, in_loop))
            case 4 | 5:
                return s.For(0, 0, variable, self.expression(1), self.expression(1), self.block(depth, True))
            case 6:
                return s.ForEach(0, 0, variable, self.expression(1), self.block(depth, True))
            case _:
                return s.Repeat(0, 0, self.expression(1), self.block(depth, True))

    def cases(self, depth: int, in_loop: bool) -> list[s.Case]:
        made = []
        for _ in range(self.chance.randrange(4)):
            labels = [self.expression(1) for _ in range(self.chance.randrange(3))]
            default = not labels or self.chance.random() < 0.2
            made.append(s.Case(0, 0, labels, default, self.block(depth, in_loop)))
        return made

    def program(self) -> s.Program:
        self.may_call = False
        functions = [
            s.Function(0, 0, name, parameters, self.block(1, False) if name != "bare" else None)
            for name, parameters in FUNCTIONS.items()
        ]
        self.may_call = True
        program = s.Program([each for _ in range(3) for each in self.block(3, False)], functions)
        self.number([program.body, functions])
        return program

    def number(self, nodes: list[Any]) -> None:
        """Give every statement and every label a line of its own."""
        waiting = [nodes]
        while waiting:
            each: Any = waiting.pop()
            if isinstance(each, list):
                waiting.extend(reversed(each))
            elif isinstance(each, s.Node):
                self.lines += 1
                each.line, each.column = self.lines, 3
                waiting.extend(getattr(each, name) for name in reversed(s.fields_of(type(each))))


def compiled(program: s.Program, variables: Variables, host: PlainHost, hits: list[int] | None = None) -> None:
    callees = {each.name: Callee(each.name, len(each.parameters), bool(each.body)) for each in program.functions}
    bodies = [each for each in program.functions if each.body]
    known = Known(callees, written_by(bodies), touched_by(bodies))
    coded = code_of_snippet(program.body, bodies, known, marked=hits is not None)
    assert not coded.problems
    space = coded.bound("it", known, hits=hits)
    for number, each in enumerate(bodies):
        callees[each.name].run = space[f"f{number}"]
    space["main"](variables, host, LIMIT)


class System(dict[str, Any]):
    """Values of the system, as a frame asks for them."""


def outcome(run: Callable[[Variables, PlainHost], None], given: dict[str, Any], subscript: bool) -> tuple[object, ...]:
    """Everything that can be seen of a run."""
    main = Variables(system=System(ani="5550100", date="3/2/2026"))
    variables = Variables(main) if subscript else main
    for name, value in given.items():
        main[name] = from_plain(value)
    host = PlainHost(limits=LIMITS)
    error = None
    try:
        run(variables, host)
    except SnippetError as fault:
        error = (fault.code, fault.message, fault.line, fault.column)
    frames = [sorted((name, repr(value)) for name, value in each.items()) for each in (main, variables)]
    # The walk knows no place for a warning.
    warnings = [(code, message) for code, message, _ in host.warnings]
    return error, frames, host.traced, warnings, {name: repr(value) for name, value in host.saved.items()}


@given(st.integers(0, 2**48), st.booleans())
@settings(max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, phases=[Phase.generate])
def test_compiled_code_does_what_the_walk_does(seed: int, subscript: bool) -> None:
    maker = Maker(seed)
    program = maker.program()
    given = {name: maker.chance.choice(STARTS) for name in ("a", "b", "c$", "o") if maker.chance.random() < 0.7}
    walked = outcome(lambda variables, host: walk(program, variables, host, LIMIT), given, subscript)
    assert outcome(lambda variables, host: compiled(program, variables, host), given, subscript) == walked


class NotingWalker(_Walker):
    """Notes which lines it walks, which blocks, and which SWITCH or SELECT ran none of its own."""

    def __init__(self, program: s.Program, variables: Variables, host: PlainHost, limit: int) -> None:
        super().__init__(program, variables, host, limit)
        self.lines: set[int] = set()
        self.blocks: Counter[int] = Counter()
        self.without: set[int] = set()

    def statement(self, node: s.Statement) -> None:
        self.lines.add(node.line)
        super().statement(node)

    def block(self, body: list[s.Statement]) -> None:
        self.blocks[id(body)] += 1
        super().block(body)

    def cases(self, node: s.Switch | s.Select) -> None:
        before = sum(self.blocks[id(each.body)] for each in node.cases)
        super().cases(node)
        if sum(self.blocks[id(each.body)] for each in node.cases) == before:
            self.without.add(id(node))


def noted(walker: NotingWalker, program: s.Program) -> tuple[set[int], list[tuple[int, str]]]:
    """Lines that were walked, and how conditions turned out: line and way."""
    ways = []
    for each in s.nodes([program.body, program.functions]):
        if isinstance(each, s.If):
            ways += [
                (each.line, way)
                for way, block in (("true", each.then), ("false", each.otherwise))
                if walker.blocks[id(block)]
            ]
        elif isinstance(each, s.Switch | s.Select):
            ways += [(case.line, "taken") for case in each.cases if walker.blocks[id(case.body)]]
            if id(each) in walker.without and not any(case.default for case in each.cases):
                ways.append((each.line, "no case"))
    return walker.lines, sorted(ways)


@given(st.integers(0, 2**48))
@settings(max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, phases=[Phase.generate])
def test_marks_note_what_is_walked_and_change_nothing(seed: int) -> None:
    maker = Maker(seed)
    program = maker.program()
    given = {name: maker.chance.choice(STARTS) for name in ("a", "b", "c$", "o") if maker.chance.random() < 0.7}
    walkers: list[NotingWalker] = []

    def walking(variables: Variables, host: PlainHost) -> None:
        walkers.append(NotingWalker(program, variables, host, LIMIT))
        walkers[0].run(program.body)

    walked = outcome(walking, given, False)
    with_marks, marks = marked(program)
    ran = outcome(lambda variables, host: compiled(with_marks, variables, host, marks.hits), given, False)
    assert ran == walked
    lines = {line for line, number in marks.lines.items() if marks.hits[number]}
    ways = sorted((each.line, way) for each in marks.decisions for way, number in each.ways if marks.hits[number])
    assert (lines, ways) == noted(walkers[0], program)
