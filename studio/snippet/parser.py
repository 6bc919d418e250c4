"""Parsing of snippets, expressions, texts with substitutions and names of variables.

Nothing here raises for what a source holds: every fault is a :class:`~studio.diagnostics.Diagnostic` with line, column
and one of the codes of :mod:`studio.snippet.problems`.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.diagnostics import Diagnostic, has_errors
from studio.snippet import syntax as s
from studio.snippet.braces import FOLLOW_UPS, balance
from studio.snippet.building import target_problem
from studio.snippet.explain import explain
from studio.snippet.problems import problem
from studio.snippet.recovery import parse_tokens
from studio.snippet.rescue import find_rescues
from studio.snippet.scanner import Scanner
from studio.snippet.settling import Settler
from studio.snippet.strings import Open
from studio.snippet.table import Machine
from studio.snippet.tokens import LIMITS

_LIMIT_CODES = frozenset(("SN115", "SN116", "SN117"))


@dataclass(slots=True)
class Parsed:
    """A snippet as read. With errors among the problems the program, if any, is what could still be read."""

    program: s.Program | None
    problems: list[Diagnostic]


def parse_snippet(source: str) -> Parsed:
    """Read a snippet; all problems at once, in the order of their places."""
    too_large = _too_large(source)
    if too_large:
        return Parsed(None, too_large)
    parsed, text, lines = _attempt(source, {})
    if lines and not _LIMIT_CODES.intersection(each.code for each in parsed.problems):
        rescues = find_rescues(text, lines, _is_expression)
        if rescues:
            again, _, still = _attempt(source, rescues)
            if len(still) < len(lines):
                parsed = again
                for start, end in rescues.items():
                    parsed.problems.append(_rescued(text, start, end))
    parsed.problems = _ordered(parsed.problems)
    return parsed


def parse_expression(source: str, brackets: bool = True) -> tuple[s.Expression | None, list[Diagnostic]]:
    """Read one expression, by default as an action's property holds it: ``{x}`` outside quotes is then ``(x)``.

    The expression is None if there are errors. Line ends count as blanks.
    """
    too_large = _too_large(source)
    if too_large:
        return None, too_large
    scanner = Scanner(source, statements=False, brackets=brackets)
    tokens = scanner.scan()
    machine = Machine("expression")
    index = machine.feed(tokens)
    if index < len(tokens):
        if len(tokens) == 1:
            fault = problem("SN125", "an expression is missing", 1, 1)
        else:
            fault = explain(tokens, index, machine)
        return None, _ordered([*scanner.problems, fault])
    if has_errors(scanner.problems):
        return None, _ordered(scanner.problems)
    return machine.values[0], _ordered(scanner.problems)


def parse_text(source: str) -> tuple[s.Text | s.Join, list[Diagnostic]]:
    """Read bare text with ``{…}`` in it, as a text property holds it: no quotes, no escapes, any number of lines.

    Braces that hold no expression stay text, without a finding. Text that is too large is not substituted at all.
    """
    too_large = _too_large(source)
    if too_large:
        return s.Text(1, 1, source), too_large
    if "{" not in source:
        return s.Text(1, 1, source), []
    scanner = Scanner(source, statements=False, quiet=True)
    node = scanner.scan(Open("", "", 1, 1))[0][1]
    if isinstance(node, s.Text | s.Join):
        return node, _ordered(scanner.problems)
    # Only nesting beyond the limit leaves no string behind.
    assert isinstance(node, Diagnostic)
    return s.Text(1, 1, source), [node]


def parse_target(source: str) -> tuple[s.Target | None, list[Diagnostic]]:
    """Read what can be assigned to, as a property for a variable's name holds it: ``x``, ``global:x``, ``v[i]``, ``o.m``."""
    node, problems = parse_expression(source, brackets=False)
    if node is None:
        return None, problems
    refused = target_problem(node)
    if refused:
        return None, [refused.problem]
    assert isinstance(node, s.Name | s.Member | s.Element)
    return node, problems


def _attempt(source: str, rescues: dict[int, int]) -> tuple[Parsed, str, set[int]]:
    """One reading: the result, the text with its line ends made one kind, the lines with errors."""
    scanner = Scanner(source, rescues=rescues)
    tokens = scanner.scan()
    balanced = balance(tokens, scanner.text)
    items, faults = parse_tokens(balanced.tokens)
    settler = Settler()
    program = None
    if items is not None:
        body = settler.block(items, False)
        # Of a source that was left half read only the functions are of use: others may call them.
        program = s.Program([] if scanner.cut else body, settler.functions)
    found = [*faults, *settler.problems]
    lines = {each.line or 1 for each in found if each.severity == "error"}
    odd = balanced.line
    if odd is not None:
        found = [each for each in found if each.code not in FOLLOW_UPS or (each.line or 1) < odd]
    # A source that was left half read has open blocks of course.
    braces = [] if scanner.cut else balanced.problems
    lines.update(each.line or 1 for each in braces)
    return Parsed(program, [*scanner.problems, *braces, *found]), scanner.text, lines


def _is_expression(text: str) -> bool:
    tokens = Scanner(text, statements=False).scan()
    return Machine("expression").feed(tokens) == len(tokens)


def _rescued(text: str, start: int, end: int) -> Diagnostic:
    line_start = text.rfind("\n", 0, start) + 1
    hint = 'write the inner quotes as the other kind of quote, or the whole as $"…\\"…"'
    said = "quotes inside this string are taken as text, up to the last one of the line"
    return problem("SN204", said, text.count("\n", 0, start) + 1, start - line_start + 1, hint)


def _too_large(source: str) -> list[Diagnostic]:
    if len(source) <= LIMITS.source:
        return []
    said = f"the source is too large: {len(source):,} characters, {LIMITS.source:,} are allowed"
    return [problem("SN117", said, 1, 1, "divide it among several snippets")]


def _ordered(problems: list[Diagnostic]) -> list[Diagnostic]:
    """By place, errors before warnings, each once, and not without end."""
    unique = list(dict.fromkeys(problems))
    unique.sort(key=lambda each: (each.line or 0, each.column or 0, each.severity))
    if len(unique) <= LIMITS.problems:
        return unique
    unique.sort(key=lambda each: each.severity)
    kept = sorted(unique[: LIMITS.problems - 1], key=lambda each: (each.line or 0, each.column or 0))
    last = kept[-1]
    return [*kept, problem("SN199", "there is more; mend these first", last.line or 1, last.column or 1)]
