"""Generated code, written as untidily as the language allows: formatted, it does what it did and has all its comments."""

from __future__ import annotations

import os
import re
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from studio.diagnostics import has_errors
from studio.snippet.errors import SnippetError
from studio.snippet.formatting import format_snippet
from studio.snippet.host import PlainHost
from studio.snippet.unit import SnippetUnit
from studio.snippet.variables import Variables

EXAMPLES = int(os.environ.get("STUDIO_FORMATTING_EXAMPLES", "600"))
VARIABLES = ["a", "B", "c$", "i", "_o", "global:a", "GLOBAL : b", "never"]
TARGETS = ["a", "b", "C$", "i", "a[ 2 ]", "o.m", "o . m[1].n", "global:a", "Global : b"]
VALUES = [
    "'{f(\"{a}\",1)}'",
    "0", "1", "007", "2.50", ".5", "true", "False", "''", "'a|b|c'", '"5"', "'//'", '"it\'s { a }"', "'{}'", '"{a b}"',
    '"{ a+1 }-{b.upper( )}"', '$"\\{ \\"x\\": {a} }"', '#"1/2/2026"', '"a\u200b\ufeff"', "'}'", "'{;'",
]  # fmt: skip
OPERATORS = [*"+-*+-*/\\%^=<>&|~", "&&", "||", "!=", "<>", "<=", "=<", ">=", "=>"]
CALLS = {"f": 2, "g": 0, "upper": 1, "left": 2, "count": 1, "length": 1, "isnumeric": 1, "indexof": 2, "min": 2}
TAILS = ["", " x = 1", " { ", " }", " IF x", " // more", " 'text", " ASSIGN", "//", " é"]
RESCUED = ['h = "a "b" c"', "ASSIGN o.m = 'it's {a}'", '_o=$"x "y\\n" {b}"']


class Scribe:
    """Writes a program by the chances of a seed. ``comments`` has what it wrote of them, in order."""

    def __init__(self, seed: int, depth: int) -> None:
        self.chance = Random(seed)
        self.depth = depth
        self.comments: list[str] = []
        self.functions = self.loops = 0
        self.may_call = False  # functions of one another would run for long

    # ---------------------------------------------------------------------------------------- between words
    def blank(self) -> str:
        return self.chance.choice(["", "", "", " ", " ", "  ", "\t"])

    def gap(self) -> str:
        return self.blank() or self.chance.choice(" \u00a0")

    def word(self, keyword: str) -> str:
        return self.chance.choice([keyword, keyword.lower(), keyword.capitalize()])

    def comment(self) -> str:
        text = f"// c{len(self.comments)}{self.chance.choice(TAILS)}"
        self.comments.append(text.rstrip())
        return text + self.blank()

    def line_end(self) -> str:
        """A line end with whatever may stand before and behind it."""
        parts = [self.blank(), self.comment() if self.chance.random() < 0.25 else "", "\n"]
        while self.chance.random() < 0.3:
            parts += [self.blank(), self.comment() if self.chance.random() < 0.5 else "", "\n"]
        return "".join(parts) + self.blank()

    def maybe_line_end(self) -> str:
        return self.line_end() if self.chance.random() < 0.5 else self.blank()

    # ---------------------------------------------------------------------------------------- expressions
    def value(self, depth: int) -> str:
        chance, blank = self.chance, self.blank
        kind = chance.randrange(9) if depth else chance.randrange(3)
        match kind:
            case 0:
                return chance.choice(VALUES if self.may_call else VALUES[1:])
            case 1 | 2:
                return chance.choice(VARIABLES)
            case 3 | 4 | 5:
                return self.value(depth - 1) + blank() + chance.choice(OPERATORS) + self.gap() + self.value(depth - 1)
            case 6:
                return chance.choice("-!") + blank() + "(" + blank() + self.value(depth - 1) + blank() + ")"
            case 7:
                return (
                    "(" + blank() + self.value(depth - 1) + blank() + ")" + chance.choice(["", "[1]", " .m", ".count"])
                )
            case _:
                return self.call(depth - 1)

    def call(self, depth: int) -> str:
        name = self.chance.choice(list(CALLS)[2 * (not self.may_call) :])
        arguments = [self.value(depth) for _ in range(CALLS[name])]
        receiver = ""
        if arguments and self.chance.random() < 0.5:
            receiver = f"({arguments.pop(0)}){self.blank()}.{self.blank()}"
        inside = f"{self.blank()},{self.blank()}".join(arguments)
        return f"{receiver}{self.word(name)}{self.blank()}({self.blank()}{inside}{self.blank()})"

    # ---------------------------------------------------------------------------------------- statements
    def simple(self, in_loop: bool) -> str:
        chance = self.chance
        match chance.randrange(12):
            case 0:
                return self.word("TRACE") + self.gap() + self.value(2)
            case 1:
                return self.call(1)
            case 2 if in_loop:
                return self.word("BREAK")
            case 3 if chance.random() < 0.2:
                return self.word("RETURN") + self.gap() + chance.choice(["", self.value(1)])
            case 4:
                source = chance.choice(["", f"{self.blank()}={self.blank()}{self.value(1)}", " from '[1,{a}]'"])
                return self.word("DYNAMIC") + self.gap() + chance.choice(["o", "o.m", "global : a"]) + source
            case 5:
                return self.word("IF") + self.gap() + self.value(1) + self.line_end() + "a = 1"
            case 6:
                self.functions += 1
                return self.word("FUNCTION") + f" h{self.functions}{self.blank()}({self.blank()}x,y )"
        head = self.word("ASSIGN") + self.gap() if chance.random() < 0.5 else ""
        surplus = chance.choice(["", "", "", ")", " ) )"])
        return head + chance.choice(TARGETS) + self.blank() + "=" + self.gap() + self.value(2) + surplus

    def statements(self, depth: int, in_loop: bool, least: int = 0) -> str:
        """Statements as they stand between braces; the last one may share its line with what follows."""
        parts = []
        count = self.chance.choice([0, 1, 1, 2, 3]) + least
        for number in range(1, count + 1):
            kind = self.chance.random()
            if kind < 0.05:
                parts.append("\n" + self.chance.choice(RESCUED) + self.blank() + "\n")
            elif kind < 0.4 and depth:
                parts.append(self.nested(depth - 1, in_loop) + self.maybe_line_end())
            else:
                last = number == count and not least
                parts.append(self.simple(in_loop) + (self.maybe_line_end() if last else self.line_end()))
        return "".join(parts)

    def block(self, depth: int, in_loop: bool) -> str:
        before = self.maybe_line_end()
        return f"{before}{{{self.maybe_line_end()}{self.statements(depth, in_loop)}}}"

    def nested(self, depth: int, in_loop: bool) -> str:
        chance, gap = self.chance, self.gap
        match chance.randrange(7):
            case 0 | 1:
                stray = chance.choice(["", "", " = "])
                made = (
                    self.word("IF")
                    + stray
                    + gap()
                    + self.value(2)
                    + chance.choice(["", ")"])
                    + self.block(depth, in_loop)
                )
                if chance.random() < 0.5:
                    made += self.maybe_line_end() + self.word("ELSE") + self.block(depth, in_loop)
                return made
            case 2:
                head = self.word("SWITCH") + gap() + self.value(1)
                return head + self.maybe_line_end() + self.cases(depth, in_loop)
            case 3:
                return self.word("SELECT") + self.maybe_line_end() + self.cases(depth, in_loop)
            case 4:
                self.loops += 1  # a counter that two loops share may never reach its end
                head = f"{self.word('FOR')} k{self.loops}{self.blank()}={gap()}{chance.randrange(3)} {self.word('TO')}{gap()}"
                return head + str(chance.randrange(4)) + self.block(depth, True)
            case 5:
                return f"{self.word('FOREACH')} a {self.word('IN')}{gap()}'x|y'" + self.block(depth, True)
            case _:
                return self.word("REPEAT") + gap() + "2" + self.block(depth, True)

    def cases(self, depth: int, in_loop: bool) -> str:
        parts = ["{", self.maybe_line_end()]
        for _ in range(self.chance.randrange(4)):
            for _ in range(self.chance.randrange(3)):
                parts += [self.word("CASE"), self.gap(), self.value(1), self.line_end()]
            last = (
                self.word("DEFAULT") if self.chance.random() < 0.3 else self.word("CASE") + self.gap() + self.value(1)
            )
            parts += [last, self.block(depth, in_loop), self.maybe_line_end()]
        return "".join(parts) + "}"

    def program(self) -> str:
        head = self.maybe_line_end() + self.word("FUNCTION") + " f ( x,Y$ )"
        head += self.block(self.depth - 1, False) + self.line_end()
        head += self.word("FUNCTION") + " g() { return" + self.gap() + self.value(1) + "}" + self.line_end()
        self.may_call = True
        text = head + self.statements(self.depth, False, least=self.depth)
        return text.replace("\n", self.chance.choice(["\n", "\n", "\r\n", "\r"]))


