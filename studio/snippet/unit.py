"""All snippets of one script, compiled together: a function is known in every one of them, wired or not."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from typing import Any

from studio.diagnostics import Diagnostic, has_errors
from studio.snippet import syntax as s
from studio.snippet.compiler.names import Callee, Known
from studio.snippet.compiler.program import Coded, Want, code_of_expression, code_of_snippet, code_of_target
from studio.snippet.compiler.writes import touched_by, written_by
from studio.snippet.functions import TABLE
from studio.snippet.host import Host
from studio.snippet.limits import VENDOR, Limits
from studio.snippet.marking import Marks
from studio.snippet.marking import marked as with_marks
from studio.snippet.problems import problem
from studio.snippet.trees import expression_tree, snippet_tree, target_tree, text_tree
from studio.snippet.variables import Variables

Snippet = Callable[[Variables, Host], None]
#: The greatest text of a property [choice: that of a whole object].
PROPERTY_LIMIT = 32_768
#: Max String Size is 2K at least; compiled code takes short text for granted.
_LEAST_LIMIT = 64


class SnippetUnit:
    """The snippets of a script by key (an action's id), each with its Max String Size in characters.

    ``problems`` has the findings of each; one with an error among them can't be run. ``spellings`` gives names as they were
    first written, by folded name. ``limits`` may widen Max String Size; the
    rest of them is the host's that runs a snippet. Without ``runs`` the findings are all that is wanted: nothing can be run,
    and it takes half the time. With ``marked`` the code notes which lines it runs and how conditions turn out, in ``marks``.
    ValueError for a Max String Size below 64.
    """

    def __init__(
        self,
        sources: Mapping[Any, tuple[str, int]],
        limits: Limits = VENDOR,
        *,
        runs: bool = True,
        marked: bool = False,
    ) -> None:
        #: The marks of each snippet by key, where they are wanted.
        self.marks: dict[Any, Marks] = {}
        self._marked = marked
        self.problems: dict[Any, list[Diagnostic]] = {}
        self.spellings: dict[str, str] = {}
        self._limits = {key: max(limit, limits.max_string_size) for key, (_, limit) in sources.items()}
        self._property = ""
        self._property_limit = max(PROPERTY_LIMIT, limits.max_string_size)
        if any(limit < _LEAST_LIMIT for limit in self._limits.values()):
            raise ValueError(f"a Max String Size below {_LEAST_LIMIT} characters")
        self._runs = runs
        self._want: Want = "code" if runs else "faults"
        self._snippets: dict[Any, dict[str, Any]] = {}
        self._shared = Known()
        programs: dict[Any, s.Program] = {}
        for key, (source, _) in sources.items():
            parsed = snippet_tree(source)
            self.problems[key] = list(parsed.problems)
            if parsed.program is not None:
                programs[key] = parsed.program
                if marked:
                    programs[key], self.marks[key] = with_marks(parsed.program)
                for folded, spelled in _spelled(source).items():
                    self.spellings.setdefault(folded, spelled)
        self._compile(sources, programs)

    def snippet(self, key: Hashable) -> Snippet:
        """The snippet as a function of variables and host. KeyError for one that does not compile.

        It raises SnippetError with the author's line; what was assigned before stays.
        """
        main: Snippet = self._snippets[key]["main"]
        return main

    def expression(self, source: str) -> tuple[Callable[[Variables, Host], Any] | None, list[Diagnostic]]:
        """An action property's expression as a function that gives its value; None if it does not compile."""
        node, found = expression_tree(source)
        problems = list(found)
        return (None, problems) if node is None else self._valued(source, node, problems)

    def text(self, source: str) -> tuple[Callable[[Variables, Host], str], list[Diagnostic]]:
        """Bare text with ``{…}`` as a function that gives the text. What does not compile stays text."""
        node, noted = text_tree(source)
        problems = list(noted)
        if isinstance(node, s.Text):
            plain = node.value
            return (lambda variables, host: plain), problems
        made, found = self._valued(source, node, problems)
        return (made if made is not None else (lambda variables, host: source)), found

    def target(self, source: str) -> tuple[Callable[[Variables, Host, Any], None] | None, list[Diagnostic]]:
        """The name of a variable, or of a part of one, as a function that puts a value there; None if it is no such name."""
        node, noted = target_tree(source)
        problems = list(noted)
        if node is None:
            return None, problems
        _spell(node, self.spellings)
        coded = _code(_Source(source, "target", node, self._shared, self._want))
        found = [*problems, *coded.problems]
        return (self._runnable(coded, source) if self._runs and not has_errors(found) else None), found

    def naming(self, property: str) -> SnippetUnit:
        """The same unit for the code of one property of an action: its name stands in faults."""
        made = SnippetUnit.__new__(SnippetUnit)
        made.__dict__.update(self.__dict__)
        made._property = property
        return made

    # --------------------------------------------------------------------------------------------- compiling
    def _valued(
        self, source: str, node: s.Expression, problems: list[Diagnostic]
    ) -> tuple[Callable[[Variables, Host], Any] | None, list[Diagnostic]]:
        _spell(node, self.spellings)
        kind = "text" if isinstance(node, s.Join) else "expression"
        coded = _code(_Source(source, kind, node, self._shared, self._want))
        found = [*problems, *coded.problems]
        return (self._runnable(coded, source) if self._runs and not has_errors(found) else None), found

    def _runnable(self, coded: Coded, source: str) -> Callable[..., Any]:
        main = coded.bound(None, self._shared, source, self._property)["main"]
        main.__defaults__ = (self._property_limit,)
        run: Callable[..., Any] = main
        return run

    def _compile(self, sources: Mapping[Any, tuple[str, int]], programs: Mapping[Any, s.Program]) -> None:
        own: dict[Any, dict[str, Callee]] = {}
        bodies: dict[Any, dict[str, s.Function]] = {}
        for key, program in programs.items():
            own[key], bodies[key] = {}, {}
            for function in program.functions:
                self._declare(key, function, own[key], bodies[key])
        shared: dict[str, Callee] = {}
        for key in sorted(own, key=_rank):
            for folded, callee in own[key].items():
                if callee.has_body or folded not in shared or not shared[folded].has_body:
                    shared[folded] = callee
        functions = [each for inner in bodies.values() for each in inner.values()]
        writes, touches = written_by(functions), touched_by(functions)
        self._shared = Known(shared, writes, touches)
        for key in programs:
            other = {name: each for name, each in own[key].items() if each.has_body and shared[name] is not each}
            known = Known(shared | other, writes, touches) if other else self._shared
            program = s.Program(programs[key].body, list(bodies[key].values()))
            want: Want = "findings" if has_errors(self.problems[key]) else self._want
            kind = "marked snippet" if self._marked else "snippet"
            coded = _code(_Source(sources[key][0], kind, program, known, want))
            self.problems[key] += coded.problems
            if has_errors(self.problems[key]):
                continue
            if len(sources[key][0]) > self._limits[key]:
                self.problems[key] += _cut_later(program, self._limits[key])
            if not self._runs:
                continue
            hits = self.marks[key].hits if self._marked else None
            space = self._snippets[key] = coded.bound(key, known, sources[key][0], hits=hits)
            space["main"].__defaults__ = (self._limits[key],) if hits is None else (self._limits[key], hits)
            for number, folded in enumerate(bodies[key]):
                own[key][folded].run = space[f"f{number}"]

    def _declare(self, key: Any, function: s.Function, own: dict[str, Callee], bodies: dict[str, s.Function]) -> None:
        """A function of one snippet: a body wins over a header, the last body over earlier ones [choice]."""
        folded = s.fold(function.name)
        if folded in TABLE:
            message = f"function {function.name} bears the name of a built-in one and takes its place"
            self.problems[key].append(problem("SN207", message, function.line, function.column))
        if function.body:
            bodies[folded] = function
        elif folded in bodies:
            return
        own[folded] = Callee(function.name, len(function.parameters), bool(function.body))


class _Source:
    """What code is made of; two are the same if their code is."""

    __slots__ = ("_key", "kind", "known", "node", "want")

    def __init__(self, source: str, kind: str, node: Any, known: Known, want: Want) -> None:
        self.kind = kind
        self.want: Want = want
        self.node: Any = node
        self.known: Any = known
        self._key = (source, kind, known.key, want)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Source) and self._key == other._key


