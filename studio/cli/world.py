"""``studio world``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from studio.cli import report
from studio.diagnostics import Diagnostic, has_errors


def show_schema(*, as_page: bool) -> int:
    """Print the JSON Schema of the world file, or the manual's page; the exit code."""
    from studio.world.reference.page import page
    from studio.world.reference.schema import world_schema

    if as_page:
        print(page(), end="")
    else:
        report.document(world_schema())
    return 0


def new_world(file: Path | None) -> int:
    """Print the commented example, or write it to a new file; the exit code."""
    from studio.world.reference.example import example

    if file is None:
        print(example(), end="")
        return 0
    try:
        with file.open("x", encoding="utf-8", newline="\n") as out:
            out.write(example())
    except (OSError, ValueError) as fault:
        reason = "it is there already" if isinstance(fault, FileExistsError) else getattr(fault, "strerror", fault)
        report.say(report.printable(f"{file} is not written: {reason}"))
        return 2
    report.say(report.printable(f"{file} written"))
    return 0


def check_world(file: Path, script: Path | None, *, as_json: bool) -> int:
    """Tell what is wrong with a world file; the exit code."""
    from studio.world.checking import check_file

    found = check_file(file, script)
    if as_json:
        report.document([each.as_json() for each in found])
    else:
        report.findings(found)
        if not found:
            print("nothing is wrong with it")
    return _code(found)


def _code(found: list[Diagnostic]) -> int:
    unreadable: Any = {each.code for each in found} & {"WF001", "FI001"}
    return 2 if unreadable else 1 if has_errors(found) else 0
