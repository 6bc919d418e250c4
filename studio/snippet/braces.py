"""Braces that do not pair: the one slip that would make everything behind it look wrong.

The parser gets balanced braces in any case. Where the author's indentation tells which brace is the odd one, that is the
place reported.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.diagnostics import Diagnostic
from studio.snippet.problems import problem
from studio.snippet.tokens import Token

FOLLOW_UPS = frozenset(("SN106", "SN109", "SN111", "SN124"))
"""Findings that an odd brace before them may have caused."""


@dataclass(slots=True)
class Balanced:
    """Tokens with paired braces, and what had to be done for that."""

    tokens: list[Token]
    problems: list[Diagnostic]
    line: int | None
    """Follow-ups on this line and behind it are not worth reporting; None if all braces paired."""


def balance(tokens: list[Token], text: str) -> Balanced:
    """Drop closing braces that close nothing and add those that are missing, reporting the first of each."""
    depth = lowest = 0
    for token in tokens:
        if token[0] == "_LBRACE":
            depth += 1
        elif token[0] == "_RBRACE":
            depth -= 1
            lowest = min(lowest, depth)
    if depth == 0 and lowest == 0:
        return Balanced(tokens, [], None)
    return _Balancer(tokens, text).run()


class _Balancer:
    def __init__(self, tokens: list[Token], text: str) -> None:
        self.tokens = tokens
        self.lines = text.split("\n")
        self.open: list[tuple[Token, int]] = []
        self.deep_close: Token | None = None  # a } further right than the block it closes
        self.surplus: Token | None = None
        self.unclosed: Token | None = None  # a { whose } seems to have been taken by an outer block

    def run(self) -> Balanced:
        kept: list[Token] = []
        for token in self.tokens:
            if token[0] == "_LBRACE":
                self.open.append((token, self._indent(token)))
            elif token[0] == "_RBRACE" and not self._closes(token):
                self.surplus = self.surplus or token
                continue
            kept.append(token)
        end = kept.pop()
        if self.open and kept[-1][0] not in ("_NL", "_LBRACE", "_RBRACE"):
            kept.append(("_NL", "", *end[2:]))
        kept += [("_RBRACE", "}", *end[2:])] * len(self.open)
        problems = [*self._surplus(), *self._missing()]
        return Balanced([*kept, end], problems, min(each.line or 1 for each in problems))

    def _indent(self, token: Token) -> int:
        line = self.lines[token[2] - 1]
        return len(line) - len(line.lstrip())

    def _closes(self, token: Token) -> bool:
        if not self.open:
            return False
        _, owner_indent = self.open[-1]
        line, column = token[2:]
        if not self.lines[line - 1][: column - 1].strip():
            indent = column - 1
            outer = self.open[-2][1] if len(self.open) > 1 else -1
            if indent > owner_indent:
                self.deep_close = self.deep_close or token
            elif indent < owner_indent and outer >= indent:
                self.unclosed = self.unclosed or self.open[-1][0]
        self.open.pop()
        return True

    def _surplus(self) -> list[Diagnostic]:
        if not self.surplus:
            return []
        _, _, line, column = self.deep_close or self.surplus
        hint = "take it away, or give the statement before it its {"
        return [problem("SN104", "this } closes no block", line, column, hint)]

    def _missing(self) -> list[Diagnostic]:
        if not self.open:
            return []
        _, _, line, column = self.unclosed or self.open[-1][0]
        more = f" ({len(self.open)} blocks are open at the end)" if len(self.open) > 1 else ""
        return [problem("SN103", f"this block is not closed{more}", line, column, "a } is missing")]