@lru_cache(maxsize=4096)
def _code(source: _Source) -> Coded:
    node, known = source.node, source.known
    # The cache keeps the source: it must not keep a whole script alive with it.
    source.node = source.known = None
    if source.kind in ("snippet", "marked snippet"):
        return code_of_snippet(node.body, node.functions, known, source.want, marked=source.kind != "snippet")
    if source.kind == "target":
        return code_of_target(node, known, source.want)
    return code_of_expression(node, known, source.want)


def _rank(key: Any) -> tuple[int, Any]:
    return (0, key) if isinstance(key, int) else (1, str(key))


def _spell(tree: Any, spellings: dict[str, str]) -> None:
    """Note how names are first written."""
    for each in s.nodes(tree):
        if each.__class__ is s.Name:
            spellings.setdefault(s.fold(each.name), each.name)


@lru_cache(maxsize=1024)
def _spelled(source: str) -> dict[str, str]:
    """How a snippet first writes each name, by folded name; not to be changed."""
    found: dict[str, str] = {}
    program = snippet_tree(source).program
    if program is not None:
        _spell([program.body, program.functions], found)
    return found


def _cut_later(program: s.Program, limit: int) -> list[Diagnostic]:
    """Assignments of texts that are too long as they stand there."""
    found = []
    for each in s.nodes([program.body, program.functions]):
        if each.__class__ not in (s.Assign, s.Declare):
            continue
        value = each.value if isinstance(each, s.Assign) else each.source if isinstance(each, s.Declare) else None
        if isinstance(value, s.Text):
            length = len(value.value)
        elif isinstance(value, s.Join):
            length = sum(len(part) for part in value.parts if isinstance(part, str))
        else:
            continue
        if length > limit and not (isinstance(each, s.Declare) and each.parsed):
            message = f"a text of {length} characters is cut to Max String Size, {limit}, when it is stored"
            found.append(problem("SN208", message, value.line, value.column, "choose a greater Max String Size"))
    return found


__all__ = ["Snippet", "SnippetUnit"]