def run(source: str) -> tuple[object, ...]:
    """Everything that can be seen of a run, places aside."""
    unit = SnippetUnit({0: (source, 256)})
    if has_errors(unit.problems[0]):
        return ("not run", sorted((each.code, each.message) for each in unit.problems[0] if each.severity == "error"))
    variables, host = Variables(), PlainHost()
    error = None
    try:
        unit.snippet(0)(variables, host)
    except SnippetError as fault:
        error = fault.message
    values = sorted((name, repr(value)) for name, value in variables.items())
    warnings = [each[:2] for each in host.warnings]
    return error, values, host.traced, warnings, {name: repr(value) for name, value in host.saved.items()}


def comments_of(text: str) -> list[str]:
    return re.findall(r"// c[0-9]+[^\n]*", text)


def check(seed: int, depth: int) -> str:
    """Format the program of a seed, and tell how its run ended."""
    scribe = Scribe(seed, depth)
    source = scribe.program()
    found = format_snippet(source)
    assert found.problems == [], source
    assert comments_of(found.text) == scribe.comments
    again = format_snippet(found.text)
    assert (again.text, again.changed) == (found.text, False)
    check_lines(found.text)
    before, after = run(source), run(found.text)
    assert after == before
    return "ran" if before[0] is None else str(before[0])


def check_lines(text: str) -> None:
    """What holds for every formatted text, whatever its code."""
    lines = text.split("\n")
    assert lines.pop() == ""
    depth = 0
    previous = "{"
    for line in lines:
        bare = line.strip()
        assert line == line.rstrip()
        assert bare or previous not in ("", "{")
        assert bare != "}" or previous
        depth -= bare.startswith("}")
        assert not bare or len(line) - len(bare) == 2 * depth
        depth += bare == "{" or bare.startswith("{  //")
        previous = bare
    assert previous or not lines


def test_generated_programs() -> None:
    ends = [check(seed, depth=1) for seed in range(60)]
    assert ends.count("ran") > 15
    assert len(set(ends)) > 5


@pytest.mark.slow
@given(st.integers(0, 2**48))
@settings(max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, phases=[Phase.generate])
def test_more_generated_programs(seed: int) -> None:
    check(seed, depth=3)
