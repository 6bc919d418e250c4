"""From text to tokens: words, signs, line ends; strings come from :mod:`studio.snippet.strings`.

The scanner never fails. What it cannot read becomes a BAD token, which fits nowhere and carries its diagnostic,
and a fault never reaches beyond its line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isinf

from studio.snippet.problems import problem
from studio.snippet.strings import Open, StringScanner, joins_text, reserved_value
from studio.snippet.tokens import CONSTANTS, HEADS, INNER, LIMITS, RESERVED, Token
from studio.snippet.words import operator_hint

_NAME = "[A-Za-z_][A-Za-z0-9_$]*"
_BLANK = "[ \t\f\v\u00a0\u200b\ufeff]*"
_MASTER = re.compile(
    _BLANK
    + "(?:"
    + "|".join(
        (
            r"(?P<new>new[ \t]+UCN\.Data\.RESTProxy[ \t]*\([ \t]*\))",
            rf"(?P<main>(?i:global)[ \t]*:[ \t]*{_NAME})",
            rf"(?P<name>{_NAME})",
            rf"(?P<member>\.[ \t]*\$?{_NAME})",
            r"""(?P<plain>"[^"{\n]*"|'[^'{\n]*')""",
            r"(?P<number>[0-9]+(?:\.(?:[0-9]+|(?![A-Za-z_$0-9])))?|\.[0-9]+)",
            rf"(?P<line>(?:(?://[^\n]*+)?\n{_BLANK}+)+)",
            r"(?P<end>(?://[^\n]*+)?\Z)",
            r"""(?P<string>[$#]?["'])""",
            r"(?P<brace>[{}])",
            r"(?P<open>[(\[])",
            r"(?P<close>[)\]])",
            r"(?P<sign>&&?|\|\|?|!=|<>|<=|=<|>=|=>|==+|[-+*/\\%^~=<>!,])",
            r"(?P<other>[^\W\d_]+|.)",
        )
    )
    + ")",
    re.DOTALL,
)
_SIGNS = {
    "&": ("AND", "&"), "&&": ("AND", "&"), "|": ("OR", "|"), "||": ("OR", "|"), "~": ("XOR", "~"),
    "=": ("EQUAL", "="), "!=": ("COMPARE", "!="), "<>": ("COMPARE", "!="), "<": ("COMPARE", "<"),
    ">": ("COMPARE", ">"), "<=": ("COMPARE", "<="), "=<": ("COMPARE", "<="), ">=": ("COMPARE", ">="),
    "=>": ("COMPARE", ">="),
    "+": ("PLUS", "+"), "-": ("MINUS", "-"), "*": ("TIMES", "*"), "/": ("TIMES", "/"),
    "\\": ("TIMES", "\\"), "%": ("TIMES", "%"), "^": ("POWER", "^"), "!": ("NOT", "!"), ",": ("_COMMA", ","),
}  # fmt: skip
_OPENING = {"(": ("_LPAR", ")"), "[": ("LSQB", "]"), "{": ("_LPAR", "}")}
_CLOSING = {")": "_RPAR", "]": "_RSQB", "}": "_RPAR"}
_FRESH = frozenset(("_NL", "_LBRACE", "_RBRACE", "ELSE", "DEFAULT"))
_NO_LINE = frozenset(("_NL", "_LBRACE", "_RBRACE"))
_OPERAND_END = frozenset(("NAME", "GLOBAL", "NUMBER", "STRING", "MEMBER", "_RPAR", "_RSQB"))
_SURPLUS = re.compile(r"\)[ \t)]*")
_STATEMENT_END = re.compile(r"//|[\n{}]|\Z")
_STRAY_EQUAL = re.compile(r"[ \t]*(=)(?![=<>])")


