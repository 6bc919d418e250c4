"""Whether an input is whole, or goes on with the next line."""

from __future__ import annotations

from studio.snippet.scanner import Scanner

#: Statements that have a block.
_HEADERS = frozenset("IF ELSE SELECT SWITCH CASE DEFAULT FOR FOREACH REPEAT FUNCTION".split())
#: Lines of one input; blocks beyond are no typing [choice].
MOST_LINES = 100_000


class Pending:
    """The lines of one input. Lines are looked at one by one: neither a string nor a comment goes over several.

    ``gives_up``: an empty line twice ends an input that is not whole.
    """

    def __init__(self, gives_up: bool = True) -> None:
        self.lines: list[str] = []
        self._gives_up = gives_up
        self._depth = 0
        self._due = False
        self._empty = 0
        #: The statement under way or just closed, and those round it.
        self._last = ""
        self._heads: list[str] = []

    @property
    def text(self) -> str:
        """The input so far."""
        return "\n".join(self.lines)

    @property
    def whole(self) -> bool:
        """True when it can be run: no block is open, none is due; or nobody waits for that any more."""
        if self._depth <= 0 and not self._due:
            return True
        return (self._gives_up and self._empty > 1) or len(self.lines) >= MOST_LINES

    @property
    def may_have_else(self) -> bool:
        """True right behind the block of an IF: ELSE may follow on the next line."""
        return self._depth == 0 and not self._due and self._empty == 0 and self._last == "IF"

    def add(self, line: str) -> None:
        """Take one more line."""
        self.lines.append(line)
        if not line.strip():
            self._empty += 1
            return
        self._empty = 0
        fresh, unread = True, False
        for kind, _, _, _ in Scanner(line).scan():
            unread = unread or kind == "BAD"
            if kind in ("_LBRACE", "_RBRACE"):
                # What stands in a string that is not closed begins no block.
                if not unread or self._due or kind == "_RBRACE":
                    self._brace(kind)
                fresh = True
            elif kind == "_NL":
                fresh = True
            elif kind != "$END" and fresh:
                # A label of CASE has no block of its own: the next label may share it.
                self._due = kind in _HEADERS
                self._last, fresh = kind, False

    def _brace(self, kind: str) -> None:
        self._due = False
        if kind == "_LBRACE":
            self._depth += 1
            self._heads.append(self._last)
            self._last = ""
        else:
            self._depth -= 1
            self._last = self._heads.pop() if self._heads else ""


def is_whole(text: str) -> bool:
    """Whether a text of any number of lines can be run."""
    pending = Pending()
    for line in text.split("\n"):
        pending.add(line)
    return pending.whole


def begins_with_else(line: str) -> bool:
    """Whether a line goes on with ELSE."""
    return any(kind == "ELSE" for kind, _, _, _ in Scanner(line).scan()[:1])
