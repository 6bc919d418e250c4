"""Where the trace of ``studio run`` goes, and in which form."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from studio.cli import report
from studio.cli.recorded import first_line
from studio.cli.report import WrongUse

if TYPE_CHECKING:
    from studio.cli.starting import Ready
    from studio.runtime.tracing import Shown

FORMS = ("lines", "text", "table", "tree")
#: A trace never goes into such files: a forgotten name would cost the author a script.
_SOURCES = (".studio", ".json", ".xml", ".snippet", ".yaml", ".yml", ".py", ".md")
SCREEN = "-"


@dataclass(frozen=True, slots=True)
class TraceOptions:
    """``file`` is a path or ``-``; ``form`` is one of :data:`FORMS`, or None for what the file's name says."""

    file: str | None = None
    form: str | None = None
    watch: tuple[str, ...] = ()
    variables: bool = True

    @property
    def target(self) -> str | None:
        """Where it goes: whoever asks for a form, or watches something, wants to see it."""
        return SCREEN if self.file is None and (self.form or self.watch) else self.file


def start_trace(options: TraceOptions, ready: Ready, stack: ExitStack, *, as_json: bool) -> None:
    """Let a trace of the run be written; the stack closes it. WrongUse if it can't be as the options say, or OSError."""
    from studio.runtime.tracing import Shown

    target = options.target
    if target is None:
        return
    if options.form is not None and options.form not in FORMS:
        raise WrongUse(f"--trace-as takes {', '.join(FORMS)}, not {options.form!r}")
    if options.watch and not options.variables:
        raise WrongUse("--watch and --no-variables can't be meant together")
    shown = Shown(options.watch, variables=options.variables)
    if target == SCREEN:
        out = sys.stderr if as_json else sys.stdout
        _observe(options.form or "text", ready, shown, out, Path(), stack)
        return
    file = Path(target)
    if file.suffix.lower() in _SOURCES:
        raise WrongUse(f"--trace {target} would write over a script or a world; name it *.jsonl or *.txt")
    opened = stack.enter_context(file.open("w", encoding="utf-8", errors="backslashreplace", newline="\n"))
    form = options.form or ("text" if file.suffix.lower() == ".txt" else "lines")
    _observe(form, ready, shown, opened, file.parent, stack)


def _observe(form: str, ready: Ready, shown: Shown, out: TextIO, folder: Path, stack: ExitStack) -> None:
    from studio.runtime.tracing import JsonTrace, TableTrace, TextTrace, TreeTrace

    observe = ready.world.engine.observe

    def write(line: str) -> None:
        print(report.printable(line), file=out)

    match form:
        case "lines":
            observe(JsonTrace(out.write, shown, first_line(ready, shown, folder)))
        case "text":
            observe(TextTrace(write, shown))
        case "table":
            if out.isatty():
                rows, width = _coloured(out)
                observe(TableTrace(rows, shown, width))
            else:
                observe(TableTrace(lambda line, _: write(line), shown))
        case "tree":
            tree = TreeTrace(write, shown)
            stack.callback(tree.close)
            observe(tree)


def _coloured(out: TextIO) -> tuple[Callable[[str, str], None], int]:
    """Writes the rows of a table in colours, and how wide the terminal is."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=out)
    styles = {"head": "bold", "day": "bold cyan", "failed": "red", "event": "dim"}

    def write(line: str, what: str) -> None:
        console.print(Text(report.printable(line), styles.get(what, "")), soft_wrap=True)

    return write, console.width
