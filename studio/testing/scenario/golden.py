"""Golden traces: the whole trace of a scenario is compared with one that somebody has looked at and kept."""

from __future__ import annotations

import difflib
from pathlib import Path

from studio.runtime.tracing import TextTrace
from studio.testing.ran import Check, Ran
from studio.testing.scenario.reading import Case

#: How every finding about a golden trace begins.
GOLDEN = "golden trace"
#: So much of a difference is told.
_LINES = 30
_LARGEST = 20_000_000


def trace_text(ran: Ran) -> str:
    """The trace of a run as text, without changes of variables."""
    lines: list[str] = []
    write = TextTrace(lines.append)
    for each in ran.events:
        write(each)
    return "".join(f"{line}\n" for line in lines)


def golden_file(case: Case) -> Path:
    """Where the golden trace of a scenario lies."""
    return case.file.parent / case.scenario.expect.trace


def compare_golden(case: Case, ran: Ran, *, accept: bool) -> Check:
    """Whether the trace is the golden one; with ``accept`` it becomes that."""
    file, text = golden_file(case), trace_text(ran)
    try:
        before = file.read_text(encoding="utf-8") if file.is_file() and file.stat().st_size <= _LARGEST else None
        if accept and text != before:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
            return Check(True, f"{GOLDEN} is written")
    except (OSError, UnicodeDecodeError, ValueError) as fault:
        return Check(False, f"{GOLDEN} {file.name} can't be used: {fault}")
    if before is None:
        return Check(False, f"{GOLDEN} {case.scenario.expect.trace} is not there: --accept writes it")
    if text == before:
        return Check(True, f"{GOLDEN}: the same")
    lines = difflib.unified_diff(before.splitlines(), text.splitlines(), "golden", "this run", lineterm="", n=2)
    shown = list(lines)
    more = f"\n… {len(shown) - _LINES} more lines" if len(shown) > _LINES else ""
    return Check(
        False, f"{GOLDEN} {case.scenario.expect.trace}: this run is another\n" + "\n".join(shown[:_LINES]) + more
    )
