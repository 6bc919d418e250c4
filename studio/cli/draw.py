"""``studio draw``."""

from __future__ import annotations

from pathlib import Path

from studio.cli import report


def draw_script(file: Path) -> int:
    """Print a script as Mermaid; the exit code."""
    from studio.script.draw import mermaid
    from studio.script.files import read_script

    script, problems = read_script(file)
    report.findings(problems, to_error=True)
    if script is None:
        return 2
    print(mermaid(script), end="")
    return 0
