"""What lives on between the inputs of `studio repl`: variables, functions, settings; and the running of one input."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from studio.cli.bare import BareHost, BareSystem
from studio.cli.evaluate import error_of
from studio.cli.given import Given, read_given
from studio.cli.repl.texts import functions_in, problem_text, value_text
from studio.diagnostics import Diagnostic, has_errors
from studio.snippet import syntax as s
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError
from studio.snippet.functions import TABLE
from studio.snippet.json_text import as_json
from studio.snippet.parser import parse_expression, parse_snippet
from studio.snippet.unit import SnippetUnit
from studio.snippet.variables import Variables

#: The variable that an expression's value goes through where functions of the session have to run for it.
_VALUE = "__repl_value"
_INPUT = 1_000_000
_TOO_MUCH = "this takes more room than there is"


@dataclass(slots=True)
class Reply:
    """What an input gave: text for the screen, whether something was wrong, whether the session ends."""

    text: str = ""
    failed: bool = False
    leave: bool = False


@dataclass(slots=True)
class Declared:
    """A function of the session: its text, and the tree of its header."""

    source: str
    node: s.Function


@dataclass(slots=True)
class _Ready:
    """An input that compiled. ``found`` gets the value of an expression.

    ``foreign``: functions that were entered before may run in it. ``declares``: it has functions.
    """

    run: Callable[[], None]
    source: str
    problems: list[Diagnostic]
    found: list[Any] = field(default_factory=list)
    foreign: bool = False
    declares: bool = False


@dataclass(slots=True)
class Session:
    """Variables, functions and dynamic objects live on from one input to the next; an error ends no session."""

    limit: int
    now: Any
    seed: int = 1
    given: Path | None = None
    variables: Variables = field(init=False)
    spellings: dict[str, str] = field(init=False)
    #: Functions by folded name; the last one of a name counts.
    functions: dict[str, Declared] = field(init=False)
    #: The statements that ran without an error, for :save.
    done: list[str] = field(init=False)
    host: BareHost = field(init=False)
    #: What keeps functions entered before from compiling now.
    _broken: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.reset()

    def reset(self) -> list[Diagnostic]:
        """Back to the start, with the given variables; the findings if their file can't be read (any more)."""
        made, problems = read_given(self.given)
        made = made or Given()
        self.variables = Variables(system=BareSystem(self.now))
        self.variables.update(made.values)
        self.spellings = dict(made.spellings)
        self.functions, self.done, self._broken = {}, [], []
        self.host = BareHost(self.now, self.seed)
        return problems

    # ------------------------------------------------------------------------------------------ one input
    def run(self, source: str) -> Reply:
        """Run statements, or tell the value of an expression."""
        if not source.strip():
            return Reply()
        try:
            return self._run(source)
        except KeyboardInterrupt:
            return Reply("stopped", True)
        except (RecursionError, MemoryError, OverflowError):
            return self._refused([Diagnostic("SN526", "error", _TOO_MUCH)], source)

    def _run(self, source: str) -> Reply:
        parsed = parse_snippet(source)
        if parsed.program is None or has_errors(parsed.problems):
            node, problems = parse_expression(source)
            if node is not None:
                return self._value(source, node)
            # An expression that lacks something is told as such, not as one that does nothing.
            alone = all(each.code == "SN114" for each in parsed.problems)
            return self._refused(problems if alone else parsed.problems, source)
        body, functions = parsed.program.body, parsed.program.functions
        if len(body) == 1 and not functions and isinstance(body[0], s.Do) and not self._changes(body[0].call):
            node, _ = parse_expression(source)
            if node is not None:
                reply = self._value(source, node)
                if self._calls_own(node) and not reply.failed:
                    self.done.append(source)
                return reply
        return self._statements(source, parsed.program)

    def _calls_own(self, tree: object) -> bool:
        """Whether a part of an input calls functions that were entered before."""
        return any(isinstance(each, s.Call) and s.fold(each.name) in self.functions for each in s.nodes(tree))

    def _changes(self, call: s.Call) -> bool:
        """Whether a call alone is there for what it changes: append, savetodb."""
        folded = s.fold(call.name)
        return folded not in self.functions and folded in TABLE and TABLE[folded].mutates_receiver

    def _statements(self, source: str, program: s.Program) -> Reply:
        unit = self._unit(source, program.functions)
        problems = unit.problems[_INPUT]
        if has_errors(problems):
            return self._refused(problems, source)
        foreign = self._calls_own([program.body, program.functions])
        self._declare(source, program.functions)
        for folded, spelling in unit.spellings.items():
            self.spellings.setdefault(folded, spelling)
        ready = _Ready(
            lambda: unit.snippet(_INPUT)(self.variables, self.host),
            source,
            problems,
            foreign=foreign,
            declares=bool(program.functions),
        )
        reply = self._ran(ready)
        if not reply.failed:
            self.done.append(source)
        return reply

    def _value(self, source: str, node: s.Expression) -> Reply:
        """The value of an expression. Functions of the session run under the session's own limit."""
        found: list[Any] = []
        if not self._calls_own(node):
            run, problems = self._unit("", []).expression(source)
            if run is None:
                return self._refused(problems, source)
            return self._ran(_Ready(lambda: found.append(run(self.variables, self.host)), source, problems, found))
        prefix = f"{_VALUE}="
        unit = self._unit(prefix + source, [])
        problems = [_moved(each, -len(prefix)) for each in unit.problems[_INPUT]]
        if has_errors(problems):
            return self._refused(problems, source)

        def run_call() -> None:
            try:
                unit.snippet(_INPUT)(self.variables, self.host)
                found.append(self.variables[_VALUE])
            except SnippetError as fault:
                if fault.line == 1 and fault.column is not None:
                    fault.column = max(1, fault.column - len(prefix))
                raise
            finally:
                self.variables.pop(_VALUE, None)

        return self._ran(_Ready(run_call, source, problems, found, foreign=True))

    def _ran(self, ready: _Ready) -> Reply:
        """Carry out and tell: TRACE lines, variables that changed, the value, findings."""
        before = {name: _mark(value) for name, value in self.variables.items()}
        fault, stopped = _carried_out(ready.run)
        lines = [f"TRACE {value_text(each)}" for each in self.host.traced]
        for name, value in self.variables.items():
            if name not in before or before[name] != _mark(value):
                lines.append(f"{self.spellings.get(name, name)} = {value_text(value)}")
        lines += [value_text(each) for each in ready.found]
        warned = self.host.findings()
        self.host.renew()
        if ready.foreign:
            # A line of a function that was entered before is none of this input.
            warned = [replace(each, line=None, column=None) for each in warned]
        lines += [problem_text(each, ready.source) for each in [*ready.problems, *warned]]
        if ready.declares or any(each.code == "SN504" for each in warned):
            lines += self._broken
        if fault is not None:
            lines.append(problem_text(error_of(fault), ready.source))
        lines += ["stopped"] if stopped else []
        return Reply("\n".join(lines), fault is not None or stopped)

    @staticmethod
    def _refused(problems: list[Diagnostic], source: str) -> Reply:
        return Reply("\n".join(problem_text(each, source) for each in problems), True)

    # ---------------------------------------------------------------------------------------- functions
    def _unit(self, source: str, functions: list[s.Function]) -> SnippetUnit:
        """The input with the functions entered before, each a snippet of its own; those that it declares anew aside."""
        anew = {s.fold(each.name) for each in functions if each.body}
        kept = {each.node.name: each.source for name, each in self.functions.items() if name not in anew}
        sources: dict[Any, tuple[str, int]] = {name: (text, self.limit) for name, text in kept.items()}
        unit = SnippetUnit({**sources, _INPUT: (source, self.limit)})
        self._broken = [
            f"function {name} does not run any more: {problem_text(problem, text)}"
            for name, text in kept.items()
            for problem in unit.problems[name]
            if problem.severity == "error"
        ]
        return unit

    def _declare(self, source: str, functions: list[s.Function]) -> None:
        """Keep the functions of an input: the last one of a name counts, but a header alone takes no body's place."""
        texts = functions_in(source)
        for node in functions:
            folded = s.fold(node.name)
            text = texts.get((node.line, node.column))
            if text is None or (not node.body and folded in self.functions and self.functions[folded].node.body):
                continue
            self.functions.pop(folded, None)
            self.functions[folded] = Declared(text, node)


def _carried_out(run: Callable[[], None]) -> tuple[SnippetError | None, bool]:
    """What ended a run before its time: a fault, or whoever sits there."""
    try:
        run()
    except SnippetError as fault:
        return fault, False
    except KeyboardInterrupt:
        return None, True
    except (RecursionError, MemoryError, OverflowError):
        return SnippetError(_TOO_MUCH, code="SN526"), False
    return None, False


def _moved(problem: Diagnostic, columns: int) -> Diagnostic:
    if problem.line != 1 or problem.column is None:
        return problem
    return replace(problem, column=max(1, problem.column + columns))


def _mark(value: Any) -> Any:
    """Something that tells whether a value is another one than before; objects by what they hold."""
    return (id(value), as_json(value)) if isinstance(value, Dynamic) else (value.__class__, value)