class Scanner(StringScanner):
    """One scan of one source.

    ``statements``: a snippet, with keywords, line ends and blocks; else one expression, in which line ends are
    blanks. ``brackets``: braces outside strings are round brackets (action properties). ``rescues``: for strings
    whose inner quotes are text, the offset where each begins and that of its last quote. ``quiet``: no warnings
    about what strings hold.
    """

    def __init__(
        self,
        source: str,
        statements: bool = True,
        brackets: bool = False,
        rescues: Mapping[int, int] | None = None,
        quiet: bool = False,
    ) -> None:
        super().__init__(source, statements, quiet, rescues or {})
        self.brace_brackets = brackets
        self.head = ""  # the keyword of the statement under way (folded)
        self.blocks = 0
        self.statement_start = 0
        self.stopped = False  # the end is reached, or the rest is not worth reading
        self.cut = False  # … the latter

    def scan(self, string: Open | None = None) -> list[Token]:
        """The tokens, `$END` last; with ``string`` the scan begins inside the text of a string."""
        self._bare = string is not None
        pos = 0
        match, text = _MASTER.match, self.text
        while not self.stopped:
            if string is not None:
                string, pos = self.read_text(string, pos)
                continue
            found = match(text, pos)
            assert found is not None
            kind = found.lastgroup
            start, pos = found.span(kind or 0)
            tokens = self.tokens
            column = start - self.line_start + 1
            if kind == "name":
                word = found.group(kind)
                if word.lower() in RESERVED or not tokens or tokens[-1][0] in _FRESH:
                    pos = self._word(word, start, pos)
                else:
                    tokens.append(("NAME", word, self.line, column))
            elif kind == "sign":
                self._sign(found.group(kind), start)
            elif kind == "member":
                word = found.group(kind)[1:].lstrip()
                self.links += 1
                tokens.append(("MEMBER", word, self.line, pos - len(word) - self.line_start + 1))
            elif kind == "plain" and start not in self._rescues:
                whole = self.open_string("", text[start], start)
                whole.buffer.append(text[start + 1 : pos - 1])
                string, pos = self.close_string(whole, pos - 1)
            elif kind == "open":
                pos = self._open(text[start], start, pos)
            elif kind == "close":
                string, pos = self._closing(text[start], start, pos)
            else:
                string, pos = self._rarer(kind or "", start, pos)
            if self.links > LIMITS.links or len(self.tokens) - self.statement_start > LIMITS.statement:
                string, pos = self._too_long(start)
        if self.cut:
            self._line(pos, pos, "end")
        self.tokens.append(("$END", "", self.line, self.column(min(pos, self.size))))
        return self.tokens

    def _rarer(self, kind: str, start: int, pos: int) -> tuple[Open | None, int]:
        text = self.text[start:pos]
        if kind in ("line", "end") and not self.frames:
            self._line(start, pos, kind)
        elif kind == "brace":
            return self._brace(text, start, pos)
        elif kind == "number":
            self._number(text, start)
        elif kind == "string":
            return self.open_string(text[:-1], text[-1], start), pos
        elif kind == "plain":
            return self.open_string("", text[0], start), start + 1
        elif kind == "main":
            word = text.partition(":")[2].lstrip()
            type_ = "RESERVED" if word.lower() in RESERVED else "GLOBAL"
            self.tokens.append((type_, word, self.line, self.column(start)))
        elif kind == "new":
            for type_, sign in (("NAME", "GetRESTProxy"), ("_LPAR", "("), ("_RPAR", ")")):
                self.tokens.append((type_, sign, self.line, self.column(start)))
        elif self.frames:
            return self.fail(start)
        else:
            self._other(text, start)
        return None, pos

    # ------------------------------------------------------------------------------------------ words
    def _word(self, word: str, start: int, pos: int) -> int:
        folded, column = word.lower(), self.column(start)
        fresh = self.statements and not self.frames and (not self.tokens or self.tokens[-1][0] in _FRESH)
        if fresh:
            self.head = folded
        if folded in CONSTANTS:
            self.tokens.append(("NUMBER", reserved_value(word), self.line, column))
        elif folded not in RESERVED:
            self.tokens.append(("NAME", word, self.line, column))
        elif fresh and folded in HEADS:
            return self._keyword(folded, start, pos)
        elif INNER.get(folded) == self.head and not (self.frames or self.brackets or fresh):
            self.tokens.append(("_" + folded.upper(), word, self.line, column))
            self._operand_done()
        else:
            self.tokens.append(("RESERVED", word, self.line, column))
        return pos

    def _keyword(self, folded: str, start: int, pos: int) -> int:
        self.tokens.append((folded.upper(), folded.upper(), self.line, self.column(start)))
        if folded == "uses":
            return self.line_end(pos)
        stray = _STRAY_EQUAL.match(self.text, pos) if folded == "if" else None
        if stray:
            self.note("SN203", "the = after IF is ignored", stray.start(1), "write IF a = b")
            return stray.end()
        return pos

    def _number(self, text: str, start: int) -> None:
        value: int | float = float(text)
        if isinf(value):
            self.bad("SN126", "this number is too large", start)
            return
        if value < 2**53 and value == int(value):
            value = int(value)
        self.tokens.append(("NUMBER", value, self.line, self.column(start)))

    # ------------------------------------------------------------------------------------------ signs
    def _sign(self, text: str, start: int) -> None:
        known = _SIGNS.get(text)
        if known is None:
            self.bad("SN107", f"{text} is no operator", start, "one = assigns, and compares elsewhere")
            return
        kind, sign = known
        if kind == "_COMMA":
            self._operand_done()
        elif self.tokens and self.tokens[-1][0] in _OPERAND_END:
            self.operands += 1
            self.links = self.link_base
            if self.operands > LIMITS.operands:
                self.links = LIMITS.links + 1
        else:
            self.links += 1
        before = self.tokens[-1] if self.tokens and kind == "PLUS" else None
        if before and before[0] == "STRING" and joins_text(before[1]):
            self.plus_note(start)
        self.tokens.append((kind, sign, self.line, self.column(start)))

    def _operand_done(self) -> None:
        self.operands, self.links = self.operand_base, self.link_base

    def _open(self, sign: str, start: int, pos: int) -> int:
        if self.depth >= LIMITS.depth:
            return self.too_deep(start)
        kind, closing = _OPENING[sign]
        if kind == "LSQB":
            self.links += 1
        self.brackets.append((closing, start, self.operand_base, self.link_base))
        self.go_deeper()
        self.tokens.append((kind, sign, self.line, self.column(start)))
        return pos

    def _closing(self, sign: str, start: int, pos: int) -> tuple[Open | None, int]:
        if self.brackets and self.brackets[-1][0] == sign:
            self.depth -= 1
            self.operands, self.links = self.operand_base, self.link_base
            _, _, self.operand_base, self.link_base = self.brackets.pop()
            self.tokens.append((_CLOSING[sign], sign, self.line, self.column(start)))
            return None, pos
        if self.frames:
            return self.fail(start)
        surplus = _SURPLUS.match(self.text, start) if sign == ")" and not self.brackets else None
        if surplus and _STATEMENT_END.match(self.text, surplus.end()):
            self.note("SN202", "this closing bracket closes nothing and is ignored", start, "take it away")
            return None, surplus.end()
        expected = f"; {self.brackets[-1][0]} is due here" if self.brackets else ""
        self.bad("SN105", f"{sign} closes nothing{expected}", start)
        return None, surplus.end() if surplus else pos

    def _brace(self, sign: str, start: int, pos: int) -> tuple[Open | None, int]:
        if self.frames:
            return self.leave(start) if sign == "}" and not self.brackets else self.fail(start)
        if not self.statements:
            if sign == "{" and self.brace_brackets:
                return None, self._open(sign, start, pos)
            if sign == "}" and self.brace_brackets:
                return self._closing(sign, start, pos)
            self.bad("SN121", f"{sign} does not belong here", start, "braces stand inside strings")
            return None, pos
        self._end_statement(start)
        tokens = self.tokens
        if sign == "{":
            if tokens and tokens[-1][0] == "_NL":
                tokens.pop()
            self.blocks += 1
            if self.blocks > LIMITS.depth:
                said = f"blocks nested deeper than {LIMITS.depth} levels"
                self.note("SN115", said, start, "move inner blocks into functions")
                self.stopped = self.cut = True
        else:
            self.blocks = max(self.blocks - 1, 0)
            self._new_line(start)
        tokens.append(("_LBRACE" if sign == "{" else "_RBRACE", sign, self.line, self.column(start)))
        self._count(start)
        return None, pos

    # ------------------------------------------------------------------------------------------ lines
    def _line(self, start: int, pos: int, kind: str) -> None:
        """A line's end, from its comment to the last of the blank lines behind it; or the end of the source."""
        if self.statements or kind == "end":
            self._end_statement(start)
            if self.statements:
                self._new_line(start)
                self._count(start)
        if kind == "end":
            self.stopped = True
        elif kind == "line":
            self.line += self.text.count("\n", start, pos)
            self.line_start = self.text.rindex("\n", start, pos) + 1

    def _end_statement(self, start: int) -> None:
        """A statement ends here: no bracket may be open."""
        if self.brackets:
            closing, at, _, _ = self.brackets[0]
            line_start = self.text.rfind("\n", 0, at) + 1
            line = self.line - self.text.count("\n", at, start)
            said = f"this {self.text[at]} is not closed"
            found = problem("SN105", said, line, at - line_start + 1, f"a {closing} is missing in its line")
            self.tokens.append(("BAD", found, line, at - line_start + 1))
            self.brackets.clear()
        self.depth = self.operands = self.links = self.operand_base = self.link_base = 0
        self.head = ""

    def _new_line(self, start: int) -> None:
        tokens = self.tokens
        if tokens and tokens[-1][0] not in _NO_LINE:
            tokens.append(("_NL", "", self.line, self.column(start)))

    def _count(self, start: int) -> None:
        self.statement_start = len(self.tokens)
        if self.statement_start + self.used > LIMITS.tokens and not self.cut:
            said = f"the source is too large: more than {LIMITS.tokens} words and signs"
            self.note("SN117", said, start, "divide it among several snippets")
            self.stopped = self.cut = True

    def _too_long(self, start: int) -> tuple[None, int]:
        self.links = 0
        said = "this expression or statement is too long"
        return None, self.abandon("SN116", said, start, "divide it among several statements")

    def _other(self, text: str, start: int) -> None:
        shown = text if text.isprintable() else f"U+{ord(text):04X}"
        hints = {
            ";": "a statement ends with its line",
            "?": "there is no ? : operator; use IF and ELSE",
            ":": "only global: has a colon; there is no ? : operator",
            "#": 'a date is written #"…"',
            "$": "a name begins with a letter; $ may follow",
            ".": "a member's name follows a dot at once",
        }
        hint = hints.get(text) or operator_hint(text)
        if not hint and text[0].isalpha():
            hint = "names are made of the letters A to Z, digits, _ and $"
        self.bad("SN121", f"{shown} does not belong here", start, hint)
