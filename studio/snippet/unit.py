"""All snippets of one script, compiled together: a function is known in every one of them, wired or not."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from typing import Any

from studio.diagnostics import Diagnostic, has_errors
from studio.snippet import syntax as s
from studio.snippet.codegen.code import Callee
from studio.snippet.codegen.program import Compiled, compile_body, compile_expression, compile_target
from studio.snippet.codegen.support import Run
from studio.snippet.errors import SnippetError
from studio.snippet.functions import TABLE
from studio.snippet.host import Host
from studio.snippet.parser import Parsed, parse_expression, parse_snippet, parse_target, parse_text
from studio.snippet.problems import problem
from studio.snippet.variables import Variables

Snippet = Callable[[Variables, Host], None]
#: The greatest text of a property [choice: that of a whole object].
PROPERTY_LIMIT = 32_768
_numbers = itertools.count(1)


class SnippetUnit:
    """The snippets of a script by key (an action's id), each with its Max String Size in characters.

    ``problems`` has the findings of each; one with an error among them can't be run. ``spellings`` gives names as they were
    first written, by folded name.
    """

    def __init__(self, sources: Mapping[Any, tuple[str, int]]) -> None:
        self.problems: dict[Any, list[Diagnostic]] = {}
        self.spellings: dict[str, str] = {}
        self._limits = {key: limit for key, (_, limit) in sources.items()}
        self._functions: list[Callable[..., Any] | None] = []
        self._snippets: dict[Any, Compiled] = {}
        programs: dict[Any, s.Program] = {}
        for key, (source, _) in sources.items():
            parsed = _parsed(source)
            self.problems[key] = list(parsed.problems)
            if parsed.program is not None:
                programs[key] = parsed.program
                _spell(parsed.program, self.spellings)
        self._shared: dict[str, Callee] = {}
        self._compile(programs)

    def snippet(self, key: Hashable) -> Snippet:
        """The snippet as a function of variables and host. KeyError for one that does not compile.

        It raises SnippetError with the author's line; what was assigned before stays.
        """
        compiled, limit = self._snippets[key], self._limits[key]
        run = compiled.run

        def snippet(variables: Variables, host: Host) -> None:
            try:
                run(variables, Run(host, limit))
            except SnippetError as fault:
                raise compiled.placed(fault) from None
            except RecursionError:
                raise SnippetError("the snippet is nested too deep to run") from None

        return snippet

    def expression(self, source: str) -> tuple[Callable[[Variables, Host], Any] | None, list[Diagnostic]]:
        """An action property's expression as a function that gives its value; None if it does not compile."""
        node, problems = parse_expression(source)
        if node is None:
            return None, problems
        return self._valued(node, list(problems))

    def text(self, source: str) -> tuple[Callable[[Variables, Host], str], list[Diagnostic]]:
        """Bare text with ``{…}`` as a function that gives the text. What does not compile stays text."""
        node, problems = parse_text(source)
        if isinstance(node, s.Text):
            plain = node.value
            return (lambda variables, host: plain), list(problems)
        made, found = self._valued(node, list(problems))
        return (made if made is not None else (lambda variables, host: source)), found

    def target(self, source: str) -> tuple[Callable[[Variables, Host, Any], None] | None, list[Diagnostic]]:
        """The name of a variable, or of a part of one, as a function that puts a value there; None if it is no such name."""
        node, problems = parse_target(source)
        if node is None:
            return None, problems
        _spell_node(node, self.spellings)
        compiled, found = compile_target(node, self._shared, self._functions, f"<property {next(_numbers)}>")
        if has_errors(found):
            return None, [*problems, *found]
        run = compiled.run

        def put(variables: Variables, host: Host, value: Any) -> None:
            run(variables, Run(host, PROPERTY_LIMIT), value)

        return put, [*problems, *found]

    # --------------------------------------------------------------------------------------------- compiling
    def _valued(
        self, node: s.Expression, problems: list[Diagnostic]
    ) -> tuple[Callable[[Variables, Host], Any] | None, list[Diagnostic]]:
        _spell_node(node, self.spellings)
        compiled, found = compile_expression(node, self._shared, self._functions, f"<property {next(_numbers)}>")
        problems += found
        if has_errors(problems):
            return None, problems
        run = compiled.run

        def evaluate(variables: Variables, host: Host) -> Any:
            return run(variables, Run(host, PROPERTY_LIMIT))

        return evaluate, problems

    def _compile(self, programs: Mapping[Any, s.Program]) -> None:
        own: dict[Any, dict[str, Callee]] = {}
        bodies: list[tuple[Any, s.Function, Callee]] = []
        for key, program in programs.items():
            own[key] = {}
            for function in program.functions:
                self._declare(key, function, own[key], bodies)
        for key in sorted(own, key=_rank):
            for folded, callee in own[key].items():
                if callee.has_body or folded not in self._shared or not self._shared[folded].has_body:
                    self._shared[folded] = callee
        for key, program in programs.items():
            known = self._shared | {name: each for name, each in own[key].items() if each.has_body}
            name = f"<snippet {next(_numbers)}>"
            mine = [(function, callee) for owner, function, callee in bodies if owner == key]
            compiled, found = compile_body(program.body, mine, known, self._functions, name)
            self.problems[key] += found
            if not has_errors(self.problems[key]):
                self._snippets[key] = compiled

    def _declare(
        self, key: Any, function: s.Function, own: dict[str, Callee], bodies: list[tuple[Any, s.Function, Callee]]
    ) -> None:
        """A function of one snippet: a body wins over a header, the last body over earlier ones [choice]."""
        folded = s.fold(function.name)
        earlier = own.get(folded)
        if folded in TABLE:
            message = f"function {function.name} bears the name of a built-in one and takes its place"
            self.problems[key].append(problem("SN207", message, function.line, function.column))
        has_body = bool(function.body)
        if earlier is not None and earlier.has_body and not has_body:
            return
        callee = Callee(len(self._functions), function.name, len(function.parameters), has_body)
        own[folded] = callee
        self._functions.append(None)
        if has_body:
            bodies.append((key, function, callee))


@lru_cache(maxsize=2048)
def _parsed(source: str) -> Parsed:
    """Parsing is the dear part, and a project has many snippets twice: in checks and in runs."""
    return parse_snippet(source)


def _rank(key: Any) -> tuple[int, Any]:
    return (0, key) if isinstance(key, int) else (1, str(key))


def _spell(program: s.Program, spellings: dict[str, str]) -> None:
    _spell_node([program.body, program.functions], spellings)


def _spell_node(node: Any, spellings: dict[str, str]) -> None:
    """Note how names are first written; in the order of the text."""
    waiting: list[Any] = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting.extend(reversed(each))
        elif isinstance(each, s.Node):
            if isinstance(each, s.Name):
                spellings.setdefault(s.fold(each.name), each.name)
            waiting.extend(getattr(each, name) for name in reversed(s.fields_of(type(each))))


__all__ = ["Snippet", "SnippetUnit"]
