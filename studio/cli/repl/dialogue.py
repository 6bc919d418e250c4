"""The conversation of `studio repl` without a terminal: takes lines, gives text."""

from __future__ import annotations

from studio.cli.repl.commands import run_command
from studio.cli.repl.pending import Pending, begins_with_else
from studio.cli.repl.session import Reply, Session


class Dialogue:
    """Lines go in, text comes out. ``pending`` is true while an input is not whole yet.

    ``patient``, for input that nobody types: behind the block of an IF the next line is awaited, since it may be ELSE; and
    empty lines give up on nothing.
    """

    def __init__(self, session: Session, patient: bool = False) -> None:
        self.session = session
        self.failed = False
        self.left = False
        self._patient = patient
        self._pending: Pending | None = None

    @property
    def pending(self) -> bool:
        """True while lines are kept for an input that is not whole."""
        return self._pending is not None

    def feed(self, line: str) -> str:
        """One line, without its end. What is to be shown for it; empty while the input goes on."""
        before = ""
        if self._pending is not None and self._pending.may_have_else and not begins_with_else(line):
            before = self.end()
            if self.left:
                return before
        if self._pending is None:
            if not line.strip():
                return before
            if line.lstrip("\ufeff \t").startswith(":"):
                return _joined(before, self._take(run_command(self.session, line)))
            self._pending = Pending(gives_up=not self._patient)
        self._pending.add(line)
        if not self._pending.whole or (self._patient and self._pending.may_have_else):
            return before
        return _joined(before, self.end())

    def end(self) -> str:
        """No more lines come: run what is kept, whole or not."""
        kept, self._pending = self._pending, None
        return "" if kept is None else self._take(self.session.run(kept.text))

    def drop(self) -> None:
        """Forget the input that is not whole."""
        self._pending = None

    def submit(self, text: str) -> str:
        """An input of any number of lines, or a command, at once."""
        if text.lstrip("\ufeff \t\n").startswith(":"):
            return self._take(run_command(self.session, text))
        return self._take(self.session.run(text))

    def _take(self, reply: Reply) -> str:
        self.failed = self.failed or reply.failed
        self.left = self.left or reply.leave
        return reply.text


def _joined(*texts: str) -> str:
    return "\n".join(each for each in texts if each)
