"""The command ``studio``."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from functools import cache


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; exits with 0 (all well), 1 (findings, a failed run) or 2 (wrong use, unreadable input)."""
    # Scripts may hold half surrogates, and a terminal may know few characters: such are escaped, never a fault.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if "_STUDIO_COMPLETE" in os.environ:
        # A shell asks what could come next; typer knows how the shells ask only once it is told to.
        # typer keeps it there without naming it in its __all__.
        from typer.completion import completion_init  # type: ignore[attr-defined]

        completion_init()
    try:
        _command()(_with_bare_trace(sys.argv[1:] if arguments is None else arguments), prog_name="studio")
    except OSError as fault:
        # A path that no system call takes (too long, in a folder that may not be looked into).
        from studio.cli import report
        from studio.diagnostics import Diagnostic

        file = fault.filename if isinstance(fault.filename, str) else None
        said = f"this path can't be used: {fault.strerror or fault}"
        report.findings([Diagnostic("FI001", "error", said, file=file)], to_error=True)
        raise SystemExit(2) from None


@cache
def _command() -> Callable[..., object]:
    """The command line, put together once however often it is called."""
    from typer.main import get_command

    from studio.cli.app import app

    return get_command(app)


def _with_bare_trace(arguments: list[str]) -> list[str]:
    """``--trace`` without a file means standard output."""
    seen = []
    for place, argument in enumerate(arguments):
        following = arguments[place + 1] if place + 1 < len(arguments) else "--"
        bare = argument == "--trace" and following.startswith("-") and following != "-"
        seen.append("--trace=-" if bare else argument)
    return seen
