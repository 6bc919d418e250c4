"""Writing what explorers have found as scenario files; a file that is there is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli import report

if TYPE_CHECKING:
    from studio.testing.scenario import Case


def save_or_why(found: Iterable[tuple[Mapping[str, Any], Case]], folder: Path | None, what: str) -> list[Path] | None:
    """Write files beside those of their cases' names, if a folder is given; None, with the reason told, where it can't be."""
    if folder is None:
        return []
    try:
        return [save_file(content, case, folder, what) for content, case in found]
    except OSError as fault:
        report.say(f"it can't be written: {fault}")
        return None


def save_file(content: Mapping[str, Any], case: Case, folder: Path, what: str) -> Path:
    """Write a scenario file into a folder under a name of its own. OSError where it can't be."""
    from studio.testing.scenario.writing import moved, scenario_text

    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^a-z0-9]+", "_", case.name.lower()).strip("_")[:60] or "scenario"
    text = scenario_text(moved(content, case.file.parent, folder), f"Found by studio explore, beside {case.file.name}.")
    for number in range(1, 1_000):
        path = folder / f"test_{name}_{what}{'' if number == 1 else f'_{number}'}.yaml"
        try:
            with path.open("x", encoding="utf-8", newline="\n") as out:
                out.write(text)
        except FileExistsError:
            continue
        return path
    raise OSError(f"{folder} has a thousand files test_{name}_{what}.yaml")
