"""The half of the scanner that reads strings: text, escapes and the expressions in braces.

Strings nest without bound in the language, so the open ones lie on a stack of our own. Braces whose contents
are no expression stay text, and the string goes on right behind that brace; whether they are one has to be
known before the closing quote can be looked for, so each substitution is parsed as soon as its ``}`` is met.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from studio.diagnostics import Diagnostic
from studio.snippet import syntax as s
from studio.snippet.problems import problem
from studio.snippet.table import Machine
from studio.snippet.tokens import CONSTANTS, LIMITS, RESERVED, Token

_SPECIAL = {
    (quote, escapes): re.compile("[" + quote + "{\n" + ("\\\\" if escapes else "") + "]")
    for quote in ("'", '"')
    for escapes in (False, True)
}
_RESCUED = {False: re.compile("[{\n]"), True: re.compile("[{\n\\\\]")}
_BARE = re.compile("{")
_ESCAPES = {'"': '"', "'": "'", "t": "\t", "r": "\r", "n": "\n", "b": "\b", "0": "\0", "\\": "\\"}
_ESCAPES |= {"{": "{", "}": "}"}
_SIMPLE = re.compile(r"\{[ \t]*(?P<main>(?i:global):)?(?P<name>[A-Za-z_][A-Za-z0-9_$]*)[ \t]*\}")
_BEGINS = re.compile(r"""\{[ \t]*[A-Za-z0-9_.(!'"$#-]""")  # what may be a substitution at all
_RUN = re.compile(r"\{+(?=\{)")
_NUMERIC = re.compile(r"[ \t]*+-?(?:[0-9]++\.?[0-9]*+|\.[0-9]++)[ \t]*+")
_GOES_ON = re.compile(r"[ \t]*[.\[]")

State = tuple[list[Token], list[tuple[str, int, int, int]], int, int, int, int, int]


class Open:
    """A string whose end has not been met yet."""

    __slots__ = (
        "brace", "buffer", "column", "end", "line", "mark", "parts", "prefix", "quote", "since",
        "special", "state",
    )  # fmt: skip

    def __init__(self, prefix: str, quote: str, line: int, column: int, end: int = -1) -> None:
        self.prefix = prefix
        self.quote = quote
        self.line, self.column = line, column
        self.since = 0  # the number of findings before it
        self.end = end  # where the closing quote is, if that is settled beforehand
        escapes = prefix == "$"
        self.special = _BARE if not quote else _SPECIAL[quote, escapes] if end < 0 else _RESCUED[escapes]
        self.parts: list[str | s.Expression] = []
        self.buffer: list[str] = []
        self.brace = 0  # the substitution under way: its offset, …
        self.mark = 0  # … the number of findings before it, …
        self.state: State | None = None  # … and what the scanner was at outside

    def flush(self) -> None:
        """Make the text read so far a part of its own."""
        if self.buffer:
            self.parts.append("".join(self.buffer))
            self.buffer.clear()

    def node(self) -> s.Expression:
        """The finished string."""
        self.flush()
        made: s.Text | s.Join
        literal = [part for part in self.parts if isinstance(part, str)]
        if len(literal) == len(self.parts):
            made = s.Text(self.line, self.column, "".join(literal))
        else:
            made = s.Join(self.line, self.column, self.parts)
        return s.Date(self.line, self.column, made) if self.prefix == "#" else made


class StringScanner:
    """The state of a scan, and the reading of string text."""

    def __init__(self, source: str, statements: bool, quiet: bool, rescues: Mapping[int, int]) -> None:
        self.statements = statements
        self.text = source.replace("\r\n", "\n").replace("\r", "\n") if "\r" in source else source
        self.size = len(self.text)
        self.problems: list[Diagnostic] = []
        self.tokens: list[Token] = []
        self.line = 1
        self.line_start = 0
        self.frames: list[Open] = []  # strings around the substitution under way, outermost first
        self.brackets: list[tuple[str, int, int, int]] = []
        self.depth = 0  # brackets and substitutions open in this statement
        self.operands = self.links = self.operand_base = self.link_base = 0
        self._quiet = quiet  # no warnings about what a string holds
        self._rescues = rescues
        self._literal: set[int] = set()
        self._spent = 0
        self._plus_line = 0
        self._bare = False  # the source is the text of a string itself
        self._seen = 0
        self.used = 0  # tokens inside strings

    # --------------------------------------------------------------------------------- what both halves use
    def column(self, at: int) -> int:
        """The column of an offset in the present line."""
        return at - self.line_start + 1

    def note(self, code: str, message: str, at: int, hint: str = "") -> None:
        """Report something at an offset of the present line."""
        if len(self.problems) < LIMITS.problems:
            self.problems.append(problem(code, message, self.line, self.column(at), hint))

    def bad(self, code: str, message: str, at: int, hint: str = "") -> None:
        """Leave a token that fits nowhere and carries what is wrong, which the parser reports if it gets there."""
        column = self.column(at)
        self.tokens.append(("BAD", problem(code, message, self.line, column, hint), self.line, column))

    def line_end(self, at: int) -> int:
        """The offset of the line end behind an offset."""
        found = self.text.find("\n", at)
        return self.size if found < 0 else found

    def abandon(self, code: str, message: str, at: int, hint: str = "") -> int:
        """Give up the rest of the line, or of an expression. Where to go on: a ``{`` at the end still opens a block."""
        if self.frames:
            outermost = self.frames[0]
            self.frames.clear()
            self._restore(outermost)
        self.brackets.clear()
        self.bad(code, message, at, hint)
        if not self.statements:
            return self.size
        end = self.line_end(at)
        last = end - 1
        while last > at and self.text[last] in " \t":
            last -= 1
        return last if last > at and self.text[last] == "{" else end

    def too_deep(self, at: int) -> int:
        """Give up a statement that is nested too deeply."""
        said = f"nested deeper than {LIMITS.depth} levels"
        return self.abandon("SN115", said, at, "work out a part in a statement of its own")

    # --------------------------------------------------------------------------------- strings
    def open_string(self, prefix: str, quote: str, at: int) -> Open:
        """The string that begins at an offset, prefix included."""
        string = Open(prefix, quote, self.line, self.column(at), self._rescues.get(at, -1))
        string.since = len(self.problems)
        return string

    def read_text(self, string: Open, pos: int) -> tuple[Open | None, int]:
        """Read on in a string's text, up to its end or a substitution.

        The string in whose text the scan goes on (None: among tokens), and where.
        """
        text, buffer, search = self.text, string.buffer, string.special.search
        while True:
            found = search(text, pos)
            at = found.start() if found else self.size
            if 0 <= string.end <= at:
                at, sign = string.end, string.quote
            else:
                sign = text[at : at + 1]
            if at > pos:
                buffer.append(text[pos:at])
            if sign == "{":
                simple = _SIMPLE.match(text, at)
                if simple and simple["name"].lower() not in RESERVED:
                    pos = simple.end()
                    string.flush()
                    self._follow(at)
                    start = self.column(simple.start("main") if simple["main"] else simple.start("name"))
                    string.parts.append(s.Name(self.line, start, simple["name"], bool(simple["main"])))
                elif at in self._literal or not _BEGINS.match(text, at) or self._spent > self.size + 100_000:
                    run = _RUN.match(text, at)
                    pos = run.end() if run else at + 1
                    buffer.append(text[at:pos])
                    self._literal_brace(at)
                else:
                    return self._enter(string, at)
            elif sign == "\\":
                escaped = _ESCAPES.get(text[at + 1 : at + 2])
                buffer.append("\\" if escaped is None else escaped)
                pos = at + (1 if escaped is None else 2)
            elif sign == string.quote:
                return self.close_string(string, at)
            else:
                return self._unclosed(string, at)

    def leave(self, at: int) -> tuple[Open | None, int]:
        """End the substitution under way at its ``}``; if it holds no expression its brace is text."""
        inside = self.tokens
        self.used += len(inside)
        if self.used > LIMITS.tokens:
            return None, self.abandon("SN116", "too many substitutions in one source", at)
        inside.append(("$END", "", self.line, self.column(at)))
        machine = Machine("expression")
        if machine.feed(inside) < len(inside) or 0 <= self.frames[-1].end < at:
            return self.fail(at)
        string = self.frames.pop()
        self._restore(string)
        string.flush()
        string.parts.append(machine.values[0])
        return string, at + 1

    def fail(self, at: int) -> tuple[Open, int]:
        """The substitution under way is none: take its brace as text and read on from there."""
        string = self.frames.pop()
        del self.problems[string.mark :]
        self._literal.add(string.brace)
        self._spent += at - string.brace + 25
        self._restore(string)
        return string, string.brace

    def _enter(self, string: Open, at: int) -> tuple[Open | None, int]:
        if self.depth >= LIMITS.depth:
            return None, self.too_deep(at)
        self._follow(at)
        string.brace, string.mark = at, len(self.problems)
        string.state = (
            self.tokens, self.brackets, self.depth,
            self.operands, self.links, self.operand_base, self.link_base,
        )  # fmt: skip
        self.go_deeper()
        self.frames.append(string)
        self.tokens, self.brackets = [], []
        return None, at + 1

    def go_deeper(self) -> None:
        """Count what follows as nested in the operators before it, so that no tree grows high in any way."""
        self.depth += 1
        self.links += min(self.operands - self.operand_base, 8)
        self.operand_base, self.link_base = self.operands, self.links

    def _restore(self, string: Open) -> None:
        assert string.state is not None
        self.tokens, self.brackets, self.depth = string.state[:3]
        self.operands, self.links, self.operand_base, self.link_base = string.state[3:]

    def _follow(self, at: int) -> None:
        """Bring line and line start up to an offset, in bare text, which alone spans lines."""
        if self._bare:
            ends = self.text.count("\n", self._seen, at)
            if ends:
                self.line += ends
                self.line_start = self.text.rindex("\n", self._seen, at) + 1
            self._seen = max(self._seen, at)

    def _literal_brace(self, at: int) -> None:
        if not self._quiet:
            hint = 'write {char(123)}, or $"\\{", for a brace that is text'
            self.note("SN205", "these braces hold no expression and stay text", at, hint)

    def close_string(self, string: Open, at: int) -> tuple[None, int]:
        """The string ends with the quote at an offset."""
        node = string.node()
        behind = self.tokens and self.tokens[-1][0] == "PLUS"
        if behind and joins_text(node) and not _GOES_ON.match(self.text, at + 1):
            self.plus_note(at)
        self.tokens.append(("STRING", node, string.line, string.column))
        return None, at + 1

    def plus_note(self, at: int) -> None:
        """Warn that + joins no text, once a line."""
        if self._plus_line != self.line and not self._quiet:
            self._plus_line = self.line
            hint = 'write one string with braces: "{a}{b}"'
            self.note("SN206", "+ adds numbers; it does not join text", at, hint)

    def _unclosed(self, string: Open, at: int) -> tuple[Open | None, int]:
        if self.frames:
            return self.fail(at)
        del self.problems[string.since :]
        start = self.line_start + string.column - 1
        hint = "a string ends on its line with the quote that began it"
        return None, self.abandon("SN102", "this string is not closed", start, hint)


def joins_text(node: s.Expression) -> bool:
    """True for a string that does not read as a number, so that adding to it is surely meant as joining."""
    return isinstance(node, s.Join) or (isinstance(node, s.Text) and not _NUMERIC.fullmatch(node.value))


def reserved_value(word: str) -> int | None:
    """1 or 0 for ``true`` and ``false``, else None."""
    return CONSTANTS.get(word.lower())
