"""``studio repl``: Snippet typed line by line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from studio.cli import report
from studio.cli.bare import limit_of, moment_of
from studio.cli.report import WrongUse

if TYPE_CHECKING:
    from studio.cli.repl.dialogue import Dialogue

#: A longer line of piped input is refused, as the scanner would.
_LONGEST_LINE = 4_194_304


@dataclass(frozen=True, slots=True)
class ReplOptions:
    """What the command line said."""

    given: Path | None
    limit: str
    now: str | None
    seed: int


def run_repl(options: ReplOptions) -> int:
    """Converse until it is left; the exit code. Where nobody types, 1 if an input had an error."""
    from studio.cli.given import read_given
    from studio.cli.repl.dialogue import Dialogue
    from studio.cli.repl.session import Session

    try:
        limit, now = limit_of(options.limit), moment_of(options.now)
    except WrongUse as fault:
        report.say(str(fault))
        return 2
    problems = read_given(options.given)[1]
    if problems:
        report.findings(problems, to_error=True)
        return 2
    session = Session(limit, now, options.seed, options.given)
    if sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty():
        from studio.cli.repl.history import history_file
        from studio.cli.repl.terminal import converse, prompt_session

        print("Snippet. :help tells what there is, Ctrl-D leaves.")
        converse(Dialogue(session), prompt_session(session, history_file()))
        return 0
    if sys.stdin is None:
        report.say("there is no standard input")
        return 2
    return 1 if read_lines(Dialogue(session, patient=True), sys.stdin.buffer) else 0


def read_lines(dialogue: Dialogue, stream: BinaryIO) -> bool:
    """Converse with lines of UTF-8 that nobody types; whether something was wrong."""
    for text in _texts(dialogue, stream):
        if text:
            print(text, flush=True)
    return dialogue.failed


def _texts(dialogue: Dialogue, stream: BinaryIO) -> Iterator[str]:
    while not dialogue.left and (line := stream.readline(_LONGEST_LINE)):
        if len(line) >= _LONGEST_LINE:
            dialogue.failed = True
            yield f"error FI002: a line is longer than {_LONGEST_LINE:,} bytes; it is left out"
            while line and not line.endswith(b"\n"):
                line = stream.readline(_LONGEST_LINE)
            continue
        try:
            text = line.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            dialogue.failed = True
            yield "error FI003: a line is no UTF-8 text; it is left out"
            continue
        yield dialogue.feed(text)
    if not dialogue.left:
        yield dialogue.end()
